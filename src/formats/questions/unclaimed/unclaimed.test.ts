import { bytesOf, docxOf, raw, xlsxOf } from '#test/support/formats/office.ts'
import { describe, expect, it } from 'vitest'
import { readQuestions } from '../registry.ts'

const said = (bytes: Uint8Array): readonly string[] => {
  const { questions, findings } = readQuestions(bytes, { fileName: '' })
  return [...findings, ...questions.flatMap((one) => one.findings)].map(({ code, message }) => `${code}: ${message.vi}`)
}
const names = (bytes: Uint8Array, words: string): boolean => said(bytes).some((one) => one.includes(words))

const question = (number: number): readonly string[] => [
  `Câu ${number}: Hỏi thứ ${number} là gì?`,
  'A. Một việc',
  'B. Hai việc',
  'Đáp án: A',
]
const xml = (inside: string): string => `<w:part xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${inside}</w:part>`

describe('words of a file that no reader claims', () => {
  it('are none in a plain file', () => {
    expect(said(docxOf([...question(1), ...question(2), ...question(3)]))).toEqual([])
  })

  it('are named between the questions of WebCT and Aiken', () => {
    const webct = (words: string): string =>
      `:TYPE:MC:1\n:TITLE:Q1\n:QUESTION\nHỏi gì?\n:ANSWER1:100\nMột\n:ANSWER2:0\nHai\n# End of question\n${words}\n:TYPE:MC:1\n:TITLE:Q2\n:QUESTION\nHỏi nữa?\n:ANSWER1:100\nMột\n:ANSWER2:0\nHai\n`
    expect(names(bytesOf(webct('anh Hòa xem giúp số liệu')), 'anh Hòa xem giúp số liệu')).toBe(true)
    expect(said(bytesOf(webct('')))).toEqual([])
  })

  it('are named in rows above the heads and beside the questions of a sheet', () => {
    const rows = [
      ['SỞ NỘI VỤ TỈNH'],
      ['STT', 'Câu hỏi', 'A', 'B', 'Đáp án'],
      [1, 'Hỏi gì?', 'Một', 'Hai', 'A'],
      [2, 'Hỏi nữa?', 'Một', 'Hai', 'B'],
    ]
    expect(said(xlsxOf([{ rows }]))).toEqual(['text-ignored: Bỏ qua đoạn ngoài câu hỏi: “SỞ NỘI VỤ TỈNH”.'])
  })

  it('take an answer back where they call it old', () => {
    const rows = [
      ['STT', 'Câu hỏi', 'A', 'B', 'Đáp án'],
      [1, 'Hỏi gì?', 'Một', 'Hai', 'B (theo Luật cũ)'],
      [2, 'Hỏi nữa?', 'Một', 'Hai', 'B'],
    ]
    expect(said(xlsxOf([{ rows }])).join()).toContain('answer-unclear')
  })

  it('are named in parts of a Word file nobody refers to', () => {
    const lines = [...question(1), ...question(2)]
    for (const part of ['word/header3.xml', 'word/comments.xml', 'word/diagrams/data1.xml'])
      expect(names(docxOf(lines, { [part]: xml('<w:p><w:r><w:t>bản của phòng Tư pháp</w:t></w:r></w:p>') }), 'bản của phòng Tư pháp')).toBe(
        true,
      )
  })

  it('are named where a text box is longer than what is read of it', () => {
    const long = `${'Một hai ba bốn năm. '.repeat(20)}Cuối cùng là đây`
    const box = raw(
      `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>${long}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`,
    )
    expect(said(docxOf([...question(1), box, ...question(2)])).join()).toContain('Một hai ba')
  })

  it('are the questions’ own where lines, runs and cells part them', () => {
    const torn = raw(
      '<w:p><w:r><w:t>Câu 1: Cơ quan nà</w:t></w:r><w:r><w:t>o ban hành</w:t></w:r><w:r><w:br/><w:t>Luật Tiếp công dân?</w:t></w:r></w:p>',
    )
    expect(said(docxOf([torn, 'A. Quốc hội', 'B. Chính phủ', 'Đáp án: A', ...question(2)]))).toEqual([])
  })
})

const answers = (bytes: Uint8Array): readonly unknown[] =>
  readQuestions(bytes, { fileName: '' }).questions.map(({ content }) => content.correct)

describe('what a person reads at once: each file as a person reads it', () => {
  it('a table without heads, the letter right of each question', () => {
    const cell = (...lines: readonly string[]): string =>
      `<w:tc>${lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')}</w:tc>`
    const row = (number: number, letter: string): string =>
      `<w:tr>${cell(`Câu ${number}: Hỏi ${number}?`, 'A. Một', 'B. Hai')}${cell(letter)}</w:tr>`
    expect(answers(docxOf([raw(`<w:tbl>${row(1, 'B')}${row(2, 'A')}</w:tbl>`)]))).toEqual([[1], [0]])
    expect(answers(docxOf([raw(`<w:tbl>${row(1, 'B')}${row(2, 'xem lại')}</w:tbl>`)]))).toEqual([[], []])
  })

  it('an arrow below the options throughout, and no arrow beside other answers', () => {
    const lines = (second: string): string =>
      ['=> B', '=> A', second].map((end, at) => `Câu ${at + 1}: Hỏi ${at}?\nA. Một\nB. Hai\n${end}\n`).join('\n')
    expect(answers(bytesOf(lines('=> B')))).toEqual([[1], [0], [1]])
    expect(answers(bytesOf(lines('Đáp án: B')))).toEqual([[], [], [1]])
  })

  it('letters in the words of options, in another order than theirs, are an error', () => {
    const options = '<answer fraction="100"><text>B. Một</text></answer><answer fraction="0"><text>A. Hai</text></answer>'
    const quiz = `<quiz><question type="multichoice"><questiontext><text>Gì?</text></questiontext><single>true</single>${options}</question></quiz>`
    expect(said(bytesOf(quiz)).join()).toContain('options-order')
  })
})
