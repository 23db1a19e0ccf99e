/** A list of units (CSV or XLSX with the columns code, name, kind, headcount, aliases). */
import type { Finding } from '#contest/values.ts'

export interface UnitRow {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly kind: string
  /** Null when the list does not say. */
  readonly headcount: number | null
  /** Other spellings people use, declared in the column `aliases`, separated by `;` or `|`. */
  readonly aliases: readonly string[]
}

export interface UnitsRead {
  readonly units: readonly UnitRow[]
  readonly findings: readonly Finding[]
  readonly hasErrors: boolean
}

export function readUnits(_bytes: Uint8Array, _options: { readonly fileName: string }): UnitsRead {
  throw new Error('to be written')
}
