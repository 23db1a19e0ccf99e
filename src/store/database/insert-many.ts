/**
 * Rows by the thousand, as a tally writes them. The text is written here and not by the query builder, which would spend
 * more on a row than the database does: on SQLite a statement of fixed height, kept prepared, takes the rows portion by
 * portion; on PostgreSQL one statement takes a binary array a column.
 */
import { CompiledQuery, PostgresAdapter } from 'kysely'
import type { Db } from './database.ts'
import { byteaArray, int8Array, textArray } from './postgres.ts'
import type { Schema } from './schema.ts'

type Cell = string | number | Uint8Array | null
type ColumnType = 'text' | 'int8' | 'bytea' | 'bytea or null'

/**
 * Every column of a table in order: its name, what PostgreSQL calls its type, and the member of a row that it keeps (true
 * and false as 1 and 0). Texts are never empty, numbers never negative; bytes that may be null are never empty.
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
  const names = columns.map(([name]) => name)
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    const text = `insert into ${table} (${names.join(',')}) select ${columns.map(fromArray).join(',')} from unnest(${columns
      .map(arrayParameter)
      .join(',')}) as given (${names.join(',')})`
    await db.executeQuery(CompiledQuery.raw(text, arraysOf(columns, rows)))
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

/** Rows that are there, each by its first column, brought to what is given; columns that are not named stay. */
export async function updateMany<Name extends keyof Schema, Row extends object>(
  db: Db,
  table: Name,
  columns: Columns<Schema[Name], Row>,
  rows: readonly Row[],
): Promise<void> {
  const [key, ...others] = columns
  if (rows.length === 0 || key === undefined) return
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    const changes = others.map((column) => `${column[0]} = ${fromArray([`given.${column[0]}`, column[1], column[2]])}`)
    const text = `update ${table} set ${changes.join(',')} from unnest(${columns.map(arrayParameter).join(',')}) as given (${columns
      .map(([name]) => name)
      .join(',')}) where ${table}.${key[0]} = given.${key[0]}`
    await db.executeQuery(CompiledQuery.raw(text, arraysOf(columns, rows)))
    return
  }
  const text = `update ${table} set ${others.map(([name]) => `${name} = ?`).join(',')} where ${key[0]} = ?`
  for (const row of rows) {
    await db.executeQuery(CompiledQuery.raw(text, [...others, key].map(([, , member]) => cell(row, member)))) // prettier-ignore
  }
}

const cell = <Row extends object>(row: Row, member: keyof Row): Cell => {
  const value = row[member] as Cell | boolean
  return typeof value === 'boolean' ? Number(value) : value
}

type Column = readonly [string, ColumnType, string]

const arrayParameter = ([, type]: Column, at: number): string => `$${String(at + 1)}::${type === 'bytea or null' ? 'bytea' : type}[]`

const arraysOf = <Row extends object>(columns: readonly (readonly [string, ColumnType, keyof Row])[], rows: readonly Row[]): Uint8Array[] =>
  columns.map(([, type, member]) => {
    if (type === 'bytea') return byteaArray(rows.map((row) => cell(row, member) as Uint8Array))
    if (type === 'bytea or null') return byteaArray(rows.map((row) => (cell(row, member) ?? empty) as Uint8Array))
    if (type === 'text') return textArray(rows.map((row) => (cell(row, member) ?? '') as string))
    return int8Array(rows.map((row) => (cell(row, member) ?? -1) as number))
  })

const empty = new Uint8Array()

/** The arrays know no null: an empty text, no bytes or −1 stands for it. */
function fromArray([name, type]: Column): string {
  switch (type) {
    case 'bytea':
      return name
    case 'bytea or null':
      return `nullif(${name}, ''::bytea)`
    case 'text':
      return `nullif(${name}, '')`
    case 'int8':
      return `nullif(${name}, -1)`
  }
}
