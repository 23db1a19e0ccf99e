/** What the one-page paper sent: ticks named `q-<question>`, the prediction as somebody types a number. */
import { timeIsUp } from '#contest/tally/attempt.ts'
import type { StartedAttempt } from '#contract/taking-part.ts'
import { readPrediction } from '../../../contestant/attempt/progress.ts'
import { typedText } from '../form.ts'

export interface TypedEntry {
  readonly answers: readonly (readonly number[])[]
  readonly prediction: number | null
  /** As typed, to be shown again. */
  readonly typedPrediction: string
  readonly fault: 'prediction-missing' | 'prediction-invalid' | null
}

export function typedEntry(
  form: FormData,
  { paper, prediction, timed, deadlineAt, now }: Pick<StartedAttempt, 'paper' | 'prediction' | 'timed' | 'deadlineAt' | 'now'>,
): TypedEntry {
  const answers = paper.map(({ options, several }, index) => {
    const ticked = form
      .getAll(`q-${index}`)
      .map(Number)
      .filter((position) => Number.isInteger(position) && position >= 0 && position < options.length)
    const positions = [...new Set(ticked)].sort((a, b) => a - b)
    return several ? positions : positions.slice(0, 1)
  })
  const typedPrediction = typedText(form, 'prediction')
  if (!prediction.asked) return { answers, prediction: null, typedPrediction, fault: null }
  const { number, valid } = readPrediction(typedPrediction, prediction)
  const fault = !valid
    ? 'prediction-invalid'
    : number === null && prediction.required && !timeIsUp(timed, { deadlineAt }, now)
      ? 'prediction-missing'
      : null
  return { answers, prediction: number, typedPrediction, fault }
}
