/** The desk and the server judge a question alike: marks beside the fields are the findings of a refusal. */
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { QuestionContent } from '#contract/question.ts'
import { faultsOf, faultSeverity } from '#contest/questions/check.ts'
import { cleanContent } from '#contest/questions/clean.ts'
import { questionLimits } from '#contest/limits.ts'
import { findingsOf } from '#formats/questions/draft.ts'
import { contentOf, draftOf, type Draft } from '../../web/src/questions/draft.ts'
import { contentOfForm, pictureField } from '../../web/src/questions/form.ts'

const typed = fc.oneof(
  fc.constantFrom('', ' ', '\u200b', 'Đúng', ' đúng. ', 'ĐÚNG'.normalize('NFD'), 'Sai', '\r\n', '-5', '5'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(questionLimits.stem, questionLimits.option).map((length) => 'x'.repeat(length + 1)),
)
const content: fc.Arbitrary<QuestionContent> = fc.record({
  stem: typed,
  options: fc.array(typed, { maxLength: 10 }),
  correct: fc.uniqueArray(fc.nat(9), { maxLength: 3 }).map((positions) => positions.sort((a, b) => a - b)),
  optionOrder: fc.constantFrom('shuffled' as const, 'kept' as const),
  source: fc.option(fc.record({ document: typed, detail: typed })),
  topic: fc.option(typed),
  difficulty: fc.constantFrom(null, 1 as const, 2 as const, 3 as const),
  pictures: fc.array(
    fc.record({
      digest: fc.constant('a'.repeat(64)),
      mediaType: fc.constant('image/png' as const),
      alt: typed,
      option: fc.option(fc.nat(9)),
    }),
    { maxLength: 3 },
  ),
  explanation: fc.option(typed),
})

/** As the browser sends what stands in the fields. */
function formOf(draft: Draft): FormData {
  const form = new FormData()
  const { stem, topic, document, detail, explanation, difficulty, optionOrder } = draft
  const fields = { stem, topic, document, detail, explanation, difficulty: String(difficulty ?? ''), optionOrder }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  draft.options.forEach(({ text, right }, position) => {
    form.append('option', text)
    if (right) form.append('right', String(position))
  })
  for (const picture of draft.pictures) {
    const option = draft.options.findIndex(({ id }) => id === picture.option)
    form.append('picture', pictureField({ ...picture, option: option < 0 ? null : option }))
    form.append('alt', picture.alt)
  }
  return form
}

describe('the judge of a question', () => {
  it('says the same beside the fields and in a refusal, whatever is typed', () => {
    fc.assert(
      fc.property(content, (given) => {
        const draft = draftOf(given)
        const marks = faultsOf(contentOf(draft)).map(({ code }) => [code, faultSeverity[code]])
        const findings = findingsOf(cleanContent(contentOfForm(formOf(draft))), 'Câu 1', '1')
        expect(findings.map(({ code, severity }) => [code, severity])).toEqual(marks)
      }),
    )
  })

  it('lets through the wire whatever it finds nothing against, as far as it judges', () => {
    fc.assert(
      fc.property(content, (given) => {
        const clean = { ...cleanContent(given), source: null, topic: null, explanation: null, pictures: [] }
        if (faultsOf(clean).every(({ code }) => code === 'answer-several')) expect(Value.Check(QuestionContent, clean)).toBe(true)
      }),
    )
  })
})
