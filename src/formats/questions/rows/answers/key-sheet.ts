/** A sheet that holds answers by number: side by side, one above the other, by exam code, or with crosses below letters. */
import { cleanText, foldText } from '#contest/text.ts'
import { excerpt } from '../../../findings/findings.ts'
import { cellPlace, columnOf, type Row, type Sheet } from '../../../sheets/sheet.ts'
import { speaksOfAnswer } from '../../answers.ts'
import { spokenOf } from '../../spoken.ts'
import { readKeyLine } from '../../word/answers/key.ts'
import { isTick } from '../layout/content.ts'

export interface KeySheet {
  readonly sheet: string
  /** What tells whose it is: the name of the sheet, the lines above, the code above its column. */
  readonly names: readonly string[]
  /** For messages. */
  readonly title: string
  /** It stands on the sheet of its questions. */
  readonly isOnSheet?: true
  readonly entries: readonly KeyEntry[]
}

interface KeyEntry {
  readonly number: number
  readonly text: string
  readonly place: string
  /** What else stands in its row: perhaps the words of an option. */
  readonly words?: readonly string[]
  /** It stands beside no number. */
  readonly isOrphan?: true
}

const numberHead = /^(cau( hoi)?( so)?|stt|tt|so( cau)?|question|no\.?|#)$/
const answerHead = /^((phuong an|dap an|cau tra loi|lua chon)( tra loi)?( dung| chinh xac)?|da|d[./]a|d\.an|answers?|key|dap an .{1,30})$/
const codeHead = /^(?:(?:ma )?(?:de|ma)(?: (?:thi|so))*[ :.-]*)?(\d{1,4}|[a-d])$/
const numberCell = /^(?:câu\s*)?0*(\d{1,5})\s*[.:)]?$/iu
const letterCell = /^(?:(?:đáp án|câu)\s*)?[A-H](?:\s*[,;&]?\s*[A-H])*\s*[.)]?$/iu
const pairCell = /^(?:câu\s*)?0*(\d{1,5})\s*[.:)\-–]?\s*([A-H](?:\s*[,;&]\s*[A-H])*)[.)]?$/iu

interface Grid {
  readonly sheet: Sheet
  readonly rows: readonly Row[]
}

const textOf = (row: Row | undefined, column: number): string => {
  const cell = row?.cells.get(column)
  return cleanText(cell?.text ?? '').slice(0, 200)
}

const folded = (row: Row | undefined, column: number): string => foldText(textOf(row, column).slice(0, 60))

/** Several where it has columns by exam code; empty when the sheet is something else. */
export function readKeySheets(sheet: Sheet): readonly KeySheet[] {
  const grid = { sheet, rows: sheet.rows.filter(({ cells }) => cells.size > 0) }
  const headed = readColumns(grid)
  const keys = headed ?? readLines(grid) ?? readBare(grid)
  // One answer under heads of its own is a correction.
  const fewest = headed === null ? 2 : 1
  const isKey = keys.some(({ entries }) => entries.filter(({ text }) => letterCell.test(text) || /^\d$/.test(text)).length >= fewest)
  const filled = isKey ? keys.filter(({ entries }) => entries.some(({ text }) => text !== '')) : []
  return filled.map((key) => ({ ...key, entries: key.entries.map((entry) => doubted(sheet, entry)) }))
}

/** "Hoa: B" beside a C. */
function namesOther(note: string, answer: string): boolean {
  const letters = letterCell.test(note) || pairCell.test(note) ? '' : (spokenOf(note)?.letters ?? '')
  return letters !== '' && letters !== answer.replace(/[^A-H]/gi, '').toUpperCase()
}

/** An answer that is hidden, struck out or spoken of beside it is none that can be read. */
function doubted(sheet: Sheet, entry: KeyEntry): KeyEntry {
  const [, letters = '', digits = ''] = /([A-Z]+)(\d+)$/.exec(entry.place) ?? []
  const row = sheet.rows.find(({ number }) => number === Number(digits))
  const cell = row?.cells.get(columnOf(letters + digits))
  const comments = [...(sheet.comments ?? [])].filter(([at]) => /\d+$/.exec(at)?.[0] === digits).map(([, text]) => text)
  const beside = [...(row?.cells.values() ?? [])]
    .map(({ text }) => text)
    .filter(
      (text) =>
        text !== cell?.text && !answerHead.test(foldText(text.slice(0, 60))) && (speaksOfAnswer(text) || namesOther(text, entry.text)),
    )
  const isStruck = cell?.marks?.struck === true || cell?.runs?.some(({ marks }) => marks.struck) === true
  const isHidden = cell?.unseen === true || row?.hidden === true || sheet.hiddenColumns?.has(columnOf(letters + digits)) === true
  const why = isStruck ? 'gạch ngang / struck out' : isHidden ? 'bị ẩn / hidden' : (comments[0] ?? beside[0])
  return why === undefined || entry.text === '' ? entry : { ...entry, text: `${entry.text} ← ${excerpt(why, 40)}` }
}

const columnsOf = (row: Row): readonly number[] => [...row.cells.keys()].toSorted((one, other) => one - other)

/** A head of numbers, then one of answers, of codes, or of letters to cross. */
function readColumns(grid: Grid): readonly KeySheet[] | null {
  for (const [at, row] of grid.rows.slice(0, 20).entries()) {
    const columns = columnsOf(row)
    const numbers = columns.filter((column) => numberHead.test(folded(row, column)))
    if (numbers.length === 0) continue
    const above = grid.rows.slice(0, at)
    const under = grid.rows[at + 1]
    // A second row of heads: the codes below "Mã đề".
    const isTwo = under !== undefined && numbers.every((column) => textOf(under, column) === '' || under.cells.get(column)?.spread === true)
    const [head, body] = isTwo ? [under, grid.rows.slice(at + 2)] : [row, grid.rows.slice(at + 1)]
    const all = [...new Set([...columns, ...columnsOf(head)])].toSorted((one, other) => one - other)
    const keys = numbers.flatMap((number, index) => {
      const beside = all.filter((column) => column > number && column < (numbers[index + 1] ?? Infinity))
      return besideNumbers(grid.sheet, { head, above: [...above, ...(isTwo ? [row] : [])], body, number, beside })
    })
    if (keys.some(({ entries }) => entries.length > 0)) return joined(keys)
  }
  return null
}

interface Block {
  readonly head: Row
  readonly above: readonly Row[]
  readonly body: readonly Row[]
  readonly number: number
  readonly beside: readonly number[]
}

function besideNumbers(sheet: Sheet, { head, above, body, number, beside }: Block): readonly KeySheet[] {
  const names = namesOf(sheet, above)
  const heads = beside.map((column) => ({ column, text: folded(head, column) || folded(above.at(-1), column) }))
  const letters = heads.filter(({ text }) => /^[a-h]$/.test(text))
  const isCrossed = body.every((row) =>
    letters.every(({ column }) => textOf(row, column) === '' || isTick(textOf(row, column)) || numberOf(row, number) === null),
  )
  if (letters.length > 1 && letters.length === heads.length && isCrossed) {
    return [
      keyOf(
        sheet,
        names,
        '',
        entriesOf(body, number, (row) => crossed(row, letters), sheet),
      ),
    ]
  }
  const answered = heads.filter(({ text }) => answerHead.test(text))
  const coded = heads.filter(({ text }) => codeHead.test(text))
  const columns = answered.length > 0 ? answered : coded
  return columns.map(({ column, text }) => {
    const entries = entriesOf(body, number, (row) => textOf(row, column), sheet, column)
    const own = answered.length > 1 || coded.length > 0 ? textOf(head, column) || textOf(above.at(-1), column) : ''
    const code = codeHead.exec(text)?.[1]
    return keyOf(sheet, code === undefined ? names : [`mã đề ${code}`], own, entries)
  })
}

const crossed = (row: Row, letters: readonly { readonly column: number; readonly text: string }[]): string =>
  letters.flatMap(({ column, text }) => (textOf(row, column) === '' ? [] : [text.toUpperCase()])).join(', ')

const numberOf = (row: Row, column: number): number | null => {
  const digits = numberCell.exec(textOf(row, column))?.[1]
  return digits === undefined ? null : Number(digits)
}

function entriesOf(body: readonly Row[], column: number, answer: (row: Row) => string, sheet: Sheet, at = column): readonly KeyEntry[] {
  const last = Math.max(0, ...body.map((row) => numberOf(row, column) ?? 0))
  return body.flatMap((row) => {
    const text = answer(row)
    // An answer beside no number: as if of a question behind the last, so that all of the key is in doubt.
    const isOrphan = textOf(row, column) === '' && letterCell.test(text)
    const number = numberOf(row, column) ?? (isOrphan ? last + 1 : null)
    const place = cellPlace(sheet, row.number, at)
    return number === null
      ? rangeOf(textOf(row, column), text, place)
      : [{ number, text, place, ...wordsBeside(row, column, text), ...(isOrphan ? { isOrphan: true as const } : {}) }]
  })
}

const wordsBeside = (row: Row, number: number, answer: string): Pick<KeyEntry, 'words'> => {
  const words = columnsOf(row).flatMap((column) => {
    const text = textOf(row, column)
    return column === number || text === answer || text.length < 2 ? [] : [text]
  })
  return words.length === 0 ? {} : { words }
}

/** "1-5" beside "DACAC": as in a line of a key. */
const rangeOf = (numbers: string, letters: string, place: string): readonly KeyEntry[] =>
  /^(?:câu\s*)?\d+\s*[-–]\s*(?:câu\s*)?\d+$/iu.test(numbers)
    ? (readKeyLine(`${numbers}: ${letters}`, place) ?? []).map(({ number, answer }) => ({
        number,
        text: answer.length > 1 ? `${numbers}: ${letters}` : answer,
        place,
      }))
    : []

/** The name of the sheet and the lines above: what names a part there names it for all. */
const namesOf = (sheet: Sheet, above: readonly Row[]): readonly string[] => [
  sheet.name,
  ...above
    .flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))
    .filter((text) => /(phần|bảng|đề|chương|tuần|vòng)[\s:]/iu.test(text)),
]

const keyOf = (sheet: Sheet, names: readonly string[], column: string, entries: readonly KeyEntry[]): KeySheet => ({
  sheet: sheet.name,
  names,
  title: `“${sheet.name}”${column === '' ? '' : ` (${column})`}`,
  entries,
})

/** Blocks side by side of one name are one key. */
function joined(keys: readonly KeySheet[]): readonly KeySheet[] {
  const byName = new Map<string, KeySheet>()
  for (const key of keys) {
    const name = `${key.title} ${key.names.join(' ')}`
    const before = byName.get(name)
    byName.set(name, before === undefined ? key : { ...key, entries: [...before.entries, ...key.entries] })
  }
  return [...byName.values()]
}

/** Numbers in a row, answers in the row below. */
function readLines(grid: Grid): readonly KeySheet[] | null {
  const entries = grid.rows.flatMap((row, at) => {
    const next = grid.rows[at + 1]
    const columns = columnsOf(row)
    const numbers = columns.filter((column) => numberOf(row, column) !== null)
    if (next === undefined || numbers.length < 2 || !numbers.some((column) => letterCell.test(textOf(next, column)))) return []
    return numbers.map((column) => ({
      number: numberOf(row, column) ?? 0,
      text: textOf(next, column),
      place: cellPlace(grid.sheet, next.number, column),
    }))
  })
  return entries.length < 2 ? null : [keyOf(grid.sheet, namesOf(grid.sheet, grid.rows), '', entries)]
}

/** Without heads: pairs in one cell, or a number and a letter beside it; nothing else but a title may stand there. */
function readBare(grid: Grid): readonly KeySheet[] {
  let others = 0
  const entries = grid.rows.flatMap((row) => {
    const columns = columnsOf(row)
    return columns.flatMap((column) => {
      const text = textOf(row, column)
      const pair = pairCell.exec(text)
      const place = cellPlace(grid.sheet, row.number, column)
      if (pair !== null) return [{ number: Number(pair[1]), text: pair[2] ?? '', place }]
      const number = numberOf(row, column)
      const range = rangeOf(text, textOf(row, column + 1), place)
      if (range.length > 0) return range
      if (number !== null && letterCell.test(textOf(row, column + 1))) return [{ number, text: textOf(row, column + 1), place }]
      const isAnswer =
        (letterCell.test(text) && numberOf(row, column - 1) !== null) || rangeOf(textOf(row, column - 1), text, place).length > 0
      if (!isAnswer && text !== '') others++
      return []
    })
  })
  return others > Math.max(3, entries.length / 4) ? [] : [keyOf(grid.sheet, namesOf(grid.sheet, grid.rows.slice(0, 3)), '', entries)]
}

/** A sheet, and the keys that stand on it below or beside its questions. */
export interface PartedSheet {
  readonly sheet: Sheet
  readonly keys: readonly KeySheet[]
}

/** Below a line "ĐÁP ÁN", or right of an empty column under heads of its own. */
export function partKeys(sheet: Sheet): PartedSheet {
  const below = sheet.rows.findLast(({ cells }) => {
    const texts = [...cells.values()].filter(({ text, spread }) => spread !== true && text.trim() !== '')
    return texts.length === 1 && keyTitle.test(foldText(texts[0]?.text.slice(0, 60) ?? ''))
  })
  const isBelow = below !== undefined && sheet.rows.some(({ number, cells }) => number < below.number && cells.size > 2)
  if (isBelow) {
    const keys = readKeySheets({ ...sheet, rows: sheet.rows.filter(({ number }) => number > below.number) })
    const rows = sheet.rows.filter(({ number }) => number < below.number)
    if (keys.length > 0) return { sheet: { ...sheet, rows }, keys: keys.map((key) => ({ ...key, isOnSheet: true })) }
  }
  const from = besideFrom(sheet)
  if (from === null) return { sheet, keys: [] }
  const cut = (isHere: (column: number) => boolean): Sheet => ({
    ...sheet,
    rows: sheet.rows.map((row) => ({ ...row, cells: new Map([...row.cells].filter(([column]) => isHere(column))) })),
  })
  const keys = readKeySheets(cut((column) => column >= from))
  return keys.length === 0
    ? { sheet, keys }
    : { sheet: cut((column) => column < from), keys: keys.map((key) => ({ ...key, isOnSheet: true })) }
}

const keyTitle = /^(bang )?dap an( (dung|cac cau|cau hoi|trac nghiem|phan .{1,20}))?\s*:?$/

/** Where heads of numbers and answers begin again behind an empty column. */
function besideFrom({ rows }: Sheet): number | null {
  for (const row of rows.filter(({ cells }) => cells.size > 0).slice(0, 20)) {
    const columns = columnsOf(row)
    const [first, ...more] = columns.filter((column) => numberHead.test(folded(row, column)) && folded(row, column) !== 'cau hoi')
    const from = more.find((column) => answerHead.test(folded(row, column + 1)) && textOf(row, column - 1) === '')
    if (first !== undefined && from !== undefined && columns.some((column) => column > first && column < from)) return from
  }
  return null
}
