/** The list of right answers at the end of a Word file: a table of numbers and letters, or lines such as "1A 2B 3C". */
import { cleanText, foldText } from '#contest/text.ts'
import { ordinalOf } from '../heads.ts'
import { plainText, type WordTable } from '../document/document.ts'

export interface KeyEntry {
  readonly number: number
  /** As written, perhaps not an answer at all. */
  readonly answer: string
  readonly place: string
}

const numberCell = /^(?:câu\s*)?0*(\d{1,5})\s*[.:)]?$/iu
const letterCell = /^(?:(?:đáp án|câu)\s*)?[A-H](?:\s*[,;&]?\s*[A-H])*\s*[.)]?$/iu
const pairCell = /^(?:câu\s*)?0*(\d{1,5})\s*[.:)\-–]?\s*([A-H](?:\s*[,;&]?\s*[A-H])*)[.)]?$/iu

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
  if (columns.length > 0) return answered(columns.flatMap((at) => pairs(cells.slice(1).map((row) => [row[at], row[at + 1]]))))
  const crossed = readCrosses(cells, folded)
  if (crossed !== null) return crossed
  const first = cells.map(([cell]) => foldText((cell?.text ?? '').slice(0, 60)))
  const rows = first.flatMap((text, at) => (numberHead.test(text) && answerHead.test(first[at + 1] ?? '') ? [at] : []))
  if (rows.length > 0)
    return answered(rows.flatMap((at) => pairs((cells[at] ?? []).slice(1).map((cell, i) => [cell, cells[at + 1]?.[i + 1]]))))
  return readBare(cells)
}

/** A table whose heads look like a key but that names no answer is no key: "STT | Câu hỏi | Phương án | Đáp án" heads a list of questions. */
const answered = (entries: readonly KeyEntry[]): readonly KeyEntry[] | null =>
  entries.some(({ answer }) => answer !== '' && answer.length <= MAX_ANSWER) ? entries : null

const MAX_ANSWER = 40

/** A row a question, a column a letter, a cross in the right one. A row with several crosses names them all, one with none no answer. */
function readCrosses(cells: readonly (readonly KeyCell[])[], head: readonly string[]): readonly KeyEntry[] | null {
  const letters = head.flatMap((text, at) => (/^[a-h]$/.test(text) ? [at] : []))
  if (!numberHead.test(head[0] ?? '') || letters.length < 2 || letters.length !== head.length - 1) return null
  const rows = cells.slice(1)
  if (!rows.every((row) => row.slice(1).every(({ text }) => /^[x✓✔☑*]?$/iu.test(text)))) return null
  return pairs(
    rows.map((row) => {
      const crossed = letters.flatMap((at) => ((row[at]?.text ?? '') === '' ? [] : [(head[at] ?? '').toUpperCase()]))
      return [row[0], { text: crossed.join(', '), place: row[0]?.place ?? '' }]
    }),
  )
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

export interface KeyHeading {
  /** The number of the section it names: `Đáp án phần II`. */
  readonly section: number | null
}

const keyHeading =
  /^(bang |phan |goi y )?dap an( (dung|cac cau|cau hoi|trac nghiem|bo cau hoi|chi tiet|tham khao|cua)[^.:?]*?)?( (phan|chuong|muc|chu de|bai)( thu)? (\w+))?\s*:?$/

/** "ĐÁP ÁN", "Bảng đáp án:", "ĐÁP ÁN CÂU HỎI TRẮC NGHIỆM", "Đáp án phần II". Null for anything else. */
export function readKeyHeading(text: string): KeyHeading | null {
  if (text.length >= 80) return null
  const match = keyHeading.exec(foldText(text).replace(/^[ivx\d]{1,4}[.)] /, ''))
  return match === null ? null : { section: match[7] === undefined ? null : ordinalOf(match[7]) }
}

/** Pairs of a line that holds nothing else, perhaps behind a heading ("ĐÁP ÁN: 1B 2C"); null otherwise. */
export function readKeyLine(text: string, place: string): readonly KeyEntry[] | null {
  const clean = cleanText(text)
  if (clean.length > 20_000) return null
  const entries: KeyEntry[] = []
  const pair = /[\s,;|]*(?:câu\s*)?0*(\d{1,5})\s*[.:)\-–=]?\s*([A-H](?:\s?[,&+]\s?[A-H]|[A-H])*)(?![\p{L}\d])\s*[.,;|)]*/iuy
  while (pair.lastIndex < clean.length) {
    const match = pair.exec(clean)
    if (match === null) return null
    entries.push({ number: Number(match[1]), answer: match[2] ?? '', place })
  }
  return entries.length === 0 ? null : entries
}

/** "ĐÁP ÁN: 1B 2C": the heading and at least two pairs in one line. */
export function readHeadedKeyLine(
  text: string,
  place: string,
): { readonly heading: KeyHeading; readonly entries: readonly KeyEntry[] } | null {
  const colon = text.slice(0, 80).indexOf(':')
  const heading = colon < 0 ? null : readKeyHeading(text.slice(0, colon))
  const entries = heading === null ? null : readKeyLine(text.slice(colon + 1), place)
  return heading === null || entries === null || entries.length < 2 ? null : { heading, entries }
}

/** "Câu 1: B. Ngày 12/11" below a heading: the letter, with the words of the option repeated. */
export function readWordyKeyLine(text: string, place: string): KeyEntry | null {
  const match = /^\s*(?:câu\s*)?0*(\d{1,5})\s*[.:)\-–]?\s*(?:(?:chọn|đáp án)\s*:?\s*)?([A-H])\s*[.:)\-–]\s+\S/iu.exec(text)
  return match === null ? null : { number: Number(match[1]), answer: match[2] ?? '', place }
}
