/** Files of rules that are in order, with every setting said or left out. */
import fc from 'fast-check'
import { collectiveMeasures, collectiveTieBreaks, criteria, idsOf, lastCriteria } from '#contest/criteria.ts'
import { mostDecimals, predictedValues } from '#contest/rules/predicted.ts'
import { boardKinds } from '#contest/roles.ts'
import { mostRateDecimals } from '#contest/rules/usual.ts'
import {
  actualCounts,
  countingAttempts,
  difficulties,
  extraCountings,
  furtherSets,
  incidentReporters,
  lateStarts,
  referralTies,
  setChoosers,
  whenRevoked,
  whenTooFew,
} from '#contest/rules/rules.ts'
import type { CellInFile, RulesFile } from '#contest/rules/schema.ts'
import { examplePlaces, exampleProviders, signedParameters } from './providers/examples.ts'

const text = fc.constantFrom('Hội thi “Chuyển đổi số”', 'a: b', '# không phải ghi chú', '0123', 'yes', 'Ủy ban\nnhân dân', "'“”")
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null })
const some = <T>(values: readonly T[], minLength = 0): fc.Arbitrary<T[]> => fc.shuffledSubarray([...values], { minLength })

/** Cells that add up to the questions of a paper. */
const cells = (questions: number): fc.Arbitrary<CellInFile[]> =>
  fc
    .array(fc.record({ topic: maybe(fc.constantFrom('Xã hội số', 'Kinh tế số')), difficulty: maybe(fc.constantFrom(...difficulties)) }), {
      minLength: 1,
      maxLength: Math.min(4, questions),
    })
    .map((kinds) => kinds.map((kind, at) => said({ ...kind, count: at === 0 ? questions - kinds.length + 1 : 1 }) as CellInFile))

/** Percents that add up to 100, of papers on which none of them is no question. */
const percents: fc.Arbitrary<CellInFile[]> = fc.constantFrom(
  [{ topic: 'Xã hội số', percent: 45 }, { topic: 'Kinh tế số', percent: 40 }, { percent: 15 }],
  [{ difficulty: 2 as const, percent: 33 }, { percent: 67 }],
  [{ percent: 100 }],
)

const blueprint = (questions: number): fc.Arbitrary<CellInFile[]> =>
  questions < 5 ? cells(questions) : fc.oneof(cells(questions), percents)

/** Without what is left out. */
const said = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

type Sets = { readonly names: readonly string[]; readonly further: (typeof furtherSets)[number] | undefined } | null | undefined

interface Tries {
  readonly perRound: number | undefined
  readonly perDay: number | null | undefined
}

function within<Of extends Tries>(attempts: Of | undefined, { fixedSets }: { readonly fixedSets: Sets }): Of | undefined {
  if (attempts === undefined || (fixedSets ?? null) === null || fixedSets?.further === 'any') return attempts
  const perRound = Math.min(attempts.perRound ?? 1, fixedSets?.names.length ?? 1)
  return { ...attempts, perRound, perDay: (attempts.perDay ?? 0) < perRound ? (attempts.perDay ?? null) : null }
}

const two = (number: number): string => String(number).padStart(2, '0')

const rounds = (questions: number) =>
  fc
    .array(
      fc.record({
        hour: fc.integer({ min: 0, max: 23 }),
        seconds: fc.boolean(),
        blueprint: maybe(blueprint(questions)),
        reuse: maybe(fc.boolean()),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((list) =>
      list.map(({ hour, seconds, blueprint, reuse }, at) =>
        said({
          ...{ id: `tuan-${String(at + 1)}`, name: `Tuần ${String(at + 1)}` },
          opens: `2026-0${String(at + 3)}-01 ${two(hour)}:30${seconds ? ':15' : ''}`,
          closes: `2026-0${String(at + 3)}-28`,
          ...{ blueprint, reuseQuestions: reuse },
        }),
      ),
    )

const levels = fc
  .array(fc.record({ name: text, count: fc.integer({ min: 1, max: 9 }), amount: maybe(orNull(fc.nat())) }), { minLength: 1, maxLength: 4 })
  .map((list) => list.map((level, at) => said({ id: `giai-${String(at)}`, ...level })))

const entryFloor = (questions: number) =>
  fc.record({ correct: maybe(fc.integer({ min: 0, max: questions })), seconds: maybe(fc.integer({ min: 0, max: 90 })) }).map(said)

export const arbitraryRulesFile: fc.Arbitrary<RulesFile> = fc.integer({ min: 1, max: 40 }).chain(
  (questions) =>
    fc
      .record({
        version: fc.constant(1 as const),
        slug: fc.constantFrom('hoi-thi', 'phu-loc-2024'),
        title: text,
        organiser: fc.record({ name: text, superior: maybe(text), standingUnit: maybe(text) }).map(said),
        audience: text,
        zone: maybe(fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'UTC')),
        rounds: rounds(questions),
        paper: fc
          .record({
            questions: fc.constant(questions),
            blueprint: maybe(blueprint(questions)),
            shuffleQuestions: maybe(fc.boolean()),
            shuffleOptions: maybe(fc.boolean()),
            pinnedLast: maybe(fc.array(text, { maxLength: 2 })),
            fixedSets: maybe(
              orNull(
                fc
                  .record({
                    names: fc.constantFrom(['Đề số 1', 'Đề số 2', 'Đề số 3'], ['Đề A', 'Đề B']),
                    chosenBy: maybe(fc.constantFrom(...setChoosers)),
                    further: maybe(fc.constantFrom(...furtherSets)),
                  })
                  .map(said),
              ),
            ),
            apart: maybe(fc.constantFrom([], [['Chuyển đổi số là', 'Ngày Chuyển đổi số']])),
          })
          .map(said),
        attempts: maybe(
          fc
            .record({
              perRound: maybe(fc.integer({ min: 1, max: 5 })),
              perDay: maybe(orNull(fc.integer({ min: 1, max: 4 }))),
              counts: maybe(fc.constantFrom(...countingAttempts)),
              timeLimitMinutes: maybe(orNull(fc.integer({ min: 1, max: 90 }))),
              lateStart: maybe(fc.constantFrom(...lateStarts)),
              extra: maybe(fc.constantFrom(...extraCountings, null)),
            })
            .map(({ perDay, ...rest }) => said({ ...rest, perDay: (perDay ?? 0) < (rest.perRound ?? 1) ? perDay : null })),
        ),
        prediction: maybe(
          fc
            .record({
              asked: fc.constant(true),
              required: maybe(fc.boolean()),
              of: maybe(fc.constantFrom(...idsOf(predictedValues))),
              decimals: maybe(fc.integer({ min: 0, max: mostDecimals })),
              maximum: maybe(fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.constant('roster' as const))),
              actualCounts: maybe(fc.constantFrom(...actualCounts)),
            })
            .map(({ decimals, maximum, ...rest }) =>
              said({ ...rest, ...(rest.of === 'all-correct-percentage' ? { decimals } : { maximum }) }),
            ),
        ),
        ranking: fc
          .tuple(some(idsOf(criteria).filter((id) => criteria[id].key !== null)), fc.constantFrom(...lastCriteria))
          .map(([ids, last]) => [...ids, last]),
        minimumCorrect: fc.integer({ min: 0, max: questions }),
        prizes: fc
          .record({
            levels,
            capPerContest: maybe(orNull(fc.integer({ min: 1, max: 3 }))),
            shareOfParticipants: maybe(orNull(fc.integer({ min: 1, max: 100 }))),
            whenTooFew: maybe(fc.constantFrom(...whenTooFew)),
            whenRevoked: maybe(orNull(fc.constantFrom(...whenRevoked))),
          })
          .map(said),
        collective: maybe(
          orNull(
            fc
              .record({
                prizes: fc.oneof(
                  fc.record({ count: fc.integer({ min: 1, max: 9 }), amount: maybe(orNull(fc.nat())) }).map(said),
                  levels.map((list) => ({ levels: list })),
                ),
                minimumRate: maybe(orNull(fc.integer({ min: 1, max: 100 }))),
                rateDecimals: maybe(orNull(fc.integer({ min: 0, max: mostRateDecimals }))),
                listCloses: maybe(orNull(fc.constantFrom('2026-02-01', '2026-02-28 17:30', '2026-02-28 17:30:15'))),
                notCounted: maybe(fc.array(text, { maxLength: 2 })),
                entryFloor: maybe(entryFloor(questions)),
                by: fc.constantFrom(...idsOf(collectiveMeasures)),
                tieBreaks: maybe(some(idsOf(collectiveTieBreaks).filter((id) => id !== 'jury')).map((ids) => [...ids, 'jury' as const])),
              })
              .map(({ prizes, ...rest }) => said({ ...prizes, ...rest })),
          ),
        ),
        referral: maybe(
          orNull(
            fc
              .record({
                count: fc.integer({ min: 1, max: 20 }),
                amount: maybe(orNull(fc.nat())),
                mostCounted: maybe(orNull(fc.integer({ min: 1, max: 50 }))),
                entryFloor: maybe(entryFloor(questions)),
                ties: maybe(fc.constantFrom(...referralTies)),
              })
              .map(said),
          ),
        ),
        access: fc.record({ who: fc.constantFrom('roster' as const, 'open' as const), barredBoards: some(boardKinds) }),
        jury: maybe(fc.record({ approvals: fc.integer({ min: 1, max: 5 }) })),
        complaints: maybe(orNull(fc.record({ to: text, days: maybe(orNull(fc.integer({ min: 1, max: 30 }))) }).map(said))),
        incidents: maybe(orNull(fc.record({ by: fc.constantFrom(...incidentReporters), to: text }))),
        retention: maybe(orNull(fc.record({ months: fc.integer({ min: 1, max: 120 }) }))),
        signIn: maybe(
          orNull(
            fc
              .record({ roster: maybe(fc.constant(true)), providers: some([...exampleProviders(examplePlaces), signedParameters]) })
              .map(said),
          ),
        ),
        documents: maybe(
          fc.array(
            fc
              .record({
                number: text,
                date: fc.constantFrom('2021-11-12', '2024-02-29'),
                issuer: text,
                title: text,
                link: maybe(orNull(fc.constant('https://example.org/1?a=b#c'))),
              })
              .map(said),
            { maxLength: 2 },
          ),
        ),
      })
      // A ranking by predictions needs one, and sets that are each had once are as many as the attempts.
      .map(({ prediction, attempts, ...file }) =>
        said({
          ...file,
          attempts: within(attempts, file.paper),
          prediction: prediction ?? (file.ranking.some((id) => criteria[id].predicts) ? { asked: true } : undefined),
        }),
      ) as fc.Arbitrary<RulesFile>,
)
