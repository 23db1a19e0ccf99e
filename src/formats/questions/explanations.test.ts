/** What explanations say of the answer beside them: each other letter, the right one called wrong, another option's words, the question taken back. */
import { describe, expect, it } from 'vitest'
import { doubtIn } from './explanations.ts'
import { readQuestions } from './registry.ts'

const content = {
  stem: 'Thời hạn giải quyết khiếu nại lần đầu là bao nhiêu ngày?',
  options: ['15 ngày', '30 ngày', '45 ngày', '60 ngày'],
  correct: [1],
}

it.each([
  'Phương án C đúng', 'C đúng theo Luật', 'Chọn C theo Luật', 'Câu này phải chọn C', '=> C', 'phương án B sai', 'Bỏ câu này', 'câu này hủy', 'Đáp án: C',
  'C mới đúng', 'Đáp án thứ ba', 'chọn phương án thứ 3', 'A và C đều đúng', 'B không đúng', 'B chưa chính xác', 'Không có phương án nào đúng', 'B cũ',
  'Đáp án B là theo luật cũ', 'Đáp án đã thay đổi', 'xem lại', 'Câu hỏi này đã hết hiệu lực, không dùng', 'The answer is C', 'option C is right',
  'Ban đầu chọn B, nay chọn C', 'đáp án đúng là c', 'không phải B', 'Trùng câu 5, bỏ', 'Có hai phương án đúng', 'A/C: đáp án đúng',
])('says plainly otherwise: %s', (sentence) => {
  expect(doubtIn(sentence, content)).toMatch(/plain|taken back/)
}) // prettier-ignore

it.each([
  'Luật mới: C', 'C.', 'Nay là 45 ngày', 'Theo Điều 5 là 45 ngày', 'ý C', 'phương án 3', 'B và C', 'Trả lời: C', 'C vì Điều 5', 'Tổ ra đề chốt C', 'A/B',
  'theo Nghị định mới thì phương án C hợp lý hơn',
])('may say otherwise: %s', (sentence) => {
  expect(doubtIn(sentence, content)).toMatch(/letter|words/)
}) // prettier-ignore

it.each([
  'Phương án B đúng', 'Chọn B', 'Theo Điều 5, phương án C không đúng', 'A, C, D sai', 'Các phương án A, C, D sai', 'Loại A, C, D', 'B.', 'Hạng B, hạng C',
  'Khoản 1 Điều 28 Luật Khiếu nại 2011: không quá 30 ngày', 'Vì A và C trái luật nên chọn B', 'Điểm c khoản 2 Điều 5', 'Đáp án A sai vì quá ngắn',
  'Nghị định bãi bỏ quy định cũ', 'Không phải 45 ngày mà là 30 ngày', 'Người khiếu nại không được rút đơn', 'Phụ lục A', 'A sai vì thời hạn ngắn; B đúng',
  'Hủy bỏ quyết định hành chính trái pháp luật', 'Cơ quan có thẩm quyền sửa đổi quyết định', 'Luật sửa đổi, bổ sung năm 2020',
])('says nothing else: %s', (sentence) => {
  expect(doubtIn(sentence, content)).toBeNull()
}) // prettier-ignore

describe('persons called by letters', () => {
  const story = { stem: 'A đánh B gây thương tích. Ai chịu trách nhiệm?', options: ['Anh A', 'Anh B', 'Cả hai', 'Không ai'], correct: [0] }
  it('are no options', () => {
    expect(doubtIn('B là người bị hại', story)).toBeNull()
    expect(doubtIn('Chọn phương án B', story)).toBe('plain')
  })
})

it('weighs each sentence, and tells the question in a file', () => {
  const file = (words: string) =>
    readQuestions(
      Buffer.from(
        `Câu 1. ${content.stem}\n${content.options.map((text, at) => `${'ABCD'[at]}. ${text}`).join('\n')}\nĐáp án: B\nGiải thích: ${words}\n`,
      ),
      {
        fileName: 'de.txt',
      },
    ).questions[0]?.findings.map(({ code }) => code)
  expect(file('Theo Điều 28 Luật Khiếu nại. Chọn C theo Luật mới.')).toEqual(['explanation-doubts'])
  expect(file('Theo Điều 28. Bỏ câu này.')).toEqual(['explanation-against'])
  expect(file('Theo Điều 28 Luật Khiếu nại. Thời hạn là 30 ngày.')).toEqual([])
})

it('weighs a letter in a source, and what stands beside it in a title or a stem', () => {
  const file = (stem: string, more: string) =>
    readQuestions(Buffer.from(`Câu 1. ${stem}\nA. 15 ngày\nB. 30 ngày\nC. 45 ngày\nD. 60 ngày\nĐáp án: B\n${more}\n`), {
      fileName: 'de.txt',
    }).questions[0]?.findings.map(({ code }) => code)
  expect(file('Bao lâu?', 'Căn cứ: Điều 8 (ý C)')).toEqual(['source-doubts'])
  expect(file('Bao lâu?', 'Căn cứ: điểm c khoản 2 Điều 8, Phụ lục C')).toEqual([])
  expect(file('Bao lâu? (chọn 2 đáp án)', '')).toEqual(['remark-inside'])
  expect(file('Bao lâu? (Đã thay: xem câu 12)', '')).toEqual(['remark-inside'])
  const gift = (title: string) =>
    readQuestions(Buffer.from(`::${title}::Thủ đô? {\n=Hà Nội\n~Huế\n}\n`), { fileName: 'a.gift' }).questions[0]?.findings.map(
      ({ code }) => code,
    )
  expect([gift('4 (bỏ)'), gift('Thủ đô (Luật Thủ đô)'), gift('Câu nào sai?')]).toEqual([['tag-doubts'], [], []])
})
