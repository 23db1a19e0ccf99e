import { describe, expect, it } from 'vitest'
import { typedEntry } from './entry-form.ts'

const question = (several = false) => ({ stem: '?', options: ['a', 'b', 'c'], several, pictures: [] })
const attempt = (required = true) => ({
  paper: [question(), question(true), question()],
  prediction: { asked: true, required, maximum: 1000, ask: { vi: '', en: '' } },
  ...{ timed: true, now: 1, deadlineAt: 100_000 },
})
const formOf = (fields: readonly (readonly [string, string])[]): FormData => {
  const form = new FormData()
  fields.forEach(([name, value]) => {
    form.append(name, value)
  })
  return form
}

describe('the one-page paper as sent', () => {
  it('gives an answer for each question, several only where several may be right', () => {
    const form = formOf([
      ['q-0', '2'],
      ['q-0', '1'],
      ['q-1', '2'],
      ['q-1', '0'],
      ['q-1', '2'],
      ['q-2', '7'],
      ['prediction', '1.000'],
    ])
    expect(typedEntry(form, attempt())).toEqual({ answers: [[1], [0, 2], []], prediction: 1000, typedPrediction: '1.000', fault: null })
  })

  it('says what is wrong with the prediction, and keeps what was typed', () => {
    expect(typedEntry(formOf([]), attempt()).fault).toBe('prediction-missing')
    expect(typedEntry(formOf([]), attempt(false)).fault).toBeNull()
    expect(typedEntry(formOf([]), { ...attempt(), now: 100_000 }).fault).toBeNull()
    expect(typedEntry(formOf([]), { ...attempt(), now: 100_000, timed: false }).fault).toBe('prediction-missing')
    expect(typedEntry(formOf([['prediction', 'nhiều']]), attempt(false))).toMatchObject({
      fault: 'prediction-invalid',
      typedPrediction: 'nhiều',
    })
    expect(typedEntry(formOf([['prediction', '1001']]), attempt())).toMatchObject({ fault: 'prediction-invalid' })
    const unasked = { ...attempt(), prediction: { asked: false, required: false, maximum: 1, ask: { vi: '', en: '' } } }
    expect(typedEntry(formOf([['prediction', '5']]), unasked)).toMatchObject({ prediction: null, fault: null })
  })
})
