/** Rows of a list that somebody mended on the screen: what was typed stands in place of the file's cells. */
import { personKeys, type PersonKey } from '#contest/person.ts'
import type { Bilingual, Finding } from '#contest/values.ts'
import type { Cell, Row } from '../sheets/sheet.ts'
import { textOf, type Table } from '../sheets/table.ts'
import type { PersonColumn } from './columns.ts'

export interface RowMend {
  /** As numbered in the file. */
  readonly row: number
  /** Null: the row is left out. */
  readonly values: Readonly<Partial<Record<PersonKey, string>>> | null
}

/** A row that was refused or is doubtful, as it was read, and what is wrong with which field. */
interface RowToMend {
  readonly row: number
  readonly texts: Readonly<Record<PersonKey, string>>
  /** Field null: with the row as a whole. */
  readonly wrong: readonly { readonly field: PersonKey | null; readonly isRefused: boolean; readonly message: Bilingual }[]
}

export interface ToMend {
  /** Fields that are columns of the file: the others cannot be typed. */
  readonly columns: readonly PersonKey[]
  /** In the file; `rows` holds the first of them, refused ones before doubtful ones. */
  readonly total: number
  readonly rows: readonly RowToMend[]
}

export const nothingToMend: ToMend = { columns: [], total: 0, rows: [] }

/** As many as anybody mends on a screen at a time. */
const most = 100

export function mendedRows(table: Table<PersonColumn>, mends: readonly RowMend[]): readonly Row[] {
  if (mends.length === 0) return table.rows
  const byRow = new Map(mends.map((mend) => [mend.row, mend.values]))
  return table.rows.flatMap((row) => {
    const values = byRow.get(row.number)
    return values === undefined ? [row] : values === null ? [] : [withTexts(table, row, values)]
  })
}

/** Rows that were mended and that the file does not have. */
export function absentRows(table: Table<PersonColumn>, mends: readonly RowMend[]): readonly number[] {
  const there = new Set(table.rows.map(({ number }) => number))
  return mends.map(({ row }) => row).filter((row) => !there.has(row))
}

function withTexts(table: Table<PersonColumn>, row: Row, values: Readonly<Partial<Record<PersonKey, string>>>): Row {
  const cells = new Map<number, Cell>(row.cells)
  for (const key of personKeys) {
    const [column, text] = [table.columns.get(key), values[key]]
    if (column !== undefined && text !== undefined) cells.set(column, { text, origin: 'text' })
  }
  return { ...row, cells }
}

const fieldOf: Readonly<Record<string, PersonKey>> = {
  ...{ 'code-missing': 'staffCode', 'code-odd': 'staffCode', 'person-conflict': 'staffCode', 'name-missing': 'fullName' },
  ...{ 'name-odd': 'fullName', 'unit-missing': 'unit', 'unit-none': 'unit', 'unit-unknown': 'unit', 'unit-ambiguous': 'unit' },
  ...{ 'unit-read-as': 'unit', 'phone-missing': 'phone', 'phone-invalid': 'phone', 'phone-shared': 'phone', 'value-invalid': 'position' },
}

/** @param told findings with their rows, those alone that somebody can mend in the row itself */
export function rowsToMend(
  table: Table<PersonColumn>,
  rows: readonly Row[],
  told: readonly { readonly row: number; readonly finding: Finding }[],
): ToMend {
  const byRow = Map.groupBy(told, ({ row }) => row)
  const isRefused = (row: number): boolean => byRow.get(row)?.some(({ finding }) => finding.severity === 'error') ?? false
  const inOrder = [...byRow.keys()].sort((a, b) => Number(isRefused(b)) - Number(isRefused(a)) || a - b)
  const shown = new Set(inOrder.slice(0, most))
  const read = new Map(rows.flatMap((row) => (shown.has(row.number) ? [[row.number, row] as const] : [])))
  return {
    columns: personKeys.filter((key) => table.columns.has(key)),
    total: byRow.size,
    rows: [...shown].flatMap((number) => {
      const row = read.get(number)
      if (row === undefined) return []
      const texts = Object.fromEntries(personKeys.map((key) => [key, textOf(table, row, key)])) as Record<PersonKey, string>
      const wrong = (byRow.get(number) ?? []).map(({ finding: { code, severity, message } }) => ({
        ...{ field: fieldOf[code] ?? null, isRefused: severity === 'error' },
        message,
      }))
      return [{ row: number, texts, wrong }]
    }),
  }
}
