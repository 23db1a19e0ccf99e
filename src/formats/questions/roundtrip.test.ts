/** What is written comes back: for every format and everything it carries. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { plainContent, type Question, type QuestionContent } from '#contest/questions/question.ts'
import { arbitraryPictureBytes, arbitraryQuestions, contentOf, type ContentShape } from '#test/support/formats/arbitrary-questions.ts'
import type { QuestionWriter, WriteOptions } from './format.ts'
import { aikenWriter } from './typed/aiken.ts'
import { csvWriter, xlsxWriter } from './rows/writer.ts'
import { jsonWriter } from './json/json.ts'
import { giftWriter } from './typed/gift-writer.ts'
import { questionWriters, readQuestions } from './registry.ts'

const options: WriteOptions = { picture: arbitraryPictureBytes, title: 'Hội thi', withKey: true }

async function thereAndBack(writer: QuestionWriter, questions: readonly Question[]): Promise<readonly QuestionContent[]> {
  const read = readQuestions(await writer.write(questions, options), { fileName: `ngan-hang.${writer.extension}` })
  expect(read.format).toBe(writer.format)
  const all = [...read.findings, ...read.questions.flatMap(({ findings }) => findings)]
  expect(all.filter(({ severity }) => severity === 'error')).toEqual([])
  const named = new Set(read.questions.flatMap(({ content }) => content.pictures.map(({ digest }) => digest)))
  expect(new Map(read.pictures.map(({ digest, bytes }) => [digest, bytes]))).toEqual(
    new Map([...named].map((digest) => [digest, arbitraryPictureBytes(digest)])),
  )
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
      { numRuns: cases(150) },
    )
  })
})

describe('aiken', () => {
  const bare = { pictures: false, source: false, topic: false, difficulty: false, explanation: false, optionOrder: false }

  it('gives back what it can hold', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryQuestions({ ...bare, single: true, oneLine: true }), async (questions) => {
        const fitting = questions.filter((question) => aikenWriter.skips?.(question) === null)
        if (fitting.length > 0) expect(await thereAndBack(aikenWriter, questions)).toEqual(fitting.map(contentOf))
      }),
      { numRuns: cases(150) },
    )
  })

  it('says which questions it leaves out, and why', () => {
    const plain: Question = { ...plainContent, code: 'Q001', apart: [], stem: 'Một?', options: ['a', 'b'], correct: [0] }
    const picture = { digest: 'a'.repeat(64), mediaType: 'image/png', alt: '', option: null } as const
    const why = (change: Partial<Question>): string | undefined => aikenWriter.skips?.({ ...plain, ...change })?.code
    expect(why({})).toBeUndefined()
    expect(why({ correct: [0, 1] })).toBe('write-answers')
    expect(why({ pictures: [picture] })).toBe('write-picture')
    expect([{ stem: 'Một\nHai?' }, { options: ['a', 'b\nc'] }, { stem: 'A. Một?' }, { stem: 'ANSWER: B' }].map(why)).toEqual(
      Array(4).fill('write-lines'),
    )
    expect(new TextDecoder().decode(aikenWriter.write([{ ...plain, correct: [0, 1] }, plain], options) as Uint8Array)).toBe(
      'Một?\nA. a\nB. b\nANSWER: A\n',
    )
  })
})

/** Some questions are kept from each other, some options are nothing but a picture. */
const wild = arbitraryQuestions().map((questions) =>
  questions.map((question, index): Question => {
    const pictured = new Set(question.pictures.map(({ option }) => option))
    return {
      ...question,
      options: question.options.map((text, position) => (pictured.has(position) && index % 2 === 0 ? '' : text)),
      apart: index === 0 ? ['Q002'] : [],
    }
  }),
)

describe('what a format cannot carry', () => {
  it.each(questionWriters.map((writer) => [writer.format, writer] as const))(
    'is named, and nothing else is lost: %s',
    async (_, writer) => {
      await fc.assert(
        fc.asyncProperty(wild, async (questions) => {
          const fitting = questions.filter((question) => (writer.skips?.(question) ?? null) === null)
          const carried = fitting.map(contentOf).map((content) => {
            const dropped = Object.entries(plainContent).filter(([part]) => writer.drops.some((one) => one === part))
            return { ...content, ...Object.fromEntries(dropped) }
          })
          if (fitting.length === 0) return
          expect(await thereAndBack(writer, questions)).toEqual(carried)
          const bytes = await writer.write(questions, options)
          // A printed paper says nothing of it, nor does Moodle; where it stands, it stands for people.
          const isKept = ['xlsx', 'csv', 'json'].includes(writer.format)
          if (fitting.some(({ apart }) => apart.length > 0))
            expect([isKept, bytes.length > 0]).toEqual([!writer.drops.includes('apart'), true])
        }),
        { numRuns: cases(60) },
      )
    },
  )
})
