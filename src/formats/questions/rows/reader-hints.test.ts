/** What a person sees on a sheet and no reader of letters does, and what nobody sees though a reader does. */
import { describe, expect, it } from 'vitest'
import { xlsxOf, type CellOf, type SheetOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const options = [
  ['1944', '1945', '1946', '1954'],
  ['Huế', 'Đà Nẵng', 'Hà Nội', 'Cần Thơ'],
  ['Sông Hồng', 'Sông Hương', 'Sông Mã', 'Sông Lam'],
] as const
const stems = ['Nước ta độc lập năm nào?', 'Thủ đô là thành phố nào?', 'Sông nào chảy qua Huế?'] as const
const right = 'BCB'
const heads = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án']

const styles = `<styleSheet xmlns="s"><fonts><font/><font><i/></font><font><sz val="20"/></font><font><color rgb="FFFFFFFF"/></font></fonts>
<fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill><fill><gradientFill><stop position="0"><color rgb="FF00FF00"/></stop></gradientFill></fill></fills>
<borders><border/><border><left style="thick"/><right style="thick"/><top style="thick"/><bottom style="thick"/></border></borders>
<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>
<cellXfs><xf/><xf fillId="1"/><xf fontId="1"/><xf borderId="1"/><xf fontId="2"/><xf fillId="2"/><xf fontId="3"/><xf numFmtId="170"/></cellXfs></styleSheet>`
const [yellow, italic, framed, large, gradient, white, nothing] = [1, 2, 3, 4, 5, 6, 7]
const styled = (text: string, style: number): CellOf => ({ type: 'inlineStr', inside: `<is><t>${text}</t></is>`, style })

const read = (
  rows: readonly (readonly CellOf[])[],
  sheet: Partial<SheetOf> = {},
  extra: Readonly<Record<string, string>> = {},
): QuestionsRead => readQuestions(xlsxOf([{ ...sheet, rows }], [], { 'xl/styles.xml': styles, ...extra }), { fileName: 'de.xlsx' })
const row = (at: number, answer: CellOf = right[at] ?? '', ...more: readonly CellOf[]): readonly CellOf[] => [
  at + 1,
  stems[at] ?? '',
  ...(options[at] ?? []),
  answer,
  ...more,
]
const rows = [0, 1, 2].map((at) => row(at))
const codes = ({ findings, questions }: QuestionsRead): readonly string[] =>
  [...findings, ...questions.flatMap((one) => one.findings)].flatMap(({ severity, code }) =>
    severity === 'info' ? [] : [`${severity} ${code}`],
  )
const answers = ({ questions }: QuestionsRead): string =>
  questions.map(({ content }) => content.correct.map((at) => 'ABCD'[at]).join('') || '-').join(' ')

it.each([
  ['italic', italic],
  ['framed', framed],
  ['larger', large],
  ['filled with two colours', gradient],
])('doubts an option that stands out beside the marked one: %s', (_, look) => {
  const marked = options.map((own, at) => [
    at + 1,
    stems[at] ?? '',
    ...own.map((text, to) => styled(text, 'ABCD'[to] === right[at] ? yellow : at === 2 && to === 2 ? look : 0)),
  ])
  expect(codes(read([heads.slice(0, 6), ...marked]))).toEqual([expect.stringMatching(/^error answer-(conflict|several-cells)$/)])
})

it('doubts a tick at another option than the stated one', () => {
  const ticked = [...row(2)]
  ticked[4] = 'Sông Mã ✓'
  expect(codes(read([heads, ...rows.slice(0, 2), ticked]))).toEqual(['error answer-conflict'])
})

describe('text that nobody sees', () => {
  it.each([white, nothing])('is an error of its question, in an option and in an answer', (look) => {
    const hidden = [...row(2)]
    hidden[5] = styled('Sông Lam', look)
    expect(codes(read([heads, ...rows.slice(0, 2), hidden]))).toEqual(['error cell-unseen'])
    expect(codes(read([heads, ...rows.slice(0, 2), row(2, styled('B', look))]))).toEqual(['error cell-unseen'])
  })

  it('is a warning for a whole column of answers', () => {
    const result = read([heads, ...[0, 1, 2].map((at) => row(at, styled(right[at] ?? '', white)))])
    expect([codes(result), answers(result)]).toEqual([['warning columns-hidden'], 'B C B'])
  })
})

describe('what lies on a sheet', () => {
  const drawn = (inside: string, at = 3): QuestionsRead =>
    read(
      [heads, ...rows],
      {},
      {
        'xl/worksheets/_rels/sheet1.xml.rels':
          '<Relationships xmlns="r"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
        'xl/drawings/drawing1.xml': `<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:row>${at}</xdr:row></xdr:from>${inside}</xdr:twoCellAnchor></xdr:wsDr>`,
      },
    )
  const box = (text: string): string => `<xdr:sp><xdr:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>`

  it('is named at its question', () => {
    expect(codes(drawn('<xdr:sp><xdr:spPr/></xdr:sp>'))).toEqual(['error shape-left-out'])
    expect(codes(drawn('<xdr:pic/>'))).toEqual(['error picture-on-sheet'])
    expect(codes(drawn(box('Đáp án phải là C')))).toEqual(['error comment-doubts'])
    expect(codes(drawn(box('Sông ở miền Trung')))).toEqual(['warning comment-beside'])
  })

  it('is named elsewhere only where it has words', () => {
    expect(codes(drawn('<xdr:pic/>', 20))).toEqual([])
    expect(codes(drawn(box('Câu 3: đáp án C'), 20))).toEqual(['warning comment-beside', 'error words-against'])
  })
})

describe('heads of options', () => {
  it.each([
    ['A', 'B', '', 'D'],
    ['A', 'B', 'С', 'D'],
    ['A', 'B', 'C', 'E'],
    ['A', 'B', 'C', ''],
  ])('that lack a letter refuse the sheet: %s %s %s %s', (...letters) => {
    const result = read([['STT', 'Câu hỏi', ...letters.map((letter) => (letter === '' ? null : letter)), 'Đáp án'], ...rows])
    expect([codes(result), result.questions.length]).toEqual([['error column-missing'], 0])
  })

  it('may be followed by notes, ticks or letters without a head', () => {
    const head = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D']
    expect(answers(read([head, ...rows]))).toBe('B C B')
  })
})

describe('a second word on an answer', () => {
  it.each(['Chọn C', '→ C', 'C', 'Đáp án C'])('in a column of its own leaves the question open: %s', (note) => {
    const result = read([[...heads, 'Ý kiến'], ...rows.slice(0, 2), row(2, 'B', note)])
    expect(codes(result)).toEqual(['error note-doubts'])
    expect(codes(read([[...heads, 'Ý kiến'], ...rows.slice(0, 2), row(2, 'B', 'B')]))).toEqual([])
    expect(codes(read([[...heads, 'Nhóm'], row(0, 'B', 'A'), row(1, 'C', 'A'), row(2, 'B', 'A')]))).toEqual([])
  })

  it('alone in a row, above the heads, or on a sheet of its own is named', () => {
    const lone = [null, null, null, null, null, null, 'C']
    expect(codes(read([heads, ...rows, lone]))).toEqual(['error rows-joined'])
    expect(codes(read([heads, ...rows, [], lone]))).toEqual(['error answer-astray'])
    expect(codes(read([['Lưu ý: câu 3 sửa đáp án thành C'], heads, ...rows]))).toEqual(['error words-against'])
    expect(codes(read([['Lưu ý: câu 9 sửa đáp án thành C'], heads, ...rows]))).toEqual(['warning text-doubts'])
    const book = (name: string, own: readonly (readonly CellOf[])[]): QuestionsRead =>
      readQuestions(
        xlsxOf([
          { name: 'Câu hỏi', rows: [heads, ...rows] },
          { name, rows: own },
        ]),
        { fileName: 'de.xlsx' },
      )
    expect(codes(book('Ghi chú', [['Câu 3 đáp án đúng là C']]))).toEqual(['warning sheet-ignored', 'error words-against'])
    expect(codes(book('Đính chính', [['Câu', 'Đáp án'], [3, 'C']]))).toEqual(['error answers-differ']) // prettier-ignore
  })
})

describe('numbers', () => {
  const numbered = (heads: readonly string[], answers: readonly CellOf[]): QuestionsRead =>
    read([['STT', 'Câu hỏi', ...heads, 'Đáp án'], ...[0, 1, 2].map((at) => row(at, answers[at] ?? null))])

  it('from 0 are no answers, whatever the heads count', () => {
    expect(answers(numbered(['1', '2', '3', '4'], [1, 2, 0]))).toBe('- - -')
    expect(numbered(['0', '1', '2', '3'], [1, 2, 1]).hasErrors).toBe(true)
    expect(answers(numbered(['1', '2', '3', '4'], [2, 3, 2]))).toBe('B C B')
  })

  it('of a key that counts otherwise answer nothing', () => {
    const keyed = (key: readonly (readonly CellOf[])[]): QuestionsRead =>
      readQuestions(
        xlsxOf([
          { name: 'De', rows: [heads.slice(0, 6), ...rows.map((one) => one.slice(0, 6))] },
          { name: 'Đáp án', rows: [['Câu', 'Đáp án'], ...key] },
        ]),
        { fileName: 'de.xlsx' },
      )
    const open = ({ questions }: QuestionsRead): string =>
      questions.map(({ findings }) => (findings.some(({ severity }) => severity === 'error') ? '-' : '+')).join('')
    expect(open(keyed([[1, 'B'], [2, 'C'], [3, 'B']]))).toBe('+++') // prettier-ignore
    expect(open(keyed([[1, 'B'], [2, 'C'], [2, 'C']]))).toBe('+--') // prettier-ignore
    expect(open(keyed([[2, 'B'], [3, 'C'], [4, 'B']]))).toBe('---') // prettier-ignore
  })
})

it('does not give one question the words of a block merged over two', () => {
  const shared = [...row(1)]
  shared[2] = null
  expect(codes(read([heads, ...rows.slice(0, 1), shared, ...rows.slice(2)], { merges: ['C2:C3'] }))).toEqual(['error rows-joined'])
})

it('does not take a list a to đ, e in one cell for five options', () => {
  const joined = [0, 1, 2].map((at) => [
    at + 1,
    stems[at] ?? '',
    [...(options[at] ?? []), 'khác', 'khác nữa'].map((text, to) => `${'abcdđe'[to]}) ${text}`).join('\n'),
    'A',
  ])
  const told = codes(read([['STT', 'Câu hỏi', 'Phương án', 'Đáp án'], ...joined]))
  expect(told.filter((code) => code === 'error options-joined').length).toBe(3)
})

it('names what stands in brackets behind an answer, unless it is a place in the law', () => {
  const told = (answer: string): readonly string[] => codes(read([heads, ...rows.slice(0, 2), row(2, answer)]))
  expect([told('B (bản năm 2023)'), told('B (Điều 5)'), told('B (0,5 điểm)')]).toEqual([['warning answer-remark'], [], []])
})

it('notes and threads of cells are weighed with the questions they speak of, wherever they stand', () => {
  const noted = (more: Partial<Pick<SheetOf, 'notes' | 'threads'>>): string => {
    const result = readQuestions(xlsxOf([{ rows: [heads, ...rows], ...more }]), { fileName: 'de.xlsx' })
    return result.questions
      .map(({ findings }) => (findings.some(({ severity }) => severity === 'error') ? 'x' : findings.length > 0 ? 'w' : '.'))
      .join('')
  }
  const all = '.'.repeat(rows.length)
  const at = (index: number, sign: string): string => all.slice(0, index) + sign + all.slice(index + 1)
  expect(noted({ notes: { G3: 'Lan:\nĐáp án phải là D' } })).toBe(at(1, 'x'))
  expect(noted({ threads: { B3: 'Em thấy ý D mới đúng' } })).toBe(at(1, 'x'))
  expect(noted({ notes: { B3: 'Lấy từ đề năm 2022' } })).toBe(at(1, 'w'))
  expect(noted({ notes: { G1: 'Câu 2 sửa lại thành D' } })).toBe(at(1, 'x'))
  expect(noted({ threads: { A30: 'Câu 2: hỏi lại Sở' } })).toBe(at(1, 'x'))
  expect(noted({ notes: { B2: 'Câu 2 sửa thành D' } })).toBe(`xx${all.slice(2)}`)
})
