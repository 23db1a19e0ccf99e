/** Everything a reader can say about somebody's file: one catalogue of codes, each with its severity and its words. */
import type { Finding } from '#contest/values.ts'

type Words = readonly [severity: Finding['severity'], vi: string, en: string]

/** `{x}` is filled from the values given to `found`. */
export const catalogue = {
  'file-empty': ['error', 'Tệp rỗng, không có gì để đọc.', 'The file is empty.'],
  'file-too-large': [
    'error',
    'Tệp lớn hơn {limit} MB. Hãy bỏ bớt hình ảnh hoặc chia thành nhiều tệp.',
    'The file is larger than {limit} MB. Remove pictures or split it.',
  ],
  'file-unknown': [
    'error',
    'Nội dung tệp không phải định dạng đọc được ({known}). Hãy mở bằng phần mềm đã tạo ra tệp và lưu lại.',
    'The content is none of the formats understood ({known}). Open it in the program that made it and save it again.',
  ],
  'file-wrong-kind': ['error', 'Nội dung là {actual}, trong khi cần {wanted}.', 'The content is {actual}, but {wanted} is needed.'],
  'file-name-differs': [
    'info',
    'Phần mở rộng của tên tệp không khớp; tệp được đọc theo nội dung là {actual}.',
    'The extension does not fit; the file was read by its content as {actual}.',
  ],
  'file-encrypted': [
    'error',
    'Tệp được bảo vệ bằng mật khẩu. Hãy mở tệp, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ) rồi lưu lại.',
    'The file is protected with a password. Open it, remove the password (File > Info > Protect) and save it.',
  ],
  'file-legacy-word': [
    'error',
    'Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word hoặc LibreOffice, chọn Lưu thành .docx rồi gửi lại.',
    'This is an old Word file (.doc). Open it in Word or LibreOffice and save it as .docx.',
  ],
  'file-legacy-excel': [
    'error',
    'Đây là tệp Excel kiểu cũ (.xls). Hãy mở bằng Excel hoặc LibreOffice, chọn Lưu thành .xlsx rồi gửi lại.',
    'This is an old Excel file (.xls). Open it in Excel or LibreOffice and save it as .xlsx.',
  ],
  'file-legacy-office': [
    'error',
    'Đây là tệp Office kiểu cũ. Hãy lưu thành .docx hoặc .xlsx rồi gửi lại.',
    'This is an old Office file. Save it as .docx or .xlsx.',
  ],
  'file-html': [
    'error',
    'Đây là trang web (HTML) được đổi tên. Hãy mở bằng Excel hoặc Word, chọn Lưu thành .xlsx hoặc .docx rồi gửi lại.',
    'This is a web page (HTML) under another name. Open it in Excel or Word and save it as .xlsx or .docx.',
  ],
  'file-pdf': ['error', 'Đây là tệp PDF. Hãy gửi tệp Word hoặc Excel gốc.', 'This is a PDF. Send the Word or Excel file it was made from.'],
  'file-rtf': [
    'error',
    'Đây là tệp RTF. Hãy mở bằng Word, chọn Lưu thành .docx rồi gửi lại.',
    'This is an RTF file. Open it in Word and save it as .docx.',
  ],
  'file-open-document': [
    'error',
    'Đây là tệp OpenDocument (.odt, .ods). Hãy chọn Lưu thành .docx hoặc .xlsx rồi gửi lại.',
    'This is an OpenDocument file (.odt, .ods). Save it as .docx or .xlsx.',
  ],
  'archive-truncated': [
    'error',
    'Tệp bị cắt cụt (tải lên hoặc chép chưa hết). Hãy gửi lại tệp gốc.',
    'The file is cut short (an upload or copy that did not finish). Send the original again.',
  ],
  'archive-damaged': [
    'error',
    'Tệp bị hỏng ở phần “{part}”. Hãy mở bằng phần mềm đã tạo ra tệp và lưu lại.',
    'The file is damaged in “{part}”. Open it in the program that made it and save it again.',
  ],
  'archive-bomb': [
    'error',
    'Tệp nén phình to bất thường ở phần “{part}” (giới hạn {limit} MB sau khi giải nén) nên không được mở.',
    'The file would grow out of proportion in “{part}” (limit {limit} MB inflated), so it was not opened.',
  ],
  'archive-too-many': [
    'error',
    'Tệp chứa quá nhiều thành phần ({count}, tối đa {limit}) nên không được mở.',
    'The file holds too many parts ({count}, at most {limit}), so it was not opened.',
  ],
  'archive-unsupported': [
    'error',
    'Phần “{part}” dùng kiểu nén không được hỗ trợ. Hãy mở bằng Word hoặc Excel và lưu lại.',
    'The part “{part}” uses an unsupported kind of compression. Open it in Word or Excel and save it again.',
  ],
  'xml-entities': [
    'error',
    'Phần “{part}” có khai báo DTD, điều mà Word và Excel không bao giờ tạo ra; tệp bị từ chối.',
    'The part “{part}” declares a DTD, which Word and Excel never write; the file is refused.',
  ],
  'xml-damaged': [
    'error',
    'Phần “{part}” bị hỏng ở dòng {line}, cột {column}. Hãy mở bằng phần mềm đã tạo ra tệp và lưu lại.',
    'The part “{part}” is damaged at line {line}, column {column}. Open it in the program that made it and save it again.',
  ],
  'xml-too-deep': [
    'error',
    'Phần “{part}” lồng quá nhiều cấp; tệp bị từ chối.',
    'The part “{part}” is nested too deeply; the file is refused.',
  ],
  'too-much-content': ['error', 'Nhiều hơn {limit} {what}. Hãy chia thành nhiều tệp.', 'More than {limit} {what}. Split the file.'],
  'csv-damaged': [
    'error',
    'Dòng {row}: dấu ngoặc kép không khép hoặc đặt sai chỗ, không tách được các cột.',
    'Line {row}: a quotation mark is unclosed or misplaced, the columns cannot be told apart.',
  ],
  'json-damaged': ['error', 'Không phải JSON hợp lệ: {reason}', 'Not valid JSON: {reason}'],
  'json-shape': ['error', 'Mục này phải là {wanted}.', 'This must be {wanted}.'],
  'json-unknown-key': ['warning', 'Khoá “{key}” không được dùng.', 'The key “{key}” is not used.'],
  'header-missing': [
    'error',
    'Không tìm thấy dòng tiêu đề trong 20 dòng đầu. Cần có các cột: {columns}.',
    'No header row among the first 20 rows. These columns are needed: {columns}.',
  ],
  'column-missing': ['error', 'Dòng tiêu đề {row} thiếu cột: {columns}.', 'The header in row {row} lacks the columns: {columns}.'],
  'column-absent': ['warning', 'Danh sách không có cột “{column}”.', 'The list has no column “{column}”.'],
  'column-twice': [
    'error',
    'Hai cột {first} và {second} đều là “{column}”; không biết dùng cột nào.',
    'Columns {first} and {second} are both “{column}”; it is unclear which to use.',
  ],
  'sheets-several': [
    'error',
    'Có nhiều trang tính chứa danh sách ({sheets}). Hãy gộp vào một trang hoặc ẩn các trang không dùng.',
    'Several sheets hold a list ({sheets}). Put them on one sheet or hide those not meant.',
  ],
  'sheet-ignored': [
    'warning',
    'Không đọc trang tính “{sheet}” vì không có dòng tiêu đề phù hợp.',
    'The sheet “{sheet}” was not read: it has no fitting header row.',
  ],
  'sheet-hidden': ['info', 'Bỏ qua trang tính ẩn “{sheet}”.', 'The hidden sheet “{sheet}” was left out.'],
  'row-ignored': ['info', 'Bỏ qua dòng {row}: “{text}”.', 'Row {row} was left out: “{text}”.'],
  'cell-error': [
    'error',
    'Ô {cell} báo lỗi hoặc chưa được tính ({text}). Hãy sửa công thức rồi lưu lại.',
    'Cell {cell} shows an error or was never calculated ({text}). Mend the formula and save.',
  ],
  'cell-number': [
    'warning',
    'Ô {cell} là số hoặc ngày, được đọc là “{text}”. Hãy kiểm tra.',
    'Cell {cell} is a number or a date and was read as “{text}”. Please check.',
  ],
  'no-questions': ['error', 'Không tìm thấy câu hỏi nào.', 'No question was found.'],
  'no-rows': ['error', 'Danh sách không có dòng dữ liệu nào.', 'The list has no rows.'],
  'text-ignored': ['info', 'Bỏ qua đoạn ngoài câu hỏi: “{text}”.', 'Text outside the questions was left out: “{text}”.'],
  'stem-empty': ['error', '{question}: không có nội dung câu hỏi.', '{question}: there is no question text.'],
  'options-too-few': [
    'error',
    '{question}: chỉ nhận ra {count} phương án, cần ít nhất 2.',
    '{question}: only {count} options were recognised, at least 2 are needed.',
  ],
  'options-too-many': [
    'error',
    '{question}: có {count} phương án, nhiều nhất là {limit}.',
    '{question}: has {count} options, at most {limit} are allowed.',
  ],
  'options-order': [
    'error',
    '{question}: chữ cái của các phương án không nối tiếp nhau ({letters}).',
    '{question}: the letters of the options do not follow one another ({letters}).',
  ],
  'text-too-long': ['error', '{question}: nội dung dài quá {limit} ký tự.', '{question}: the text is longer than {limit} characters.'],
  'option-empty': ['error', '{question}: phương án {letter} để trống.', '{question}: option {letter} is empty.'],
  'options-same': [
    'error',
    '{question}: phương án {first} và {second} giống hệt nhau.',
    '{question}: options {first} and {second} are the same.',
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
  'option-continued': [
    'warning',
    '{question}: phương án {letter} được ghép từ nhiều đoạn. Hãy kiểm tra.',
    '{question}: option {letter} was joined from several paragraphs. Please check.',
  ],
  'option-full-stop': [
    'info',
    '{question}: bỏ dấu chấm cuối ở phương án {letter} vì các phương án khác không có.',
    '{question}: the full stop after option {letter} was dropped, the other options have none.',
  ],
  'answer-missing': ['error', '{question}: không tìm thấy đáp án.', '{question}: no right answer was found.'],
  'answer-unclear': ['error', '{question}: không hiểu đáp án “{text}”.', '{question}: the answer “{text}” is not understood.'],
  'answer-conflict': [
    'error',
    '{question}: đáp án ghi {stated} nhưng phương án được đánh dấu là {marked}.',
    '{question}: the stated answer is {stated} but the marked option is {marked}.',
  ],
  'answer-several': [
    'warning',
    '{question}: có nhiều phương án đúng ({letters}). Hãy kiểm tra.',
    '{question}: several options are right ({letters}). Please check.',
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
  'key-twice': [
    'error',
    'Bảng đáp án ghi câu {number} hai lần với đáp án khác nhau ({first}, {second}).',
    'The key names question {number} twice with different answers ({first}, {second}).',
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
  'picture-left-out': [
    'warning',
    '{question}: hình ảnh hoặc công thức không được nhập.',
    '{question}: a picture or formula was not imported.',
  ],
  'legacy-font': [
    'error',
    '{question}: chữ dùng phông cũ {font} (TCVN3/VNI). Hãy chuyển sang Unicode rồi gửi lại.',
    '{question}: the text uses the legacy font {font} (TCVN3/VNI). Convert it to Unicode and send it again.',
  ],
  'value-unknown': [
    'warning',
    'Không hiểu “{text}” ở cột {column}; để trống.',
    '“{text}” in column {column} is not understood; left empty.',
  ],
  'code-missing': ['error', 'Dòng {row}: thiếu mã.', 'Row {row}: the code is missing.'],
  'code-odd': ['error', 'Dòng {row}: mã “{code}” dài quá 50 ký tự.', 'Row {row}: the code “{code}” is longer than 50 characters.'],
  'code-twice': ['error', 'Dòng {row}: mã {code} đã có ở dòng {other}.', 'Row {row}: the code {code} is already in row {other}.'],
  'unit-name-twice': [
    'error',
    'Dòng {row}: cách viết “{name}” đã dùng cho đơn vị {code} ở dòng {other}.',
    'Row {row}: the spelling “{name}” already belongs to the unit {code} in row {other}.',
  ],
  'name-missing': ['error', 'Dòng {row}: thiếu tên.', 'Row {row}: the name is missing.'],
  'name-odd': ['warning', 'Dòng {row}: họ tên “{name}” có vẻ không đúng.', 'Row {row}: the name “{name}” looks wrong.'],
  'headcount-unclear': [
    'error',
    'Dòng {row}: số người “{text}” không phải số nguyên.',
    'Row {row}: the headcount “{text}” is not a whole number.',
  ],
  'unit-missing': ['error', 'Dòng {row}: chưa ghi đơn vị.', 'Row {row}: the unit is missing.'],
  'unit-unknown': [
    'error',
    'Dòng {row}: không nhận ra đơn vị “{name}”. Gần giống: {nearest}.',
    'Row {row}: the unit “{name}” is unknown. Most alike: {nearest}.',
  ],
  'unit-ambiguous': [
    'error',
    'Dòng {row}: “{name}” có thể là nhiều đơn vị: {nearest}.',
    'Row {row}: “{name}” may be several units: {nearest}.',
  ],
  'unit-outside': [
    'warning',
    'Dòng {row}: đơn vị “{name}” không có trong danh sách; coi là người ngoài đơn vị dự thi.',
    'Row {row}: the unit “{name}” is not in the list; taken as somebody from outside.',
  ],
  'unit-read-as': ['info', '“{name}” được hiểu là “{unit}”.', '“{name}” was read as “{unit}”.'],
  'phone-missing': ['warning', 'Dòng {row}: {name} không có số điện thoại.', 'Row {row}: {name} has no phone number.'],
  'phone-invalid': [
    'warning',
    'Dòng {row}: số điện thoại “{text}” của {name} không hợp lệ.',
    'Row {row}: the phone number “{text}” of {name} is not valid.',
  ],
  'phone-shared': [
    'warning',
    'Dòng {row}: {name} dùng chung số điện thoại với dòng {other}.',
    'Row {row}: {name} shares a phone number with row {other}.',
  ],
  'person-twice': ['info', 'Dòng {row}: {name} đã có ở dòng {other}; gộp làm một.', 'Row {row}: {name} is already in row {other}; merged.'],
  'person-differs': [
    'warning',
    'Dòng {row}: {name} ghi khác dòng {other} ở cột {column}; giữ theo dòng {other}.',
    'Row {row}: {name} differs from row {other} in the column {column}; row {other} is kept.',
  ],
  'person-conflict': [
    'error',
    'Dòng {row}: mã {code} của {name} trùng với {otherName} ở dòng {other}.',
    'Row {row}: the code {code} of {name} is that of {otherName} in row {other}.',
  ],
  'person-alike': [
    'warning',
    'Dòng {row}: {name} có cùng họ tên và số điện thoại với dòng {other} nhưng khác mã.',
    'Row {row}: {name} has the name and phone number of row {other} under another code.',
  ],
  'board-unknown': [
    'error',
    'Dòng {row}: không rõ {name} thuộc ban nào (Ban Tổ chức, Ban Giám khảo hay Tổ giúp việc).',
    'Row {row}: it is unclear on which board {name} sits (organisers, jurors or assistants).',
  ],
  'board-differs': [
    'warning',
    'Dòng {row}: nhiệm vụ “{role}” không khớp với mục chứa dòng này.',
    'Row {row}: the role “{role}” does not fit the section it stands in.',
  ],
  'member-unmatchable': [
    'error',
    'Dòng {row}: {name} không có mã cán bộ và số điện thoại, nên không thể đối chiếu để loại khỏi dự thi.',
    'Row {row}: {name} has neither staff code nor phone number, so cannot be matched and barred.',
  ],
} as const satisfies Readonly<Record<string, Words>>

export type FindingCode = keyof typeof catalogue

export function found(code: FindingCode, place: string, values: Readonly<Record<string, string | number>> = {}): Finding {
  const [severity, vi, en] = catalogue[code]
  const fill = (words: string): string => words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return { severity, place, code, message: { vi: fill(vi), en: fill(en) } }
}

export const hasError = (findings: readonly Finding[]): boolean => findings.some((one) => one.severity === 'error')

/** Shortens somebody's text for a message. */
export function excerpt(text: string, length = 60): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const letters = [...flat]
  return letters.length <= length ? flat : `${letters.slice(0, length - 1).join('')}…`
}
