/** One bad place of a file is one question to be mended: the others stay as they are. */
import { expect, it } from 'vitest'
import { docxOf, xlsxOf, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from './registry.ts'

const stems = ['Nước ta độc lập năm nào?', 'Thủ đô là thành phố nào?', 'Sông nào chảy qua Huế?']
const asked = stems.map((stem, at) => [`Câu ${at + 1}. ${stem}`, ...['một', 'hai', 'ba'].map((text, to) => `${'ABC'[to]}. ${text} ${at}`)])
const answered = asked.map((lines, at) => [...lines, `Đáp án: ${'BCB'[at]}`])
const told = ({ findings, questions }: QuestionsRead): string =>
  [...questions.map((one) => one.findings), findings]
    .map((list) => list.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])).join())
    .join(' | ')
const text = (lines: readonly string[]): string => told(readQuestions(Buffer.from(lines.join('\n')), { fileName: 'de.txt' }))
const word = (blocks: readonly BlockOf[]): string => told(readQuestions(docxOf(blocks), { fileName: 'de.docx' }))

it('a table that cannot be read is one to be mended', () => {
  const table = { rows: [['STT', 'Chuyện', 'A', 'B', 'C', 'Đáp án'], ['4', 'Núi nào?', 'Ngự', 'Bà', 'Đen', 'B']] } // prettier-ignore
  expect(word([...answered.flat(), table])).toBe(' |  |  | table-unread | ')
})

it('an answer below no question is a doubt of the one beside it, and of all where another has none', () => {
  expect(text(['BỘ CÂU HỎI', 'Đáp án: B', ...answered.flat()])).toBe('answer-astray |  |  | ')
  expect(text(['BỘ CÂU HỎI', 'Đáp án: B', ...answered.slice(0, 2).flat(), ...(asked[2] ?? [])])).toBe(
    'answer-astray | answer-astray | answer-astray | ',
  )
  const rows = stems.map((stem, at) => [at + 1, stem, 'một', 'hai', 'ba', 'BCB'[at] ?? null])
  const excel = (...lone: readonly (string | null)[]): string =>
    told(
      readQuestions(
        xlsxOf([{ rows: [['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án'], ...rows.slice(0, 2), [], lone, [], ...rows.slice(2)] }]),
        {
          fileName: 'de.xlsx',
        },
      ),
    )
  expect(excel(null, null, null, null, null, 'A')).toBe(' | answer-astray |  | ')
})

it.each([
  ['C1. ', '. ', 'Đáp án'], ['1- ', ') ', 'Đáp án'], ['Question: ', '. ', 'Correct Answer'], ['Câu\u00a01. ', '.\u00a0', 'Đáp\u00a0án'], ['\fCâu 1. ', '. ', 'Đáp án'],
])('a text file whose questions begin with “%s” is one of questions', (head, sign, answer) => {
  const lines = asked.flatMap(([, ...options], at) => [
    `${head.replace('1', String(at + 1))}${stems[at]}`, ...options.map((option) => option.replace('. ', sign)), `${answer}: ${'BCB'[at]}`,
  ])
  const { questions, hasErrors } = readQuestions(Buffer.from(lines.join('\r\n')), { fileName: 'de.txt' })
  expect([hasErrors, questions.map(({ content }) => [content.stem, ...content.correct])]).toEqual([false, stems.map((stem, at) => [stem, [1, 2, 1][at]])])
}) // prettier-ignore

it('a text file with boxes in front of its options is one of questions', () => {
  const lines = asked.flatMap(([head = '', ...options], at) => [head, ...options.map((option, to) => `${'BCB'[at] === 'ABC'[to] ? '☑' : '☐'} ${option.slice(3)}`)]) // prettier-ignore
  const { questions, hasErrors } = readQuestions(Buffer.from(lines.join('\n')), { fileName: 'de.txt' })
  expect([hasErrors, questions.map(({ content }) => content.correct)]).toEqual([false, [[1], [2], [1]]])
})
