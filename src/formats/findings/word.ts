/** What a reader can say about questions of Word documents only. `{x}` is filled from the values given to `found`. */
import type { Words } from './words.ts'

export const wordFindings = {
  'font-converted': [
    'warning',
    '{question}: chữ phông {font} đã được chuyển sang Unicode: “{text}”. Hãy kiểm tra.',
    '{question}: text in the font {font} was converted to Unicode: “{text}”. Please check.',
  ],
  'symbol-unknown': [
    'error',
    '{question}: có ký hiệu của phông {font} không chuyển được. Hãy gõ lại ký hiệu đó bằng phông thường.',
    '{question}: a sign of the font {font} cannot be converted. Type it again in an ordinary font.',
  ],
  'formula-linear': [
    'warning',
    '{question}: công thức được viết lại thành dòng chữ “{text}”. Hãy kiểm tra.',
    '{question}: a formula was written as the line “{text}”. Please check.',
  ],
  'formula-left-out': [
    'error',
    '{question}: có công thức không viết được thành dòng chữ. Hãy chụp công thức thành hình PNG rồi chèn lại.',
    '{question}: a formula cannot be written as a line of text. Insert it again as a PNG picture.',
  ],
  'object-left-out': [
    'error',
    '{question}: có biểu đồ hoặc đối tượng nhúng không nhập được. Hãy chụp lại thành hình PNG rồi chèn vào.',
    '{question}: a chart or an embedded object cannot be imported. Insert it as a PNG picture.',
  ],
  'shape-left-out': [
    'error',
    '{question}: có nét vẽ (khoanh tròn, gạch, mũi tên, hình) không đọc được. Nếu là đáp án hoặc chỗ sửa, hãy ghi bằng chữ; nếu là hình, hãy chèn thành ảnh PNG; rồi xoá nét vẽ.',
    '{question}: something drawn (a ring, a line, an arrow, a figure) cannot be read. Write it in words if it is an answer or a correction, insert it as a PNG picture if it is one, and delete the drawing.',
  ],
  'picture-linked': [
    'error',
    '{question}: hình chỉ là liên kết tới nơi khác, không nằm trong tệp. Hãy chèn hẳn hình vào tệp.',
    '{question}: a picture is only linked and not in the file. Insert the picture itself.',
  ],
  'picture-after-options': [
    'warning',
    '{question}: hình đặt sau các phương án được đưa vào phần câu hỏi. Hãy kiểm tra.',
    '{question}: a picture behind the options was put with the question. Please check.',
  ],
  'text-box': [
    'warning',
    '{question}: chữ trong khung không được nhập: “{text}”. Nếu thuộc câu hỏi, hãy đưa ra ngoài khung.',
    '{question}: text in a text box was not imported: “{text}”. If it belongs to the question, take it out of the box.',
  ],
  'text-box-doubts': [
    'error',
    '{question}: chữ trong khung nói về đáp án: “{text}”. Hãy sửa câu hỏi hoặc xoá khung.',
    '{question}: a text box speaks of the answer: “{text}”. Mend the question or delete the box.',
  ],
  'numbers-mixed': [
    'error',
    '{question}: phương án được đánh số, nên không rõ số {number} ở đây là một phương án hay là câu tiếp theo. Hãy dùng chữ cái A, B, C, D.',
    '{question}: its options are numbered, so it is unclear whether number {number} here is an option or the next question. Use letters A, B, C, D.',
  ],
  'table-flat': [
    'error',
    '{question}: bảng trong câu hỏi chỉ đọc được thành dòng chữ “{text}”, mất hàng và cột. Hãy chụp bảng thành hình PNG rồi chèn vào.',
    '{question}: the table in its text could only be read as the line “{text}”, without rows and columns. Insert it as a PNG picture.',
  ],
  'page-inside': [
    'error',
    '{question}: giữa câu có dòng “{text}” giống số trang hoặc đầu trang. Hãy xoá dòng đó, hoặc nối vào câu nếu là nội dung.',
    '{question}: inside it stands the line “{text}”, like the number or the head of a page. Delete the line, or join it with the text if it belongs there.',
  ],
  'question-headless': [
    'error',
    '{question}: đứng trước câu đầu tiên mà không có số câu, nên không chắc bắt đầu từ đâu. Hãy ghi số câu.',
    '{question}: stands above the first question without a number, so it is unclear where it begins. Number it.',
  ],
  'option-tail': [
    'error',
    '{question}: sau phương án {letter} có đoạn “{text}”, không rõ thuộc phương án đó hay đứng riêng. Hãy nối vào phương án, hoặc để cách một dòng trống.',
    '{question}: behind option {letter} stands “{text}”; it is unclear whether it belongs to the option. Join it with the option, or leave a blank line before it.',
  ],
  'legend-doubts': [
    'error',
    'Tệp ghi “{text}”, nên không rõ phương án được đánh dấu là đúng hay sai. Hãy xoá dòng này hoặc ghi đáp án từng câu.',
    'The file says “{text}”, so it is unclear whether marked options are right or wrong. Delete the line, or state each answer.',
  ],
  'table-unread': [
    'error',
    'Bảng câu hỏi ở đây không đọc được. Hãy dùng các cột STT, Câu hỏi, A, B, C, D, Đáp án như mẫu.',
    'The table of questions here could not be read. Use the columns STT, Câu hỏi, A, B, C, D, Đáp án as in the template.',
  ],
  'options-by-list': [
    'warning',
    '{question}: các phương án không có chữ cái, lấy theo thứ tự của danh sách. Hãy kiểm tra.',
    '{question}: the options have no letters and were taken in the order of the list. Please check.',
  ],
  'question-inline': [
    'warning',
    '{question}: được tách từ đoạn chứa nhiều câu hỏi. Hãy kiểm tra.',
    '{question}: was parted from a paragraph with several questions. Please check.',
  ],
  'question-kind': [
    'warning',
    '{question}: không phải câu trắc nghiệm chọn phương án ({kind}) nên không nhập.',
    '{question}: is not a multiple choice question ({kind}) and was not imported.',
  ],
  'topic-read': ['info', 'Các câu sau dòng này thuộc chủ đề “{topic}”.', 'The questions below this line have the topic “{topic}”.'],
  'level-read': ['info', 'Các câu sau dòng này có mức độ {level}.', 'The questions below this line have difficulty {level}.'],
  'level-unclear': ['warning', '{question}: không hiểu mức độ “{text}”.', '{question}: the level “{text}” is not understood.'],
  'tag-doubts': [
    'error',
    '{question}: cạnh số câu ghi “{text}”. Hãy xoá câu nếu không dùng, hoặc xoá ghi chú.',
    '{question}: beside its number stands “{text}”. Delete the question if it is not meant, or the remark.',
  ],
  'tag-left-out': ['info', '{question}: bỏ qua ký hiệu “{text}”.', '{question}: the mark “{text}” was left out.'],
  'answer-left-over': [
    'warning',
    '{question}: sau đáp án còn dòng chữ “{text}”, được đưa vào phần giải thích. Hãy kiểm tra.',
    '{question}: the text “{text}” behind the answer was taken as its explanation. Please check.',
  ],
  'layout-changed': [
    'warning',
    '{question}: bố cục của tệp xuất ra đã bị sửa, câu này được đọc như văn bản thường. Hãy kiểm tra.',
    '{question}: the layout of the exported file was changed; the question was read like ordinary text. Please check.',
  ],
  'text-raised': [
    'warning',
    '{question}: chữ chỉ số trên hoặc dưới không có trong Unicode, được viết thành “{text}”. Hãy kiểm tra.',
    '{question}: raised or lowered text that Unicode lacks was written as “{text}”. Please check.',
  ],
  'text-struck': [
    'error',
    '{question}: có chữ bị gạch ngang: “{text}”. Hãy xoá hẳn, hoặc bỏ gạch.',
    '{question}: some text is struck out: “{text}”. Delete it, or take away the line.',
  ],
  'text-unseen': [
    'error',
    '{question}: có chữ không nhìn thấy được (chữ trắng hoặc quá nhỏ): “{text}”. Hãy xoá hẳn, hoặc cho hiện chữ.',
    '{question}: some text cannot be seen (white, or too small): “{text}”. Delete it, or show it.',
  ],
  'text-hidden': ['warning', '{question}: chữ ẩn không được nhập: “{text}”.', '{question}: hidden text was left out: “{text}”.'],
  'changes-tracked': [
    'warning',
    'Tệp còn thay đổi đang được theo dõi (Track Changes): phần bị xoá không nhập, phần thêm vào được nhập. Hãy kiểm tra.',
    'The file has tracked changes: what they delete was left out, what they insert was read. Please check.',
  ],
  'number-tracked': [
    'error',
    'Đoạn được đánh số tự động “{label}” bị xoá hết chữ trong chế độ theo dõi thay đổi nhưng còn giữ số, nên không rõ số của các câu sau. Hãy chấp nhận hoặc huỷ các thay đổi rồi gửi lại.',
    'All text of the paragraph with the automatic number “{label}” was deleted with tracked changes, but not its number, so the numbers behind it are in doubt. Accept or reject the changes and send the file again.',
  ],
  'comment-beside': [
    'warning',
    '{question}: có ghi chú bên lề, không được nhập: “{text}”.',
    '{question}: there is a comment, which was not imported: “{text}”.',
  ],
  'comment-doubts': [
    'error',
    '{question}: ghi chú bên lề nói về đáp án: “{text}”. Hãy sửa câu hỏi hoặc xoá ghi chú.',
    '{question}: a comment speaks of the answer: “{text}”. Mend the question or delete the comment.',
  ],
  'footnote-left-out': [
    'warning',
    '{question}: chú thích cuối trang hoặc cuối bài không được nhập: “{text}”.',
    '{question}: a footnote or endnote was left out: “{text}”.',
  ],
  'part-left-out': [
    'error',
    'Tệp nhúng một tài liệu khác vào đây (altChunk) và phần đó không đọc được. Hãy mở bằng Word, lưu lại rồi gửi.',
    'Another document is embedded here (altChunk) and was not read. Open the file in Word, save it and send it again.',
  ],
  'group-text': [
    'info',
    '{question}: phần dẫn chung của nhóm câu hỏi được đưa vào từng câu.',
    '{question}: the text shared by the group was put into each of its questions.',
  ],
} as const satisfies Readonly<Record<string, Words>>
