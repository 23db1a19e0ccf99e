/** An empty workbook for contributors to fill in: the columns the reader knows, two examples, lists to choose from, and a guide. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { optionLetters } from '#contest/questions/letters.ts'
import { headerStyle, sheetColumns, textCell } from './writer.ts'
import { columnLetters } from '../../sheets/sheet.ts'

const columns = sheetColumns(optionLetters.length)

/** What stands in the first column of rows that the reader leaves out. */
const example = 'Ví dụ'

const examples: readonly Readonly<Record<string, string>>[] = [
  {
    STT: example,
    'Câu hỏi': 'Ngày Chuyển đổi số quốc gia là ngày nào?',
    A: 'Ngày 10 tháng 8',
    B: 'Ngày 10 tháng 9',
    C: 'Ngày 10 tháng 10',
    D: 'Ngày 10 tháng 11',
    'Đáp án': 'C',
    'Căn cứ': 'Quyết định số 505/QĐ-TTg ngày 22/4/2022',
    'Trích dẫn': 'Điều 1',
    'Chủ đề': 'Chuyển đổi số',
    'Mức độ': 'Dễ',
    'Giải thích': 'Quyết định lấy ngày 10 tháng 10 hằng năm là Ngày Chuyển đổi số quốc gia.',
  },
  {
    STT: example,
    'Câu hỏi': 'Mật khẩu nên có những gì?',
    A: 'Chữ hoa và chữ thường',
    B: 'Chữ số và ký hiệu',
    C: 'Ngày sinh của mình',
    D: 'Cả ba loại trên',
    'Đáp án': 'A, B',
    'Chủ đề': 'An toàn thông tin',
    'Mức độ': 'Trung bình',
    'Giữ thứ tự': 'x',
  },
]

const guide: readonly (readonly [column: string, words: string])[] = [
  ['STT', 'Số thứ tự của câu: 1, 2, 3… Dòng ghi “Ví dụ” ở cột này không được nhập; có thể xoá hoặc để nguyên.'],
  ['Câu hỏi', 'Nội dung câu hỏi, nhiều nhất 4.000 ký tự. Xuống dòng trong ô bằng Alt + Enter.'],
  [
    'A đến H',
    'Mỗi phương án một ô, ít nhất hai phương án, không để trống ở giữa, không gõ lại chữ A, B, C trong ô. Mỗi phương án nhiều nhất 2.000 ký tự.',
  ],
  ['Đáp án', 'Chữ cái của phương án đúng: A. Nếu có nhiều phương án đúng: A, C.'],
  ['Căn cứ', 'Văn bản làm căn cứ: số, ngày, cơ quan ban hành. Có thể để trống.'],
  ['Trích dẫn', 'Điều, khoản hoặc đoạn trích của văn bản đó. Có thể để trống.'],
  ['Chủ đề', 'Tên chủ đề theo danh mục của Ban Tổ chức. Có thể để trống.'],
  ['Mức độ', 'Dễ, Trung bình hoặc Khó (cũng đọc được 1, 2, 3 và NB, TH, VD). Có thể để trống.'],
  ['Giữ thứ tự', 'Ghi x khi các phương án phải luôn đứng theo thứ tự đã gõ, chẳng hạn có phương án “Cả ba ý trên”.'],
  ['Giải thích', 'Vì sao đáp án đúng; chỉ hiện sau khi công bố kết quả. Có thể để trống.'],
  [
    'Lưu ý',
    'Không đổi tên các cột ở dòng đầu. Có thể đổi thứ tự cột, bỏ cột không dùng và thêm trang tính cùng mẫu. Hình ảnh trong ô không được nhập; thêm hình trên trang soạn câu hỏi.',
  ],
]

/** Down to which row lists are offered. */
const LAST_ROW = 1000

interface List {
  readonly title: string
  readonly values: readonly string[]
  /** Words of the message when something else is typed; it may be kept all the same. */
  readonly hint: string
}

const lists: readonly List[] = [
  {
    title: 'Đáp án',
    values: [...optionLetters],
    hint: 'Ghi chữ cái của phương án đúng. Nếu có nhiều phương án đúng, ghi A, C rồi chọn Có (Yes).',
  },
  { title: 'Mức độ', values: ['Dễ', 'Trung bình', 'Khó'], hint: 'Chọn Dễ, Trung bình hoặc Khó; cũng có thể ghi 1, 2, 3.' },
  { title: 'Giữ thứ tự', values: ['x'], hint: 'Ghi x hoặc để trống.' },
]

export async function questionTemplate(): Promise<Uint8Array> {
  const rows = examples.map((row) => columns.map(({ title }) => textCell(row[title] ?? '', { textColor: '#5F6B7A', fontStyle: 'italic' })))
  const questions = {
    sheet: 'Câu hỏi',
    data: [columns.map(({ title }) => textCell(title, headerStyle)), ...rows],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }
  const help = {
    sheet: 'Hướng dẫn',
    data: [
      ['Cột', 'Cách ghi'].map((title) => textCell(title, headerStyle)),
      ...guide.map(([column, words]) => [textCell(column, { fontWeight: 'bold' }), textCell(words)]),
    ],
    columns: [{ width: 14 }, { width: 100 }],
    stickyRowsCount: 1,
  }
  // Loaded with the first workbook.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return withLists(new Uint8Array(await writeXlsxFile([questions, help]).toBuffer()))
}

/** The library writes no data validations (ECMA-376 part 1, section 18.3.1.33), so they are put into the first sheet afterwards. */
function withLists(workbook: Uint8Array): Uint8Array {
  const parts = unzipSync(workbook)
  const name = 'xl/worksheets/sheet1.xml'
  const sheet = strFromU8(parts[name] ?? new Uint8Array())
  const [before, after, more] = sheet.split('</sheetData>')
  if (before === undefined || after === undefined || more !== undefined)
    throw new Error('the first sheet of the template has another shape')
  const rules = lists.map(({ title, values, hint }) => {
    const column = columnLetters(columns.findIndex((one) => one.title === title))
    return [
      `<dataValidation type="list" errorStyle="warning" allowBlank="1" showInputMessage="1" showErrorMessage="1"`,
      ` errorTitle="${title}" error="${hint}" promptTitle="${title}" prompt="${hint}" sqref="${column}2:${column}${LAST_ROW}">`,
      `<formula1>"${values.join(',')}"</formula1></dataValidation>`,
    ].join('')
  })
  const validations = `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
  // The same bytes every time.
  return zipSync({ ...parts, [name]: strToU8(`${before}</sheetData>${validations}${after}`) }, { mtime: new Date(1980, 0, 1) })
}
