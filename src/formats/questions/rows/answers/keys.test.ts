/** Answers on a sheet of their own: which questions they belong to is told by names and numbers, or nobody uses them. */
import { describe, expect, it } from 'vitest'
import { xlsxOf, type CellOf, type SheetOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../../registry.ts'
import { partsOf } from './keys.ts'

type Rows = readonly (readonly CellOf[])[]
const head = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D']
const questions = (topic: string, count = 3, from = 1): Rows => [
  head,
  ...Array.from({ length: count }, (_, at) => [from + at, `${topic} điều ${from + at} là gì?`, 'một', 'hai', 'ba', 'bốn']),
]
const book = (...sheets: SheetOf[]): QuestionsRead => readQuestions(xlsxOf(sheets), { fileName: 'de.xlsx' })
const correct = (read: QuestionsRead): readonly (readonly number[])[] => read.questions.map(({ content }) => content.correct)
const fileCodes = (read: QuestionsRead): readonly string[] =>
  read.findings.map(({ severity, code, place }) => `${severity} ${code} at ${place}`)
const vertical = (...answers: CellOf[]): Rows => [['Câu', 'Đáp án'], ...answers.map((answer, at) => [at + 1, answer])]

describe('one sheet of questions and one of answers', () => {
  it.each<readonly [string, Rows]>([
    ['below one another', vertical('A', 'C', 'D')],
    ['below a title', [['BẢNG ĐÁP ÁN'], [], ...vertical('A', 'C', 'D')]],
    ['side by side', [['Câu', 'Đáp án', 'Câu', 'Đáp án'], [1, 'A', 3, 'D'], [2, 'C']]],
    ['in lines', [['Câu', 1, 2, 3], ['Đáp án', 'A', 'C', 'D']]],
    ['with crosses', [['Câu', 'A', 'B', 'C', 'D'], [1, 'x'], [2, null, null, 'x'], [3, null, null, null, 'X']]],
    ['with crosses below "Câu hỏi"', [['Câu hỏi', 'A', 'B', 'C', 'D'], [1, 'x'], [2, null, null, '✓'], [3, null, null, null, '✓']]],
    ['in pairs', [['1A', '2. C', '3 - D']]],
    ['without heads', [[1, 'A'], [2, 'C'], [3, 'D']]],
    ['by ranges', [['1-2', 'AC'], ['3', 'D']]],
    ['by ranges below heads', [['Câu', 'Đáp án'], ['1 – 3', 'ACD']]],
  ])('%s', (_, rows) => {
    const read = book({ name: 'Câu hỏi', rows: questions('Luật') }, { name: 'Đáp án', rows })
    expect(correct(read)).toEqual([[0], [2], [3]])
    expect(fileCodes(read)).toEqual(['info sheet-key at Đáp án'])
  }) // prettier-ignore

  it('that ends before the questions do may be shifted by one that was put in between, and says so', () => {
    const one = { name: 'Câu hỏi', rows: questions('Luật', 6) }
    const short = book(one, { name: 'Đáp án', rows: vertical('A', 'C', 'D', 'A', 'B') })
    expect(fileCodes(short)).toEqual(['info sheet-key at Đáp án', 'warning key-short at Đáp án'])
    expect(short.findings.at(-1)?.message.vi).toContain('hết ở câu 5 trong khi có đến câu 6')
    expect(fileCodes(book(one, { name: 'Đáp án', rows: vertical('A', 'C', 'D', 'A', 'B', 'B') }))).toEqual(['info sheet-key at Đáp án'])
    expect(short.questions.map(({ findings }) => findings.map(({ code }) => code).join())).toEqual([
      ...Array<string>(5).fill('answer-key-gap'),
      'answer-missing',
    ])
    // A gap in the middle is one question that was forgotten.
    const gap = [['Câu', 'Đáp án'], [1, 'A'], [2, 'C'], [3, 'D'], [5, 'B'], [6, 'B']] satisfies Rows // prettier-ignore
    expect(fileCodes(book(one, { name: 'Đáp án', rows: gap }))).toEqual(['info sheet-key at Đáp án'])
  })

  it('a question the key forgot has no answer, and numbers nobody asked are said', () => {
    const read = book({ name: 'Câu hỏi', rows: questions('Luật') }, { name: 'Đáp án', rows: [['Câu', 'Đáp án'], [1, 'A'], [2, 'B'], [9, 'C']] }) // prettier-ignore
    expect(correct(read)).toEqual([[0], [1], []])
    expect(fileCodes(read)).toEqual(['info sheet-key at Đáp án', 'warning key-unused at Đáp án!B4'])
  })

  it('one wrong number, or two that changed places, are a doubt of their questions alone', () => {
    const one = { name: 'Câu hỏi', rows: questions('Luật', 6) }
    const doubted = (...numbers: readonly number[]): string =>
      book(one, { name: 'Đáp án', rows: [['Câu', 'Đáp án'], ...numbers.map((number, at) => [number, 'ACDABB'[at] ?? ''])] })
        .questions.map(({ findings }) => (findings.some(({ severity }) => severity === 'error') ? 'x' : '.'))
        .join('')
    expect([doubted(1, 2, 3, 44, 5, 6), doubted(1, 2, 3, 3, 5, 6), doubted(1, 2, 4, 3, 5, 6)]).toEqual(['...x..', '..xx..', '..xx..'])
    expect([doubted(0, 1, 2, 3, 4, 5), doubted(1, 2, 3, 4, 5, 6, 7), doubted(1, 2, 3, 4, 5, 6)]).toEqual(['xxxxxx', 'xxxxxx', '......'])
  })

  it('two crosses are two answers, none is none', () => {
    const rows = [['Câu', 'A', 'B', 'C', 'D'], [1, 'x', 'x'], [2], [3, null, null, 'x']] // prettier-ignore
    expect(correct(book({ name: 'Câu hỏi', rows: questions('Luật') }, { name: 'Đáp án', rows }))).toEqual([[0, 1], [], [2]])
  })

  it('is compared with the column of answers, and with another key', () => {
    const rows = questions('Luật').map((row, at) => [...row, at === 0 ? 'Đáp án' : 'A'])
    const read = book({ name: 'Câu hỏi', rows }, { name: 'Đáp án', rows: vertical('A', 'C', 'A') })
    expect(correct(read)).toEqual([[0], [], [0]])
    const two = book(
      { name: 'Câu hỏi', rows: questions('Luật') },
      { name: 'Đáp án', rows: vertical('A', 'B', 'C') },
      { name: 'Đáp án sửa', rows: vertical('A', 'D', 'C') },
    )
    expect(correct(two)).toEqual([[0], [], [2]])
    expect(two.questions[1]?.findings.map(({ code }) => code)).toEqual(['answers-differ'])
  })
})

describe('a key in doubt', () => {
  const asked = { name: 'Câu hỏi', rows: questions('Luật') }
  const heads = ['Câu', 'Đáp án']
  it('is asked about where two of its columns differ, an answer is struck out, hidden, commented or spoken of', () => {
    const corrected = [[...heads, 'Đáp án sửa'], [1, 'A'], [2, 'B', 'C'], [3, 'D']] // prettier-ignore
    expect(correct(book(asked, { name: 'Đáp án', rows: corrected }))).toEqual([[0], [], [3]])
    const struck: CellOf = { type: 'inlineStr', inside: '<is><r><rPr><strike/></rPr><t>B</t></r><r><t>C</t></r></is>' }
    expect(correct(book(asked, { name: 'Đáp án', rows: vertical('A', struck, 'D') }))).toEqual([[0], [], [3]])
    const key = { name: 'Đáp án', rows: vertical('A', 'B', 'D') }
    expect(correct(book(asked, { ...key, hiddenRows: [3] }))).toEqual([[0], [], [3]])
    expect(correct(book(asked, { ...key, notes: { B3: 'phải là D' } }))).toEqual([[0], [], [3]])
    expect(correct(book(asked, { ...key, columns: '<col min="2" max="2" hidden="1"/>' }))).toEqual([[], [], []])
    const remark = [[...heads, 'Ghi chú'], [1, 'A'], [2, 'B', 'sửa thành C'], [3, 'D']] // prettier-ignore
    expect(correct(book(asked, { name: 'Đáp án', rows: remark }))).toEqual([[0], [], [3]])
  })
})

describe('several parts', () => {
  const parts = [
    { name: 'Phần I', rows: questions('Luật', 2) },
    { name: 'Phần II', rows: questions('Nghị định', 2) },
  ]
  it('are matched by their names, in whatever order they stand', () => {
    const read = book(...parts, { name: 'Đáp án phần 2', rows: vertical('C', 'D') }, { name: 'Đáp án Phần I', rows: vertical('A', 'B') })
    expect(correct(read)).toEqual([[0], [1], [2], [3]])
  })

  it('are refused where order alone would tell', () => {
    const read = book(...parts, { name: 'Đáp án 1', rows: vertical('A', 'B') }, { name: 'Đáp án 2', rows: vertical('C', 'D') })
    expect(correct(read)).toEqual([[], [], [], []])
    expect(fileCodes(read).filter((code) => code.includes('key-'))).toEqual([
      'warning key-refused at Đáp án 1',
      'warning key-refused at Đáp án 2',
    ])
    expect(read.hasErrors).toBe(true)
  })

  it('have one key where their numbers go on', () => {
    const rows = [parts[0], { name: 'Phần II', rows: questions('Nghị định', 2, 3) }].flatMap((part) => (part === undefined ? [] : [part]))
    expect(correct(book(...rows, { name: 'Đáp án', rows: vertical('A', 'B', 'C', 'D') }))).toEqual([[0], [1], [2], [3]])
  })

  it('are refused where the key names another one', () => {
    const read = book({ name: 'Phần I', rows: questions('Luật', 2) }, { name: 'Đáp án phần II', rows: vertical('C', 'D') })
    expect(correct(read)).toEqual([[], []])
    expect(fileCodes(read)).toEqual(['warning key-refused at Đáp án phần II'])
  })
})

describe('exam codes', () => {
  const rows = [['Câu', 'Mã đề 101', 'Mã đề 102'], [1, 'A', 'B'], [2, 'C', 'D'], [3, 'D', 'A']] // prettier-ignore
  it('count where the questions name theirs', () => {
    expect(correct(book({ name: 'Đề 102', rows: questions('Luật') }, { name: 'Đáp án', rows }))).toEqual([[1], [3], [0]])
    expect(correct(book({ name: 'S', rows: [['MÃ ĐỀ: 101'], ...questions('Luật')] }, { name: 'Đáp án', rows }))).toEqual([[0], [2], [3]])
  })

  it('are refused where nobody names any, or another', () => {
    for (const name of ['Câu hỏi', 'Đề 103']) {
      const read = book({ name, rows: questions('Luật') }, { name: 'Đáp án', rows })
      expect(correct(read)).toEqual([[], [], []])
      expect(fileCodes(read)).toEqual(['warning key-refused at Đáp án', 'warning key-refused at Đáp án'])
    }
  })
})

it.each([
  ['Đáp án phần II', ['phan 2']], ['ĐỀ SỐ 02', ['de 2']], ['Mã đề: 101', ['de 101']], ['101', ['de 101']], ['Đáp án', []], ['Sheet1', []], ['Đáp án sửa', []], ['Đáp án Luật Đất đai', ['luat dat dai']],
])('the name %s says %j', (name, parts) => {
  expect(partsOf(name)).toEqual(parts)
}) // prettier-ignore

it('by ranges with a letter too few answers none of the range', () => {
  const read = book(
    { name: 'Câu hỏi', rows: questions('Luật', 5) },
    {
      name: 'Đáp án',
      rows: [
        ['Câu', 'Đáp án'],
        [1, 'A'],
        [2, 'B'],
        ['3-5', 'CB'],
      ],
    },
  )
  expect(correct(read)).toEqual([[0], [1], [], [], []])
  expect(read.questions.map(({ findings }) => findings.map(({ code }) => code).join())).toEqual([
    '',
    '',
    ...Array<string>(3).fill('answer-unclear'),
  ])
})

it('a plan beside the questions refuses nothing', () => {
  const rows = [
    [...head, 'Đáp án'],
    ...questions('Luật')
      .slice(1)
      .map((row) => [...row, 'B']),
  ]
  for (const heads of [
    ['TT', 'Nội dung'],
    ['TT', 'Nội dung', 'Thời gian', 'Ghi chú'],
  ]) {
    const read = book(
      { name: 'Câu hỏi', rows },
      { name: 'Kế hoạch', rows: [heads, [1, 'Phát động hội thi', 'Tháng 5'], [2, 'Chấm thi', 'Tháng 6']] },
    )
    expect([correct(read), fileCodes(read)]).toEqual([[[1], [1], [1]], ['warning sheet-ignored at Kế hoạch']])
  }
})

it('a letter that is also a word of another option is asked about', () => {
  const rows = (...own: readonly string[]): Rows => [
    [...head, 'Đáp án'],
    [1, 'Một?', 'a', 'b', 'c', 'd', 'B'],
    [2, 'Hai?', ...own],
  ]
  const codes = (...own: readonly string[]): string =>
    book({ rows: rows(...own) })
      .questions[1]?.findings.map(({ code }) => code)
      .join() ?? ''
  expect(codes('Hạng B', 'Hạng C', 'Hạng D', 'Hạng E', 'C')).toBe('answer-unclear')
  expect(codes('Nhóm A', 'Nhóm B', 'Nhóm C', 'Nhóm D', 'C')).toBe('')
  expect(codes('Ông A', 'Bà B', 'Cả hai', 'Vitamin C', 'C')).toBe('')
})

it('the words of an option beside its letter in a key say the same, or are asked about', () => {
  const codes = (...words: readonly string[]): readonly string[] =>
    book(
      { name: 'Câu hỏi', rows: questions('Luật') },
      { name: 'Đáp án', rows: [['Câu', 'Đáp án', 'Nội dung'], ...words.map((word, at) => [at + 1, 'B', word])] },
    ).questions.map(({ findings }) => findings.map(({ code }) => code).join())
  expect(codes('hai', 'hai', 'theo Điều 3')).toEqual(['', '', ''])
  expect(codes('hai', 'bốn', 'hai')).toEqual(['', 'answers-differ', ''])
})
