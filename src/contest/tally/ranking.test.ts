import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryOf, plainRules, sha256 } from '#test/support/contest.ts'
import { contextOf, lotSeed, triedRounds } from '#test/support/tried-rounds.ts'
import type { TallyEntry } from './entry.ts'
import { publicLot, rankRound, startRanking } from './ranking.ts'
import type { RoundStandings } from './result.ts'
import type { ContestRules } from '../rules/rules.ts'
import type { Criterion } from '../criteria.ts'

const rank = (entries: readonly TallyEntry[], change: Partial<ContestRules> = {}): RoundStandings =>
  rankRound(entries, contextOf({ ...plainRules, ...change }))
const order = (round: RoundStandings): readonly string[] => [...round.standings].map(({ entry }) => entry.contestantId)
const reasons = (round: RoundStandings) => [...round.standings].map(({ partedBy }) => partedBy)
const by = (...ranking: readonly Criterion[]) => ({ ranking: [...ranking, 'public-lot'] as const })

describe('rankRound', () => {
  it('ranks by right answers, then prediction, then arrival, and names what parted neighbours', () => {
    const round = rank([
      entryOf(1, { correct: 14, prediction: 4 }),
      entryOf(2, { prediction: 9 }),
      entryOf(3, { prediction: 5 }),
      entryOf(4, { prediction: 3 }),
      entryOf(5, { prediction: 4 }),
    ])
    expect(round.actual).toBe(4)
    expect(order(round)).toEqual(['c5', 'c3', 'c4', 'c2', 'c1'])
    expect(reasons(round)).toEqual([null, 'prediction-distance-asc', 'submitted-asc', 'prediction-distance-asc', 'correct-desc'])
    expect(round.standings.at(1)).toEqual({
      rank: 2,
      entry: entryOf(3, { prediction: 5 }),
      predictionDistance: 1,
      partedBy: 'prediction-distance-asc',
      reason: null,
      eligible: true,
    })
    expect(round.standings.at(4)).toMatchObject({ rank: 5, eligible: false })
    expect([round.standings.at(5), round.standings.at(-1)]).toEqual([undefined, undefined])
  })

  it('puts a missing prediction after every prediction', () => {
    const round = rank([entryOf(1, { prediction: null }), entryOf(2, { prediction: 100_000 }), entryOf(3, { prediction: null })])
    expect(order(round)).toEqual(['c2', 'c1', 'c3'])
    expect([...round.standings].map(({ predictionDistance }) => predictionDistance)).toEqual([99_997, null, null])
  })

  it('puts predictions that exceed after those that do not, where the rules say so', () => {
    const guesses = [4, 3, 0, 5, null, 1_000_000_000]
    const round = rank(
      guesses.map((prediction, i) => entryOf(i, { prediction, correct: i < 3 ? 15 : 14 })),
      by('prediction-closest-without-exceeding'),
    )
    expect(round.actual).toBe(3)
    expect([...round.standings].map(({ entry }) => entry.prediction)).toEqual([3, 0, 4, 5, 1_000_000_000, null])
  })

  it('ranks by the time taken, where the rules say so', () => {
    const round = rank([entryOf(1, { startedAt: 0 }), entryOf(2)], by('duration-asc'))
    expect(order(round)).toEqual(['c2', 'c1'])
    expect(reasons(round)).toEqual([null, 'duration-asc'])
  })

  it('parts what is equal by the public lot: SHA-256 of label, seed and contestant, the smaller first', () => {
    const lot = (id: string) => createHash('sha256').update('hoithi/public-lot/v1\0').update(lotSeed).update(id).digest('hex')
    expect(Buffer.from(publicLot(sha256, lotSeed, 'c1')).toString('hex')).toBe(lot('c1'))
    const equal = Array.from({ length: 40 }, (_, i) => entryOf(i, { submittedAt: 0, startedAt: 0 }))
    const ids = equal.map(({ contestantId }) => contestantId)
    expect(order(rank(equal))).toEqual([...ids].sort((a, b) => (lot(a) < lot(b) ? -1 : 1)))
    expect(reasons(rank(equal)).slice(1)).toEqual(Array(39).fill('public-lot'))
  })

  it('reads the whole lot when its first bytes are equal', () => {
    // A hash whose first difference is its eleventh byte; the last one differs the other way round.
    const digit = (bytes: Uint8Array) => Number(String.fromCharCode(bytes.at(-1) ?? 0))
    const nearly = (bytes: Uint8Array): Uint8Array =>
      new Uint8Array(32)
        .fill(200)
        .with(10, digit(bytes))
        .with(31, 9 - digit(bytes))
    const equal = [3, 1, 2].map((i) => entryOf(i, { submittedAt: 0 }))
    const round = rankRound(equal, { ...contextOf(plainRules), sha256: nearly })
    expect(order(round)).toEqual(['c1', 'c2', 'c3'])
  })

  it('takes the counting attempt of each contestant and sets the others aside', () => {
    const attempts = [12, 15, 15].map((correct, i) => entryOf(i, { contestantId: 'c', attemptNumber: i + 1, correct }))
    const counted = (counts: ContestRules['attempts']['counts']) => {
      const round = rank(attempts, { attempts: { ...plainRules.attempts, perRound: 3, counts } })
      expect(round.setAside.map(({ reason }) => reason)).toEqual(['another-attempt-counts', 'another-attempt-counts'])
      return [round.standings.at(0)?.entry.attemptNumber, round.actual, round.participants]
    }
    expect([counted('first'), counted('last'), counted('best')]).toEqual([
      [1, 0, 1],
      [3, 1, 1],
      [2, 1, 1],
    ])
  })

  it('does not put another attempt in the place of a disqualified one', () => {
    const attempts = [entryOf(1, { contestantId: 'c', setAside: 'disqualified' }), entryOf(2, { contestantId: 'c', attemptNumber: 2 })]
    const round = rank(attempts, { attempts: { ...plainRules.attempts, perRound: 2, counts: 'first' } })
    expect(round.participants).toBe(0)
    expect(round.setAside.map(({ entry, reason }) => [entry.attemptNumber, reason])).toEqual([
      [1, 'disqualified'],
      [2, 'another-attempt-counts'],
    ])
  })

  it('counts the disqualified in the actual number or not, as the rules say, and never ranks them', () => {
    const entries = [entryOf(1), entryOf(2, { setAside: 'disqualified' }), entryOf(3, { setAside: 'barred' })]
    const actual = (actualCounts: ContestRules['prediction']['actualCounts']) => {
      const round = rank(entries, { prediction: { ...plainRules.prediction, actualCounts } })
      expect(order(round)).toEqual(['c1'])
      expect(round.setAside.map(({ entry, reason }) => [entry.contestantId, reason])).toEqual([
        ['c2', 'disqualified'],
        ['c3', 'barred'],
      ])
      return round.actual
    }
    expect([actual('before-disqualification'), actual('after-disqualification')]).toEqual([2, 1])
  })

  it('has no standings without entries', () => {
    const round = rank([])
    expect([round.actual, round.participants, round.standings.length, [...round.standings]]).toEqual([0, 0, 0, []])
  })

  it('keeps every field of more entries than a column holds at first', () => {
    const entries = Array.from({ length: 3000 }, (_, i) =>
      entryOf(i, {
        entryId: `${'e'.repeat((i % 40) + 1)}${i}`,
        unitId: `u${i % 33}`,
        correct: i % 16,
        prediction: i % 7 === 0 ? null : i,
        attemptNumber: 1,
      }),
    )
    const round = rank(entries)
    const byLogIndex = [...round.standings].map(({ entry }) => entry).sort((a, b) => a.logIndex - b.logIndex)
    expect(byLogIndex).toEqual(entries)
  })

  it('refuses ids that are not ASCII', () => {
    expect(() => rank([entryOf(1, { contestantId: 'Lộc' })])).toThrow(RangeError)
  })
})

describe('properties of the standings', () => {
  it('are the same whatever the order in which entries come', () => {
    fc.assert(
      fc.property(triedRounds, fc.infiniteStream(fc.nat()), ({ rules, entries }, keys) => {
        const mixed = entries
          .map((entry) => [keys.next().value, entry] as const)
          .sort(([a], [b]) => a - b)
          .map(([, entry]) => entry)
        const [one, other] = [rankRound(entries, contextOf(rules)), rankRound(mixed, contextOf(rules))]
        expect({ ...other, standings: [...other.standings] }).toEqual({ ...one, standings: [...one.standings] })
      }),
    )
  })

  it('are a total order: each pair of people stands the same way round when only the two are compared', () => {
    fc.assert(
      fc.property(triedRounds, ({ rules, entries }) => {
        const round = rankRound(entries, contextOf(rules))
        const lines = [...round.standings]
        expect(lines.map(({ rank: place }) => place)).toEqual(lines.map((_, i) => i + 1))
        expect(new Set(lines.map(({ entry }) => entry.contestantId)).size).toBe(lines.length)
        expect(lines.every(({ partedBy }, i) => (partedBy === null) === (i === 0))).toBe(true)
        // Prediction criteria depend on the actual number, which two people alone would change.
        fc.pre(rules.ranking.every((criterion) => !criterion.startsWith('prediction-')))
        lines.forEach((a, i) => {
          for (const b of lines.slice(i + 1))
            expect(order(rankRound([b.entry, a.entry], contextOf(rules)))).toEqual([a.entry.contestantId, b.entry.contestantId])
        })
      }),
    )
  })

  it('are not changed in anything by barred people', () => {
    fc.assert(
      fc.property(triedRounds, ({ rules, entries }) => {
        const withBarred = rankRound(entries, contextOf(rules))
        const without = rankRound(
          entries.filter(({ setAside }) => setAside !== 'barred'),
          contextOf(rules),
        )
        expect([...withBarred.standings]).toEqual([...without.standings])
        expect([withBarred.actual, withBarred.participants]).toEqual([without.actual, without.participants])
        expect(withBarred.setAside.filter(({ reason }) => reason !== 'barred')).toEqual(without.setAside)
      }),
    )
  })

  it('account for every entry once', () => {
    fc.assert(
      fc.property(triedRounds, ({ rules, entries }) => {
        const { standings, setAside } = rankRound(entries, contextOf(rules))
        const all = [...[...standings].map(({ entry }) => entry), ...setAside.map(({ entry }) => entry)].map(({ entryId }) => entryId)
        expect(all.sort()).toEqual(entries.map(({ entryId }) => entryId).sort())
      }),
    )
  })
})

describe('startRanking', () => {
  it('takes entries one by one and gives what rankRound gives', () => {
    const entries = [entryOf(1), entryOf(2, { correct: 3 }), entryOf(3, { setAside: 'barred' })]
    const run = startRanking(contextOf(plainRules))
    entries.forEach((entry) => run.add(entry))
    const [one, other] = [run.finish(), rankRound(entries, contextOf(plainRules))]
    expect({ ...one, standings: [...one.standings] }).toEqual({ ...other, standings: [...other.standings] })
  })

  it('gives its lines as numbers, and by contestant in order of id, byte by byte', () => {
    const ids = ['contestant-10', 'contestant-1', 'b', 'contestant-2', 'B', 'contestant-100']
    const entries = ids.map((contestantId, i) => entryOf(i, { contestantId, correct: i, prediction: i === 2 ? null : i }))
    const { standings } = rankRound(entries, contextOf(plainRules))
    const lines = [...standings]
    expect(lines.map((_, index) => standings.correctAt(index))).toEqual(lines.map(({ entry }) => entry.correct))
    expect(lines.map((_, index) => standings.predictionAt(index))).toEqual(lines.map(({ entry }) => entry.prediction ?? -1))
    const places = new Map(lines.map(({ entry, rank: place }) => [entry.contestantId, place]))
    expect([...standings.byContestant()]).toEqual(ids.toSorted().map((contestantId) => ({ contestantId, rank: places.get(contestantId) })))
  })
})
