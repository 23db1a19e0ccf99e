/** The list of right answers of a Word file as lines: "ĐÁP ÁN PHẦN II", "1A 2B 3C", "Mã đề 101: 1-B, 2-C". Tables are in key-table.ts. */
import { cleanText, foldText } from '#contest/text.ts'
import { beginsAsCorrection, correctedLetter, isSecondThought } from '../../second-thoughts.ts'
import { readNames, readTitle, type PartName } from '../outline/part-names.ts'

export interface KeyEntry {
  readonly number: number
  /** The part of "2.5 B"; undefined for none. */
  readonly part?: string
  /** As written, perhaps not an answer at all. */
  readonly answer: string
  readonly place: string
  /** Its number comes from an automatic list, or from its place in a row that lacks a cell: one forgotten answer moves all behind it. */
  readonly isCounted?: true
  /** What each of several columns of answers says, where they differ: "Đáp án: B". */
  readonly columns?: readonly string[]
}

/** Answers that belong together, and what they say of whom they are for. */
export interface KeyAnswers {
  readonly names: readonly PartName[]
  readonly entries: readonly KeyEntry[]
}

export interface KeyHeading {
  /** Of the part it names: `Đáp án phần II`. */
  readonly names: readonly PartName[]
}

const headingStart =
  /^\s*(?:[IVX\d]{1,4}\s*[.)]\s+)?(?:(?:(?:bảng|phần|gợi\s+ý|hướng\s+dẫn)\s+)?(?:chấm\s+(?:và\s+)?)?đáp\s+án|hướng\s+dẫn\s+chấm|answer\s+key|answers?\s+sheet|keys?(?=\s*:?\s*$))(?![\p{L}\d])(.*)$/isu
const statedAnswer = /^\s*[:.\-–]?\s*(?:(?:đúng|là|chính xác)\s*[:.\-–]?\s*)*[A-HĐS](?![\p{L}\d])/iu
const common =
  /^(?:dung|cac cau|cau hoi|trac nghiem|bo cau hoi|bo de|chi tiet|tham khao|chinh thuc|cua|cuoc thi|hoi thi|de|bai thi|phan|va|thang diem|cham|danh cho|doi tuong|noi dung|chu de|chuyen de|linh vuc|bang)(?: |$)/

/** "ĐÁP ÁN", "Bảng đáp án:", "ĐÁP ÁN CÂU HỎI TRẮC NGHIỆM", "Đáp án phần II", "ĐÁP ÁN - MÃ ĐỀ: 102". Null for anything else. */
export function readKeyHeading(text: string): KeyHeading | null {
  if (text.length >= 110) return null
  const match = headingStart.exec(text)
  if (match === null) return null
  const rest = (match[1] ?? '').replace(/^[\s:.\-–—]+/, '').replace(/[\s:.]+$/, '')
  if (rest === '') return { names: [] }
  if (/[?…]/.test(rest) || /^(?:đúng\s+)?(?:là|phải là)(?!\p{L})/iu.test(rest)) return null
  const names = readNames(rest)
  const plain = rest.replace(/\([^()]*\)/g, ' ')
  const isShouted = text === text.toLocaleUpperCase('vi')
  if (names.length === 0 && statedAnswer.test(rest)) return null
  // "Đáp án: Ngày 10 tháng 10" says the words of an option.
  if (names.every(({ isWeak }) => isWeak === true) && /^\s*:/.test(match[1] ?? '')) return null
  const words = foldText(plain)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (names.length === 0 && !isShouted && ((words !== '' && !common.test(words)) || /[.:]/.test(rest) || /\bcau \d/.test(words)))
    return null
  if (names.length > 0 || words === '' || common.test(words)) return { names }
  return { names: [{ kind: null, number: null, words, text: rest }] }
}

const pairs =
  /[\s,;|]*(?:câu\s*)?(?:(\d{1,2})\.(?=\d))?0*(\d{1,5})\s*[.:)\-–=]?\s*([A-H](?:\s?[,&+]\s?[A-H]|[A-H])*|Đ|S|đúng|sai)(?![\p{L}\d])\s*[.,;|)]*/iuy

const range =
  /[\s,;|]*(?:câu\s*)?0*(\d{1,3})\s*(?:[-–—]|đến)\s*(?:câu\s*)?0*(\d{1,3})\s*[.:)=]?\s*((?:[A-H][\s,;.-]*){2,60})(?![\p{L}\d])/iuy

/** "1-5: DACAC": a letter for each. Where they are more or fewer, nobody can tell whose they are: each gets all of it. */
function rangeAt(clean: string, at: number, place: string): { readonly entries: readonly KeyEntry[]; readonly to: number } | null {
  range.lastIndex = at
  const [all = '', from, to, letters = ''] = range.exec(clean) ?? []
  const [first, last] = [Number(from), Number(to)]
  const own = [...letters.replace(/[^A-H]/gi, '').toUpperCase()]
  if (all === '' || last <= first || last - first > MAX_RANGE) return null
  const isWhole = own.length === last - first + 1
  const entries = Array.from({ length: last - first + 1 }, (_, index) => ({
    number: first + index,
    answer: isWhole ? (own[index] ?? '') : all.trim(),
    place,
  }))
  return { entries, to: range.lastIndex }
}

const MAX_RANGE = 200

/** Pairs of a line that holds nothing else; null otherwise. */
export function readKeyLine(text: string, place: string): readonly KeyEntry[] | null {
  const clean = cleanText(text)
  if (clean.length > 20_000) return null
  const entries: KeyEntry[] = []
  pairs.lastIndex = 0
  while (pairs.lastIndex < clean.length) {
    const many = rangeAt(clean, pairs.lastIndex, place)
    if (many !== null) {
      entries.push(...many.entries)
      pairs.lastIndex = many.to
      continue
    }
    const match = pairs.exec(clean)
    if (match === null) return null
    const [, part, number, answer = ''] = match
    entries.push({ number: Number(number), answer, place, ...(part === undefined ? {} : { part: String(Number(part)) }) })
  }
  return entries.length === 0 ? null : entries
}

export interface NamedKeyLine extends KeyAnswers {
  /** The line says itself that a key begins: "ĐÁP ÁN: 1B 2C". */
  readonly isHeading: boolean
}

const pairStart = /(?<![\p{L}\d.])(?:câu\s*)?\d{1,5}\s*[.:)\-–=]?\s*(?:[A-HĐS](?![\p{L}\d])|[A-H]{2,8}(?![\p{L}\d]))/giu
const MAX_STARTS = 4

/** A heading or a name and at least two pairs in one line: "ĐÁP ÁN: 1B 2C", "Phần I: 1B 2A", "An toàn thông tin: 1A 2C". */
export function readNamedKeyLine(text: string, place: string, inKey: boolean): NamedKeyLine | null {
  if (readKeyLine(text, place) !== null) return null
  const start = text.slice(0, 120)
  let tried = 0
  for (const { index } of start.matchAll(pairStart)) {
    if (tried++ >= MAX_STARTS) return null
    const front = text.slice(0, index).replace(/[\s:.\-–—]+$/, '')
    if (front.trim() === '') return null
    const heading = readKeyHeading(front)
    const names = heading?.names ?? readTitle(front)
    const isKnown = heading !== null || names.length > 0 || (inKey && /[:\-–—]\s*$/.test(text.slice(0, index)))
    if (!isKnown) continue
    const entries = readKeyLine(text.slice(index), place)
    if (entries === null || entries.length < 2) continue
    const words = foldText(front)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    const own = heading === null && names.length === 0 ? [{ kind: null, number: null, words, text: front.trim() }] : names
    return { names: own, entries, isHeading: heading !== null }
  }
  return null
}

const wordy =
  /^\s*(?:câu\s*)?0*(\d{1,5})\s*[.:)\-–]?\s*(?:(?:chọn|đáp án)\s*:?\s*)?(([A-H](?:\s*[,&+]\s*[A-H])*)(?![\p{L}\d])\s*(\S.*))$/isu

/**
 * "Câu 1: B. Ngày 12/11" below a heading: the letter with the words of the option repeated, or with what takes it back ("B, nay là C").
 * All of it is the answer: only beside the options can anybody tell what the words say.
 */
export function readWordyKeyLine(text: string, place: string): KeyEntry | null {
  const [, number, answer = '', letters = '', rest = ''] = wordy.exec(text) ?? []
  if (number === undefined) return null
  const isKnown = /^(?:[.:)\-–]\s+\S|\(.*\)\s*[.;]?\s*$)/su.test(rest)
  const isTakenBack =
    text.length <= MAX_CORRECTION && /^(?:[^\p{L}\d\s]|\p{Ll})/u.test(rest) && isSecondThought(rest, letters.toUpperCase())
  return isKnown || isTakenBack ? { number: Number(number), answer: cleanText(answer), place } : null
}

/** "(sửa thành D)" in a line of its own: of the answer before it. */
export function readCorrectionBelow(text: string, place: string, last: KeyEntry): KeyEntry | null {
  const isOne = beginsAsCorrection(text) && isSecondThought(text, readLetters(last.answer)?.letters ?? '')
  return isOne ? { ...last, answer: cleanText(text), place } : null
}

/** "B. Hai" → "B" and ". Hai". */
function readLetters(answer: string): { readonly letters: string; readonly rest: string } | null {
  const match = /^([A-H](?:[\s,&+]*[A-H])*)(?![\p{L}\d])(.*)$/isu.exec(answer)
  return match === null ? null : { letters: (match[1] ?? '').toUpperCase(), rest: match[2] ?? '' }
}

/** Of two entries that give one answer what says more of it; null where they differ, or one takes it back. */
export function sameEntry(first: KeyEntry, second: KeyEntry): KeyEntry | null {
  const [one, other] = [readLetters(first.answer), readLetters(second.answer)]
  if (foldText(first.answer) === foldText(second.answer)) return first
  const isOne = one !== null && one.letters === other?.letters
  if (!isOne || [one, other].some(({ letters, rest }) => isSecondThought(rest, letters))) return null
  return one.rest === '' && first.columns === undefined ? second : first
}

const MAX_CORRECTION = 200

/** "Đính chính: câu 2 đáp án C" among the answers of a key: a second word on a question, for a person to weigh. */
export function readCorrection(text: string, place: string): KeyEntry | null {
  const match = text.length > MAX_CORRECTION ? null : correctedLetter.exec(text)
  return match === null ? null : { number: Number(match[1]), answer: cleanText(text), place }
}
