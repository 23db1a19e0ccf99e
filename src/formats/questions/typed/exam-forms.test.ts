/** Exams as people type them, in plain text and in Markdown, one question without its answer: read as meant, or in doubt by name. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cases } from '#test/support/cases.ts'
import { bytesOf } from '#test/support/formats/office.ts'
import { readQuestions } from '../registry.ts'

const letters = 'ABCDEF'
const stems = [
  'Thủ đô nước ta',
  'Luật nào áp dụng',
  'Theo Điều 5, ai',
  'Mục A. có gì',
  '2 + 3 * 4',
  'Chọn ý đúng',
  'Cơ quan B là',
  'Ngày 2.9',
  'Số **hai**',
]
const words = [
  'Hà Nội',
  'Huế',
  'Phú Lộc',
  '12 m²',
  'x * y',
  '-5',
  'A và B',
  'Không có',
  'Luật số 1',
  '1.5',
  'a) và b)',
  '#1',
  'Cả 3',
  'Sai',
]

const heads = {
  named: (number: number): string => `Câu ${number}: `,
  dotted: (number: number): string => `Câu ${number}. `,
  bare: (number: number): string => `${number}. `,
  bracket: (number: number): string => `${number}) `,
  heading: (number: number): string => `## Câu ${number}: `,
  bold: (number: number): string => `**Câu ${number}:** `,
} as const
const options = {
  plain: (letter: string, text: string): string => `${letter}. ${text}`,
  bracket: (letter: string, text: string): string => `${letter}) ${text}`,
  small: (letter: string, text: string): string => `${letter.toLowerCase()}) ${text}`,
  dashed: (letter: string, text: string): string => `- ${letter}. ${text}`,
  starred: (letter: string, text: string): string => `* ${letter}. ${text}`,
} as const
type Answers = 'line' | 'key' | 'short key' | 'star' | 'bold' | 'tick' | 'box'
const answers: readonly Answers[] = ['line', 'key', 'short key', 'star', 'bold', 'tick', 'box']

const exam = fc.record({
  head: fc.constantFrom(...(Object.keys(heads) as (keyof typeof heads)[])),
  option: fc.constantFrom(...(Object.keys(options) as (keyof typeof options)[])),
  answer: fc.constantFrom(...answers),
  gap: fc.boolean(),
  between: fc.boolean(),
  questions: fc.array(
    fc.record({ stem: fc.constantFrom(...stems), options: fc.shuffledSubarray(words, { minLength: 2, maxLength: 5 }), right: fc.nat(4) }),
    { minLength: 2, maxLength: 8 },
  ),
  /** Beyond the last: none. */
  forgotten: fc.nat(9),
})
type Exam = typeof exam extends fc.Arbitrary<infer T> ? T : never

function optionText({ option, answer }: Exam, letter: string, text: string, isRight: boolean): string {
  const line = options[option](letter, text)
  if (answer === 'box') return `- [${isRight ? 'x' : ' '}] ${text}`
  if (!isRight) return line
  if (answer === 'star') return `*${options[option === 'dashed' || option === 'starred' ? 'plain' : option](letter, text)}`
  if (answer === 'bold') return line.replace(/^([-*] )?(.*)$/, '$1**$2**')
  return answer === 'tick' ? `${line} ✓` : line
}

function textOf(made: Exam): string {
  const { head, answer, gap, between, questions, forgotten } = made
  const key: string[] = []
  const blocks = questions.map(({ stem, options: texts, right }, index) => {
    const at = index === forgotten ? -1 : right % texts.length
    const letter = letters[at] ?? ''
    if (at >= 0) key.push(answer === 'short key' ? `${index + 1}${letter}` : `${index + 1}. ${letter}`)
    const lines = texts.map((text, position) => optionText(made, letters[position] ?? '', text, position === at))
    if (answer === 'line' && at >= 0) lines.push(`Đáp án: ${letter}`)
    return [`${heads[head](index + 1)}${stem} (${index})?`, ...lines].join(between ? '\n\n' : '\n')
  })
  const end = answer === 'key' ? ['ĐÁP ÁN', ...key].join('\n') : answer === 'short key' ? `ĐÁP ÁN\n${key.join(' ')}` : ''
  return `${[...blocks, end].join(gap ? '\n\n' : '\n')}\n`
}

/** What is wrong in silence, question by question. */
function silent(made: Exam): readonly string[] {
  const read = readQuestions(bytesOf(textOf(made)), { fileName: 'de.txt' })
  if (read.questions.length !== made.questions.length)
    return read.hasErrors || read.findings.some(({ severity }) => severity !== 'info') ? [] : ['lost']
  return read.questions.flatMap(({ content, findings }, index) => {
    const meant = made.questions[index]
    if (meant === undefined || findings.some(({ severity }) => severity !== 'info')) return []
    if (index === made.forgotten) return [`${index}: an answer nobody gave: ${content.correct.join()}`]
    const isSame =
      JSON.stringify([content.options, content.correct]) === JSON.stringify([meant.options, [meant.right % meant.options.length]])
    return isSame ? [] : [`${index}: ${JSON.stringify([content.options, content.correct])}`]
  })
}

describe('an exam of any form', () => {
  it('is read as it was meant, or in doubt by name', () => {
    fc.assert(
      fc.property(exam, (made) => {
        expect({ text: textOf(made), silent: silent(made) }).toEqual({ text: textOf(made), silent: [] })
      }),
      { numRuns: cases(300) },
    )
  })
})
