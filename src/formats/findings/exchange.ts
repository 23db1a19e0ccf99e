/** What a reader can say about files of other question banks: Moodle XML and IMS QTI. `{x}` is filled from the values given to `found`. */
import type { Words } from './words.ts'

export const exchangeFindings = {
  'question-type-left-out': [
    'warning',
    '{question} “{name}”: loại câu hỏi “{type}” không được nhập; chỉ nhập câu chọn phương án và câu đúng/sai.',
    '{question} “{name}”: questions of the type “{type}” are not imported; only choices and true/false are.',
  ],
  'weights-partial': [
    'warning',
    '{question}: tệp gốc cho điểm từng phần (phương án {letters}); ở đây chỉ có đúng hoặc sai. Hãy kiểm tra đáp án.',
    '{question}: the file gives partial marks (option {letters}); here an answer is right or wrong. Please check.',
  ],
  'answer-either': [
    'error',
    '{question}: trong tệp gốc chỉ cần chọn một trong các phương án {letters}; ở đây phải chọn đúng và đủ. Hãy để lại một đáp án.',
    '{question}: in the file any one of the options {letters} is enough; here exactly the right ones must be chosen. Keep one of them.',
  ],
  'answer-rules': [
    'error',
    '{question}: cách chấm trong tệp không cho biết chắc phương án nào đúng. Hãy chọn lại đáp án.',
    '{question}: the scoring rules of the file do not say for certain which options are right. Choose them.',
  ],
  'text-simplified': [
    'warning',
    '{question}: có bảng, công thức hoặc định dạng không giữ được. Hãy so với tệp gốc.',
    '{question}: a table, a formula or formatting could not be kept. Please compare with the file.',
  ],
  'picture-outside': [
    'error',
    '{question}: hình “{name}” nằm trên mạng hoặc ngoài gói nên không được tải. Hãy chèn hình vào câu hỏi.',
    '{question}: the picture “{name}” is on the web or outside the package and was not fetched. Insert it.',
  ],
  'picture-missing': [
    'error',
    '{question}: không có hình “{name}” trong tệp. Hãy chèn hình vào câu hỏi.',
    '{question}: the picture “{name}” is not in the file. Insert it.',
  ],
  'feedback-left-out': [
    'info',
    '{question}: lời nhắn chung khi làm đúng hoặc làm sai không được nhập.',
    '{question}: the general words for a right or a wrong answer were not imported.',
  ],
  'feedback-picture-left-out': [
    'warning',
    '{question}: hình, âm thanh hoặc phim trong lời giải thích không được nhập.',
    '{question}: a picture, sound or film in the explanation was not imported.',
  ],
  'media-left-out': [
    'error',
    '{question}: âm thanh, phim hoặc tệp kèm “{name}” không được nhập. Hãy sửa câu hỏi sao cho không cần đến nó.',
    '{question}: the sound, film or attached file “{name}” was not imported. Change the question so that it does without.',
  ],
  'link-left-out': [
    'info',
    '{question}: chỉ giữ chữ của liên kết, bỏ địa chỉ {addresses}.',
    '{question}: of a link only the words were kept, the address {addresses} was left out.',
  ],
  'file-left-out': ['warning', '{question}: tệp kèm “{name}” không được nhập.', '{question}: the attached file “{name}” was not imported.'],
  'question-hidden': [
    'warning',
    '{question}: câu này đã ẩn (bản cũ hoặc đã xoá) ở nơi xuất ra. Hãy bỏ ra nếu không dùng nữa.',
    '{question}: where it comes from the question is hidden (an old version, or deleted). Leave it out if it is not wanted.',
  ],
  'shared-text-left-out': [
    'warning',
    '“{text}” là đoạn dùng chung cho nhiều câu, không được ghép vào câu nào. Hãy kiểm tra các câu phía sau.',
    '“{text}” is shared by several questions and was joined to none. Please check the questions behind it.',
  ],
  'items-elsewhere': [
    'warning',
    'Đề nhắc đến câu hỏi hoặc ngân hàng “{name}” không nằm trong tệp; phần này không được nhập.',
    'The test names a question or a bank “{name}” that is not in the file; it was not imported.',
  ],
  'part-not-listed': [
    'warning',
    'Gói có tệp câu hỏi “{part}” mà bản kê không nhắc đến; tệp này không được đọc.',
    'The package holds the question file “{part}” that its manifest does not name; it was not read.',
  ],
  'foreign-mark': [
    'error',
    '{question}: còn ký hiệu “{text}” của phần mềm khác. Hãy xoá, hoặc thay bằng nội dung mà nó chỉ đến.',
    '{question}: the mark “{text}” of another program is left. Remove it, or put what it stands for in its place.',
  ],
  'formula-tex': [
    'warning',
    '{question}: công thức viết bằng TeX “{text}” sẽ hiện ra y như vậy. Hãy viết lại hoặc chèn hình.',
    '{question}: the formula in TeX “{text}” will be shown as it is. Write it anew or insert a picture.',
  ],
  'rubric-left-out': [
    'info',
    '{question}: phần hướng dẫn cho người chấm hoặc gợi ý không được nhập.',
    '{question}: instructions for markers or hints were not imported.',
  ],
  'tags-left-out': ['info', '{question}: không dùng các nhãn {tags}.', '{question}: the tags {tags} are not used.'],
  'order-fixed': [
    'info',
    '{question}: có phương án đứng cố định trong tệp gốc nên giữ nguyên thứ tự của cả câu.',
    '{question}: an option has a fixed place in the file, so the whole order is kept.',
  ],
  'part-missing': [
    'error',
    'Gói thiếu tệp “{part}” mà bản kê hoặc đề nhắc đến. Hãy xuất lại gói từ hệ thống đã tạo ra nó.',
    'The package lacks the file “{part}” that its manifest or test names. Export it again.',
  ],
  'reference-outside': [
    'error',
    'Gói trỏ tới “{name}” nằm ngoài gói; tham chiếu này không được mở. Hãy xuất lại gói với đủ tệp bên trong.',
    'The package refers to “{name}” outside of itself, which is not opened. Export it again with all its files inside.',
  ],
  'test-alone': [
    'error',
    'Đây là bài kiểm tra QTI chỉ trỏ tới các tệp câu hỏi khác. Hãy gửi cả gói .zip.',
    'This is a QTI test that only refers to other files. Send the whole .zip package.',
  ],
} as const satisfies Readonly<Record<string, Words>>
