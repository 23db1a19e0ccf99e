/**
 * What parts of a file are called: "Mã đề 101", "Phần II", "Bảng B", "Chủ đề 2: An toàn thông tin". A key finds its questions by these
 * names alone: the order in which papers and keys stand is no name.
 */
import { foldText } from '#contest/text.ts'
import { ordinalOf } from './heads.ts'

export interface PartName {
  /** Folded word that says what it is: `ma de`, `phan`; null where only number or words are known. */
  readonly kind: string | null
  /** `101`, `2` (also for II and "thứ hai"), `b`; null where it has none. */
  readonly number: string | null
  /** Folded words behind it; empty for none. */
  readonly words: string
  /** As written. */
  readonly text: string
  /** A kind that titles hold for other reasons, too: it parts a file only where its questions have such names. */
  readonly isWeak?: true
}

const kindNames: readonly (readonly [RegExp, string])[] = [
  [/^ma\b/, 'de'],
  [/^(bo )?de/, 'de'],
  [/^(phan|muc|part)/, 'phan'],
  [/^(chu de|chuyen de|linh vuc|topic)/, 'chu de'],
]

const kindOf = (word: string): string => {
  const folded = foldText(word)
  return kindNames.find(([pattern]) => pattern.test(folded))?.[1] ?? folded.replace(/ thi$/, '')
}

const ordinal = String.raw`(?:(?!(?:19|20)\d\d(?!\d))[A-Z]?\d{1,5}[A-Z]?(?!\s*(?:phút|câu|điểm|[/,]\d))|[IVX]{1,5}|nhất|hai|ba|tư|bốn|năm(?!\s+\d)|chẵn|lẻ|[A-H])(?![\p{L}\d])`
const kinds = String.raw`mã(?:\s+đề)?(?:\s+thi)?|(?<!(?:chủ|chuyên|vấn|tiêu|đầu|mã)\s+)(?:bộ\s+)?đề(?:\s+(?:thi|kiểm\s+tra))?|phần(?:\s+thi)?|mục|chương|bài(?:\s+thi)?|bảng|vòng(?:\s+thi)?|tuần(?:\s+thi)?|đợt(?:\s+thi)?|khối|nhóm|lượt(?:\s+thi)?|part|chủ\s+đề|chuyên\s+đề|lĩnh\s+vực`
const anywhere = new RegExp(
  String.raw`(?<![\p{L}\d])(${kinds})\s*(?:(?:số|thứ)(?![\p{L}\d])\s*)?[:.\-–]?\s*(${ordinal})\s*[).:\-–]*\s*([^\n]{0,120})`,
  'iu',
)
const weakKinds = String.raw`tháng|năm|ngày|quý|(?:học\s+)?kỳ|đội|lớp|lần|ca|buổi|tổ|khóa|khoá|cụm|số`
const weak = new RegExp(
  String.raw`(?<![\p{L}\d])(${weakKinds})(?![\p{L}])\s*(?:thứ\s*)?[:.]?\s*(\d{1,4}(?:[/.]\d{1,4}){0,2}|[IVX]{1,5}|[A-H])(?![\p{L}\d])`,
  'iu',
)
const romanHead = /^\s*([IVX]{1,5})\s*[.):\-–]\s*(\S.{0,120})$/u
const worded =
  /^\s*(?:(?:[IVX]{1,5}|\d{1,2})\s*[.)]\s*)?(?:(?:bộ\s+)?(?:câu\s+hỏi|đề(?:\s+thi)?)\s+|phần\s+(?=dành|đối))?(chủ\s+đề|chuyên\s+đề|lĩnh\s+vực|topic|phần|bảng|nội\s+dung|đối\s+tượng|dành\s+cho)\s*[:.\-–]?\s+(\S.{0,120})$/iu

const wordsOf = (text: string): string =>
  foldText(text)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function numberOf(text: string): string {
  const folded = foldText(text)
  if (/^[a-h]$/.test(folded)) return folded
  const value = /^0*\d+$/.test(folded) ? Number(folded) : ordinalOf(folded)
  return value === null ? folded : String(value)
}

const MAX_TITLE = 200

/** Every name some words hold, from left to right. */
export function readNames(text: string): readonly PartName[] {
  if (text.length > MAX_TITLE) return []
  const match = anywhere.exec(text)
  if (match !== null) {
    const [whole, kind = '', number = '', rest = ''] = match
    const shown = whole.slice(0, whole.length - rest.length).replace(/[\s).:\-–]+$/, '')
    return [{ kind: kindOf(kind), number: numberOf(number), words: wordsOf(rest), text: shown }, ...readNames(rest)]
  }
  const roman = romanHead.exec(text)
  if (roman !== null) return [{ kind: 'phan', number: numberOf(roman[1] ?? ''), words: wordsOf(roman[2] ?? ''), text: text.trim() }]
  const named = worded.exec(text)
  return named === null
    ? readWeak(text)
    : [{ kind: kindOf(named[1] ?? ''), number: null, words: wordsOf(named[2] ?? ''), text: text.trim() }]
}

function readWeak(text: string): readonly PartName[] {
  const [whole, kind = '', number = ''] = weak.exec(text) ?? []
  if (whole === undefined) return []
  const folded = foldText(kind)
  return [{ kind: folded === 'so' ? null : folded, number: numberOf(number), words: '', text: whole, isWeak: true }]
}

const titled = new RegExp(
  String.raw`^[\s(\-–—*.=]*(?:(?:[IVX]{1,5}|\d{1,2})\s*[.):\-–]\s*)?(?:(?:bộ\s+)?(?:câu\s+hỏi|đề(?:\s+thi)?)\s+)?(?:${kinds}|${weakKinds.replace('|số', '')}|nội\s+dung|đối\s+tượng|dành\s+cho)(?![\p{L}\d])`,
  'iu',
)

/** The names of a line that is a title: it begins with one, is written in capitals, or tells the code of a paper. */
export function readTitle(text: string): readonly PartName[] {
  if (text.length > MAX_TITLE || /[?]\s*$/.test(text)) return []
  const isTitle =
    titled.test(text) ||
    /mã\s+đề/iu.test(text) ||
    (text === text.toLocaleUpperCase('vi') && /\p{Lu}{2}/u.test(text)) ||
    /^\s*[IVX]{1,5}\s*[.):\-–]\s*\S/u.test(text)
  return isTitle ? readNames(text) : []
}

/** The names that hold at one place of a file, by kind. */
export class NameContext {
  readonly #names = new Map<string, PartName>()
  /** Kinds in the order of their first appearance: a name ends those of the kinds inside it. */
  readonly #order: string[] = []

  clear(): void {
    this.#names.clear()
    this.#order.length = 0
  }

  /** Names of one line: none of them ends another. */
  apply(names: readonly PartName[]): void {
    if (names.length === 0) return
    const kinds = names.map(({ kind }) => kind ?? '')
    for (const kind of kinds) if (!this.#order.includes(kind)) this.#order.push(kind)
    const outermost = Math.min(...kinds.map((kind) => this.#order.indexOf(kind)))
    this.#order.slice(outermost + 1).forEach((kind) => this.#names.delete(kind))
    names.forEach((name) => this.#names.set(name.kind ?? '', name))
  }

  get names(): readonly PartName[] {
    return [...this.#names.values()]
  }
}

/** Does a part of these names bear that one? */
export const bears = (names: readonly PartName[], { kind, number, words }: PartName): boolean =>
  names.some((own) => {
    if (kind !== null && own.kind !== kind) return false
    if (number !== null) return own.number === number
    return words !== '' && (own.words === words || own.words.startsWith(`${words} `))
  })
