import { describe, expect, it } from 'vitest'
import { fullRulesFile, rulesOf } from '#test/support/contest.ts'
import { blueprintTotal, drawOfRound, paperOfRound, plainDraw } from './round-draw.ts'

const rules = rulesOf(fullRulesFile)

describe('a round', () => {
  it('draws by its own blueprint, or by the one of the contest', () => {
    expect(paperOfRound(rules, 'tuan-1')).toBe(rules.paper)
    expect(paperOfRound(rules, 'tuan-9')).toBe(rules.paper)
    const own = paperOfRound(rules, 'tuan-2')
    expect(own).toEqual({ ...rules.paper, blueprint: rules.rounds[1]?.draw.blueprint })
    expect(own.blueprint).toHaveLength(2)
    expect(blueprintTotal(own.blueprint)).toBe(rules.paper.questions)
  })

  it('has the plain draw when the rules do not know it', () => {
    expect(drawOfRound(rules, 'tuan-9')).toBe(plainDraw)
    expect(drawOfRound(rules, 'tuan-2').reuse).toBe(true)
  })
})
