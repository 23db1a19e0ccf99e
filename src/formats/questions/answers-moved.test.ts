/** One answer forgotten, one too many, or all of them above their questions: then every answer behind it may be another one's. */
import { describe, expect, it } from 'vitest'
import { docxOf, numberingPart, raw, xlsxOf, type CellOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from './registry.ts'

const stems = ['Nước ta độc lập năm nào?', 'Thủ đô là thành phố nào?', 'Sông nào chảy qua Huế?', 'Luật có bao nhiêu điều?'] as const
const options = [
  ['1944', '1945', '1946', '1954'],
  ['Huế', 'Đà Nẵng', 'Hà Nội', 'Cần Thơ'],
  ['Sông Hồng', 'Sông Hương', 'Sông Mã', 'Sông Lam'],
  ['40', '41', '42', '43'],
] as const
const right = 'BCBD'
const asked = (at: number): readonly string[] => [
  `Câu ${at + 1}. ${stems[at]}`,
  ...(options[at] ?? []).map((text, to) => `${'ABCD'[to]}. ${text}`),
]
const paper = [0, 1, 2, 3].flatMap(asked)
const text = (lines: readonly string[]): QuestionsRead => readQuestions(Buffer.from(lines.join('\n')), { fileName: 'de.txt' })
const word = (lines: readonly string[]): QuestionsRead => readQuestions(docxOf(lines), { fileName: 'de.docx' })
const errors = ({ findings, questions }: QuestionsRead): readonly string[] =>
  [...findings, ...questions.flatMap((one) => one.findings)].flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))
const answers = ({ questions }: QuestionsRead): string =>
  questions.map(({ content }) => content.correct.map((at) => 'ABCD'[at]).join('') || '-').join(' ')

describe('answers above their questions', () => {
  it('are named, be it the first of them or all but a forgotten first', () => {
    const above = [0, 1, 2, 3].flatMap((at) => ['', `Đáp án: ${right[at]}`, ...asked(at)])
    const aiken = [0, 1, 2, 3].flatMap((at) => ['', `ANSWER: ${right[at]}`, stems[at] ?? '', ...asked(at).slice(1)])
    for (const result of [text(above), word(above), text(aiken), text(above.slice(2))]) expect(errors(result)).toContain('answer-astray')
  })

  it('are none where blank lines stand around answers below', () => {
    const below = [0, 1, 2, 3].flatMap((at) => [...asked(at), '', `Đáp án: ${right[at]}`])
    expect([errors(text(below)), answers(text(below))]).toEqual([[], 'B C B D'])
  })

  it('do not hide a correction above the first question', () => {
    const lines = ['Đề thi', 'Lưu ý: câu 3 sửa đáp án thành C', ...[0, 1, 2, 3].flatMap((at) => [...asked(at), `Đáp án: ${right[at]}`])]
    expect(text(lines).questions.map(({ findings }) => findings.map(({ severity, code }) => `${severity} ${code}`))).toEqual([
      [],
      [],
      ['error words-against'],
      [],
    ])
  })
})

describe('a key that counts otherwise', () => {
  it.each([
    ['3', 'A'],
    ['3', 'B'],
  ])('answers nothing behind a number it has twice while another one is nowhere: %s %s', (number, answer) => {
    const result = word([...paper, 'ĐÁP ÁN', '1. B', '2. C', '3. B', `${number}. ${answer}`])
    expect(answers(result)).toBe('B C - -')
  })

  it('answers nothing where a list counts its answers and the last question has none', () => {
    const item = (answer: string) =>
      raw(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>${answer}</w:t></w:r></w:p>`)
    const list =
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    const numbering = numberingPart(`${list}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
    const key = (letters: string) =>
      readQuestions(docxOf([...paper, 'ĐÁP ÁN', ...[...letters].map(item)], { 'word/numbering.xml': numbering }), { fileName: 'de.docx' })
    expect([answers(key('BCBD')), answers(key('BCD'))]).toEqual(['B C B D', '- - - -'])
  })

  it('answers nothing where its row lacks a cell', () => {
    const rows = [['Câu', '1', '2', '3', '4'], ['Đáp án', 'B', 'C', 'D']] // prettier-ignore
    expect(answers(readQuestions(docxOf([...paper, { rows }]), { fileName: 'de.docx' }))).toBe('- - - -')
  })
})

it('reads no answer out of a row of letters for several questions, nor out of one that was never filled in', () => {
  expect(answers(word([...paper, 'ĐÁP ÁN: B C B D']))).toBe('- - - -')
  const lines = [0, 1, 2, 3].flatMap((at) => [...asked(at), `Đáp án: ${at === 2 ? 'A/B/C/D' : right[at]}`])
  expect(answers(word(lines))).toBe('B C - D')
})

it('asks which is meant where "A và B" is what an option says', () => {
  const own = ['Câu 1. Ai ký?', 'A. Chủ tịch', 'B. Bí thư', 'C. Thư ký', 'D. Cả A và B', 'Đáp án: A và B']
  expect(answers(word([...own, 'Câu 2. Ai họp?', 'A. Lan', 'B. Huệ', 'Đáp án: A']))).toBe('- A')
})

it('weighs a second answer of Aiken', () => {
  const aiken = (more: string) => text(['Thủ đô?', 'A. Huế', 'B. Hà Nội', 'ANSWER: B', more, '', 'Sông?', 'A. Mã', 'B. Hồng', 'ANSWER: A'])
  expect([answers(aiken('ANSWER: A')), answers(aiken('ANSWER: B'))]).toEqual(['- A', 'B A'])
})

it('options of which one cell was deleted, and those below moved up, are asked about', () => {
  const heads = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án']
  const rows = stems.map((stem, at): readonly CellOf[] => [at + 1, stem, ...(options[at] ?? []), right[at] ?? ''])
  const moved = rows.map((row, at) => row.map((cell, column) => (column === 3 && at >= 2 ? (rows[at + 1]?.[3] ?? null) : cell)))
  const codes = (list: readonly (readonly CellOf[])[]): readonly string[] =>
    readQuestions(xlsxOf([{ rows: [heads, ...list] }]), { fileName: 'de.xlsx' }).questions.map(
      ({ findings }) => findings.map(({ code }) => code)[0] ?? '',
    )
  expect(new Set(codes(moved).slice(0, -1))).toEqual(new Set(['options-moved']))
  expect(codes(rows).join('')).toBe('')
  const stemless = rows.map((row, at) => row.map((cell, column) => (column === 1 && at >= 1 ? (rows[at + 1]?.[1] ?? null) : cell)))
  expect(new Set(codes(stemless))).toEqual(new Set(['options-moved']))
})
