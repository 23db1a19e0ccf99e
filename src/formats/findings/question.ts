/** What a reader can say about a question, whatever file it came from. `{x}` is filled from the values given to `found`. */
import { faultSeverity } from '#contest/questions/check.ts'
import type { Words } from './words.ts'

export const questionFindings = {
  'no-questions': ['error', 'Không tìm thấy câu hỏi nào.', 'No question was found.'],
  'text-ignored': ['info', 'Bỏ qua đoạn ngoài câu hỏi: “{text}”.', 'Text outside the questions was left out: “{text}”.'],
  'text-corrects': [
    'error',
    'Dòng chữ “{text}” có vẻ sửa đáp án đứng trước nó. Hãy sửa ngay ở đáp án rồi xoá dòng này.',
    'The line “{text}” seems to correct the answer before it. Mend the answer itself and delete the line.',
  ],
  'text-doubts': [
    'warning',
    'Bỏ qua đoạn ngoài câu hỏi, có thể nói về đáp án: “{text}”. Hãy kiểm tra.',
    'Text outside the questions was left out though it may speak of an answer: “{text}”. Please check.',
  ],
  'words-against': [
    'error',
    '{question}: ngoài câu hỏi có ghi “{text}”, nói về đáp án của câu này. Hãy sửa đáp án cho đúng rồi xoá ghi chú.',
    '{question}: outside the question stands “{text}”, which speaks of its answer. Mend the answer and delete the note.',
  ],
  'names-left-out': [
    'info',
    'Tên riêng của {count} câu hỏi trong phần mềm cũ không được nhập, như “{text}”.',
    'The names that {count} questions had in their program were not imported, such as “{text}”.',
  ],
  'words-unclaimed': [
    'warning',
    '{question}: chữ “{text}” trong tệp không thuộc phần nào đọc được nên không được nhập. Hãy kiểm tra.',
    '{question}: the words “{text}” of the file belong to no part that could be read and were not imported. Please check.',
  ],
  'words-beside': [
    'warning',
    '{question}: cạnh câu hỏi có ghi “{text}”, có thể nói về đáp án, không được nhập. Hãy kiểm tra.',
    '{question}: beside the question stands “{text}”, which may speak of its answer and was not imported. Please check.',
  ],
  'words-of-file': [
    'warning',
    '{question}: tệp có ghi “{text}” mà không rõ nói về câu nào. Hãy kiểm tra đáp án của câu này.',
    '{question}: the file says “{text}” without saying of which question. Please check the answer of this one.',
  ],
  'answer-astray': [
    'error',
    'Đáp án “{text}” không đứng ngay dưới câu hỏi nào, nên không rõ mỗi đáp án là của câu phía trên hay phía dưới. Hãy đặt đáp án ngay dưới các phương án của câu.',
    'The answer “{text}” does not stand below a question, so it is unclear whether answers are for the question above or below. Put each right below its options.',
  ],
  'stem-empty': [faultSeverity['stem-empty'], '{question}: không có nội dung câu hỏi.', '{question}: there is no question text.'],
  'options-too-few': [
    faultSeverity['options-too-few'],
    '{question}: chỉ nhận ra {count} phương án, cần ít nhất 2.',
    '{question}: only {count} options were recognised, at least 2 are needed.',
  ],
  'options-too-many': [
    faultSeverity['options-too-many'],
    '{question}: có {count} phương án, nhiều nhất là {limit}.',
    '{question}: has {count} options, at most {limit} are allowed.',
  ],
  'options-order': [
    'error',
    '{question}: chữ cái của các phương án không nối tiếp nhau ({letters}).',
    '{question}: the letters of the options do not follow one another ({letters}).',
  ],
  'text-too-long': [
    faultSeverity['text-too-long'],
    '{question}: nội dung dài quá {limit} ký tự.',
    '{question}: the text is longer than {limit} characters.',
  ],
  'option-empty': [faultSeverity['option-empty'], '{question}: phương án {letter} để trống.', '{question}: option {letter} is empty.'],
  'options-same': [
    faultSeverity['options-same'],
    '{question}: phương án {first} và {second} giống hệt nhau.',
    '{question}: options {first} and {second} are the same.',
  ],
  'options-alike': [
    faultSeverity['options-alike'],
    '{question}: phương án {first} và {second} chỉ khác nhau chữ hoa, chữ thường. Hãy kiểm tra.',
    '{question}: options {first} and {second} differ in capitals only. Please check.',
  ],
  'option-names-others': [
    faultSeverity['option-names-others'],
    '{question}: phương án {letter} gọi tên phương án khác bằng chữ cái. Trên đề thi các phương án đảo thứ tự và không có chữ cái; hãy viết lại bằng nội dung của chúng.',
    '{question}: option {letter} names others by their letters. On the paper options are shuffled and have no letters; write it in their words.',
  ],
  'options-lettered': [
    'warning',
    '{question}: các phương án có sẵn chữ cái A, B… trong nội dung; khi đảo thứ tự, chữ cái sẽ lẫn. Hãy bỏ đi.',
    '{question}: the options have letters A, B… in their words, which will be wrong when they are shuffled. Remove them.',
  ],
  'options-uneven': [
    'warning',
    '{question}: có {count} phương án, trong khi phần lớn các câu có {usual}.',
    '{question}: has {count} options where most questions have {usual}.',
  ],
  'option-hidden': [
    'warning',
    '{question}: có thể còn một phương án nằm trong phương án {letter}.',
    '{question}: another option may be hidden inside option {letter}.',
  ],
  'option-inside': [
    'error',
    '{question}: trong phương án {letter} còn chữ cái của một phương án khác. Hãy sửa các chữ cái A, B, C, D cho nối tiếp nhau.',
    '{question}: inside option {letter} stands the letter of another option. Make the letters A, B, C, D follow one another.',
  ],
  'option-continued': [
    'warning',
    '{question}: phương án {letter} được ghép từ nhiều đoạn. Hãy kiểm tra.',
    '{question}: option {letter} was joined from several paragraphs. Please check.',
  ],
  'html-left': [
    'warning',
    '{question}: còn mã trang web “{text}” trong câu; người thi sẽ thấy nguyên như vậy. Hãy xóa nếu không phải nội dung câu hỏi.',
    '{question}: mark-up of a web page, “{text}”, stands in the text and would be shown as it is. Delete it unless it is asked about.',
  ],
  'option-placeholder': [
    'error',
    '{question}: phương án {letter} chỉ ghi “{text}”, như thể chưa soạn xong. Hãy viết đủ phương án.',
    '{question}: option {letter} says only “{text}”, as if it had not been written yet. Write it.',
  ],
  'option-parting': [
    'info',
    '{question}: bỏ dấu “{sign}” ngăn cách ở cuối các phương án.',
    '{question}: the sign “{sign}” that parts the options was dropped.',
  ],
  'option-full-stop': [
    'info',
    '{question}: bỏ dấu chấm cuối ở phương án {letter} vì các phương án khác không có.',
    '{question}: the full stop after option {letter} was dropped, the other options have none.',
  ],
  'answer-missing': [faultSeverity['answer-missing'], '{question}: không tìm thấy đáp án.', '{question}: no right answer was found.'],
  'answer-missing-mark': [
    'error',
    '{question}: không tìm thấy đáp án. Phương án {letters} chỉ khác ở {odd}, không phải cách đánh dấu của tệp ({mark}).',
    '{question}: no right answer was found. Option {letters} differs only by {odd}, which is not how the file marks answers ({mark}).',
  ],
  'answer-mark-rare': [
    'error',
    '{question}: chưa chắc đáp án. Phương án {letters} khác ở {odd}, nhưng chỉ {count} trong {asked} câu của tệp như vậy. Hãy đánh dấu mọi câu, hoặc thêm dòng “Đáp án: …”.',
    '{question}: the answer is in doubt. Option {letters} differs by {odd}, but only {count} of {asked} questions do so. Mark every question, or add a line “Đáp án: …”.',
  ],
  'answer-unclear': ['error', '{question}: không hiểu đáp án “{text}”.', '{question}: the answer “{text}” is not understood.'],
  'answer-conflict': [
    'error',
    '{question}: đáp án ghi {stated} nhưng phương án được đánh dấu là {marked}.',
    '{question}: the stated answer is {stated} but the marked option is {marked}.',
  ],
  'answer-several': [
    faultSeverity['answer-several'],
    '{question}: có nhiều phương án đúng ({letters}). Hãy kiểm tra.',
    '{question}: several options are right ({letters}). Please check.',
  ],
  'explanation-against': [
    'error',
    '{question}: lời giải thích (“{text}”) nói khác với đáp án {letters}. Hãy sửa một trong hai.',
    '{question}: the explanation (“{text}”) says otherwise than the answer {letters}. Mend one of the two.',
  ],
  'explanation-doubts': [
    'warning',
    '{question}: lời giải thích nói đến “{text}”, trong khi đáp án là {letters}. Hãy kiểm tra.',
    '{question}: the explanation speaks of “{text}” while the answer is {letters}. Please check.',
  ],
  'source-doubts': [
    'warning',
    '{question}: phần căn cứ ghi “{text}”, nói đến đáp án khác với {letters}. Hãy kiểm tra.',
    '{question}: the source says “{text}”, which speaks of another answer than {letters}. Please check.',
  ],
  'option-judged': [
    'error',
    '{question}: cuối phương án “{text}” có chữ Đ hoặc S như lời chấm. Hãy xoá chữ ấy và ghi đáp án.',
    '{question}: the option “{text}” ends in Đ or S as if it were judged. Delete the letter and state the answer.',
  ],
  'remark-inside': [
    'warning',
    '{question}: trong câu chữ có ghi chú về đáp án: “{text}”. Hãy xoá ghi chú và kiểm tra đáp án.',
    '{question}: a remark on the answer stands in the text: “{text}”. Delete it and check the answer.',
  ],
  'answer-remark': [
    'warning',
    '{question}: sau đáp án có ghi “{text}”, không được nhập. Hãy kiểm tra.',
    '{question}: behind the answer stands “{text}”, which was not imported. Please check.',
  ],
  'option-sign': [
    'warning',
    '{question}: phương án {marked} có dấu như dấu đáp án, trong khi đáp án ghi {stated}. Hãy kiểm tra.',
    '{question}: option {marked} bears a sign like that of an answer while the stated one is {stated}. Please check.',
  ],
  'answer-several-marked': [
    'error',
    '{question}: có nhiều phương án được đánh dấu ({letters}). Nếu câu này có nhiều đáp án, hãy thêm dòng “Đáp án: {letters}”.',
    '{question}: several options are marked ({letters}). If all of them are right, add the line “Đáp án: {letters}”.',
  ],
  'key-unused': [
    'warning',
    'Bảng đáp án có câu {number} nhưng không có câu hỏi này.',
    'The key names question {number}, which does not exist.',
  ],
  'key-short': [
    'warning',
    'Bảng đáp án hết ở câu {keyed} trong khi có đến câu {last}. Nếu có câu được chèn thêm ở giữa thì đáp án từ chỗ chèn trở đi đều lệch; hãy so lại từng câu.',
    'The key ends at question {keyed} while there are questions up to {last}. If one was put in between, every answer from there on is shifted: compare them one by one.',
  ],
  'key-draft': [
    'warning',
    'Bảng đáp án “{key}” có tên như bản cũ, bản nháp hoặc bản chưa chính thức nhưng vẫn được dùng. Hãy kiểm tra.',
    'The key “{key}” was used though its name is that of an old version or a draft. Please check.',
  ],
  'letters-garbled': [
    'error',
    '{question}: chữ “{text}” có vẻ gõ bằng bảng mã cũ (TCVN3, VNI) nhưng không còn phông chữ cũ. Hãy chuyển sang Unicode rồi gửi lại.',
    '{question}: the text “{text}” seems to be in an old encoding (TCVN3, VNI) without its font. Convert it to Unicode and send it again.',
  ],
  'lead-in-left-out': [
    'error',
    '{question}: đoạn dẫn “{text}” đứng ngoài câu hỏi nên không được nhập. Hãy đưa đoạn dẫn vào từng câu dùng nó.',
    '{question}: the text “{text}” that leads in to it stands outside and was not imported. Put it into each question that needs it.',
  ],
  'question-inside': [
    'warning',
    '{question}: trong câu chữ có thể còn một câu hỏi khác: “{text}”. Hãy tách ra.',
    '{question}: another question may stand in its text: “{text}”. Part them.',
  ],
  'key-other': [
    'warning',
    'Bảng đáp án “{key}” không dùng cho tệp này: không có câu hỏi nào thuộc phần hoặc mã đề đó.',
    'The key “{key}” was not used: no question of this file belongs to that part or paper.',
  ],
  'key-twice': [
    'error',
    '{question}: bảng đáp án ghi câu này hai lần với đáp án khác nhau ({first}, {second}).',
    '{question}: the key names this question twice with different answers ({first}, {second}).',
  ],
  'answer-key-other': [
    'error',
    '{question}: không tìm thấy đáp án. Bảng đáp án trong tệp là của “{key}”, không phải của phần hoặc mã đề này.',
    '{question}: no right answer was found. The key in the file is for “{key}”, not for this part or paper.',
  ],
  'answer-key-unfit': [
    'error',
    '{question}: chưa chắc đáp án. Bảng đáp án và các câu hỏi lệch nhau ở câu {number}, có thể lệch số cả bảng. Hãy sửa số câu.',
    '{question}: the answer is in doubt. Key and questions differ at number {number}, so all numbers may be shifted. Mend the numbers.',
  ],
  'answer-manner': [
    'warning',
    '{question}: đáp án ghi “{text}”, khác cách ghi của các câu khác. Hãy kiểm tra.',
    '{question}: the answer is “{text}”, written otherwise than in the other questions. Please check.',
  ],
  'options-moved': [
    'warning',
    '{question}: cột {column} hết ở câu thứ {keyed} trong khi có {last} câu; nếu có ô bị xóa thì các ô bên dưới bị dồn lên. Hãy so lại câu này.',
    '{question}: the column {column} ends at question {keyed} of {last}; if a cell was deleted, all below it moved up. Compare this question.',
  ],
  'answer-key-gap': [
    'warning',
    '{question}: bảng đáp án không có câu {number}; nếu có câu được chèn thêm hay bỏ bớt thì số bị lệch. Hãy so lại đáp án của câu này.',
    '{question}: the key lacks question {number}; if one was put in or taken out, numbers are shifted. Compare the answer of this one.',
  ],
  'answer-columns': [
    'error',
    '{question}: bảng đáp án có nhiều cột ghi khác nhau ({columns}). Hãy chỉ giữ cột đúng.',
    '{question}: the key has several columns that differ ({columns}). Keep only the right one.',
  ],
  'number-twice': [
    'error',
    '{question}: có nhiều câu cùng số này nên không biết đáp án nào trong bảng là của câu này.',
    '{question}: several questions have this number, so it is unclear which answer of the key is meant.',
  ],
  'number-order': [
    'warning',
    '{question}: số thứ tự không nối tiếp câu {previous}.',
    '{question}: the number does not follow question {previous}.',
  ],
  'stem-twice': ['warning', '{question}: nội dung trùng với câu ở {other}.', '{question}: the text is the same as at {other}.'],
  'legacy-font': [
    'error',
    '{question}: chữ dùng phông cũ {font}, chưa chuyển được. Hãy chuyển sang Unicode rồi gửi lại.',
    '{question}: the text uses the old font {font}, which cannot be converted here. Convert it to Unicode and send it again.',
  ],
  'picture-kind': [
    'error',
    '{question}: hình không phải PNG, JPEG, GIF hay WebP (công thức kiểu cũ là EMF/WMF). Hãy chụp lại thành hình PNG rồi chèn lại.',
    '{question}: the picture is not PNG, JPEG, GIF or WebP (old formulas are EMF/WMF). Save it as a PNG picture and insert it again.',
  ],
  'picture-too-large': [
    'error',
    '{question}: hình lớn hơn {mb} MB hoặc {pixels} điểm ảnh mỗi chiều. Hãy thu nhỏ rồi chèn lại.',
    '{question}: the picture is larger than {mb} MB or {pixels} pixels a side. Make it smaller and insert it again.',
  ],
  'picture-unknown': [
    faultSeverity['picture-unknown'],
    '{question}: không còn hình đã chọn. Hãy tải hình lên lại.',
    '{question}: the chosen picture is not here. Upload it again.',
  ],
  'picture-damaged': ['error', '{question}: hình bị hỏng. Hãy chèn lại.', '{question}: the picture is damaged. Insert it again.'],
} as const satisfies Readonly<Record<string, Words>>
