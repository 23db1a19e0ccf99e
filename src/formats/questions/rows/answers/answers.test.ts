/** Where workbooks say the right option in several places, or in none that is certain: asked about, never guessed. */
import { describe, expect, it } from 'vitest'
import { xlsxOf, type CellOf, type SheetOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../../registry.ts'

/** Styles 0 plain, 1 bold, 2 filled yellow. */
const styles = `<styleSheet><fonts><font/><font><b/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>
<cellXfs><xf/><xf fontId="1"/><xf fillId="2"/></cellXfs></styleSheet>`
const styled = (text: string, style: number): CellOf => ({ type: 'inlineStr', style, inside: `<is><t>${text}</t></is>` })

const head = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D']
const options = (number: number): readonly string[] => ['một', 'hai', 'ba', 'bốn'].map((word) => `${word} ${number}`)
/** Rows of questions with what stands behind their options. */
const asked = (...more: (readonly CellOf[])[]): readonly (readonly CellOf[])[] =>
  more.map((cells, at) => [at + 1, `Câu hỏi về điều ${at + 1} là gì?`, ...options(at + 1), ...cells])

const book = (...sheets: SheetOf[]): QuestionsRead =>
  readQuestions(xlsxOf(sheets, [], { 'xl/styles.xml': styles }), { fileName: 'de.xlsx' })
const sheet = (heads: readonly CellOf[], rows: readonly (readonly CellOf[])[], more: Partial<SheetOf> = {}): QuestionsRead =>
  book({ name: 'S', rows: [heads, ...rows], ...more })
const correct = (read: QuestionsRead): readonly (readonly number[])[] => read.questions.map(({ content }) => content.correct)
const codesOf = (read: QuestionsRead): readonly (readonly string[])[] =>
  read.questions.map(({ findings }) => findings.map(({ code }) => code))
const fileCodes = (read: QuestionsRead): readonly string[] =>
  read.findings.map(({ severity, code, place }) => `${severity} ${code} at ${place}`)

describe('several columns of answers', () => {
  it.each([
    ['Đáp án', 'Đáp án sửa'],
    ['Đáp án (cũ)', 'Đáp án (mới)'],
    ['Đáp án', 'Đáp án mới'],
    ['Mã đề 101', 'Mã đề 102'],
    ['Đáp án đúng', '102'],
    ['Đáp án', 'Đáp án'],
  ])('%s and %s are asked about where they differ', (first, second) => {
    const read = sheet([...head, first, second], asked(['A', 'A'], ['B', 'C'], ['D', 'D']))
    expect(correct(read)).toEqual([[0], [], [3]])
    expect(codesOf(read)).toEqual([[], ['answers-differ'], []])
    expect(read.questions[1]?.findings[0]?.message.vi).toContain(`G “${first}”: B; H “${second}”: C`)
  })

  it('are asked about where one is empty, unless it is for corrections', () => {
    expect(codesOf(sheet([...head, 'Đáp án (cũ)', 'Đáp án (mới)'], asked(['A', 'A'], ['B', null], ['D', 'D'])))[1]).toEqual([
      'answers-differ',
    ])
    expect(correct(sheet([...head, 'Đáp án', 'Đáp án sửa'], asked(['A', null], ['B', 'C'], ['D', null])))).toEqual([[0], [], [3]])
  })

  it('are known by what stands in them: a column of remarks is none', () => {
    const read = sheet([...head, 'Đáp án', 'Nguồn đáp án'], asked(['A', 'Điều 5'], ['B', 'Điều 6']))
    expect(correct(read)).toEqual([[0], [1]])
    expect(read.hasErrors).toBe(false)
  })

  it('may lack a head, with a warning, and are compared all the same', () => {
    const alone = sheet(head, asked(['A'], ['B'], ['C']))
    expect([correct(alone), fileCodes(alone)]).toEqual([[[0], [1], [2]], ['warning answers-nameless at S!1']])
    const beside = sheet([...head, 'Đáp án'], asked(['A', 'A'], ['B', 'C'], ['C', 'C']))
    expect(codesOf(beside)).toEqual([[], ['answers-differ'], []])
  })
})

describe('what nobody sees', () => {
  it('is named: a hidden column of answers beside another one', () => {
    const hidden = { columns: '<col min="8" max="8" width="9" hidden="1"/>' }
    const read = sheet([...head, 'Đáp án', 'Đáp án mới'], asked(['A', 'A'], ['B', 'C']), hidden)
    expect(codesOf(read)).toEqual([[], ['answers-differ']])
    expect(fileCodes(read)).toEqual(['warning columns-hidden at S!1'])
  })

  it.each(['<col min="6" max="6" hidden="1"/>', '<col min="6" max="6" width="0" customWidth="1"/>'])(
    'is named: a column of options %s',
    (columns) => {
      expect(codesOf(sheet([...head, 'Đáp án'], asked(['A'], ['B']), { columns }))).toEqual([['cell-hidden'], ['cell-hidden']])
    },
  )

  it('is named: the only column of answers, which counts, and a row, which does not', () => {
    const read = sheet([...head, 'Đáp án'], asked(['A'], ['B'], ['C']), { columns: '<col min="7" max="7" hidden="1"/>', hiddenRows: [3] })
    expect(correct(read)).toEqual([[0], [1], [2]])
    expect(codesOf(read)).toEqual([[], ['row-hidden'], []])
    expect(fileCodes(read)).toEqual(['warning columns-hidden at S!1'])
  })

  it('is named: sheets of questions and of answers', () => {
    const key = { rows: [['Câu', 'Đáp án'], [1, 'C'], [2, 'D']], hidden: true } // prettier-ignore
    const read = book(
      { name: 'S', rows: [[...head, 'Đáp án'], ...asked(['A'], ['B'])] },
      { name: 'Đáp án', ...key },
      { name: 'Ghi chú', rows: [['a']], hidden: true },
    )
    expect(correct(read)).toEqual([[0], [1]])
    expect(fileCodes(read)).toEqual([
      'info sheet-hidden at Đáp án',
      'info sheet-hidden at Ghi chú',
      'warning sheet-hidden-questions at Đáp án',
    ])
  })
})

describe('marks beside stated answers', () => {
  const heads = [...head, 'Đáp án']
  it('are a conflict where they disagree', () => {
    const rows = [
      [1, 'Một?', 'a', styled('b', 2), 'c', 'd', 'A'],
      [2, 'Hai?', 'a', 'b', styled('c', 2), 'd', 'C'],
      [3, 'Ba?', styled('a', 2), 'b', 'c', 'd', 'A'],
    ]
    expect(codesOf(sheet(heads, rows))).toEqual([['answer-conflict'], [], []])
  })

  it('are a conflict in a single question too, and an x beside another option', () => {
    expect(codesOf(sheet(heads, [[1, 'Một?', 'a', styled('b', 1), 'c', 'd', 'A'], ...asked(['B'], ['C'])]))[0]).toEqual(['answer-conflict'])
    const ticks = ['Câu hỏi', 'A', null, 'B', null, 'C', null, 'Đáp án']
    const read = sheet(ticks, [['Một?', 'a', null, 'b', 'x', 'c', null, 'A'], ['Hai?', 'a', null, 'b', 'x', 'c', null, 'B']]) // prettier-ignore
    expect(codesOf(read)).toEqual([['answer-conflict'], []])
  })

  it('are none where one column is coloured in every row', () => {
    const rows = ['A', 'B', 'C', 'D', 'A'].map((answer, at) => [at, `Câu ${at} gì?`, 'a', 'b', 'c', styled('d', 2), answer])
    expect(sheet(heads, rows).hasErrors).toBe(false)
  })
})

describe('ticks between two columns', () => {
  it('belong to the left where the first column has some, and to nobody where neither end tells', () => {
    const heads = ['STT', 'Câu hỏi', null, 'A', null, 'B', null, 'C']
    const rows = (first: string | null) => [[1, 'Một?', first, 'a', null, 'b', null, 'c'], [2, 'Hai?', null, 'a', null, 'b', 'x', 'c']] // prettier-ignore
    expect(correct(sheet(heads, rows('x')))).toEqual([[0], [2]])
    expect(codesOf(sheet(heads, rows(null)))[1]).toEqual(['ticks-unclear'])
  })

  it('mean nothing certain where crosses and ticks stand side by side', () => {
    const heads = ['STT', 'Câu hỏi', 'A', null, 'B', null]
    expect(codesOf(sheet(heads, [[1, 'Một?', 'a', 'x', 'b', '✓'], [2, 'Hai?', 'a', '✓', 'b', 'x']]))).toEqual([['ticks-unclear'], ['ticks-unclear']]) // prettier-ignore
  })
})

describe('numbers as answers', () => {
  const heads = [...head, 'Đáp án']
  it.each<readonly [string, readonly CellOf[], CellOf, readonly number[]]>([
    ['the same by place and by words', [1, 2, 3, 4], 2, [1]],
    ['another one’s text', [4, 2, 3, 1], 1, []],
    ['another one’s text, as text', ['2', 'B', 'C', 'D'], '2', []],
    ['years', ['2021', '2022', '2023', '2024'], 2023, [2]],
    ['the beginning of another', ['3 ngày', '5 ngày', '2 ngày', '1 ngày'], 2, []],
  ])('%s', (_, texts, answer, expected) => {
    const others = [[2, 'Hai?', 'a', 'b', 'c', 'd', 1], [3, 'Ba?', 'a', 'b', 'c', 'd', 3]] // prettier-ignore
    const read = sheet(heads, [[1, 'Một?', ...texts, answer], ...others])
    expect(correct(read)[0]).toEqual(expected)
    if (expected.length === 0) expect(codesOf(read)[0]).toContain('answer-unclear')
  })

  it('are read by the numbers of the heads', () => {
    const read = sheet(['Câu hỏi', 1, 2, 3, 4, 'Đáp án'], [['Một?', 'a', 'b', 'c', 'd', 2], ['Hai?', '3 ngày', '5 ngày', '1 ngày', 'a', 'phương án 3']]) // prettier-ignore
    expect(correct(read)).toEqual([[1], [2]])
  })
})

describe('words as answers', () => {
  it.each<readonly [readonly string[], string, readonly number[]]>([
    [['Một', 'Hai', 'Ba', 'Bốn'], 'Ba', [2]],
    [['Một con', 'Hai con', 'Ba con', 'Bốn con'], 'Ba', []],
    [['a', 'b', 'c', 'Cả A và B'], 'A, B', []],
    [['a', 'b', 'c', 'Tất cả các phương án trên'], 'A, B, C', []],
    [['a', 'b', 'c', 'Cả A và B'], 'Cả A và B', [3]],
    [['Đúng', 'Sai'], 'S', [1]],
    [['O', 'A', 'B', 'AB'], 'B', []],
    [['a', 'b', 'c'], 'Câu B. b', [1]],
  ])('among %j %s', (texts, answer, expected) => {
    expect(correct(sheet(['Câu hỏi', ...['A', 'B', 'C', 'D'].slice(0, texts.length), 'Đáp án'], [['Một?', ...texts, answer]]))).toEqual([
      expected,
    ])
  })
})

describe('the same question twice', () => {
  it('with another answer is an error in both places', () => {
    const rows = (answer: string) => [[...head, 'Đáp án'], ...asked(['A'], [answer])]
    const read = book({ name: 'Cũ', rows: rows('B') }, { name: 'Mới', rows: rows('C') })
    expect(codesOf(read)).toEqual([[], ['answer-elsewhere'], ['stem-twice'], ['answer-elsewhere', 'stem-twice']])
  })
})
