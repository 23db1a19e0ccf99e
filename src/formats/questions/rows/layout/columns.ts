/** Columns of question tables by what their heads say: ours, those people make up, and those of the templates of others. */
import { optionLetters } from '#contest/questions/letters.ts'
import { foldText } from '#contest/text.ts'

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

/** `choices`: all options or the right one, which only the other columns can tell; `wrong`: an option that is not right. */
export type HeadRole = QuestionColumn | 'choices' | 'wrong'

export const optionNames = [...optionLetters] as readonly OptionName[]

/** `words`, alone or followed by an explanation in brackets or behind a dash: "Question - max 120 characters". */
const header = (words: string): RegExp => new RegExp(`^(?:${words})\\.?(?: ?(?:[(\\[]| [-–] |- ).*)?$`, 's')

const option = (name: OptionName, index: number): readonly [HeadRole, RegExp] => {
  const sign = `[(]?(?:${name.toLowerCase()}|${index + 1})[)]?`
  const words = `(?:phuong an|dap an|lua chon|tra loi|cau tra loi|y|pa|option|answer|choice)(?: tra loi| lua chon)?[ _.:-]*${sign}`
  return [name, header(`${sign}|${words}`)]
}

const roles: readonly (readonly [HeadRole, RegExp])[] = [
  ['number', /^(stt|tt|so tt|so thu tu|cau|cau so|so cau|no\.?|#|id|code)$/],
  ['kind', header('(question|item)[ _]?type|type|(dang|loai|kieu)( cau)?( hoi)?')],
  [
    'stem',
    header(
      '(noi dung )?(cau hoi|tinh huong)( trac nghiem| thi)?( va (cac )?(phuong an|dap an|lua chon|cau tra loi)( tra loi| lua chon)?)?|noi dung|cau dan|de bai|question[ _]?(text|stem)?|stem',
    ),
  ],
  ...optionNames.map(option),
  [
    'wrong',
    header(
      '(dap an|phuong an|cau tra loi|lua chon) (sai|nhieu|khong dung)( so)? ?\\d?|(wrong|incorrect|distractor)s?( answers?| options?| choices?)?[ _]?\\d?',
    ),
  ],
  [
    'answer',
    header(
      'dap an|(dap an|phuong an|cau tra loi|lua chon|tra loi)( tra loi)? (dung|chinh xac)|tra loi|dung|dung ?[/-] ?sai|d ?/ ?s|chon|da|d[./]a|d[./]? an|answer( key)?|(correct|right)([ _]?(answers?|options?|choices?))?(\\(s\\))?|key',
    ),
  ],
  [
    'choices',
    header('(cac )?(phuong an|lua chon|cau tra loi)( tra loi| lua chon)?|cac dap an|(answer |multiple )?(options?|choices?)|answers'),
  ],
  ['source', header('can cu( phap ly)?|co so phap ly|nguon|van ban|tai lieu|source|reference')],
  ['detail', header('trich dan|dieu[, ]*khoan|chi tiet|(source )?detail')],
  ['topic', header('chu de|chuyen de|linh vuc|topic|category|subject')],
  ['difficulty', header('muc do|do kho|cap do|difficulty|level')],
  ['order', header('giu (nguyen )?thu tu( phuong an)?|khong (dao|xao|tron)( phuong an)?|keep order|pin order|fixed order')],
  ['explanation', header('giai thich( dap an)?|loi giai|huong dan giai|(answer )?(explanation|rationale)|feedback')],
  ['picture', header('(link )?(hinh( anh)?|anh)( minh hoa)?|(image|picture|media)( link| url)?')],
]

/** Long texts head nothing. */
const MAX_HEAD = 80

/** What a head stands for; null when it is none that is known. */
export function roleOf(head: string): HeadRole | null {
  if (head.length > MAX_HEAD) return null
  const words = foldText(head)
    .replace(/[*:]+$/, '')
    .trim()
  return roles.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

/** Whether a head that is no known one may speak of answers all the same: "Đáp án sửa", "Mã đề 101", "102". */
export const mayHeadAnswers = (head: string): boolean =>
  head.length <= MAX_HEAD &&
  /\b(dap an|phuong an (dung|chon)|tra loi|d[./]?a|answers?|correct|key|ket qua|ma de|de( so| thi)? \d+)\b|^(chon|ma )?\d{2,4}$/.test(
    foldText(head),
  ) &&
  !/giai thich|can cu|nguon|explanation|feedback|diem/.test(foldText(head))

/** A head that speaks of options but names none: "Phương án khác", "0" before 1, 2, 3. */
export const mayHeadOptions = (head: string): boolean =>
  head.length <= MAX_HEAD &&
  /\b(phuong an|lua chon|options?|choices?)\b|^[0-9i-k]$/.test(foldText(head)) &&
  !/giai thich|thu tu|ghi chu|so luong/.test(foldText(head))

/** For people only, in what we write: by them we know it again. */
export const ownColumns = ['Mã câu', 'Không ra cùng'] as const

/** Whether we wrote the table: its letters are letters, whatever options say. */
export const isOurs = (heads: ReadonlyMap<number, string>): boolean => ownColumns.every((own) => [...heads.values()].includes(own))

/** What a column is called where it is missing or there twice. */
export const columnTitles: Partial<Readonly<Record<HeadRole, string>>> = {
  number: 'STT',
  kind: 'Dạng câu hỏi',
  stem: 'Câu hỏi',
  options: 'Các phương án',
  choices: 'Các phương án',
  answer: 'Đáp án',
  source: 'Căn cứ',
  detail: 'Trích dẫn',
  topic: 'Chủ đề',
  difficulty: 'Mức độ',
  order: 'Giữ thứ tự',
  explanation: 'Giải thích',
  picture: 'Hình ảnh',
}
