/**
 * The permission a route declares and the one its use case asks for are the same: every staff route is asked by every role
 * twice, once with the guard as it is and once with a guard that leaves permissions to the use cases. And by every role of
 * another contest, to whom this one is as unknown as none.
 */
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ContestError } from '#contest/errors.ts'
import { actsForUnit, contestRoles, permissionsOf, roleMay, staffRoles, type Permission, type StaffRole } from '#contest/roles.ts'
import { installGuard } from '#http/guard.ts'
import { createHurry } from '#http/pace/hurry.ts'
import { buildServer, type ServerOptions } from '#http/server.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { unitsOf } from '#store/people/roster.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { grantRole, revokeRole, staffAccounts } from '#usecases/identity/staff-accounts.ts'
import { importUnits } from '#usecases/people/people.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { shippedFile, shippedRules } from '../support/live.ts'
import { valueOf } from '../support/schema-values.ts'

interface Door {
  readonly server: FastifyInstance
  readonly routes: readonly RouteOptions[]
  /** What the request before was refused for; null: it was not refused a permission. */
  refusedFor(): Permission | null
}

async function openDoor(app: TestApp['app'], options: Pick<ServerOptions, 'doorAsks'>): Promise<Door> {
  const server = buildServer(app, { pages: null, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0), ...options })
  const routes: RouteOptions[] = []
  let refused: Permission | null = null
  server.addHook('onRoute', (route) => {
    if (route.config?.audience === 'staff' && route.method !== 'HEAD') routes.push(route)
  })
  server.addHook('onError', (_request, _reply, error, done) => {
    if (error instanceof ContestError && error.code === 'forbidden') refused = error.detail['permission'] as Permission
    done()
  })
  await server.ready()
  return {
    server,
    routes,
    refusedFor: () => {
      const last = refused
      refused = null
      return last
    },
  }
}

let test: TestApp
let asking: Door
let silent: Door
const cookies = new Map<StaffRole, string>()
const elsewhere = { slug: 'noi-khac', cookies: new Map<StaffRole, string>() }
let slug: string

beforeAll(async () => {
  test = await makeTestApp('sqlite')
  asking = await openDoor(test.app, {})
  silent = await openDoor(test.app, { doorAsks: false })
  const rules = shippedRules()
  await applyContest(test.app, { kind: 'command' }, rules)
  await importUnits(test.app, { kind: 'command' }, rules.slug, shippedFile('units.csv'), { dryRun: false })
  const { id } = (await contestBySlug(test.app.database.db, rules.slug)) as ContestRecord
  const unit = { contest: rules.slug, code: (await unitsOf(test.app.database.db, id))[0]?.code ?? '' }
  slug = rules.slug
  for (const role of staffRoles) cookies.set(role, await test.signInAs(role, actsForUnit(role) ? { unit } : { contest: slug }))
  await applyContest(test.app, { kind: 'command' }, { ...rules, slug: elsewhere.slug })
  await importUnits(test.app, { kind: 'command' }, elsewhere.slug, shippedFile('units.csv'), { dryRun: false })
  for (const role of contestRoles) {
    const there = actsForUnit(role) ? { unit: { ...unit, contest: elsewhere.slug } } : { contest: elsewhere.slug }
    elsewhere.cookies.set(role, await test.signInAs(role, { login: `${role}-elsewhere`, ...there }))
  }
})
afterAll(async () => {
  await asking.server.close()
  await silent.server.close()
  await test.close()
})

const nameOf = ({ method, url }: RouteOptions): string => `${String(method)} ${url}`
const declaredBy = ({ config }: RouteOptions): Permission | null | undefined => config?.permission

/** Asks for the route as the contract wants it, of a contest that has units and rounds and nothing else: permission comes first. */
async function ask({ server, refusedFor }: Door, route: RouteOptions, cookie: string, contest = slug) {
  const schema = (route.schema ?? {}) as Readonly<Record<'params' | 'querystring' | 'body', unknown>>
  const params = (schema.params === undefined ? {} : valueOf(schema.params, 'khong-co')) as Readonly<Record<string, string>>
  const query = new URLSearchParams(schema.querystring === undefined ? {} : (valueOf(schema.querystring) as Record<string, string>))
  const file = route.method === 'POST' && schema.body === undefined && route.bodyLimit !== undefined
  const answer = await server.inject({
    method: route.method as 'GET',
    url: `${route.url.replace(/:(\w+)/g, (_, name: string) => (name === 'slug' ? contest : (params[name] ?? 'khong-co')))}?${query.toString()}`,
    headers: { cookie, ...(file ? { 'content-type': 'application/octet-stream', 'x-file-name': 'x.csv' } : {}) },
    ...(file ? { payload: Buffer.from('x') } : schema.body === undefined ? {} : { payload: valueOf(schema.body) as object }),
  })
  return { status: answer.statusCode, text: answer.body, refusedFor: refusedFor() }
}

describe('the permissions of staff routes', () => {
  it('are declared by every route', () => {
    expect(silent.routes.length).toBeGreaterThan(40)
    expect(silent.routes.map(nameOf)).toEqual(asking.routes.map(nameOf))
    expect(silent.routes.filter((route) => declaredBy(route) === undefined).map(nameOf)).toEqual([])
    const server = Fastify()
    installGuard(server, test.app, createHurry())
    expect(() => server.get('/api/staff/x', { config: { audience: 'staff' } }, () => null)).toThrow('names no permission')
    expect(() => server.get('/api/x', () => null)).toThrow('does not say whom it is for')
    const config = { audience: 'staff', permission: 'roster.see' } as const
    expect(() => server.get('/api/staff/x', { config }, () => null)).toThrow('names no contest')
  })

  it('open only what belongs to whoever is signed in without one', () => {
    expect(silent.routes.filter((route) => declaredBy(route) === null).map(nameOf)).toEqual([
      'GET /api/staff/me',
      'PUT /api/staff/password',
      'GET /api/staff/second-step',
      'POST /api/staff/second-step',
      'PUT /api/staff/second-step',
      'POST /api/staff/second-step/recovery-codes',
      'POST /api/staff/second-step/remove',
      'GET /api/staff/sessions',
      'POST /api/staff/sessions/end',
    ])
  })

  it.each(staffRoles)('hold for %s, at the door and behind it', async (role) => {
    const may: readonly (Permission | null | undefined)[] = [null, ...permissionsOf(role)]
    for (const route of silent.routes) {
      const declared = declaredBy(route)
      const expected = may.includes(declared) ? null : declared
      const where = `${role}: ${nameOf(route)}`
      for (const [door, asked] of [
        ['the door', await ask(asking, route, cookies.get(role) ?? '')],
        ['the use case', await ask(silent, route, cookies.get(role) ?? '')],
      ] as const) {
        expect(asked.refusedFor, `${where}, ${door}: ${asked.text}`).toBe(expected)
        if (expected !== null) expect(asked.status, where).toBe(403)
        // A request that is refused for its shape would say nothing of who may make it.
        expect(asked.text, `${where}, ${door}`).not.toMatch(/problems\/(invalid-request|unexpected)/)
      }
    }
  })

  it.each(contestRoles)('shut out %s of another contest, who learns not even that this one is there', async (role) => {
    const cookie = elsewhere.cookies.get(role) ?? ''
    const ofContest = silent.routes.filter(({ url }) => url.includes(':slug'))
    expect(ofContest.length).toBeGreaterThan(40)
    for (const route of ofContest) {
      const where = `${role}: ${nameOf(route)}`
      const asked = await ask(asking, route, cookie)
      const none = await ask(asking, route, cookie, 'khong-co')
      expect(asked.status, where).toBe(404)
      expect(asked.text, where).toBe(none.text.replaceAll('khong-co', slug))
      // Without the guard the use case refuses: for want of the permission there, or because it is asked about another contest.
      const behind = await ask(silent, route, cookie)
      const permission = declaredBy(route)
      const lacks = permission !== null && permission !== undefined && !roleMay(role, permission)
      expect([403, 404], `${where}: ${behind.text}`).toContain(behind.status)
      if (!lacks) expect(behind.text, where).toMatch(/problems\/not-found/)
      expect(behind.text, where).not.toContain('tuan-1')
    }
    const { json } = await test.call('GET', '/api/staff/me', { cookie })
    expect(json.contests.map((one: { readonly slug: string }) => one.slug)).toEqual([elsewhere.slug])
  })

  it('end with the role, at the next request', async () => {
    const cookie = await test.signInAs('juror', { login: 'short', contest: slug })
    const see = async () => (await test.call('GET', `/api/staff/contests/${slug}/questions`, { cookie })).status
    expect(await see()).toBe(200)
    await grantRole(test.app, { kind: 'command' }, 'short', { contest: slug, role: 'assistant' })
    expect(await see()).toBe(403)
    await revokeRole(test.app, { kind: 'command' }, 'short', slug)
    expect(await see()).toBe(404)
    expect((await test.call('GET', '/api/staff/me', { cookie })).json.contests).toEqual([])
    const accounts = await staffAccounts(test.app, { kind: 'command' })
    expect(accounts.find(({ login }) => login === 'short')).toMatchObject({ administrator: false, roles: [] })
    await expect(grantRole(test.app, { kind: 'command' }, 'administrator', { contest: slug, role: 'juror' })).rejects.toMatchObject({
      code: 'administrator-role',
    })
  })
})
