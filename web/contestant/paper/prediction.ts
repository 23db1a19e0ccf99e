import type { Bilingual, Language } from '#contest/values.ts'
import { say } from '../../src/messages/message.ts'
import { readPrediction } from '../attempt/progress.ts'
import { byId } from '../dom/dom.ts'
import type { PaperScreen } from './screen.ts'

export function showPrediction(screen: PaperScreen): void {
  const { attempt, words } = screen
  const { maximum, required, ask, decimals = 0 } = attempt.prediction
  const bounds = say(words.predictionInvalid, { maximum: inPageLanguage(maximum, decimals) })
  const field = byId<HTMLInputElement>('number')
  const fault = byId('number-fault')
  // An attempt a phone has kept from before does not say it.
  byId('prediction-ask').textContent = (ask as Bilingual | undefined)?.[pageLanguage()] ?? ''
  byId('number-hint').textContent = bounds + (required ? '' : ` ${words.predictionOptional}`)

  const shown = (number: number | null): string => (number === null ? '' : inPageLanguage(number, decimals))
  const judge = (): void => {
    const { number, valid } = readPrediction(field.value, attempt.prediction)
    fault.textContent = valid ? '' : bounds
    field.setAttribute('aria-invalid', String(!valid))
    screen.change({ ...screen.progress(), prediction: number })
  }
  const step = (by: number): void => {
    const { number } = readPrediction(field.value, attempt.prediction)
    field.value = shown(Math.min(maximum, Math.max(0, (number ?? -by) + by)))
    judge()
  }
  field.value = shown(screen.progress().prediction)
  fault.textContent = ''
  field.removeAttribute('aria-invalid')
  field.oninput = judge
  const whole = 10 ** decimals
  byId('less').onclick = () => step(-whole)
  byId('more').onclick = () => step(whole)
}

/** @param decimals of the last of which `number` is in units */
export const inPageLanguage = (number: number, decimals = 0): string =>
  (number / 10 ** decimals).toLocaleString(pageLanguage(), { maximumFractionDigits: decimals })

const pageLanguage = (): Language => document.documentElement.lang as Language
