/** What a reader can say about questions in rows and in JSON. `{x}` is filled from the values given to `found`. */
import type { Words } from './words.ts'

export const sheetFindings = {
  'row-example': ['info', 'Bỏ qua dòng ví dụ {row}: “{text}”.', 'The example in row {row} was left out: “{text}”.'],
  'kind-left-out': [
    'warning',
    '{question}: dạng “{kind}” không phải câu hỏi chọn phương án nên không được nhập.',
    '{question}: “{kind}” is no choice question, so it was not imported.',
  ],
  'options-joined': [
    'error',
    '{question}: không tách được các phương án trong ô. Hãy ghi mỗi phương án một dòng, bắt đầu bằng A. B. C., hoặc mỗi phương án một cột.',
    '{question}: the options in the cell cannot be told apart. Write each on a line of its own, beginning with A. B. C., or one a column.',
  ],
  'answer-several-cells': [
    'error',
    '{question}: có nhiều phương án được đánh dấu ({letters}). Nếu câu này có nhiều đáp án, hãy thêm cột “Đáp án” và ghi {letters}.',
    '{question}: several options are marked ({letters}). If all of them are right, add a column “Đáp án” and write {letters}.',
  ],
  'answers-numbered': [
    'warning',
    'Cột đáp án ghi số; được hiểu là 1 = A, 2 = B, 3 = C… Hãy kiểm tra.',
    'The answers are numbers, read as 1 = A, 2 = B, 3 = C… Please check.',
  ],
  'sheet-guide': ['info', 'Bỏ qua trang hướng dẫn “{sheet}”.', 'The guide on the sheet “{sheet}” was left out.'],
  'sheet-topic': [
    'info',
    'Tên trang tính “{sheet}” có thể là chủ đề, nhưng chưa được ghi vào câu hỏi. Nếu đúng, hãy thêm cột “Chủ đề”.',
    'The name of the sheet “{sheet}” may be a topic, but was not taken as one. If it is, add a column “Chủ đề”.',
  ],
  'json-version': [
    'error',
    'Tệp thuộc phiên bản {version}, còn phần mềm này đọc phiên bản {known}. Hãy cập nhật phần mềm rồi nhập lại.',
    'The file is of version {version}, but version {known} is understood here. Update the software and import again.',
  ],
  'answer-counted': [
    'error',
    '{question}: tệp đánh số phương án từ 1, còn ở đây đếm từ 0, nên không chắc {text} là phương án nào. Hãy ghi đáp án bằng chữ cái.',
    '{question}: the file counts options from 1, but positions are from 0 here, so {text} may be either. Write answers as letters.',
  ],
  'answer-counting': [
    'warning',
    '{question}: đáp án {text} được đếm từ 0 nên là phương án {letters}. Nếu tệp đếm từ 1, hãy ghi đáp án bằng chữ cái.',
    '{question}: the answer {text} was counted from 0, which is option {letters}. If the file counts from 1, write answers as letters.',
  ],
  'picture-absent': [
    'warning',
    '{question}: tệp không kèm hình đã nêu; câu hỏi được nhập không có hình.',
    '{question}: the file names a picture it does not hold; the question is taken without it.',
  ],
} as const satisfies Readonly<Record<string, Words>>
