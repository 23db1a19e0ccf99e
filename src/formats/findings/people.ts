/** What a reader can say about units, rosters and boards. `{x}` is filled from the values given to `found`. */
import type { Words } from './words.ts'

export const peopleFindings = {
  'code-missing': ['error', 'Dòng {row}: thiếu mã.', 'Row {row}: the code is missing.'],
  'code-odd': ['error', 'Dòng {row}: mã “{code}” dài quá {most} ký tự.', 'Row {row}: the code “{code}” is longer than {most} characters.'],
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
  'day-unclear': [
    'error',
    'Dòng {row}: “{text}” không phải một ngày. Hãy ghi như 30/6/2025.',
    'Row {row}: “{text}” is not a day. Write it like 30/6/2025.',
  ],
  'days-reversed': ['error', 'Dòng {row}: ngày kết thúc của “{name}” trước ngày bắt đầu.', 'Row {row}: “{name}” ends before it begins.'],
  'parent-unknown': [
    'error',
    'Dòng {row}: không có đơn vị cấp trên “{name}” trong tệp hoặc trong danh sách.',
    'Row {row}: the unit “{name}” it belongs to is neither in the file nor in the list.',
  ],
  'parent-circular': [
    'error',
    'Dòng {row}: “{name}” trực thuộc chính nó hoặc đơn vị cấp dưới của nó.',
    'Row {row}: “{name}” belongs to itself or to a unit below it.',
  ],
  'unit-missing': ['error', 'Dòng {row}: chưa ghi đơn vị.', 'Row {row}: the unit is missing.'],
  'unit-unknown': [
    'error',
    'Dòng {row}: không nhận ra đơn vị “{name}” (số dòng: {count}). Gần giống: {nearest}.',
    'Row {row}: the unit “{name}” is unknown (rows: {count}). Most alike: {nearest}.',
  ],
  'unit-none': [
    'error',
    'Dòng {row}: hội thi chưa có đơn vị “{name}” (số dòng: {count}).',
    'Row {row}: the contest has no unit “{name}” (rows: {count}).',
  ],
  'unit-ambiguous': [
    'error',
    'Dòng {row}: “{name}” có thể là nhiều đơn vị (số dòng: {count}): {nearest}.',
    'Row {row}: “{name}” may be several units (rows: {count}): {nearest}.',
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
  'value-invalid': [
    'warning',
    'Dòng {row}: cột {column} của {name} ghi “{text}”, không hợp lệ; để trống.',
    'Row {row}: “{text}” in the column {column} of {name} is not valid; left empty.',
  ],
  'mend-absent': [
    'warning',
    'Dòng {row} đã sửa trên màn hình không có trong tệp này, nên chỗ sửa ấy không được dùng. Hãy xem có đúng tệp không.',
    'Row {row} was mended on the screen but is not in this file, so the change was not used. Check that it is the right file.',
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
  'person-insider': [
    'warning',
    'Dòng {row}: {name} là {other} ({board}) nên không được dự thi.',
    'Row {row}: {name} is {other} ({board}) and may not take part.',
  ],
  'person-maybe-insider': [
    'warning',
    'Dòng {row}: {name} có thể là {other} ({board}); cần một người quyết định.',
    'Row {row}: {name} may be {other} ({board}); a person has to decide.',
  ],
  'person-maybe-twice': [
    'warning',
    'Dòng {row}: {name} có thể là một người với {other} ({code}) đã có trong danh sách; cần một người quyết định.',
    'Row {row}: {name} may be one person with {other} ({code}) of the roster; a person has to decide.',
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
