import { formatNumber } from '../../src/format/number.ts'
import { say } from '../../src/messages/message.ts'
import { readPrediction } from '../attempt/progress.ts'
import { byId } from '../dom/dom.ts'
import type { PaperScreen } from './screen.ts'

export function showPrediction(screen: PaperScreen): void {
  const { attempt, words } = screen
  const { maximum, required } = attempt.prediction
  const shownMaximum = inPageLanguage(maximum)
  const field = byId<HTMLInputElement>('number')
  const fault = byId('number-fault')
  byId('prediction-ask').textContent = say(words.predictionAsk, { questions: attempt.paper.length })
  byId('number-hint').textContent =
    say(words.predictionBounds, { maximum: shownMaximum }) + (required ? '' : ` ${words.predictionOptional}`)

  const judge = (): void => {
    const { number, valid } = readPrediction(field.value, maximum)
    fault.textContent = valid ? '' : say(words.predictionInvalid, { maximum: shownMaximum })
    field.setAttribute('aria-invalid', String(!valid))
    screen.change({ ...screen.progress(), prediction: number })
  }
  const step = (by: number): void => {
    const { number } = readPrediction(field.value, maximum)
    field.value = String(Math.min(maximum, Math.max(0, (number ?? (by > 0 ? -1 : 1)) + by)))
    judge()
  }
  const stored = screen.progress().prediction
  field.value = stored === null ? '' : String(stored)
  fault.textContent = ''
  field.removeAttribute('aria-invalid')
  field.oninput = judge
  byId('less').onclick = () => step(-1)
  byId('more').onclick = () => step(1)
}

export function inPageLanguage(number: number): string {
  return formatNumber(number, document.documentElement.lang === 'en' ? 'en' : 'vi')
}
