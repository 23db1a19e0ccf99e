/** The prediction: whether it may be accepted, the actual number it is compared to, and how far it is from that. */
import type { ErrorCode } from '../errors.ts'
import { wholeOf, type PredictedNumber } from '../rules/predicted.ts'
import type { PredictionRules } from '../rules/rules.ts'
import type { SetAsideReason } from './entry.ts'

/** The largest number a contestant may enter. @param people on the roster, each with `perRound` attempts */
export function mostPredicted({ maximum, of }: Pick<PredictionRules, 'maximum' | 'of'>, people: number, perRound: number): number {
  if (maximum !== 'roster') return maximum
  return of === 'attempts' ? people * perRound : people
}

/**
 * Why a prediction cannot be accepted; null when it can.
 * @param most the largest number accepted
 * @param isTimeUp the time limit ended before one was entered: the entry stands as it is, and comes after those with one
 */
export function refusePrediction(rules: PredictionRules, prediction: number | null, most: number, isTimeUp: boolean): ErrorCode | null {
  if (prediction === null) return rules.asked && rules.required && !isTimeUp ? 'prediction-required' : null
  if (!rules.asked) return 'prediction-out-of-range'
  return Number.isInteger(prediction) && prediction >= 0 && prediction <= most ? null : 'prediction-out-of-range'
}

/** Does an entry count in the actual number at all? Barred people never do. */
export const countsInActual = ({ actualCounts }: Pick<PredictionRules, 'actualCounts'>, setAside: SetAsideReason | null): boolean =>
  setAside === null || (setAside === 'disqualified' && actualCounts === 'before-disqualification')

/** Does a contestant's counting entry count in the actual number of all-correct? */
export const countsAsAllCorrect = (
  rules: Pick<PredictionRules, 'actualCounts'>,
  questions: number,
  entry: { readonly correct: number; readonly setAside: SetAsideReason | null },
): boolean => entry.correct === questions && countsInActual(rules, entry.setAside)

/** What is counted of a round for the actual number. */
export interface ActualCounts {
  /** Contestants whose counting entry counts, and of them those with every answer right. */
  readonly participants: number
  readonly allCorrect: number
  /** Accepted entries that count, also those that do not rank. */
  readonly attempts: number
}

/** The actual number that predictions are compared to. A percentage of nobody is zero; it is rounded half up, in integers. */
export function actualNumber(rules: PredictedNumber, { participants, allCorrect, attempts }: ActualCounts): number {
  switch (rules.of) {
    case 'all-correct':
      return allCorrect
    case 'participants':
      return participants
    case 'attempts':
      return attempts
    case 'all-correct-percentage':
      return participants === 0 ? 0 : Math.floor((2 * allCorrect * wholeOf(rules) + participants) / (2 * participants))
  }
}

/** |prediction − actual|; null when none was given. */
export function predictionDistance(prediction: number | null, actual: number): number | null {
  return prediction === null ? null : Math.abs(prediction - actual)
}
