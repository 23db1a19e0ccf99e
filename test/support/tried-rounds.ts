/** Rounds for property tests: few values each, so that ties are common and often only the public lot breaks them. */
import fc from 'fast-check'
import type { TallyEntry } from '#contest/tally/entry.ts'
import type { RankingContext } from '#contest/tally/ranking.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { entryOf, plainRules, sha256 } from './contest.ts'
import { criteria, idsOf, type Criterion } from '#contest/criteria.ts'

export const lotSeed = new Uint8Array(32).fill(42)

export const contextOf = (rules: RankingContext['rules']): RankingContext => ({ roundId: 'tuan-1', rules, sha256, lotSeed })

const attempt = fc.record({
  contestant: fc.nat({ max: 11 }),
  attemptNumber: fc.integer({ min: 1, max: 3 }),
  correct: fc.constantFrom(15, 15, 15, 14, 10),
  prediction: fc.constantFrom(null, 0, 1, 2, 3, 5, 8),
  second: fc.constantFrom(0, 0, 1, 2),
  seconds: fc.constantFrom(60, 60, 90),
  setAside: fc.constantFrom(null, null, null, null, 'disqualified' as const),
})

interface TriedRound {
  readonly rules: ContestRules
  /** One a contestant when the rules allow one attempt. In no particular order. */
  readonly entries: readonly TallyEntry[]
  /** Prizes won in other rounds. */
  readonly won: ReadonlyMap<string, number>
}

const others = idsOf(criteria).filter((id) => criteria[id].key !== null)

export const triedRules = fc
  .record({
    ranking: fc.oneof(
      fc.constant<Criterion[]>(['correct-desc', 'prediction-distance-asc', 'submitted-asc']),
      fc.shuffledSubarray([...others]),
    ),
    predicted: fc.constantFrom<Pick<ContestRules['prediction'], 'of' | 'decimals'>>(
      { of: 'all-correct', decimals: 0 },
      { of: 'participants', decimals: 0 },
      { of: 'attempts', decimals: 0 },
      { of: 'all-correct-percentage', decimals: 0 },
      { of: 'all-correct-percentage', decimals: 5 },
    ),
    counts: fc.constantFrom<ContestRules['attempts']['counts'][]>('first', 'last', 'best'),
    perRound: fc.constantFrom(1, 3),
    extra: fc.constantFrom<ContestRules['attempts']['extra'][]>(null, 'replaces', 'as-others'),
    actualCounts: fc.constantFrom<ContestRules['prediction']['actualCounts'][]>('before-disqualification', 'after-disqualification'),
    minimumCorrect: fc.constantFrom(0, 10, 14, 15),
    counted: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
    capPerContest: fc.constantFrom(null, 1, 2),
    shareOfParticipants: fc.constantFrom(null, null, 20, 50, 100),
    whenRevoked: fc.constantFrom<ContestRules['prizes']['whenRevoked'][]>(null, 'next-moves-up', 'stays-empty'),
    whenTooFew: fc.constantFrom<ContestRules['prizes']['whenTooFew'][]>('leave-unawarded', 'next-best-below-floor'),
  })
  .map(
    ({
      ranking,
      predicted,
      counts,
      perRound,
      extra,
      actualCounts,
      minimumCorrect,
      counted,
      capPerContest,
      shareOfParticipants,
      whenTooFew,
      whenRevoked,
    }): ContestRules => ({
      ...plainRules,
      attempts: { ...plainRules.attempts, perRound, counts, extra },
      prediction: { ...plainRules.prediction, ...predicted, required: false, actualCounts },
      ranking: [...ranking, 'public-lot'],
      minimumCorrect,
      prizes: {
        levels: counted.map((count, i) => ({ id: `giai-${i + 1}`, name: `Giải ${i + 1}`, count, amount: null })),
        capPerContest,
        shareOfParticipants,
        whenTooFew,
        whenRevoked,
      },
    }),
  )

export const triedRounds: fc.Arbitrary<TriedRound> = fc
  .record({
    rules: triedRules,
    attempts: fc.array(attempt, { maxLength: 16 }),
    boards: fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 3 }),
    won: fc.array(fc.tuple(fc.nat({ max: 11 }), fc.integer({ min: 1, max: 2 })), { maxLength: 5 }),
  })
  .map(({ rules, attempts, boards, won }) => {
    const seen = new Set<string>()
    const one = rules.attempts.perRound === 1 && rules.attempts.extra === null
    const entries = attempts.flatMap(({ contestant, attemptNumber, correct, prediction, second, seconds, setAside }, logIndex) => {
      const key = one ? String(contestant) : `${contestant} ${attemptNumber}`
      if (seen.has(key)) return []
      seen.add(key)
      const submittedAt = 1_000_000 + second * 1000
      return [
        entryOf(logIndex, {
          contestantId: `c${contestant}`,
          unitId: `u${contestant % 3}`,
          attemptNumber: one ? 1 : attemptNumber,
          correct,
          prediction,
          submittedAt,
          startedAt: submittedAt - seconds * 1000,
          setAside: boards.includes(contestant) ? 'barred' : setAside,
        }),
      ]
    })
    return { rules, entries, won: new Map(won.map(([contestant, prizes]) => [`c${contestant}`, prizes])) }
  })
