/** Columns of question tables: ours, those people make up, and those of the templates of Kahoot and Quizizz. */
import { optionLetters } from '#contest/questions/letters.ts'
import type { Column } from '../../sheets/table.ts'

export type OptionName = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H'
export type QuestionColumn =
  | 'number'
  | 'stem'
  | 'options'
  | OptionName
  | 'answer'
  | 'source'
  | 'detail'
  | 'topic'
  | 'difficulty'
  | 'order'
  | 'explanation'
  | 'kind'
  | 'picture'

export const optionNames = [...optionLetters] as readonly OptionName[]

/** `words`, alone or followed by an explanation in brackets or behind a dash: "Question - max 120 characters". */
const header = (words: string): RegExp => new RegExp(`^(?:${words})\\.?(?: ?(?:[(\\[]| [-–] |- ).*)?$`, 's')

const option = (name: OptionName, index: number): Column<QuestionColumn> => {
  const sign = `[(]?(?:${name.toLowerCase()}|${index + 1})[)]?`
  const words = `(?:phuong an|dap an|lua chon|tra loi|cau tra loi|option|answer|choice)[ _.:-]*${sign}`
  return { name, title: name, required: index < 2, header: header(`${name.toLowerCase()}|${words}`) }
}

const before: readonly Column<QuestionColumn>[] = [
  {
    name: 'number',
    title: 'STT',
    required: false,
    header: /^(stt|tt|so tt|so thu tu|cau|cau so|so cau|no\.?|#|id|code)$/,
  },
  {
    name: 'kind',
    title: 'Dạng câu hỏi',
    required: false,
    header: header('(question|item) type|type|(dang|loai|kieu)( cau)?( hoi)?'),
  },
  {
    name: 'stem',
    title: 'Câu hỏi',
    required: true,
    header: header('(noi dung )?cau hoi( trac nghiem)?|noi dung|question( text| stem)?|stem'),
  },
]

const answer: Column<QuestionColumn> = {
  name: 'answer',
  title: 'Đáp án',
  required: true,
  header: header(
    '(dap an|phuong an|cau tra loi|lua chon)( dung| chinh xac)?|answers?( key)?|(correct|right)( answers?| options?| choices?)?(\\(s\\))?|key',
  ),
}

const after: readonly Column<QuestionColumn>[] = [
  {
    name: 'source',
    title: 'Căn cứ',
    required: false,
    header: header('can cu( phap ly)?|co so phap ly|nguon|van ban|tai lieu|source|reference'),
  },
  { name: 'detail', title: 'Trích dẫn', required: false, header: header('trich dan|dieu[, ]*khoan|chi tiet|(source )?detail') },
  { name: 'topic', title: 'Chủ đề', required: false, header: header('chu de|chuyen de|linh vuc|topic|category|subject') },
  { name: 'difficulty', title: 'Mức độ', required: false, header: header('muc do|do kho|cap do|difficulty|level') },
  {
    name: 'order',
    title: 'Giữ thứ tự',
    required: false,
    header: header('giu (nguyen )?thu tu( phuong an)?|khong (dao|xao|tron)( phuong an)?|keep order|pin order|fixed order'),
  },
  {
    name: 'explanation',
    title: 'Giải thích',
    required: false,
    header: header('giai thich( dap an)?|loi giai|huong dan giai|(answer )?(explanation|rationale)|feedback'),
  },
  {
    name: 'picture',
    title: 'Hình ảnh',
    required: false,
    header: header('(link )?(hinh( anh)?|anh)( minh hoa)?|(image|picture|media)( link| url)?'),
  },
]

/** One option a column. */
export const questionColumns: readonly Column<QuestionColumn>[] = [...before, ...optionNames.map(option), answer, ...after]

/** All options in one cell; "Phương án" then names that cell and not the answer. */
export const joinedColumns: readonly Column<QuestionColumn>[] = [
  ...before,
  {
    name: 'options',
    title: 'Các phương án',
    required: true,
    header: header('(cac )?(phuong an|lua chon|cau tra loi)( tra loi| lua chon)?|cac dap an|(answer |multiple )?(options|choices)|answers'),
  },
  answer,
  ...after,
]

/** The same columns, except that the right options may be marked instead of stated. */
export const withoutAnswer = (columns: readonly Column<QuestionColumn>[]): readonly Column<QuestionColumn>[] =>
  columns.map((column) => (column.name === 'answer' ? { ...column, required: false } : column))
