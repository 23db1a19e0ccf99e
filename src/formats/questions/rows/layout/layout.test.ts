/** How officials lay questions out: read as a person reads them, or asked about; and rows that are none, each with its word. */
import { describe, expect, it } from 'vitest'
import { bytesOf, xlsxOf, type CellOf, type SheetOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../../registry.ts'

type Rows = readonly (readonly CellOf[])[]

/** Styles 0 plain, 1 bold, 2 struck out, 3 raised, 4 a date as Excel makes it of `1/2`. */
const styles = `<styleSheet><fonts><font/><font><b/></font><font><strike/></font><font><vertAlign val="superscript"/></font></fonts>
<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf numFmtId="16"/><xf numFmtId="14"/></cellXfs></styleSheet>`
const styled = (text: string, style: number): CellOf => ({ type: 'inlineStr', style, inside: `<is><t>${text}</t></is>` })
const runs = (inside: string): CellOf => ({ type: 'inlineStr', inside: `<is>${inside}</is>` })

const book = (...sheets: SheetOf[]): QuestionsRead =>
  readQuestions(xlsxOf(sheets, [], { 'xl/styles.xml': styles }), { fileName: 'de.xlsx' })
const read = (rows: Rows, more: Partial<SheetOf> = {}): QuestionsRead => book({ name: 'S', rows, ...more })
const contents = (result: QuestionsRead) => result.questions.map(({ content: { stem, options, correct } }) => [stem, ...options, correct])
const codes = (result: QuestionsRead) => result.questions.map(({ findings }) => findings.map(({ code }) => code))
const fileCodes = (result: QuestionsRead) => result.findings.map(({ severity, code, place }) => `${severity} ${code} at ${place}`)

const two = [
  ['Một gì?', 'Huế', 'Vinh', 'Hà Nội', [1]],
  ['Hai gì?', 'Huế', 'Vinh', 'Hà Nội', [2]],
]
const [first, second] = [['Huế', 'Vinh', 'Hà Nội'], ['Huế', 'Vinh', 'Hà Nội']] // prettier-ignore

describe('questions as officials lay them out', () => {
  it.each<[string, Rows, Partial<SheetOf>?]>([
    ['one option a row, merged', [['STT', 'Câu hỏi', 'Phương án', 'Đáp án'], [1, 'Một gì?', 'Huế', 'B'], [null, null, 'Vinh'], [null, null, 'Hà Nội'], [2, 'Hai gì?', 'Huế', 'C'], [null, null, 'Vinh'], [null, null, 'Hà Nội']], { merges: ['A2:A4', 'B2:B4', 'D2:D4', 'A5:A7', 'B5:B7', 'D5:D7'] }],
    ['one option a row, lettered, an x beside the right one', [['STT', 'Câu hỏi', 'Phương án', 'Đáp án'], [1, 'Một gì?', 'A. Huế'], [null, null, 'B. Vinh', 'x'], [null, null, 'C. Hà Nội'], [2, 'Hai gì?', 'A. Huế'], [null, null, 'B. Vinh'], [null, null, 'C. Hà Nội', 'x']]],
    ['one option a row, Đ and S beside each', [['STT', 'Câu hỏi', 'Phương án', 'Đúng/Sai'], [1, 'Một gì?', 'Huế', 'S'], [null, null, 'Vinh', 'Đ'], [null, null, 'Hà Nội', 'S'], [2, 'Hai gì?', 'Huế', 'S'], [null, null, 'Vinh', 'S'], [null, null, 'Hà Nội', 'Đ']]],
    ['one option a row, letters beside them', [['STT', 'Câu hỏi', 'TT', 'Phương án', 'Đáp án'], [1, 'Một gì?', 'A', 'Huế', 'B'], [null, null, 'B', 'Vinh'], [null, null, 'C', 'Hà Nội'], [2, 'Hai gì?', 'A', 'Huế', 'C'], [null, null, 'B', 'Vinh'], [null, null, 'C', 'Hà Nội']]],
    ['one option a row, their letters in "Phương án"', [['STT', 'Câu hỏi', 'Phương án', 'Nội dung phương án', 'Đáp án'], [1, 'Một gì?', 'A', 'Huế', 'B'], [null, null, 'B', 'Vinh'], [null, null, 'C', 'Hà Nội'], [2, 'Hai gì?', 'A', 'Huế', 'C'], [null, null, 'B', 'Vinh'], [null, null, 'C', 'Hà Nội']]],
    ['one option a row, the question again in each', [['STT', 'Câu hỏi', 'Phương án', 'Đáp án'], ...[1, 2].flatMap((n) => ['Huế', 'Vinh', 'Hà Nội'].map((text, at) => [n, n === 1 ? 'Một gì?' : 'Hai gì?', text, at === n ? 'x' : null]))]],
    ['options below the question', [['STT', 'Nội dung', 'Đáp án'], [1, 'Một gì?', 'B'], [null, 'A. Huế'], [null, 'B. Vinh'], [null, 'C. Hà Nội'], [2, 'Hai gì?', 'C'], [null, 'A. Huế'], [null, 'B. Vinh'], [null, 'C. Hà Nội']]],
    ['options in the cell of the question', [['STT', 'Câu hỏi', 'Đáp án'], [1, 'Một gì?\nA. Huế\nB. Vinh\nC. Hà Nội', 'B. Vinh'], [2, 'Hai gì?\nA. Huế\nB. Vinh\nC. Hà Nội', 'C. Hà Nội']]],
    ['the answer below the options', [['STT', 'Câu hỏi', 'Phương án'], [1, 'Một gì?', 'A. Huế\nB. Vinh\nC. Hà Nội\nĐáp án: B'], [2, 'Hai gì?', 'A. Huế\nB. Vinh\nC. Hà Nội\nĐáp án: C']]],
    ['dashes', [['STT', 'Câu hỏi', 'Phương án', 'Đáp án'], [1, 'Một gì?', '- Huế\n- Vinh\n- Hà Nội', 'B'], [2, 'Hai gì?', '- Huế\n- Vinh\n- Hà Nội', 'C']]],
    ['a head over all options', [['STT', 'Câu hỏi', 'Phương án', null, null, 'Đáp án'], [1, 'Một gì?', ...first, 'B'], [2, 'Hai gì?', ...second, 'C']], { merges: ['C1:E1'] }],
    ['heads in two rows that nobody merged downwards', [['STT', 'Câu hỏi', 'Phương án', null, null, 'Đáp án'], [null, null, 'A', 'B', 'C'], [1, 'Một gì?', ...first, 'B'], [2, 'Hai gì?', ...second, 'C']]],
    ['crosses below letters', [['STT', 'Câu hỏi', 'Phương án', null, null, 'Đáp án'], [null, null, 'A', 'B', 'C', 'A', 'B', 'C'], [1, 'Một gì?', ...first, null, 'x'], [2, 'Hai gì?', ...second, null, null, 'x']]],
    ['boxes beside options', [['Câu hỏi', 'A', null, 'B', null, 'C', null], ['Một gì?', 'Huế', 'FALSE', 'Vinh', 'TRUE', 'Hà Nội', 'FALSE'], ['Hai gì?', 'Huế', 'FALSE', 'Vinh', 'FALSE', 'Hà Nội', 'TRUE']]],
    ['heads 1 to 3', [['STT', 'Câu hỏi', 1, 2, 3, 'Đáp án'], [1, 'Một gì?', ...first, 2], [2, 'Hai gì?', ...second, 3]]],
    ['English heads', [['questiontext', 'A', 'B', 'C', 'correct_answer'], ['Một gì?', ...first, 'B'], ['Hai gì?', ...second, 'C']]],
    ['the key below', [['STT', 'Câu hỏi', 'A', 'B', 'C'], [1, 'Một gì?', ...first], [2, 'Hai gì?', ...second], ['ĐÁP ÁN'], ['Câu', 1, 2], ['Đáp án', 'B', 'C']]],
    ['the key beside, in another order', [['STT', 'Câu hỏi', 'A', 'B', 'C', null, 'Câu', 'Đáp án'], [1, 'Một gì?', ...first, null, 2, 'C'], [2, 'Hai gì?', ...second, null, 1, 'B']]],
  ])('%s', (_name, rows, more) => {
    const result = read(rows, more)
    expect(contents(result)).toEqual(two)
    expect(result.hasErrors).toBe(false)
  }) // prettier-ignore

  it('two tables side by side', () => {
    const half = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án']
    expect(
      contents(
        read([
          [...half, null, ...half],
          [1, 'Một gì?', ...first, 'B', null, 2, 'Hai gì?', ...second, 'C'],
        ]),
      ),
    ).toEqual(two)
  })

  it('two tables one below the other, their columns in another order', () => {
    const rows = [['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án'], [1, 'Một gì?', ...first, 'B'], [], ['STT', 'Câu hỏi', 'Đáp án', 'A', 'B', 'C'], [2, 'Hai gì?', 'C', ...second]] // prettier-ignore
    expect(contents(read(rows))).toEqual(two)
  })

  it('a column for the right option, then those for the others', () => {
    const rows = [['Câu hỏi', 'Đáp án đúng', 'Đáp án sai 1', 'Đáp án sai 2'], ['Một gì?', 'Vinh', 'Huế', 'Hà Nội']] // prettier-ignore
    expect(contents(read(rows))).toEqual([['Một gì?', 'Vinh', 'Huế', 'Hà Nội', [0]]])
  })
})

describe('options nobody can tell apart', () => {
  const head = ['STT', 'Câu hỏi', 'Phương án', 'Đáp án']
  const lines = (...cells: readonly string[]) => read([head, ...cells.map((cell, at) => [at + 1, `Câu số ${at + 1} gì?`, cell, 'B'])])
  const four = 'Huế\nVinh\nHà Nội\nCần Thơ'

  it.each([
    ['a wrapped option', 'Phòng Văn hóa\nThông tin\nHuyện Đoàn\nMặt trận\nHội Nông dân'],
    ['a wrapped option in small letters', 'Phòng Văn hóa\nvà Thông tin\nHuyện Đoàn\nMặt trận'],
    ['a line that leads in', 'Chọn một:\nHuế\nVinh\nHà Nội'],
    ['two on a line', 'Huế    Vinh\nHà Nội\nCần Thơ\nĐà Lạt'],
    ['a semicolon inside', 'Huế; Vinh\nHà Nội\nCần Thơ\nĐà Lạt'],
    ['a line that goes on', 'Huế,\nVinh\nHà Nội\nCần Thơ'],
  ])('are asked about: %s', (_, cell) => {
    const result = lines(four, four, four, four, cell)
    expect(codes(result)[4]).toContain('options-joined')
    expect(contents(result)[4]?.at(-1)).toEqual([])
    expect(contents(result)[0]).toEqual(['Câu số 1 gì?', 'Huế', 'Vinh', 'Hà Nội', 'Cần Thơ', [1]])
  })

  it('are asked about where a semicolon makes one more', () => {
    const result = lines('Huế; Vinh; Hà Nội', 'Huế; Vinh; Đà Lạt', 'Huế; Vinh; Hội An', 'Huế; Vinh; Hà Nội; Hội An')
    expect(codes(result)).toEqual([[], [], [], ['options-joined', 'options-uneven']])
  })

  it('are asked about where rows are more than other questions have', () => {
    const rows = (stem: string | null, ...texts: string[]) =>
      texts.map((text, at) => [at === 0 && stem !== null ? 1 : null, at === 0 ? stem : null, text, at === 1 ? 'x' : null])
    const all = ['Một?', 'Hai?', 'Ba?'].flatMap((stem) => rows(stem, 'Huế', 'Vinh', 'Đà Lạt'))
    const result = read([head, ...all, ...rows('Bốn?', 'Huế', 'Vinh', 'Đà Lạt'), ...rows(null, 'Hội An', 'Hà Nội', 'Cần Thơ')])
    expect(codes(result)[3]).toContain('rows-joined')
  })

  it('are asked about where their own letters are others than their columns’', () => {
    const rows = [['Câu hỏi', 'A', 'B', 'C', 'Đáp án'], ['Một?', 'B. Huế', 'A. Vinh', 'C. Hà Nội', 'A'], ['Hai?', 'C. Mác', 'Lê-nin', 'Hồ Chí Minh', 'C']] // prettier-ignore
    const result = read(rows)
    expect(codes(result)).toEqual([['options-order'], []])
    expect(contents(result)[1]).toEqual(['Hai?', 'C. Mác', 'Lê-nin', 'Hồ Chí Minh', [2]])
  })

  it('are asked about where a row below goes on, or a column has words and no letter', () => {
    const columns = ['STT', 'Câu hỏi', 'A', 'B', 'Đáp án']
    expect(codes(read([columns, [1, 'Một?', 'Huế', 'Vinh', 'A'], [null, null, null, 'và Hà Tĩnh'], [2, 'Hai?', 'Huế', 'Vinh', 'A']]))).toEqual([['rows-joined'], []]) // prettier-ignore
    expect(codes(read([columns, [1, 'Một?', 'Huế', 'Vinh', 'A'], [null, 'của câu trên'], [2, 'Hai?', 'Huế', 'Vinh', 'A']]))).toEqual([['rows-joined'], []]) // prettier-ignore
    expect(codes(read([[...columns.slice(0, 4), 'Phương án khác', 'Đáp án'], [1, 'Một?', 'Huế', 'Vinh', 'Cả hai', 'A']]))).toEqual([['option-unread']]) // prettier-ignore
  })
})

describe('cells beside the words', () => {
  const head = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án']
  it('comments, notes and remarks are named, and a doubt where they speak of the answer', () => {
    const rows = [[...head, 'Ghi chú'], [1, 'Một?', 'a1', 'b1', 'c1', 'A'], [2, 'Hai?', 'a1', 'b1', 'c1', 'B', 'Xem lại đáp án'], [3, 'Ba?', 'a1', 'b1', 'c1', 'C', 'Đã duyệt']] // prettier-ignore
    const result = read(rows, { notes: { F2: 'Đáp án phải là C, xem lại!', B4: 'Cô Lan gửi', A1: 'Bản 2' }, threads: { C3: 'Sai rồi' } })
    expect(codes(result)).toEqual([['comment-doubts'], ['comment-doubts', 'note-doubts'], ['comment-beside']])
    expect(result.questions[1]?.findings[0]?.message.vi).toContain('“Sai rồi”')
    expect(fileCodes(result)).toEqual(['info columns-unread at S!1', 'warning comment-beside at S!A1'])
  })

  it('struck-out text is an error, in a cell and in runs', () => {
    const rows = [head, [1, 'Một?', styled('a1', 2), 'b1', 'c1', 'B'], [2, 'Hai?', 'a1', 'b1', 'c1', runs('<r><rPr><strike/></rPr><t>A</t></r><r><t> B</t></r>')]] // prettier-ignore
    expect(codes(read(rows)).map(([code]) => code)).toEqual(['text-struck', 'text-struck'])
  })

  it('raised and lowered text keeps its place, in a cell and in runs', () => {
    const raised = (text: string, up: string, where = 'superscript') =>
      runs(`<r><t>${text}</t></r><r><rPr><vertAlign val="${where}"/></rPr><t>${up}</t></r>`)
    const result = read([head, [1, 'Một?', raised('m', '2'), raised('10', '6'), raised('CO', '2', 'subscript'), 'A'], [2, 'Hai?', styled('2', 3), raised('x', 'Đ'), 'c', 'A']]) // prettier-ignore
    expect(contents(result).map((content) => content.slice(1, 4))).toEqual([['m²', '10⁶', 'CO₂'], ['²', 'x^(Đ)', 'c']]) // prettier-ignore
    expect(codes(result)).toEqual([[], ['text-raised']])
  })

  it('a date that Excel made is asked about unless it is one everywhere', () => {
    const date = (serial: number, style: number): CellOf => ({ type: 'n', style, inside: `<v>${serial}</v>` })
    const rows = [head, [1, 'Một?', date(45_689, 4), 'b', 'c', 'B'], [2, 'Hai?', date(45_689, 5), 'b', 'c', 'B'], [3, 'Ba?', date(45_548, 5), 'b', 'c', 'B']] // prettier-ignore
    expect(codes(read(rows))).toEqual([['cell-unsure'], ['cell-unsure'], ['cell-number']])
  })

  it('a formula whose result is an empty text is empty, one without a result is an error', () => {
    const rows = [head, [1, 'Một?', 'a', 'b', { type: 'str', inside: '<f>X1</f><v></v>' }, 'B'], [2, 'Hai?', 'a', 'b', 'c', { type: 'n', inside: '<f>X1</f>' }]] // prettier-ignore
    expect(codes(read(rows))).toEqual([[], ['cell-error', 'answer-missing']])
  })
})

describe('rows that are no questions', () => {
  const head = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'Đáp án']
  const good = [1, 'Một?', 'a', 'b', 'c', 'B']
  it('are left out with a word: predictions, statements, totals, those who sign', () => {
    const prediction = 'Dự đoán có bao nhiêu người trả lời đúng?'
    const rows = [head, good, [2, prediction], [3, 'Trái đất tròn.', null, null, null, 'Đúng'], ['Cộng: 3 câu'], [], [null, null, null, 'Phú Lộc, ngày 5 tháng 9 năm 2024'], [null, 'NGƯỜI LẬP', null, 'TRƯỞNG PHÒNG'], [], [null, 'Lê An', null, 'Trần Bình']] // prettier-ignore
    const result = read(rows)
    expect(contents(result)).toEqual([['Một?', 'a', 'b', 'c', [1]]])
    expect(result.hasErrors).toBe(false)
    expect(fileCodes(result)).toEqual([
      'warning prediction-left-out at S!3',
      'warning kind-left-out at S!4',
      ...[5, 7, 8, 10].map((row) => `info row-ignored at S!${row}`),
    ])
    expect(result.findings[0]?.message.vi).toContain('Câu 2')
  })

  it('are one line where they are many, and a loss where nobody knows what they are', () => {
    const empty = read([head, good, ...Array.from({ length: 99 }, (_, at) => [at + 2])])
    expect(fileCodes(empty)).toEqual(['info rows-empty at S!3'])
    expect(empty.findings[0]?.message.vi).toContain('99 dòng')
    const torn = read([head, good, [2, 'Hai?', 'a', 'b', 'c', 'A'], ['Câu này ghi cả dòng vào một ô']])
    expect(fileCodes(torn)).toEqual(['warning rows-unread at S!4'])
    const broken = read([head, good, ...Array.from({ length: 24 }, (_, at) => [`${at + 2}. Câu này ghi cả dòng vào một ô`])])
    expect(fileCodes(broken)).toEqual(['error rows-unread-most at S!3'])
  })

  it('are options all the same where they only sound like offices', () => {
    const rows = [['STT', 'Câu hỏi', 'Phương án', 'Đáp án'], ...[1, 2].flatMap((n) => [[n, `Ai ký ${n}?`, 'Chủ tịch UBND xã', 'B'], [null, null, 'Trưởng phòng'], [null, null, 'Ký tự đặc biệt']])] // prettier-ignore
    expect(contents(read(rows)).map((content) => content.slice(1))).toEqual(
      [1, 2].map(() => ['Chủ tịch UBND xã', 'Trưởng phòng', 'Ký tự đặc biệt', [1]]),
    )
  })

  it('are a whole sheet of statements to call right or wrong', () => {
    const statements = [['STT', 'Nhận định', 'Đúng', 'Sai'], [1, 'Trái đất tròn.', 'x']] // prettier-ignore
    expect(fileCodes(book({ name: 'S', rows: [head, good] }, { name: 'Đúng sai', rows: statements }))).toEqual([
      'warning sheet-true-false at Đúng sai',
    ])
  })
})

it('says so where options are Đúng and Sai: that is a question and no key', () => {
  const read = readQuestions(bytesOf('STT,Câu hỏi,A,B,Đáp án\n1,Một?,Đúng,Sai,Đ\n2,Hai?,Đúng,Sai,B\n'), { fileName: 'a.csv' })
  expect(read.questions.map(({ content }) => content.correct)).toEqual([[0], [1]])
})
