/** What a reader can say about a file as a whole: its container, its text, its tables. `{x}` is filled from the values given to `found`. */
import type { Words } from './words.ts'

export const fileFindings = {
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
  'file-unmanageable': [
    'error',
    'Tệp quá lớn hoặc quá phức tạp nên không đọc xong; chưa có gì được nhập. Hãy chia thành nhiều tệp nhỏ hơn.',
    'The file is too large or too complicated to be read to its end; nothing was imported. Split it into smaller files.',
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
  'file-old-alphabet': [
    'error',
    'Chữ trong tệp viết bằng bảng mã cũ {alphabet}, đọc ra sẽ sai dấu. Hãy chuyển sang Unicode (bằng UniKey: Ctrl+Shift+F6) rồi gửi lại.',
    'The text is in the old alphabet {alphabet} and would be read with wrong letters. Convert it to Unicode (UniKey: Ctrl+Shift+F6).',
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
    'Phần “{part}” dùng kiểu nén không được hỗ trợ. Hãy mở bằng phần mềm đã tạo ra tệp và lưu lại.',
    'The part “{part}” uses an unsupported kind of compression. Open it in the program that made it and save it again.',
  ],
  'xml-entities': [
    'error',
    'Phần “{part}” có khai báo DTD, điều mà Word, Excel và các hệ thống câu hỏi không cần đến; tệp bị từ chối.',
    'The part “{part}” declares a DTD, which neither Word nor Excel nor question banks need; the file is refused.',
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
  'no-rows': ['error', 'Danh sách không có dòng dữ liệu nào.', 'The list has no rows.'],
  'value-unknown': [
    'warning',
    'Không hiểu “{text}” ở cột {column}; để trống.',
    '“{text}” in column {column} is not understood; left empty.',
  ],
} as const satisfies Readonly<Record<string, Words>>
