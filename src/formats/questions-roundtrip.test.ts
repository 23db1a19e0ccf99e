/** What is written comes back: for every format and everything it carries. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Question, QuestionContent } from '#contest/question.ts'
import { arbitraryPictureBytes, arbitraryQuestions, contentOf, type ContentShape } from '#test/support/formats/arbitrary-questions.ts'
import type { QuestionWriter, WriteOptions } from './question-format.ts'
import { csvWriter, xlsxWriter } from './questions-sheet-write.ts'
import { jsonWriter } from './questions-json.ts'
import { giftWriter } from './questions-gift-write.ts'
import { readQuestions } from './questions.ts'

const options: WriteOptions = { picture: arbitraryPictureBytes, title: 'Hội thi', withKey: true }

async function thereAndBack(writer: QuestionWriter, questions: readonly Question[]): Promise<readonly QuestionContent[]> {
  const read = readQuestions(await writer.write(questions, options), { fileName: `ngan-hang.${writer.extension}` })
  expect(read.format).toBe(writer.format)
  const all = [...read.findings, ...read.questions.flatMap(({ findings }) => findings)]
  expect(all.filter(({ severity }) => severity === 'error')).toEqual([])
  return read.questions.map(({ content }) => content)
}

const formats: readonly (readonly [writer: QuestionWriter, shape: ContentShape])[] = [
  [xlsxWriter, { pictures: false }],
  [csvWriter, { pictures: false }],
  [jsonWriter, {}],
  [giftWriter, { pictures: false, source: false }],
]

describe.each(formats)('$format', (writer, shape) => {
  it('gives back what was written', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuestions(shape), async (questions) => {
        expect(await thereAndBack(writer, questions)).toEqual(questions.map(contentOf))
      }),
      { numRuns: 400 },
    )
  })
})
