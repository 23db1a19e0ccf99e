import { describe, expect, it } from 'vitest'
import { reachesEntryFloor, rankUnits, type Participation, type UnitFact } from './collective.ts'
import { usualCollective } from '../rules/usual.ts'
import type { CollectiveRules } from '../rules/rules.ts'

const rules: CollectiveRules = { ...usualCollective, count: 2, amount: null, by: 'participants', tieBreaks: ['jury'] }

/** Participants of a unit: one a letter, `*` all correct; the n-th of a unit came at n seconds past `from`. */
const people = (unitId: string, who: string, from = 0): Participation[] =>
  [...who].map((letter, i) => ({
    unitId,
    contestantId: `${unitId}-${i}`,
    allCorrect: letter === '*',
    right: letter === '*' ? 15 : 8,
    entries: 1,
    firstSubmittedAt: from + i * 1000,
  }))
const units = (sizes: Readonly<Record<string, number>>): UnitFact[] =>
  Object.entries(sizes).map(([unitId, headcount]) => ({ unitId, headcount }))
const short = (standings: ReturnType<typeof rankUnits>) =>
  standings.map(
    ({ rank, unitId, partedBy, tied, awarded }) => `${rank} ${unitId} ${partedBy ?? '–'}${tied ? ' tied' : ''}${awarded ? ' awarded' : ''}`,
  )

describe('rankUnits', () => {
  const sizes = units({ a: 10, b: 4, c: 100 })

  it('ranks by distinct participants and awards as many as there are prizes', () => {
    const standings = rankUnits(rules, sizes, [...people('a', 'xx'), ...people('b', 'x*x'), ...people('c', 'x')])
    expect(short(standings)).toEqual(['1 b – awarded', '2 a participants awarded', '3 c participants'])
    expect(standings[0]).toEqual({
      rank: 1,
      unitId: 'b',
      participants: 3,
      headcount: 4,
      allCorrect: 1,
      right: 31,
      entries: 3,
      partedBy: null,
      tied: false,
      awarded: true,
      level: null,
      undecided: false,
    })
  })

  it('ranks by the rate of participation exactly, in integers', () => {
    const byRate: CollectiveRules = { ...rules, by: 'participation-rate' }
    const standings = rankUnits(byRate, units({ third: 3, twoSixths: 6, half: 2, none: 5 }), [
      ...people('third', 'x'),
      ...people('twoSixths', 'xx'),
      ...people('half', 'x'),
    ])
    expect(short(standings)).toEqual([
      '1 half – awarded',
      '2 third participation-rate tied',
      '2 twoSixths – tied',
      '4 none participation-rate',
    ])
  })

  it('takes no rate from a unit without headcount', () => {
    const byRate: CollectiveRules = { ...rules, count: 1, by: 'participation-rate' }
    expect(short(rankUnits(byRate, units({ a: 0, b: 1000 }), [...people('a', 'xxx'), ...people('b', 'x')]))).toEqual([
      '1 b – awarded',
      '2 a participation-rate',
    ])
  })

  it.each([
    ['participation-rate-desc', 'b'],
    ['all-correct-desc', 'c'],
    ['headcount-desc', 'c'],
    ['last-participant-asc', 'a'],
    ['mean-score-desc', 'c'],
  ] as const)('breaks a tie by %s', (tieBreak, first) => {
    const standings = rankUnits({ ...rules, tieBreaks: [tieBreak, 'jury'] }, sizes, [
      ...people('a', 'xx'),
      ...people('b', 'xx', 1),
      ...people('c', '*x', 2),
    ])
    expect(standings[0]).toMatchObject({ unitId: first, rank: 1, partedBy: null })
    expect(standings.slice(1).map(({ partedBy }) => partedBy)).toContain(tieBreak)
  })

  it('breaks a tie of rates by the number of participants', () => {
    const byRate: CollectiveRules = { ...rules, by: 'participation-rate', tieBreaks: ['participants-desc'] }
    expect(short(rankUnits(byRate, units({ a: 2, b: 4 }), [...people('a', 'x'), ...people('b', 'xx')]))).toEqual([
      '1 b – awarded',
      '2 a participants-desc awarded',
    ])
  })

  it('compares rates as they are rounded, where the rules round them', () => {
    const byRate = (rateDecimals: number | null): CollectiveRules => ({ ...rules, by: 'participation-rate', rateDecimals })
    // 66,666… % and 66,7 %
    const [sizesOf, came] = [units({ a: 3, b: 1000 }), [...people('a', 'xx'), ...people('b', 'x'.repeat(667))]]
    expect(short(rankUnits(byRate(2), sizesOf, came))).toEqual(['1 b – awarded', '2 a participation-rate awarded'])
    expect(short(rankUnits(byRate(1), sizesOf, came))).toEqual(['1 a – tied awarded', '1 b – tied awarded'])
    expect(short(rankUnits(byRate(0), [{ unitId: 'none', headcount: 0 }, ...sizesOf], came)).at(-1)).toBe('3 none participation-rate')
  })

  it('gives no prize below the minimum rate, taken exactly, and ranks who reaches it first', () => {
    const floored: CollectiveRules = { ...rules, count: 3, minimumRate: 70, rateDecimals: 0 }
    const [sizesOf, came] = [
      units({ a: 10, b: 1000, c: 0, d: 10 }),
      [...people('a', 'xxxxxxx'), ...people('b', 'x'.repeat(699)), ...people('c', 'x')],
    ]
    expect(short(rankUnits(floored, sizesOf, came))).toEqual(['1 a – awarded', '2 b minimum-rate', '3 c participants', '4 d participants'])
  })

  it('gives the levels in order, and leaves units tied across two of them to the jury', () => {
    const levels = [
      { id: 'nhat', name: 'Giải Nhất', count: 1, amount: null },
      { id: 'nhi', name: 'Giải Nhì', count: 2, amount: null },
    ]
    const levelled: CollectiveRules = { ...rules, count: 3, levels }
    const given = (...came: Participation[][]) =>
      rankUnits(levelled, sizes, came.flat()).map(
        ({ unitId, level, awarded, undecided }) => `${unitId} ${level ?? '–'} ${awarded} ${undecided}`,
      )
    expect(given(people('a', 'xx'), people('b', 'xxx'), people('c', 'x'))).toEqual([
      'b nhat true false',
      'a nhi true false',
      'c nhi true false',
    ])
    expect(given(people('a', 'xx'), people('b', 'xx'), people('c', 'x'))).toEqual(['a – false true', 'b – false true', 'c nhi true false'])
    expect(given(people('a', 'x'), people('b', 'xx'), people('c', 'x'))).toEqual([
      'b nhat true false',
      'a nhi true false',
      'c nhi true false',
    ])
  })

  it('counts an entry for its unit only from as many right answers and seconds as the rules ask', () => {
    const counts = (correct: number, durationMs: number) =>
      reachesEntryFloor({ entryFloor: { correct: 5, seconds: 60 } }, { correct, durationMs })
    expect([counts(5, 60_000), counts(4, 60_000), counts(5, 59_999)]).toEqual([true, false, false])
    expect(reachesEntryFloor(rules, { correct: 0, durationMs: 0 })).toBe(true)
  })

  it('leaves what stays equal to the jury, and awards none of the tied across the last prize', () => {
    const tied = [...people('a', 'xx'), ...people('b', 'xx'), ...people('c', 'xx')]
    expect(short(rankUnits(rules, sizes, tied))).toEqual(['1 a – tied', '1 b – tied', '1 c – tied'])
    expect(short(rankUnits({ ...rules, count: 3, tieBreaks: [] }, sizes, tied))).toEqual([
      '1 a – tied awarded',
      '1 b – tied awarded',
      '1 c – tied awarded',
    ])
    expect(short(rankUnits(rules, sizes, [...people('a', 'x'), ...people('b', 'xx'), ...people('c', 'x')]))).toEqual([
      '1 b – awarded',
      '2 a participants tied',
      '2 c – tied',
    ])
  })

  it('does not depend on the order of units or people', () => {
    const list = [...people('a', 'xx'), ...people('b', 'x*'), ...people('c', '*x')]
    expect(rankUnits(rules, [...sizes].reverse(), [...list].reverse())).toEqual(rankUnits(rules, sizes, list))
  })

  it('awards nothing to a unit nobody of which took part', () => {
    expect(short(rankUnits({ ...rules, count: 5 }, sizes, people('c', 'x')))).toEqual([
      '1 c – awarded',
      '2 a participants tied',
      '2 b – tied',
    ])
    expect(rankUnits(rules, [], [])).toEqual([])
  })

  it('refuses participants of a unit that is not there', () => {
    expect(() => rankUnits(rules, sizes, people('z', 'x'))).toThrow('no such unit: z')
  })
})
