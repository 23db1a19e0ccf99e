/** The last word of the organisers, against the slow second computation of test/support/oracles/oracle.ts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oracleAwards, oracleRound } from '#test/support/oracles/oracle.ts'
import { entryOf, plainRules } from '#test/support/contest.ts'
import { contextOf, triedRounds } from '#test/support/tried-rounds.ts'
import type { ContestRules } from '../rules/rules.ts'
import { explainAward } from '../rulebook/explanation.ts'
import type { TallyEntry } from './entry.ts'
import { awardRound } from './prizes.ts'
import { rankRound } from './ranking.ts'
import type { DecidedTie } from './result.ts'

const byHand = (rules: ContestRules): ContestRules => ({ ...rules, ranking: [...rules.ranking.slice(0, -1), 'organisers'] })

type Lines = ReturnType<typeof oracleRound>['lines']

/** Equal lines share a rank there; here they follow one another as they came into the log. */
function inLine(lines: Lines): Lines {
  const sorted = lines.toSorted((one, other) => one.rank - other.rank || one.entry.logIndex - other.entry.logIndex)
  return sorted.map((line, at) => ({ ...line, rank: at + 1 }))
}

const winnersOf = (lines: Lines, rules: ContestRules, won: ReadonlyMap<string, number>): string =>
  JSON.stringify(
    oracleAwards(lines, rules, won)
      .flatMap(({ level, winners }) => winners.map((id) => `${id} ${level}`))
      .sort(),
  )

describe('the last word of the organisers', () => {
  it('is open exactly where another order of equal people would give prizes to others', () => {
    const seen = { open: 0, equal: 0, decided: 0 }
    fc.assert(
      fc.property(triedRounds, ({ rules: tried, entries, won }) => {
        const rules = byHand(tried)
        const round = rankRound(entries, contextOf(rules))
        const oracle = oracleRound(entries, rules).lines
        const lines = inLine(oracle)
        const standings = [...round.standings]
        expect(standings.map(({ entry }) => entry.entryId)).toEqual(lines.map(({ entry }) => entry.entryId))
        const isEqual = (at: number) =>
          at > 0 &&
          oracle.find(({ entry }) => entry === lines[at]?.entry)?.rank === oracle.find(({ entry }) => entry === lines[at - 1]?.entry)?.rank
        expect(standings.map(({ partedBy }) => partedBy === null)).toEqual(lines.map((_, at) => at === 0 || isEqual(at)))
        // Every two of one tie are swapped: does anything change?
        const before = winnersOf(lines, rules, won)
        const open = new Set<number>()
        lines.forEach((_, one) => {
          for (let other = one + 1; other < lines.length && isEqual(other); other++) {
            const swapped = lines.map((line, at) => {
              const from = lines[at === one ? other : at === other ? one : at] as Lines[number]
              return { ...from, rank: line.rank }
            })
            if (winnersOf(swapped, rules, won) !== before) open.add(one).add(other)
            seen.equal++
          }
        })
        const { awards, openTies } = awardRound(rules, round, won)
        // A whole tie is open when two of it are.
        const whole = new Set<number>()
        for (const at of open) {
          let from = at
          while (isEqual(from)) from--
          for (let to = from; to === from || (to < lines.length && isEqual(to)); to++) whole.add(to + 1)
        }
        expect(openTies.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at))).toEqual(
          [...whole].sort((a, b) => a - b),
        )
        expect(awards.every(({ rank }) => !whole.has(rank))).toBe(true)
        seen.open += openTies.length
        // Decided the other way round, all of them: nothing is open, and the order is what was decided.
        const decided = openTies.map(({ from, to }): DecidedTie => ({
          lines: standings
            .slice(from - 1, to)
            .toReversed()
            .map(({ entry }, at) => ({ entryId: entry.entryId, reason: at === 0 ? '' : `vì ${at}` })),
        }))
        const parted = rankRound(entries, { ...contextOf(rules), decided })
        expect(awardRound(rules, parted, won).openTies).toEqual([])
        openTies.forEach(({ from, to }, tie) => {
          const now = [...parted.standings].slice(from - 1, to)
          expect(now.map(({ entry, reason }) => ({ entryId: entry.entryId, reason: reason ?? '' }))).toEqual(decided[tie]?.lines)
          expect(now.slice(1).every(({ partedBy }) => partedBy === 'organisers')).toBe(true)
          seen.decided++
        })
        expect(parted.standings.decidedTies).toEqual(openTies)
      }),
      { numRuns: 600, seed: 2026 },
    )
    expect(Object.entries(seen).filter(([, times]) => times < 50)).toEqual([])
  })

  const rules: ContestRules = byHand({ ...plainRules, ranking: ['correct-desc', 'public-lot'] })
  const people = [entryOf(1), entryOf(2), entryOf(3), entryOf(4, { correct: 14 })]
  const rank = (entries: readonly TallyEntry[], ...orders: readonly (readonly string[])[]) =>
    rankRound(entries, {
      ...contextOf(rules),
      decided: orders.map((order) => ({
        lines: order.map((entryId, at) => ({ entryId, reason: at === 0 ? '' : `sau ${order[at - 1] ?? ''}` })),
      })),
    })
  const order = (entries: readonly TallyEntry[], ...orders: readonly (readonly string[])[]) =>
    [...rank(entries, ...orders).standings].map(({ entry }) => entry.entryId)

  it('holds for exactly the people it was about; the later of two holds', () => {
    expect(order(people, ['e3', 'e1', 'e2'])).toEqual(['e3', 'e1', 'e2', 'e4'])
    expect(order(people, ['e3', 'e1', 'e2'], ['e2', 'e3', 'e1'])).toEqual(['e2', 'e3', 'e1', 'e4'])
    for (const other of [
      ['e3', 'e1'],
      ['e3', 'e1', 'e2', 'e4'],
      ['e3', 'e1', 'e9'],
      ['e2', 'e2', 'e1'],
      ['e3', 'e2', 'e4'],
    ])
      expect(order(people, other)).toEqual(['e1', 'e2', 'e3', 'e4'])
    expect(order([...people, entryOf(5)], ['e3', 'e1', 'e2'])).toEqual(['e1', 'e2', 'e3', 'e5', 'e4'])
    expect(rank(people, ['e3', 'e1', 'e2']).standings.decidedTies).toEqual([{ from: 1, to: 3 }])
  })

  it('is told in the reason of a winner, with why', () => {
    const told = (entries: readonly TallyEntry[], ...orders: readonly (readonly string[])[]) => {
      const round = rank(entries, ...orders)
      return awardRound(rules, round, new Map()).awards.map((award) => explainAward(rules, round, award).vi)
    }
    const [first, second] = told(people, ['e3', 'e1', 'e2'])
    expect(first).toMatch(/Xếp trên người kế tiếp nhờ quyết định của Ban Tổ chức \(lý do: sau e3\)\.$/)
    expect(second).toMatch(
      /Người xếp liền trên được xếp cao hơn nhờ quyết định của Ban Tổ chức \(lý do: sau e3\)\. Xếp trên người kế tiếp nhờ/,
    )
  })

  it('is not needed among people who win the same', () => {
    const low: ContestRules = { ...rules, minimumCorrect: 0 }
    const round = rankRound([entryOf(1), entryOf(2, { correct: 14 }), entryOf(3, { correct: 14 })], contextOf(low))
    const { awards, openTies } = awardRound(low, round, new Map())
    expect([openTies, awards.map(({ level }) => level)]).toEqual([[], ['nhat', 'nhi', 'nhi']])
    expect(explainAward(low, round, awards[1]!).vi).toMatch(/Bằng người kế tiếp ở mọi tiêu chí\.$/)
    expect(explainAward(low, round, awards[2]!).en).toMatch(/Equal to the person just above by every criterion\.$/)
  })
})
