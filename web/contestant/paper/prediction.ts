import { formatDecimals } from '#contest/wording.ts'
import { say } from '../../src/messages/message.ts'
import { readPrediction } from '../attempt/progress.ts'
import { byId } from '../dom/dom.ts'
import type { PaperScreen } from './screen.ts'

export function showPrediction(screen: PaperScreen): void {
  const { attempt, words } = screen
  const { maximum, required, of, decimals } = attempt.prediction
  const whole = 10 ** decimals
  const shownMaximum = inPageLanguage(maximum / whole)
  const field = byId<HTMLInputElement>('number')
  const fault = byId('number-fault')
  byId('prediction-ask').textContent = say(words.predictionAsk[of], { questions: attempt.paper.length })
  byId('number-hint').textContent =
    say(words.predictionBounds, { maximum: shownMaximum }) +
    (decimals > 0 ? ` ${say(words.predictionDecimals, { decimals })}` : '') +
    (required ? '' : ` ${words.predictionOptional}`)

  const judge = (): void => {
    const { number, valid } = readPrediction(field.value, attempt.prediction)
    fault.textContent = valid ? '' : say(words.predictionInvalid, { maximum: shownMaximum })
    field.setAttribute('aria-invalid', String(!valid))
    screen.change({ ...screen.progress(), prediction: number })
  }
  const step = (by: number): void => {
    const { number } = readPrediction(field.value, attempt.prediction)
    field.value = typedNumber(Math.min(maximum, Math.max(0, (number ?? (by > 0 ? -whole : whole)) + by * whole)), decimals)
    judge()
  }
  const stored = screen.progress().prediction
  field.value = stored === null ? '' : typedNumber(stored, decimals)
  fault.textContent = ''
  field.removeAttribute('aria-invalid')
  field.oninput = judge
  byId('less').onclick = () => step(-1)
  byId('more').onclick = () => step(1)
}

/** As somebody types it: without marks between thousands. */
const typedNumber = (number: number, decimals: number): string => (decimals > 0 ? inPageLanguage(number, decimals) : String(number))

/** @param decimals of the last of which `number` is in units */
export function inPageLanguage(number: number, decimals = 0): string {
  return formatDecimals(number, decimals, document.documentElement.lang === 'en' ? 'en' : 'vi')
}
