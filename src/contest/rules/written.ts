/**
 * Rules as they are written down: in the database, and in the digest that a round's log promises. Written rules are never
 * changed, so their members keep the names they have had from the first; there and in `contest.yaml` a round's key is its `id`.
 * What came later is not written where it says what is usual: rules of before have the digest they have had.
 */
import { usualPredicted } from './predicted.ts'
import { plainDraw } from './round-draw.ts'
import { unsaid, usualAttempts, usualCollective, usualJury, usualPaper, usualPrizes } from './usual.ts'
import type {
  AttemptRules,
  CollectiveRules,
  ContestRules,
  JuryRules,
  PaperRules,
  PredictionRules,
  PrizeRules,
  RoundDraw,
  RoundRules,
} from './rules.ts'

type WrittenRound = Omit<RoundRules, 'key' | 'draw'> & { readonly id: string; readonly draw?: RoundDraw }

/** Without what says only what is usual. */
type Less<Whole, Usual> = Omit<Whole, keyof Usual> & { readonly [Key in keyof Usual & keyof Whole]?: Whole[Key] }

/** By this version or by one whose rules said less. */
export type WrittenRules = Omit<
  ContestRules,
  'rounds' | 'jury' | 'paper' | 'attempts' | 'prediction' | 'prizes' | 'collective' | keyof typeof unsaid
> & {
  readonly rounds: readonly WrittenRound[]
  readonly paper: Less<PaperRules, typeof usualPaper>
  readonly attempts: Less<AttemptRules, typeof usualAttempts>
  readonly prizes: Less<PrizeRules, typeof usualPrizes>
  readonly prediction: Less<PredictionRules, typeof usualPredicted>
  readonly jury?: JuryRules
  readonly referral?: ContestRules['referral']
  readonly complaints?: ContestRules['complaints']
  readonly incidents?: ContestRules['incidents']
  readonly retention?: ContestRules['retention']
  readonly signIn?: ContestRules['signIn']
  readonly collective: Less<CollectiveRules, typeof usualCollective> | null
}

export const writtenRules = (rules: ContestRules): WrittenRules => ({
  ...less(rules, unsaid),
  paper: less(rules.paper, usualPaper),
  attempts: less(rules.attempts, usualAttempts),
  prizes: less(rules.prizes, usualPrizes),
  prediction: less(rules.prediction, usualPredicted),
  collective: rules.collective === null ? null : less(rules.collective, usualCollective),
  rounds: rules.rounds.map(({ key, ...round }) => ({ id: key, ...round })),
})

const less = <Whole extends object, Usual extends object>(whole: Whole, usual: Usual): Less<Whole, Usual> =>
  Object.fromEntries(
    Object.entries(whole).filter(([key, value]) => !(key in usual) || JSON.stringify(value) !== JSON.stringify(usual[key as keyof Usual])),
  ) as Less<Whole, Usual>

/** Only `checkRules` output is ever written. */
export const rulesOfWritten = (written: WrittenRules): ContestRules => ({
  ...unsaid,
  ...written,
  paper: { ...usualPaper, ...written.paper },
  attempts: { ...usualAttempts, ...written.attempts },
  prizes: { ...usualPrizes, ...written.prizes },
  prediction: { ...usualPredicted, ...written.prediction },
  collective: written.collective === null ? null : { ...usualCollective, ...written.collective },
  rounds: written.rounds.map(({ id, ...round }) => ({ key: id, ...round, draw: drawOf(round.draw) })),
  jury: written.jury ?? usualJury,
})

/** Rules written by an earlier version say of which states a set is made: approved questions alone, by now. */
const drawOf = (written: RoundDraw = plainDraw): RoundDraw => ({ blueprint: written.blueprint, reuse: written.reuse })
