/** A correction behind an answer leaves the question open, wherever the answer stands; a remark does not. */
import { describe, expect, it } from 'vitest'
import { docxOf, xlsxOf, type BlockOf } from '#test/support/formats/office.ts'
import { readQuestions, type QuestionsRead } from './registry.ts'
import { isSecondThought, takesBack } from './second-thoughts.ts'

const options = [
  ['1944', '1945', '1946', '1954'],
  ['Huế', 'Đà Nẵng', 'Hà Nội', 'Cần Thơ'],
  ['Sông Hồng', 'Sông Hương', 'Sông Mã', 'Sông Lam'],
] as const
const stems = ['Nước ta độc lập năm nào?', 'Thủ đô là thành phố nào?', 'Sông nào chảy qua Huế?'] as const
const paper = options.flatMap((own, at) => [`Câu ${at + 1}. ${stems[at]}`, ...own.map((text, to) => `${'ABCD'[to]}. ${text}`)])
const word = (...more: readonly BlockOf[]): QuestionsRead => readQuestions(docxOf([...paper, ...more]), { fileName: 'de.docx' })
const text = (...more: readonly string[]): QuestionsRead =>
  readQuestions(Buffer.from([...paper, ...more].join('\n')), { fileName: 'de.txt' })
const answers = ({ questions }: QuestionsRead): string =>
  questions.map(({ content }) => content.correct.map((at) => 'ABCD'[at]).join('') || '-').join(' ')
const told = ({ findings, questions }: QuestionsRead): string =>
  [...findings, ...questions.flatMap((question) => question.findings)]
    .filter(({ severity }) => severity !== 'info')
    .map(({ message }) => message.vi)
    .join('\n')

const corrected = [
  'C (sửa thành D)', 'C (đính chính: D)', 'C (hoặc D)', 'C (D)', 'C (?)', 'C (xem lại)', 'C - sửa thành D', 'C. Sai, phải là D', 'C (bỏ câu này)',
  'C (không đúng, D mới đúng)', 'C, nay là D', 'C sai, D đúng', 'C (sửa thành Cần Thơ)', 'C (Cần Thơ)', 'C. Cần Thơ', 'C → D', 'C -> D', 'C (d)',
  'C hoặc D', 'C (bỏ)', 'C (sai)', 'C (sua thanh d)', 'C (nham, D)', 'C. Hà Nội (sửa thành D)', 'C (Điều 5) (D)', 'C: D', 'C (đáp án cũ)', 'C; D mới đúng', 'C (tạm)', 'C (dự kiến)', 'C (chờ xác nhận)',
] as const // prettier-ignore
const remarked = [
  'C', 'C.', 'C. Hà Nội', 'C - Hà Nội', 'C (Hà Nội)', 'C (0,5 điểm)', 'C (Điều 5 Luật Thủ đô)', 'C (Luật sửa đổi, bổ sung năm 2020)', 'C. Vì Điều 5 quy định như vậy',
  'C (Luật Sĩ quan Quân đội nhân dân)', 'C. Vì A và B đã không còn', 'C (điểm c khoản 2 Điều 5)', 'C (giấy phép hạng B)', 'C (C)',
] as const // prettier-ignore

describe('a correction behind an answer', () => {
  it.each(corrected)('in a list of answers leaves the question open, named by its words: %s', (answer) => {
    const lines = ['ĐÁP ÁN', '1. B', `2. ${answer}`, '3. B']
    for (const result of [text(...lines), word(...lines)]) {
      expect(answers(result)).toBe('B - B')
      expect(told(result)).toContain(answer)
    }
  })

  it.each(corrected.filter((answer) => answer !== 'C sai, D đúng'))(
    'in a table of answers, beside its question, and in a cell of Excel: %s',
    (answer) => {
      const rows = [['Câu', 'Đáp án'], ['1', 'B'], ['2', answer], ['3', 'B']] // prettier-ignore
      const beside = paper.flatMap((line, at) => (at % 5 === 4 ? [line, `Đáp án: ${at === 9 ? answer : 'B'}`] : [line]))
      const sheet = [
        ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án'],
        ...options.map((own, at) => [at + 1, stems[at] ?? '', ...own, at === 1 ? answer : 'B']),
      ]
      const results = [
        word({ rows }),
        readQuestions(docxOf(beside), { fileName: 'de.docx' }),
        readQuestions(xlsxOf([{ rows: sheet }]), { fileName: 'de.xlsx' }),
      ]
      expect(results.map(answers)).toEqual(['B - B', 'B - B', 'B - B'])
      expect(results.map((result) => result.hasErrors)).toEqual([true, true, true])
    },
  )

  it.each(remarked)('is not a remark: %s', (answer) => {
    const lines = ['ĐÁP ÁN', '1. B', `2. ${answer}`, '3. B']
    for (const result of [text(...lines), word(...lines)]) expect([answers(result), result.hasErrors]).toEqual(['B C B', false])
  })

  it('is not made of the words of an option in a second list', () => {
    for (const line of ['2. C. Hà Nội', 'Câu 2: C. Hà…', '2. C (Điều 5)']) {
      const result = text('ĐÁP ÁN: 1B 2C 3B', line)
      expect([line, answers(result), result.hasErrors]).toEqual([line, 'B C B', false])
    }
  })

  it('below a key that answers the question says a second thing', () => {
    for (const line of ['2. C, nay là D', '2. C sai, D đúng', '2. C (sửa thành D)', '2C → D']) {
      const result = text('ĐÁP ÁN: 1B 2C 3B', line)
      expect([line, answers(result), result.hasErrors]).toEqual([line, 'B - B', true])
    }
  })

  it('among several answers of one line answers none of them', () => {
    for (const line of ['1B 2C(D) 3B', '1. B; 2. C (D); 3. B', '1. B (Điều 1) 2. C (sửa D) 3. B']) {
      const result = text('ĐÁP ÁN', line)
      expect([line, answers(result), result.hasErrors]).toEqual([line, '- - -', true])
    }
  })

  it('in a line or a column of its own is no remark either', () => {
    for (const line of ['(sửa thành D)', 'Sửa thành D', '→ D']) {
      const result = text('ĐÁP ÁN', '1. B', '2. C', line, '3. B')
      expect([line, answers(result), result.hasErrors]).toEqual([line, 'B - B', true])
    }
    const rows = [['Câu', 'Đáp án', 'Ghi chú'], ['1', 'B', 'Điều 5'], ['2', 'C', 'sửa thành D'], ['3', 'B', '']] // prettier-ignore
    expect(answers(word({ rows }))).toBe('B - B')
  })

  it.each(['sửa thành C', 'bỏ câu này', 'đổi sang D', 'nay là D'])('in a column of notes is named at its row: %s', (note) => {
    const rows = [
      ['STT', 'Câu hỏi', 'A', 'B', 'C', 'D', 'Đáp án', 'Ghi chú'],
      ...options.map((own, at) => [at + 1, stems[at] ?? '', ...own, 'B', at === 1 ? note : 'Luật sửa đổi năm 2020']),
    ]
    const { questions } = readQuestions(xlsxOf([{ rows }]), { fileName: 'de.xlsx' })
    expect(questions.map(({ findings }) => findings.map(({ code }) => code))).toEqual([[], ['note-doubts'], []])
  })
})

describe('a correction in a line that belongs to no question', () => {
  const codes = (read: QuestionsRead): readonly string[] =>
    [...read.findings, ...read.questions.flatMap(({ findings }) => findings)].map(({ severity, code }) => `${severity} ${code}`)
  it.each(['(sửa thành C)', 'Sửa thành C', '→ C', 'Nay là C'])('is an error, below an answer of Word, of text and of Aiken: %s', (line) => {
    const lines = [
      'Câu 1. Thủ đô?',
      'A. Huế',
      'B. Hà Nội',
      'C. Vinh',
      'Đáp án: B',
      line,
      'Câu 2. Sông?',
      'A. Mã',
      'B. Hồng',
      'C. Lam',
      'Đáp án: A',
    ]
    const aiken = ['Thủ đô?', 'A. Huế', 'B. Hà Nội', 'C. Vinh', 'ANSWER: B', line, '', 'Sông?', 'A. Mã', 'B. Hồng', 'ANSWER: A']
    for (const result of [
      readQuestions(docxOf(lines), { fileName: 'de.docx' }),
      readQuestions(Buffer.from(lines.join('\n')), { fileName: 'de.txt' }),
      readQuestions(Buffer.from(aiken.join('\n')), { fileName: 'de.txt' }),
    ])
      expect([result.hasErrors, [...new Set(codes(result))].filter((code) => code.startsWith('error'))]).toEqual([
        true,
        [expect.stringMatching(/^error (text-corrects|words-against)$/)],
      ])
  })

  it('is no word on an answer where it speaks of something else', () => {
    expect(codes(text('ĐÁP ÁN: 1B 2C 3B', 'Lưu ý: câu 1 bỏ'))).toEqual(['info text-ignored', 'error words-against'])
    expect(codes(text('ĐÁP ÁN: 1B 2C 3B', 'Chúc các bạn may mắn'))).toEqual(['info text-ignored'])
  })

  it('is an error in a comment of GIFT', () => {
    const gift = (comment: string) =>
      readQuestions(Buffer.from(`// ${comment}\n::1::Thủ đô? {\n=Hà Nội\n~Huế\n}\n`), { fileName: 'a.gift' })
    expect([codes(gift('sửa thành Huế')), codes(gift('question: 1  name: Câu nào không đúng?'))]).toEqual([['error comment-doubts'], []])
  })
})

it('reads words without marks only where nothing has any', () => {
  expect(['sua lai', 'xem lai', 'Quân đội', 'xử lý sai phạm', 'đổi mới', 'bãi bỏ'].filter(takesBack)).toEqual(['sua lai', 'xem lai'])
  expect(isSecondThought('vitamin D', 'C')).toBe(false)
  expect(isSecondThought('D và E', 'DE')).toBe(false)
})

it('names words on an answer between questions of Aiken', () => {
  const aiken = ['Thủ đô?', 'A. Huế', 'B. Hà Nội', 'ANSWER: B', 'NOTE: A', '', 'Sông?', 'A. Mã', 'B. Hồng', 'ANSWER: A'].join('\n')
  const { questions } = readQuestions(Buffer.from(aiken), { fileName: 'de.txt' })
  expect(questions.map(({ findings }) => findings.map(({ code }) => code))).toEqual([['words-against'], []])
})
