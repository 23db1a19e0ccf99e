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
  'answers-differ': [
    'error',
    '{question}: các nơi ghi đáp án không giống nhau ({answers}). Hãy giữ lại một đáp án.',
    '{question}: answers stand in several places and differ ({answers}). Keep one of them.',
  ],
  'answers-nameless': [
    'warning',
    'Cột {column} không có tên nhưng chỉ có chữ cái nên được hiểu là đáp án. Hãy kiểm tra.',
    'Column {column} has no head but holds letters only, so it was read as the answers. Please check.',
  ],
  'answer-elsewhere': [
    'error',
    '{question}: ở đây đáp án là “{answer}”, còn cùng câu này ở {other} là “{otherAnswer}”. Hãy bỏ bản không dùng.',
    '{question}: the answer here is “{answer}”, but “{otherAnswer}” where the same question stands at {other}. Remove the one not meant.',
  ],
  'ticks-unclear': [
    'error',
    '{question}: không rõ dấu đánh là của phương án nào hoặc nghĩa là gì. Hãy thêm cột “Đáp án” và ghi chữ cái.',
    '{question}: it is unclear which option a tick belongs to, or what it means. Add a column “Đáp án” and write the letter.',
  ],
  'rows-joined': [
    'error',
    '{question}: các dòng {rows} không tách được thành phương án hay thành câu hỏi riêng. Hãy ghi lại, mỗi phương án một ô.',
    '{question}: the rows {rows} cannot be told apart as options or as questions of their own. Write each option in a cell.',
  ],
  'row-hidden': [
    'error',
    '{question}: nằm ở dòng {row} đang bị ẩn hoặc bị lọc. Nếu dùng, hãy bỏ ẩn; nếu không, hãy xoá dòng.',
    '{question}: stands in row {row}, which is hidden or filtered out. Show the row if it is meant, delete it if not.',
  ],
  'cell-hidden': [
    'error',
    '{question}: cột {column} đang bị ẩn nhưng có chữ “{text}”. Hãy bỏ ẩn hoặc xoá cột.',
    '{question}: the hidden column {column} holds “{text}”. Show the column or delete it.',
  ],
  'cell-unseen': [
    'error',
    '{question}: chữ “{text}” ở ô {cell} không nhìn thấy được (chữ trắng hoặc định dạng ẩn). Hãy cho hiện chữ, hoặc xoá nếu không dùng.',
    '{question}: the text “{text}” in cell {cell} cannot be seen (white, or hidden by its format). Show it, or delete it if it is not meant.',
  ],
  'picture-on-sheet': [
    'error',
    '{question}: có hình ở ô {cell}; hình trong Excel không được nhập. Hãy bỏ hình nếu không cần, hoặc đưa câu này vào tệp Word.',
    '{question}: there is a picture at cell {cell}; pictures of Excel are not imported. Remove it if it is not needed, or put the question in a Word file.',
  ],
  'columns-hidden': [
    'warning',
    'Cột đang bị ẩn vẫn được đọc: {columns}. Hãy kiểm tra.',
    'Hidden columns were read all the same: {columns}. Please check.',
  ],
  'columns-unread': ['info', 'Không đọc các cột: {columns}.', 'These columns were not read: {columns}.'],
  'cell-beside': [
    'warning',
    '{question}: chữ ở ô {cell} không thuộc cột nào có tên nên không được nhập: “{text}”.',
    '{question}: the text in cell {cell} stands in no named column and was not imported: “{text}”.',
  ],
  'note-doubts': [
    'error',
    '{question}: ô {cell} nói về đáp án: “{text}”. Hãy sửa câu hỏi hoặc xoá ghi chú.',
    '{question}: cell {cell} speaks of the answer: “{text}”. Mend the question or delete the note.',
  ],
  'note-beside': [
    'warning',
    '{question}: ô {cell} có ghi “{text}”, có thể nói về đáp án hoặc về cả câu. Hãy kiểm tra.',
    '{question}: cell {cell} says “{text}”, perhaps of the answer or of the question itself. Please check.',
  ],
  'cell-unsure': [
    'error',
    '{question}: ô {cell} là ngày hoặc số do Excel tự đổi, đọc được “{text}” nhưng không chắc là chữ đã gõ. Hãy định dạng ô là Văn bản rồi gõ lại.',
    '{question}: cell {cell} is a date or number that Excel made, read as “{text}”, perhaps not what was typed. Format it as text and type it again.',
  ],
  'prediction-left-out': [
    'warning',
    '{question}: là câu dự đoán, không có phương án, nên không được nhập: “{text}”.',
    '{question}: asks for a prediction and has no options, so it was not imported: “{text}”.',
  ],
  'rows-empty': [
    'info',
    'Bỏ qua {count} dòng chỉ có số thứ tự hoặc để trống: {rows}.',
    '{count} rows with a number or nothing were left out: {rows}.',
  ],
  'rows-left-out': [
    'info',
    'Bỏ qua {count} dòng tiêu đề phần, cộng hoặc ký tên: {rows}.',
    '{count} rows of headings, totals or signatures were left out: {rows}.',
  ],
  'rows-unread': [
    'warning',
    'Không đọc được {count} dòng thành câu hỏi: {rows} (“{text}”). Hãy kiểm tra.',
    '{count} rows could not be read as questions: {rows} (“{text}”). Please check.',
  ],
  'rows-unread-most': [
    'error',
    'Phần lớn các dòng không đọc được thành câu hỏi: {count} dòng ({rows}). Hãy dùng tệp mẫu.',
    'Most rows could not be read as questions: {count} of them ({rows}). Use the template.',
  ],
  'sheet-hidden-questions': [
    'warning',
    'Trang tính ẩn “{sheet}” có câu hỏi hoặc đáp án, không được dùng. Nếu cần, hãy bỏ ẩn.',
    'The hidden sheet “{sheet}” holds questions or answers, which were not used. Show it if they are meant.',
  ],
  'sheet-true-false': [
    'warning',
    'Trang tính “{sheet}” là danh sách Đúng/Sai, không phải câu hỏi chọn phương án, nên không được nhập.',
    'The sheet “{sheet}” lists statements to call right or wrong, no choice questions, so it was not imported.',
  ],
  'option-unread': [
    'error',
    '{question}: ô {cell} ở cột “{column}” có chữ “{text}” nhưng không rõ là phương án nào. Hãy đặt tên cột là A, B, C…',
    '{question}: cell {cell} in the column “{column}” holds “{text}”, but which option that is, is unclear. Call the columns A, B, C…',
  ],
  'sheet-key': ['info', 'Trang tính “{sheet}” được đọc là bảng đáp án.', 'The sheet “{sheet}” was read as the key.'],
  'key-refused': [
    'warning',
    'Không rõ bảng đáp án {key} là của trang câu hỏi nào nên không dùng. Hãy đặt cùng tên phần hoặc mã đề.',
    'It is unclear which questions the key {key} belongs to, so it was not used. Give both the same part or code.',
  ],
  'answers-patterned': [
    'warning',
    'Các đáp án xếp theo thứ tự ({text} …), như thể bị sắp xếp hoặc kéo điền riêng. Hãy so lại từng câu.',
    'The answers stand in order ({text} …), as if they had been sorted or filled by themselves. Compare them one by one.',
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
