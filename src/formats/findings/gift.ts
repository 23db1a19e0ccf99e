/** What can be said about questions of other banks: GIFT, Aiken, HTML in them, and what a format cannot hold. `{x}` is filled from the values given to `found`. */
import type { Words } from './words.ts'

export const giftFindings = {
  'gift-braces': [
    'error',
    '{question}: dấu ngoặc nhọn không khép, có dòng trống ở giữa, hoặc một câu có hai cặp. Dấu ngoặc là chữ thì phải viết \\{ và \\}.',
    '{question}: a brace is unclosed, a blank line stands between the two, or a question has two pairs of them. Braces that are text are written \\{ and \\}.',
  ],
  'gift-answers': [
    'error',
    '{question}: không hiểu phần trả lời “{text}”. Phương án đúng bắt đầu bằng dấu =, phương án sai bằng dấu ~.',
    '{question}: the answers “{text}” are not understood. Right options begin with =, wrong ones with ~.',
  ],
  'weight-partial': [
    'warning',
    '{question}: phương án {letters} được tính một phần điểm; ở đây phương án chỉ đúng hoặc sai, nên được coi là sai.',
    '{question}: option {letters} earned part of the mark; options are right or wrong here, so it counts as wrong.',
  ],
  'weight-unclear': [
    'error',
    '{question}: không phương án nào được 100 % điểm và các phần điểm không cộng thành 100 %, nên không rõ đáp án.',
    '{question}: no option earns 100 % and the parts do not add up to 100 %, so the right answer is unclear.',
  ],
  'feedback-joined': [
    'info',
    '{question}: phản hồi cho từng phương án được ghép vào phần giải thích.',
    '{question}: the feedback for single options was joined to the explanation.',
  ],
  'markup-lost': [
    'warning',
    '{question}: bảng, công thức hoặc định dạng không giữ được trong văn bản. Hãy kiểm tra.',
    '{question}: a table, a formula or formatting could not be kept in the text. Please check.',
  ],
  'aiken-text': [
    'error',
    '{question}: dòng “{text}” không phải phương án (A. …) cũng không phải dòng ANSWER.',
    '{question}: the line “{text}” is neither an option (A. …) nor the line ANSWER.',
  ],
  'write-answers': [
    'warning',
    '{question}: có nhiều phương án đúng, {format} không chứa được; câu này không có trong tệp.',
    '{question}: several options are right, which {format} cannot hold; the question is not in the file.',
  ],
  'write-picture': [
    'warning',
    '{question}: có hình, {format} không chứa được; câu này không có trong tệp.',
    '{question}: has a picture, which {format} cannot hold; the question is not in the file.',
  ],
  'write-lines': [
    'warning',
    '{question}: nội dung có nhiều dòng hoặc có dòng giống ký hiệu của {format}; câu này không có trong tệp.',
    '{question}: the text has several lines or looks like a mark of {format}; the question is not in the file.',
  ],
} as const satisfies Readonly<Record<string, Words>>
