/** Words of officials about answers, and words like them that are none. */
import { expect, it } from 'vitest'
import { agrees, spokenOf } from './spoken.ts'

it.each([
  ['Lưu ý: câu này đáp án là C theo Luật mới', 'C'],
  ['Câu này phải chọn C', 'C'],
  ['GC: đáp án theo đ/c Nam là C', 'C'],
  ['Nhận xét: phương án C cũng đúng', 'C'],
  ['(Nguồn: Luật Tố cáo; đáp án: C)', 'C'],
  ['Căn cứ: Điều 5, chọn C', 'C'],
  ['đáp án c', 'C'],
  ['Luật mới: C', 'C'],
  ['chị Hoa nghĩ là C', 'C'],
  ['Theo Nghị định mới thì C', 'C'],
  ['C?', 'C'],
  ['=> C', 'C'],
  ['A hoặc B', 'AB'],
  ['A và C đều đúng', 'AC'],
  ['phương án A sai', 'A'],
])('names a letter: %s', (text, letters) => {
  expect(spokenOf(text)).toMatchObject({ isPlain: true, letters, subjects: { numbers: [] } })
})

it('names a question', () => {
  expect(spokenOf('Câu 4 bỏ')).toMatchObject({ isPlain: true, letters: '', subjects: { numbers: [4] } })
  expect(spokenOf('3C')).toMatchObject({ isPlain: true, letters: 'C', subjects: { numbers: [3] } })
  expect(spokenOf('Câu 3 và câu số 7 sửa lại')?.subjects.numbers).toEqual([3, 7])
})

it.each(['chưa chuẩn', 'trùng câu 2', 'Câu này còn tranh luận', 'Xem đáp án theo Luật mới', 'không đồng ý đáp án', '???'])(
  'may speak of the question: %s',
  (text) => {
    expect(spokenOf(text)?.isPlain).toBe(false)
  },
)

it.each([
  'BỘ CÂU HỎI VÀ ĐÁP ÁN HỘI THI',
  'PHẦN A. TRẮC NGHIỆM',
  'A. PHẦN TRẮC NGHIỆM (chọn đáp án đúng)',
  'Thí sinh chọn một trong các phương án A, B, C, D',
  'Khoanh tròn vào chữ cái A, B, C hoặc D trước câu trả lời đúng',
  'Mỗi câu chỉ chọn 01 phương án đúng nhất trong 4 phương án A, B, C, D',
  'Người ra đề: Nguyễn Văn A',
  'BẢNG ĐÁP ÁN',
  'Bảng B: Khối xã',
  'Luật sửa đổi, bổ sung năm 2020',
  'Nghị định số 34/2016/NĐ-CP',
  'Công ty A và ông B ký hợp đồng',
  'Hội thi có 30 câu hỏi, mỗi câu đúng được 1 điểm',
  'Chúc các bạn may mắn',
  '',
])('is no word on an answer: %s', (text) => {
  expect(spokenOf(text)).toBeNull()
})

it('says the same where its letters are those of the answer and nothing is taken back', () => {
  const isSame = (text: string): boolean => {
    const spoken = spokenOf(text)
    return spoken !== null && agrees(spoken, text, [2])
  }
  expect(['đáp án C', 'đáp án D', 'A và C đều đúng', 'đáp án C, xem lại'].map(isSame)).toEqual([true, false, false, false])
})
