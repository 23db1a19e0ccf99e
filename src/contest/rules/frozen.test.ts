import { describe, expect, it } from 'vitest'
import { fullRulesFile, rulesOf } from '#test/support/contest.ts'
import { frozenChanges, mayStillChange, ruleChanges } from './frozen.ts'
import type { ContestRules } from './rules.ts'

const rules = rulesOf(fullRulesFile)
const [first, second] = rules.rounds as [ContestRules['rounds'][number], ContestRules['rounds'][number]]
const opened = [first.key]
const places = (after: ContestRules, before = rules) => frozenChanges(before, after, opened).map(({ place }) => place)

describe('once a round has opened', () => {
  it('everything is fixed but for what is listed', () => {
    for (const key of Object.keys(rules) as (keyof ContestRules)[]) {
      if ((mayStillChange as readonly string[]).includes(key)) continue
      expect([key, places({ ...rules, [key]: 'something else' })]).toEqual([key, [key]])
    }
    const free = { title: 'Khác', audience: 'Ai đó', documents: [], organiser: { name: 'X', superior: null, standingUnit: null } }
    expect(places({ ...rules, ...free })).toEqual([])
    expect(frozenChanges(rules, { ...rules, minimumCorrect: 1 }, [])).toEqual([])
  })

  it('a refusal names each field, what it was and what it would be', () => {
    const after: ContestRules = {
      ...rules,
      access: { ...rules.access, barredBoards: ['organiser'] },
      collective: null,
      jury: { approvals: 1 },
      paper: { ...rules.paper, pinnedLast: Array.from({ length: 90 }, (_, i) => `Câu ${String(i)}`) },
    }
    const findings = frozenChanges(rules, after, opened)
    expect(findings.map(({ place }) => place)).toEqual(['paper/pinnedLast', 'collective', 'access/barredBoards', 'jury/approvals'])
    expect(findings[2]?.message.vi).toBe(
      'Không đổi được “access/barredBoards” từ ["organiser","juror","assistant"] thành ["organiser"] vì đã có tuần thi mở.',
    )
    expect(findings[3]?.message.en).toContain('from 3 to 1')
    expect(findings[0]?.message.vi).toContain('…')
  })

  it('how an attempt counts that is given after trouble may be said, and is fixed then', () => {
    const of = (extra: ContestRules['attempts']['extra']): ContestRules => ({ ...rules, attempts: { ...rules.attempts, extra } })
    expect(places(of('replaces'), of(null))).toEqual([])
    expect([places(of('as-others'), of('replaces')), places(of(null), of('replaces'))]).toEqual([['attempts/extra'], ['attempts/extra']])
  })

  it('lets how long personal data is kept be said once it was not', () => {
    const of = (months: number | null): ContestRules => ({ ...rules, retention: months === null ? null : { months } })
    expect(places(of(12), of(null))).toEqual([])
    expect([places(of(6), of(12)), places(of(null), of(12))]).toEqual([['retention/months'], ['retention']])
  })

  it('its own window, name and draw are fixed; rounds that have not opened are not', () => {
    const of = (change: Partial<typeof first>) => ({ ...rules, rounds: [{ ...first, ...change }, second] })
    expect(places(of({ name: 'Khác', closesAt: first.closesAt + 60_000 }))).toEqual(['rounds/tuan-1/name', 'rounds/tuan-1/closes'])
    expect(places(of({ draw: { ...first.draw, blueprint: [] } }))).toEqual(['rounds/tuan-1/draw/blueprint'])
    expect(places({ ...rules, rounds: [second] })).toEqual(['rounds/tuan-1'])
    expect(places({ ...rules, rounds: [first, { ...second, name: 'Khác', opensAt: second.opensAt + 1 }] })).toEqual([])
  })
})

describe('rules in the place of others', () => {
  it('say what is another, from what to what', () => {
    expect(ruleChanges(rules, rules)).toEqual([])
    const third = { ...second, key: 'tuan-3', name: 'Tuần 3' }
    const after: ContestRules = {
      ...rules,
      title: 'Tên khác',
      attempts: { ...rules.attempts, timeLimitMs: null },
      rounds: [{ ...first, closesAt: first.closesAt + 3_600_000 }, third],
    }
    expect(ruleChanges(rules, after)).toEqual([
      { place: 'title', before: rules.title, after: 'Tên khác' },
      { place: 'attempts/timeLimitMs', before: '1200000', after: null },
      { place: 'rounds/tuan-1/closes', before: '2024-09-14 00:00:00', after: '2024-09-14 01:00:00' },
      { place: 'rounds/tuan-2', before: 'Tuần 2', after: null },
      { place: 'rounds/tuan-3', before: null, after: 'Tuần 3' },
    ])
  })
})
