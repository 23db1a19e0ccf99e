/** Who came by whose link, for property tests: few people and few instants, so that ties are common. */
import fc from 'fast-check'
import type { ReferralRules } from '#contest/rules/rules.ts'
import type { TallyEntry } from '#contest/tally/entry.ts'
import type { Arrival } from '#contest/tally/referral.ts'
import { entryOf } from '../contest.ts'

export const triedReferral: fc.Arbitrary<ReferralRules> = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  amount: fc.constant(null),
  mostCounted: fc.constantFrom(null, null, 1, 2),
  entryFloor: fc.record({ correct: fc.constantFrom(0, 0, 14), seconds: fc.constantFrom(0, 0, 90) }),
  ties: fc.constantFrom('reached-first', 'public-lot'),
})

const people = Array.from({ length: 12 }, (_, number) => `c${String(number)}`)
const person = fc.constantFrom(...people)

/** Lines of standings, whoever of `people` is in them. */
export const triedLines: fc.Arbitrary<readonly { readonly entry: TallyEntry }[]> = fc
  .shuffledSubarray(people, { minLength: 8 })
  .chain((ranked) =>
    fc.tuple(
      ...ranked.map((contestantId, logIndex) =>
        fc
          .record({ correct: fc.constantFrom(15, 15, 14, 10), second: fc.constantFrom(0, 1, 2), seconds: fc.constantFrom(60, 90, 90) })
          .map(({ correct, second, seconds }) => {
            const submittedAt = 1_000_000 + second * 1000
            return { entry: entryOf(logIndex, { contestantId, correct, submittedAt, startedAt: submittedAt - seconds * 1000 }) }
          }),
      ),
    ),
  )

export const triedArrivals: fc.Arbitrary<readonly Arrival[]> = fc.uniqueArray(
  fc.record({
    contestantId: person,
    // Few, so that they bring several.
    referrerId: fc.oneof(fc.constantFrom(...people.slice(0, 3)), person),
    usedAt: fc.constantFrom(1, 2, 2, 2, 3),
    firstStartedAt: fc.constantFrom(3, 3, 4, 4, 2),
    isFirstRound: fc.constantFrom(true, true, true, true, false),
  }),
  { minLength: 3, maxLength: 12, selector: ({ contestantId }) => contestantId },
)
