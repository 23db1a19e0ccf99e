/** Words on an answer in rows and columns of notes; answers that end before the questions do. */
import { describe, expect, it } from 'vitest'
import { xlsxOf, type CellOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from '../registry.ts'

const heads = ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án'] as const
const options = [
  ['1944', '1945', '1946', '1954'],
  ['Huế', 'Đà Nẵng', 'Hà Nội', 'Cần Thơ'],
  ['Sông Hồng', 'Sông Hương', 'Sông Mã', 'Sông Lam'],
  ['40', '41', '42', '43 điều'],
] as const
const stems = ['Nước ta độc lập năm nào?', 'Thủ đô là thành phố nào?', 'Sông nào chảy qua Huế?', 'Luật có bao nhiêu điều?'] as const
const row = (at: number, answer = 'BCBD'[at] ?? '', ...more: readonly CellOf[]): readonly CellOf[] => [at + 1, stems[at] ?? '', ...(options[at] ?? []), answer, ...more] // prettier-ignore
const read = (rows: readonly (readonly CellOf[])[], more: readonly (readonly CellOf[])[] = []): QuestionsRead =>
  readQuestions(xlsxOf([{ name: 'Câu hỏi', rows }, ...(more.length > 0 ? [{ name: 'Đáp án (2)', rows: more }] : [])]), {
    fileName: 'de.xlsx',
  })
const codes = ({ findings, questions }: QuestionsRead): readonly (readonly string[])[] =>
  [...questions.map((one) => one.findings), findings].map((list) =>
    list.flatMap(({ severity, code }) => (severity === 'info' ? [] : [`${severity} ${code}`])),
  )
const [one, two, three, four] = [0, 1, 2, 3].map((at) => row(at)) as [
  readonly CellOf[],
  readonly CellOf[],
  readonly CellOf[],
  readonly CellOf[],
]

describe('a row of notes', () => {
  it.each(['Lưu ý: câu này đáp án là D theo Luật mới', 'Ghi chú: đáp án D mới đúng', '=> D'])(
    'is an error of the question above: %s',
    (note) => {
      const said = codes(read([heads, one, two, [null, note], three, four]))
      expect([said[0], said[2], said[3]]).toEqual([[], [], []])
      expect(said[1]).toEqual(['error words-against'])
    },
  )

  it('is one of the question it names, a warning where it is vague, and nothing where it says the same', () => {
    const said = (note: string) => codes(read([heads, one, two, three, four, [null, note]]))
    expect(said('Lưu ý: câu 2 sửa thành D')[1]).toEqual(['error words-against'])
    expect(said('Ghi chú: câu này còn tranh luận')[3]).toEqual(['warning words-beside'])
    expect(said('Ghi chú: đáp án D').flat()).toEqual([])
    expect(said('Tổng cộng: 4 câu').flat()).toEqual([])
  })
})

describe('a column of notes', () => {
  const noted = (note: string, others = ''): readonly string[] =>
    codes(read([[...heads, 'Ghi chú'], ...[0, 1, 2, 3].map((at) => row(at, undefined, at === 1 ? note : others))])).flat()
  it.each(['Luật mới: D', 'chị Hoa nghĩ là D', 'A và C đều đúng', 'đảo A và B', 'Cần Thơ'])(
    'is an error where it names another answer: %s',
    (note) => {
      expect(noted(note)).toEqual(['error note-doubts'])
    },
  )

  it.each(['chưa chuẩn', 'trùng câu 3', 'nghiêng về D'])('is a warning where it may speak of the question: %s', (note) => {
    expect(noted(note)).toEqual(['warning note-beside'])
  })

  it('is none where it says the same, or something else in every row', () => {
    expect([noted('Luật mới: C'), noted('Khối: B', 'Khối: A'), noted('Đã in', 'Đã in')].flat()).toEqual([])
  })
})

it('says that all answers may have moved up where only the last is missing', () => {
  expect(codes(read([heads, one, two, three, row(3, '')]))[4]).toEqual(['warning key-short'])
  expect(codes(read([heads, one, row(1, ''), three, four]))[4]).toEqual([])
})

it('weighs a second key beside the first', () => {
  const keyed = (letters: string) => [['Câu', 'Đáp án'], ...[...letters].map((letter, at) => [at + 1, letter])]
  expect(codes(read([heads, one, two, three, four], keyed('BCBD'))).flat()).toEqual([])
  expect(codes(read([heads, one, two, three, four], keyed('BDBD')))[1]).toEqual(['error answers-differ'])
})

it('weighs a note right of the heads, and one on the row of another question', () => {
  const noted = 'Lưu ý: câu 2 đáp án là D'
  expect(codes(read([[...heads, null, noted], one, two, three, four]))[1]).toEqual(['error words-against'])
  expect(codes(read([heads, [...one, null, noted], two, three, four]))[1]).toEqual(['error note-doubts'])
})

it('weighs a row that speaks of what stands below it', () => {
  expect(codes(read([heads, one, [null, 'Từ câu này đáp án chưa thống nhất'], two, three, four]))[1]).toEqual(['warning words-beside'])
})

it('names answers that stand in order', () => {
  const asked = (letters: string) =>
    codes(read([heads, ...[...letters].map((letter, at) => [at + 1, `Câu số ${at} hỏi gì?`, 'một', 'hai', 'ba', 'bốn', letter])])).at(-1)
  expect([asked('AABBCCDD'), asked('ABCDABCD'), asked('BCADBACD'), asked('AAAAAAAA')]).toEqual([['warning answers-patterned'], ['warning answers-patterned'], [], ['warning answers-patterned']]) // prettier-ignore
})

it('uses a key on a sheet that is called old with a warning', () => {
  const sheets = [
    { name: 'Câu hỏi', rows: [heads.slice(0, 6), ...[0, 1, 2, 3].map((at) => row(at).slice(0, 6))] },
    { name: 'Đáp án cũ', rows: [['Câu', 'Đáp án'], ...[0, 1, 2, 3].map((at) => [at + 1, 'BCBD'[at] ?? ''])] },
  ]
  expect(codes(readQuestions(xlsxOf(sheets), { fileName: 'de.xlsx' })).flat()).toEqual(['warning key-draft'])
})

it('weighs a verdict that only some questions have', () => {
  const judged = (head: string, verdict: string) =>
    codes(read([[...heads, head], ...[0, 1, 2, 3].map((at) => row(at, undefined, at === 1 ? verdict : 'Đạt'))])).flat()
  expect([judged('Duyệt', 'Không'), judged('Thẩm định', 'Chưa đạt')]).toEqual([['warning note-beside'], ['error note-doubts']])
  expect([judged('Duyệt', 'Đạt'), judged('Khen thưởng', 'Không')].flat()).toEqual([])
})

it('answers nothing by a key in which an answer stands beside no number', () => {
  const key = [['Câu', 'Đáp án'], [1, ''], [2, 'B'], [3, 'C'], [4, 'B'], ['', 'D']] // prettier-ignore
  const sheets = [
    { name: 'Câu hỏi', rows: [heads.slice(0, 6), ...[0, 1, 2, 3].map((at) => row(at).slice(0, 6))] },
    { name: 'Đáp án', rows: key },
  ]
  const { questions } = readQuestions(xlsxOf(sheets), { fileName: 'de.xlsx' })
  expect(questions.every(({ findings }) => findings.some(({ severity }) => severity === 'error'))).toBe(true)
})

it('takes no agreement of two columns for an answer where they differ in most rows', () => {
  const coded = (second: string) =>
    codes(
      read([[...heads.slice(0, 6), 'Mã đề 101', 'Mã đề 102'], ...[0, 1, 2, 3].map((at) => row(at, undefined, second[at] ?? ''))]),
    ).slice(0, 4)
  expect(coded('BDAA')).toEqual([0, 1, 2, 3].map(() => ['error answers-differ']))
  expect(coded('BCBA').map((list) => list.length)).toEqual([0, 0, 0, 1])
})

it('loses no options in a row below', () => {
  const wide = ['STT', 'Câu hỏi', 'Phương án', null, 'Đáp án']
  const torn = [0, 1, 2].flatMap((at) => [
    [at + 1, stems[at] ?? '', `A. ${options[at]?.[0]}`, `B. ${options[at]?.[1]}`, 'B'],
    [null, null, `C. ${options[at]?.[2]}`, `D. ${options[at]?.[3]}`, null],
  ])
  const result = read([wide, ...torn])
  expect(
    codes(result)
      .slice(0, -1)
      .every((list) => list.includes('error rows-joined')),
  ).toBe(true)
})

it.each(['thay câu khác', '?', 'x', 'Cần bổ sung phương án'])('warns of any rare note in a column of notes: %s', (note) => {
  const noted = (others: string) =>
    codes(read([[...heads, 'Ghi chú'], ...[0, 1, 2, 3].map((at) => row(at, undefined, at === 1 ? note : others))])).flat()
  expect([noted(''), noted('Điều 5')]).toEqual([['warning note-beside'], []])
})

it('asks about a sign beside a number, and a note of a key that is not sure', () => {
  expect(codes(read([heads, one, two, ['3*', ...three.slice(1)], four]))[2]).toEqual(['warning note-beside'])
  const sheets = [
    { name: 'Đề', rows: [heads.slice(0, 6), ...[0, 1, 2, 3].map((at) => row(at).slice(0, 6))] },
    {
      name: 'Key',
      rows: [['Question', 'Answer', 'Comment'], ...[0, 1, 2, 3].map((at) => [at + 1, 'BCBD'[at] ?? '', at === 2 ? 'not sure' : ''])],
    },
  ]
  const said = codes(readQuestions(xlsxOf(sheets), { fileName: 'de.xlsx' }))
  expect([said[0], said[1], said[3]].flat()).toEqual([])
  expect(said[2]).toEqual(['error answer-unclear'])
})
