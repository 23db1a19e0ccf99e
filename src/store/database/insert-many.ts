/**
 * Rows by the thousand, as a tally writes them. The text is written here and not by the query builder, which would spend
 * more on a row than the database does: on SQLite a statement of fixed height, kept prepared, takes the rows portion by
 * portion; on PostgreSQL one statement takes a binary array a column.
 */
import { CompiledQuery, PostgresAdapter } from 'kysely'
import type { Db } from './database.ts'
import { byteaArray, int8Array, textArray } from './postgres-arrays.ts'
import type { Schema } from './schema.ts'

type Cell = string | number | Uint8Array | null
type ColumnType = 'text' | 'int8' | 'bytea'

/**
 * Every column of a table in order: its name, what PostgreSQL calls its type, and the member of a row that it keeps (true
 * and false as 1 and 0). Texts are never empty, numbers never negative, bytes never null.
 */
export type Columns<Table, Row> = readonly (readonly [keyof Table & string, ColumnType, keyof Row & string])[]

/** Taller statements gain nothing and take longer to bind. */
const height = 64

export async function insertMany<Name extends keyof Schema, Row extends object>(
  db: Db,
  table: Name,
  columns: Columns<Schema[Name], Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  const cell = (row: Row, member: keyof Row): Cell => {
    const value = row[member] as Cell | boolean
    return typeof value === 'boolean' ? Number(value) : value
  }
  const names = columns.map(([name]) => name)
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    const text = `insert into ${table} (${names.join(',')}) select ${columns.map(fromArray).join(',')} from unnest(${columns
      .map(([, type], at) => `$${String(at + 1)}::${type}[]`)
      .join(',')}) as given (${names.join(',')})`
    const arrays = columns.map(([, type, member]) => {
      if (type === 'bytea') return byteaArray(rows.map((row) => cell(row, member) as Uint8Array))
      if (type === 'text') return textArray(rows.map((row) => (cell(row, member) ?? '') as string))
      return int8Array(rows.map((row) => (cell(row, member) ?? -1) as number))
    })
    await db.executeQuery(CompiledQuery.raw(text, arrays))
    return
  }
  const line = `(${names.map(() => '?').join(',')})`
  for (let from = 0; from < rows.length; from += height) {
    const part = rows.slice(from, from + height)
    const text = `insert into ${table} (${names.join(',')}) values ${part.map(() => line).join(',')}`
    const parameters: Cell[] = []
    for (const row of part) for (const [, , member] of columns) parameters.push(cell(row, member))
    await db.executeQuery(CompiledQuery.raw(text, parameters))
  }
}

/** The arrays know no null: an empty text or −1 stands for it. */
const fromArray = ([name, type]: readonly [string, ColumnType, string]): string =>
  type === 'bytea' ? name : type === 'text' ? `nullif(${name}, '')` : `nullif(${name}, -1)`
