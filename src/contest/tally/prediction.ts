/** The prediction: whether it may be accepted, and how far it is from the actual number of all-correct contestants. */
import type { ErrorCode } from '../errors.ts'
import type { PredictionRules } from '../rules/rules.ts'
import type { SetAsideReason } from './entry.ts'

/** The largest number a contestant may enter. @param people on the roster */
export const mostPredicted = ({ maximum }: PredictionRules, people: number): number => (maximum === 'roster' ? people : maximum)

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

/** Does a contestant's counting entry count in the actual number of all-correct? Barred people never do. */
export function countsAsAllCorrect(
  rules: PredictionRules,
  questions: number,
  entry: { readonly correct: number; readonly setAside: SetAsideReason | null },
): boolean {
  if (entry.correct !== questions || entry.setAside === 'barred') return false
  return entry.setAside === null || rules.actualCounts === 'before-disqualification'
}

/** |prediction − actual|, in contestants; null when none was given. */
export function predictionDistance(prediction: number | null, actual: number): number | null {
  return prediction === null ? null : Math.abs(prediction - actual)
}
