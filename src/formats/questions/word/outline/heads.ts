/** How a question, a section, a topic or a level announces itself at the start of a line. */
import type { Difficulty } from '#contest/rules/rules.ts'
import { readDifficulty } from '../../draft.ts'
import { cleanText, foldText } from '#contest/text.ts'

/** What stands in brackets beside the number: `(NB)`, `[TH - CLO2]`. */
export interface Tags {
  readonly difficulty: Difficulty | null
  /** Brackets that say nothing we keep, as written. */
  readonly leftOut: readonly string[]
}

export interface Head {
  /** Null where the head has none: "Câu hỏi: …", or a level in its place. */
  readonly number: number | null
  /** Of the part, in "Câu 2.1". */
  readonly part?: string
  /** Of everything before the words of the question. */
  readonly length: number
  readonly tags: Tags
}

const noTags: Tags = { difficulty: null, leftOut: [] }

const levelCodes: Readonly<Record<string, Difficulty>> = { nb: 1, th: 2, vd: 3, vdt: 3, vdc: 3 }

/** `NB`, `Mức 2`, `VDC`, `vận dụng cao`; null for what is no level. */
export function levelOf(text: string): Difficulty | null {
  const words = foldText(text)
    .replace(/^(muc do|muc|level|cap do)\s*(nhan thuc)?\s*[:.-]?\s*/, '')
    .replace(/\.$/, '')
  if (words === '4' || words === 'van dung thap') return 3
  return levelCodes[words.replace(/[\s_.-]*\d*$/, '')] ?? readDifficulty(words)
}

/** The inside of brackets; null when it is not only levels and codes. */
function readTag(inside: string): Tags | null {
  const parts = inside.replace(/[<>]/g, '').split(/[,;|/–]|\s-\s|(?<=[A-Z])-(?=[A-Z])/)
  let difficulty: Difficulty | null = null
  const leftOut: string[] = []
  for (const part of parts) {
    const text = cleanText(part)
    // Bare numbers in brackets mean many things.
    const level = /^\d+$/.test(text) ? null : levelOf(text)
    if (level !== null) difficulty ??= level
    else if (/^(CLO|PLO|ELO|LO|CĐR)\s*[-.]?\s*\d[\d.]*$/iu.test(text)) leftOut.push(text)
    else return null
  }
  return { difficulty, leftOut }
}

const bracket = /\s*(?:\(([^()\n]{1,40})\)|\[([^[\]\n]{1,40})\])/uy

/** Brackets from a position on: all of them, or only those that are levels and codes. */
function readTags(text: string, from: number, any: boolean): { readonly to: number; readonly tags: Tags } {
  let to = from
  let tags = noTags
  for (let count = 0; count < 4; count++) {
    bracket.lastIndex = to
    const match = bracket.exec(text)
    const inside = match?.[1] ?? match?.[2]
    if (match === null || inside === undefined) break
    const read = readTag(inside)
    if (read === null && !any) break
    to = bracket.lastIndex
    tags = {
      difficulty: tags.difficulty ?? read?.difficulty ?? null,
      leftOut: [...tags.leftOut, ...(read === null ? [cleanText(inside)] : read.leftOut)],
    }
  }
  return { to, tags }
}

const both = (...list: readonly Tags[]): Tags => ({
  difficulty: list.find(({ difficulty }) => difficulty !== null)?.difficulty ?? null,
  leftOut: list.flatMap(({ leftOut }) => leftOut),
})

const word =
  /\s*(?:(?:câu\s+hỏi\s+số|câu\s+hỏi|câu\s+số|câu|question)\s*(?:0*(\d{1,2})\.(?=\d))?|c(?=\d{1,3}[.:)]))(?:\[\s*0*(\d{1,5})\s*\]|0*(\d{1,5}))(?![\d\p{L}])/iuy
const sign = /\s*(?:[:.)/\-–]+(?!\d)\s*|$)/uy

/** `Câu 1:`, `[NB] Câu hỏi 01 (CLO1).`, `Question 1`, `C1.`, `Câu 2.1` (the first of the second part). `due`: where the sign may be missing ("Câu 7 Nội dung"). */
export function namedHead(text: string, due: number): Head | null {
  const before = readTags(text, 0, false)
  word.lastIndex = before.to
  const match = word.exec(text)
  const digits = match?.[2] ?? match?.[3]
  if (match === null || digits === undefined) return null
  const number = Number(digits)
  const part = match[1]
  const beside = readTags(text, word.lastIndex, true)
  sign.lastIndex = beside.to
  const signed = sign.exec(text) !== null
  const tagged = beside.to > word.lastIndex || match[2] !== undefined
  if (!signed && !tagged && !(number === due && /^\s+\p{Lu}/u.test(text.slice(word.lastIndex, word.lastIndex + 10)))) return null
  const after = readTags(text, signed ? sign.lastIndex : beside.to, false)
  const rest = /\s*[:.]?\s*/uy
  rest.lastIndex = after.to
  if (after.tags !== noTags) rest.exec(text)
  const length = after.tags === noTags ? (signed ? sign.lastIndex : beside.to) : rest.lastIndex
  return { number, length, tags: both(before.tags, beside.tags, after.tags), ...(part === undefined ? {} : { part }) }
}

const bare = /\s*(?:0*(\d{1,4})\s*(?:[.):/](?!\d)|[-–]\s*(?=["“(]?\p{Lu}(?:\p{L}|\s+\p{L})))|\[\s*0*(\d{1,4})\s*\]\s*[.:)]?)\s*/uy

/** `1.`, `1)`, `[1]`, `[NB] 1.`, `1. (TH)`. */
export function bareHead(text: string): Head | null {
  const before = readTags(text, 0, false)
  bare.lastIndex = before.to
  const match = bare.exec(text)
  const digits = match?.[1] ?? match?.[2]
  if (digits === undefined) return null
  const { lastIndex } = bare
  const after = readTags(text, lastIndex, false)
  return { number: Number(digits), length: after.to, tags: both(before.tags, after.tags) }
}

/** What stands behind the number that begins a line: `.`, `)`; empty for none. */
export const numberSign = (text: string): string => /^\s*\d{1,4}\s*([^\d\s])/u.exec(text)?.[1] ?? ''

const worded = /^\s*(?:câu(?:\s+hỏi)?|question)\s*[:.]\s*(?=\S)/iu

/** `Câu hỏi: …`, `Question: …`, without a number. */
function wordHead(text: string): Head | null {
  const length = worded.exec(text)?.[0].length
  return length === undefined ? null : { number: null, length, tags: noTags }
}

const leveled = /^\s*\[\s*([1-4])\s*\]\s*[.:)]?\s*(?=\S)/u

/** `[2] …`, where what stands in brackets is the level of the question. */
function levelHead(text: string): Head | null {
  const match = leveled.exec(text)
  const level = match?.[1]
  if (match === null || level === undefined) return null
  return { number: null, length: match[0].length, tags: { difficulty: Math.min(Number(level), 3) as Difficulty, leftOut: [] } }
}

/** Levels in brackets do not count on from one to the next; a word without numbers begins questions where no number does. */
export function unnumberedHead(lines: readonly string[]): ((text: string) => Head | null) | null {
  const levels = lines.flatMap((text) => levelHead(text)?.tags.difficulty ?? [])
  const bracketed = lines.flatMap((text) => (/^\s*\[\s*\d+\s*\]/.test(text) ? [bareHead(text)?.number ?? 0] : []))
  const isCounted = bracketed.every((number, at) => number === (bracketed[0] ?? 0) + at)
  if (levels.length > 1 && levels.length === bracketed.length && !isCounted) return levelHead
  const first = lines.findIndex((text) => wordHead(text) !== null)
  return first < 0 || lines.slice(0, first).some((text) => bareHead(text) !== null) ? null : wordHead
}

/** `[NB] Nội dung (CLO1)`: levels and codes in front of a text and behind it. */
export function cutTags(text: string): { readonly from: number; readonly to: number; readonly tags: Tags } {
  const front = readTags(text, 0, false)
  const end = /\s*[([]([^()[\]\n]{1,40})[)\]]\s*$/u.exec(text.slice(-60))
  const back = end?.[1] === undefined ? null : readTag(end[1])
  if (back === null || end === null) return { from: front.to, to: text.length, tags: front.tags }
  return { from: front.to, to: text.length - end[0].length, tags: both(front.tags, back) }
}

export type Heading =
  | { readonly kind: 'topic'; readonly topic: string; readonly isChapter: boolean }
  | { readonly kind: 'level'; readonly difficulty: Difficulty }
  /** `name`: number of the section from 1; null where the heading has none. */
  | { readonly kind: 'section'; readonly name: number | null }

const MAX_HEADING = 200
const ordinal = String.raw`(?:[ivx]+|\d{1,3}|nhất|hai|ba|tư|bốn|năm|[a-h])(?![\p{L}\d])`
const topicHead = new RegExp(
  String.raw`^\s*(?:(?:[IVX]{1,5}|\d{1,2})\s*[.)]\s*)?(?:(chủ đề|chuyên đề|lĩnh vực|topic)(?:\s+(?:số\s+)?${ordinal})?\s*[:.\-–]\s*|(chương)\s+(?:thứ\s+)?${ordinal}\s*[:.\-–]?\s*)(.*)$`,
  'iu',
)
const levelLine =
  /^\s*(?:(?:phần\s+)?(?:[IVX]{1,5}|\d{1,2}|[a-d])\s*[.):\-–/]\s*)?(?:(?:mức độ|mức|cấp độ|câu hỏi|phần)\s*(?:\d\s*)?[:.\-–]?\s*){0,3}(nhận biết|thông hiểu|vận dụng\s+cao|vận dụng\s+thấp|vận dụng|NB|TH|VDC|VD)\s*(?:[([][^()[\]]{0,40}[)\]])?\s*[:.]?\s*$/iu
const sectionHead = new RegExp(String.raw`^\s*(?:(?:phần|mục|part|chủ đề|chuyên đề)\s+(?:thứ\s+)?(${ordinal})|([IVX]+)\s*[.):\-–]\s)`, 'iu')

export function readHeading(text: string): Heading | null {
  if (text.length > MAX_HEADING) return null
  const level = levelLine.exec(text)?.[1]
  if (level !== undefined) {
    const difficulty = levelOf(level)
    if (difficulty !== null) return { kind: 'level', difficulty }
  }
  const topic = topicHead.exec(text)
  if (topic !== null) {
    const words = cleanText(topic[3] ?? '').replace(/[.:]$/, '')
    const isChapter = topic[2] !== undefined
    if (words !== '' || isChapter) return { kind: 'topic', topic: words === '' ? cleanText(text) : words, isChapter }
  }
  const section = sectionHead.exec(text)
  return section === null ? null : { kind: 'section', name: ordinalOf(section[1] ?? section[2] ?? '') }
}

const spelled = ['nhat', 'hai', 'ba', 'tu', 'nam']

/** `II`, `2`, `hai`, `B` → 2. */
export function ordinalOf(text: string): number | null {
  const word = foldText(text)
  if (/^\d+$/.test(word)) return Number(word)
  if (word === 'bon') return 4
  const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'].indexOf(word)
  if (roman >= 0) return roman + 1
  if (spelled.includes(word)) return spelled.indexOf(word) + 1
  return /^[a-h]$/.test(word) ? word.charCodeAt(0) - 96 : null
}

/** A heading or a signature: capitals only, at least two words. */
function isShouted(text: string): boolean {
  const clean = cleanText(text)
  return /\p{Lu}{2,}.*\s.*\p{Lu}{2,}/u.test(clean) && clean === clean.toLocaleUpperCase('vi')
}

/** What stands around questions on a page and belongs to none: numbers of pages, ends, places for names. */
const furniture =
  /^\s*(?:trang\s*\d+(?:\s*(?:\/|trên|of)\s*\d+)?|[-–—_*.=\s]*(?:hết|the end)[-–—_*.=\s]*|mã đề.{0,40}|họ (?:và )?tên.{0,80}|số báo danh.{0,40}|\(?\s*(?:thí sinh|cán bộ coi thi|giám thị).{0,80}|\(?\s*ký(?:\s*$|\s*,|\s+(?:tên|ghi|và|đóng)).{0,40}|nơi nhận.{0,80}|người (?:lập|tổng hợp|ra đề|biên soạn|soạn|duyệt|phản biện).{0,80}|[^\n]{0,40},?\s*ngày\s+[\d.…]{1,8}\s+tháng\s+[\d.…]{1,8}\s+năm.{0,12}|(?:phó\s+)?(?:trưởng|chủ tịch|giám đốc|bí thư)\s+(?:ban|phòng|đoàn|khoa|tiểu ban|hội đồng|ubnd).{0,60}|tm\..{0,60}|kt\..{0,60}|chúc .{0,80}[!.]|\(?(?:lưu ý|ghi chú|chú ý)\s*:.{0,100}|\(?mỗi câu.{0,60}|câu hỏi (?:dự đoán|phụ)\s*:.{0,100}|(?:dành cho|đối tượng)\s.{0,80}|[-–—_*.=]{3,})\s*$/iu

const isFurniture = (text: string): boolean => text.length < 160 && furniture.test(text)

/** Ends the options above it. */
export const endsQuestion = (text: string): boolean =>
  text.length < 1000 && (readHeading(text) !== null || isShouted(text) || isFurniture(text))
