/** The list of right answers at the end of a Word file: a table of numbers and letters, or lines such as "1A 2B 3C". */
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from './findings.ts'
import { cleanText, foldText } from './text.ts'
import { plainText, type WordTable } from './wordprocessing.ts'

export interface KeyEntry {
  readonly number: number
  /** As written, perhaps not an answer at all. */
  readonly answer: string
  readonly place: string
}

const numberCell = /^(?:câu\s*)?0*(\d{1,4})\s*[.:)]?$/iu
const letterCell = /^(?:(?:đáp án|câu)\s*)?[A-H](?:\s*[,;&]?\s*[A-H])*\s*[.)]?$/iu
const pairCell = /^(?:câu\s*)?0*(\d{1,4})\s*[.:)\-–]?\s*([A-H])[.)]?$/iu

const numberHead = /^(cau( hoi)?( so)?|stt|tt|so|question|no\.?)$/
const answerHead = /^((phuong an|dap an|cau tra loi)( dung)?|da|d\.?an|answer|key)$/

interface KeyCell {
  readonly text: string
  readonly place: string
}

/** Null when the table is something else. */
export function readKeyTable(table: WordTable): readonly KeyEntry[] | null {
  const cells = table.rows.map((row) =>
    row.map((cell): KeyCell => ({ text: cleanText(cell.map(plainText).join(' ')), place: cell[0]?.place ?? table.place })),
  )
  const head = cells[0] ?? []
  const folded = head.map(({ text }) => foldText(text.slice(0, 60)))
  const columns = folded.flatMap((text, at) => (numberHead.test(text) && answerHead.test(folded[at + 1] ?? '') ? [at] : []))
  if (columns.length > 0) return columns.flatMap((at) => pairs(cells.slice(1).map((row) => [row[at], row[at + 1]])))
  const first = cells.map(([cell]) => foldText((cell?.text ?? '').slice(0, 60)))
  const rows = first.flatMap((text, at) => (numberHead.test(text) && answerHead.test(first[at + 1] ?? '') ? [at] : []))
  if (rows.length > 0) return rows.flatMap((at) => pairs((cells[at] ?? []).slice(1).map((cell, i) => [cell, cells[at + 1]?.[i + 1]])))
  return readBare(cells)
}

/** A number without an answer beside it is kept: its question must not pass for one that the key forgot. */
function pairs(list: readonly (readonly [KeyCell | undefined, KeyCell | undefined])[]): readonly KeyEntry[] {
  return list.flatMap(([number, answer]) => {
    const digits = numberCell.exec(number?.text ?? '')?.[1]
    if (number === undefined || digits === undefined) return []
    return [{ number: Number(digits), answer: answer?.text ?? '', place: number.place }]
  })
}

/** Without headings: every filled cell must belong to a pair, side by side, one above the other, or in one cell. */
function readBare(cells: readonly (readonly KeyCell[])[]): readonly KeyEntry[] | null {
  const filled = cells.flat().filter(({ text }) => text !== '')
  const own = filled.flatMap(({ text, place }): KeyEntry[] => {
    const match = pairCell.exec(text)
    return match === null ? [] : [{ number: Number(match[1]), answer: match[2] ?? '', place }]
  })
  if (own.length > 1 && own.length === filled.length) return own
  if (filled.length < 4 || filled.length % 2 !== 0) return null
  const entries: KeyEntry[] = []
  cells.forEach((row, y) => {
    row.forEach((cell, x) => {
      const digits = numberCell.exec(cell.text)?.[1]
      if (digits === undefined) return
      const answer = [row[x + 1], cells[y + 1]?.[x]].find((one) => letterCell.test(one?.text ?? ''))
      if (answer !== undefined) entries.push({ number: Number(digits), answer: answer.text, place: cell.place })
    })
  })
  return entries.length * 2 === filled.length ? entries : null
}

/** "ĐÁP ÁN", "Bảng đáp án:", "ĐÁP ÁN CÂU HỎI TRẮC NGHIỆM". */
export const isKeyHeading = (text: string): boolean =>
  text.length < 80 &&
  /^(bang |phan |goi y )?dap an( (dung|cac cau|cau hoi|trac nghiem|bo cau hoi|chi tiet)[^.:?]*)?\s*:?$/.test(foldText(text))

/** Pairs of a line that holds nothing else; null otherwise. */
export function readKeyLine(text: string, place: string): readonly KeyEntry[] | null {
  const clean = cleanText(text)
  if (clean.length > 2000) return null
  const entries: KeyEntry[] = []
  const pair = /\s*(?:câu\s*)?0*(\d{1,4})\s*[.:)\-–]?\s*([A-H])(?![\p{L}\d])\s*[.,;|)]*/iuy
  while (pair.lastIndex < clean.length) {
    const match = pair.exec(clean)
    if (match === null) return null
    entries.push({ number: Number(match[1]), answer: match[2] ?? '', place })
  }
  return entries.length === 0 ? null : entries
}

export interface AnswerKey {
  readonly answers: ReadonlyMap<number, KeyEntry>
  readonly findings: readonly Finding[]
}

export function collectKey(entries: readonly KeyEntry[]): AnswerKey {
  const answers = new Map<number, KeyEntry>()
  const findings: Finding[] = []
  for (const entry of entries) {
    const before = answers.get(entry.number)
    if (before === undefined) answers.set(entry.number, entry)
    else if (foldText(before.answer) !== foldText(entry.answer)) {
      const values = { number: entry.number, first: excerpt(before.answer, 20), second: excerpt(entry.answer, 20) }
      findings.push(found('key-twice', entry.place, values))
    }
  }
  return { answers, findings }
}
