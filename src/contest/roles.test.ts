import { describe, expect, it } from 'vitest'
import {
  actsForUnit,
  boardKinds,
  contestRoles,
  isBoard,
  isOfServer,
  linkHolderMay,
  permissionNames,
  permissions,
  permissionsOf,
  roleMay,
  runsServer,
  staffRoles,
} from './roles.ts'

describe('roles', () => {
  it('are the boards, whoever runs the server, and whoever sends questions of a unit', () => {
    expect(staffRoles).toEqual(['administrator', ...boardKinds, 'contributor'])
    expect(staffRoles.filter(actsForUnit)).toEqual(['contributor'])
    expect(staffRoles.filter((role) => !(contestRoles as readonly string[]).includes(role))).toEqual(['administrator'])
    expect(staffRoles.filter(runsServer)).toEqual(['administrator'])
    expect(staffRoles.filter(isBoard)).toEqual(boardKinds)
  })

  it('may what the table says, asked by role and by permission alike', () => {
    for (const role of staffRoles) {
      const own = permissionsOf(role)
      expect(permissionNames.filter((what) => roleMay(role, what))).toEqual(own)
      for (const what of permissionNames) expect(own.includes(what)).toBe((permissions[what] as readonly string[]).includes(role))
    }
  })

  it('keep results from administrators, assistants and contributors', () => {
    const results = permissionNames.filter((what) => /^(round|results|analysis)\./.test(what))
    expect(results.length).toBeGreaterThan(5)
    for (const role of ['administrator', 'assistant', 'contributor'] as const)
      expect(results.filter((what) => roleMay(role, what))).toEqual([])
  })

  it('leave to contributors the questions and pictures they send', () => {
    expect(permissionsOf('contributor')).toEqual(['contributions.own', 'pictures.see'])
    expect(permissionNames.filter(linkHolderMay)).toEqual(permissionsOf('contributor'))
  })

  it('leave the server to whoever runs it', () => {
    expect(permissionsOf('administrator').filter(isOfServer)).toEqual(['contest.make', 'clock.confirm', 'server.audit', 'staff.manage'])
  })

  it('never give everything to one role, nor straight imports to any', () => {
    for (const role of staffRoles) expect(permissionsOf(role).length).toBeLessThan(permissionNames.length - 1)
    expect(staffRoles.filter((role) => roleMay(role, 'questions.import'))).toEqual([])
  })
})
