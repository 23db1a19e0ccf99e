/** Lists with a header row somewhere near the top: finding it, naming its columns, reading its rows. */
import type { Checked, Finding } from '#contest/values.ts'
import { readCsv } from './csv.ts'
import { excerpt, found } from '../findings/findings.ts'
import { kindNames, openFile, type FileKind } from '../files/open-file.ts'
import { cellPlace, columnLetters, type Cell, type Row, type Sheet } from './sheet.ts'
import { readWorkbook } from './spreadsheet.ts'
import { cleanCell } from './cell-text.ts'
import { cleanText, foldText } from '#contest/text.ts'

export interface Column<Name extends string> {
  readonly name: Name
  /** What people call it, for messages. */
  readonly title: string
  readonly required: boolean
  /** Matched against the whole header, in lower case and without diacritics. */
  readonly header: RegExp
}

export interface Table<Name extends string> {
  readonly sheet: Sheet
  readonly headerRow: number
  readonly columns: ReadonlyMap<Name, number>
  /** Below the header, blank rows and repeated headers left out. */
  readonly rows: readonly Row[]
}

const HEADER_ROWS = 20

/** Sheets of an Excel or CSV file that a person sees; anything else is refused as the wrong kind. */
export function readSheets(bytes: Uint8Array, fileName: string): Checked<readonly Sheet[]> {
  const opened = openFile(bytes, fileName)
  if (!opened.ok) return opened
  const file = opened.value
  if (file.kind === 'xlsx') {
    const book = readWorkbook(file.parts, file.mainPart)
    return withFindings(book.ok ? { ...book, value: book.value.filter((sheet) => sheet.hidden !== true) } : book, opened.findings)
  }
  if (file.kind === 'text') {
    const sheet = readCsv(file.text)
    return sheet.ok ? { ok: true, value: [sheet.value], findings: opened.findings } : sheet
  }
  return wrongKind(file.kind, ['xlsx', 'text'])
}

function wrongKind(actual: FileKind, wanted: readonly FileKind[]): Checked<never> {
  const names = wanted.map((kind) => kindNames[kind]).join(', ')
  return { ok: false, findings: [found('file-wrong-kind', '', { actual: kindNames[actual], wanted: names })] }
}

/** Every sheet that has the wanted columns. Other sheets with words in them are reported; it is an error if none fits. */
export function findTables<Name extends string>(
  sheets: readonly Sheet[],
  columns: readonly Column<Name>[],
): Checked<readonly Table<Name>[]> {
  const tables: Table<Name>[] = []
  const refused: Finding[] = []
  const ignored: Finding[] = []
  for (const sheet of sheets) {
    if (sheet.rows.every((row) => row.cells.size === 0)) continue
    const table = findTable(sheet, columns)
    if (table === null) ignored.push(found('sheet-ignored', sheet.name, { sheet: sheet.name }))
    else if (table.ok) tables.push(table.value)
    else refused.push(...table.findings)
  }
  if (refused.length > 0) return { ok: false, findings: refused }
  if (tables.length > 0) return { ok: true, value: tables, findings: ignored }
  const titles = columns.filter((column) => column.required).map((column) => column.title)
  return { ok: false, findings: [found('header-missing', sheets[0]?.name ?? '', { columns: titles.join(', ') })] }
}

/** Null when no row among the first looks like the header at all. */
function findTable<Name extends string>(sheet: Sheet, columns: readonly Column<Name>[]): Checked<Table<Name>> | null {
  let best: { row: Row; matches: ReadonlyMap<Name, readonly number[]> } | null = null
  for (const row of sheet.rows.filter((one) => one.cells.size > 0).slice(0, HEADER_ROWS)) {
    const matches = matchHeader(row, columns)
    if (matches.size > (best?.matches.size ?? 1)) best = { row, matches }
  }
  if (best === null) return null
  const { row: header, matches } = best
  const findings: Finding[] = []
  const missing = columns.filter((column) => column.required && !matches.has(column.name))
  if (missing.length > 0) {
    const titles = missing.map((column) => column.title).join(', ')
    findings.push(found('column-missing', cellPlace(sheet, header.number), { row: header.number, columns: titles }))
  }
  for (const column of columns) {
    const [first, second] = matches.get(column.name) ?? []
    if (first === undefined || second === undefined) continue
    const values = { first: columnLetters(first), second: columnLetters(second), column: column.title }
    findings.push(found('column-twice', cellPlace(sheet, header.number, second), values))
  }
  if (findings.length > 0) return { ok: false, findings }
  const titles = [...header.cells].map(([column, cell]) => [column, foldText(cell.text)] as const)
  const rows = sheet.rows.filter((row) => row.number > header.number && !isBlank(row) && !sameWords(row, titles))
  const positions = new Map([...matches].map(([name, [first = -1]]) => [name, first]))
  return { ok: true, value: { sheet, headerRow: header.number, columns: positions, rows }, findings: [] }
}

function matchHeader<Name extends string>(row: Row, columns: readonly Column<Name>[]): ReadonlyMap<Name, readonly number[]> {
  const matches = new Map<Name, number[]>()
  for (const [position, cell] of row.cells) {
    if (cell.text.length > 80) continue
    const words = foldText(cell.text)
      .replace(/[*:]+$/, '')
      .trim()
    const column = columns.find((one) => one.header.test(words))
    if (column !== undefined) matches.set(column.name, [...(matches.get(column.name) ?? []), position])
  }
  return matches
}

/** The first test settles almost every cell without composing its text. */
export const isBlank = (row: Row): boolean =>
  [...row.cells.values()].every((cell) => !/[\p{L}\p{N}]/u.test(cell.text) && cleanText(cell.text) === '' && cell.origin === 'text')

const sameWords = (row: Row, header: readonly (readonly [column: number, title: string])[]): boolean =>
  header.every(([column, title]) => {
    const text = row.cells.get(column)?.text ?? ''
    return text.length < 200 && foldText(text) === title
  })

/** The cell of a named column; undefined when the column is absent or the cell empty. */
export function cellOf<Name extends string>(table: Table<Name>, row: Row, name: Name): Cell | undefined {
  const column = table.columns.get(name)
  return column === undefined ? undefined : row.cells.get(column)
}

/** Cleaned text of a named column, empty when there is none. */
export function textOf<Name extends string>(table: Table<Name>, row: Row, name: Name): string {
  return cleanText(cellOf(table, row, name)?.text ?? '')
}

/** The same with the lines of the cell kept, as far as they are meant. */
export function linesOf<Name extends string>(table: Table<Name>, row: Row, name: Name): string {
  return cleanCell(cellOf(table, row, name)?.text ?? '')
}

export function placeOf<Name extends string>(table: Table<Name>, row: Row, name?: Name): string {
  return cellPlace(table.sheet, row.number, name === undefined ? null : (table.columns.get(name) ?? null))
}

/** Errors for formulas that failed or were never calculated, in the named columns of a row. */
export function brokenCells<Name extends string>(table: Table<Name>, row: Row): readonly Finding[] {
  return [...table.columns.values()].flatMap((column) => {
    const cell = row.cells.get(column)
    if (cell === undefined || (cell.origin !== 'error' && cell.origin !== 'uncalculated')) return []
    const place = cellPlace(table.sheet, row.number, column)
    return [found('cell-error', place, { cell: place, text: cell.text === '' ? '=' : cell.text })]
  })
}

/** A total, a signature, a note: said, so that nothing is left out in silence. */
export function ignoredRow(sheet: Sheet, row: Row): Finding {
  const text = excerpt([...row.cells.values()].map((cell) => cell.text).join(' '))
  return found('row-ignored', cellPlace(sheet, row.number), { row: row.number, text })
}

function withFindings<T>(checked: Checked<T>, before: readonly Finding[]): Checked<T> {
  return { ...checked, findings: [...before, ...checked.findings] }
}
