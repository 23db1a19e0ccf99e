/** The list of people who may enter (XLSX or CSV) → people, one per staff code. */
import type { Bilingual, Finding } from '#contest/values.ts'
import type { KnownUnit } from './units-matching.ts'

export interface RosterPerson {
  /** The first row that names the person. */
  readonly row: number
  /** Upper case, without blanks. */
  readonly staffCode: string
  readonly fullName: string
  readonly position: string
  readonly unitCode: string
  /** E.164 (`+84905123456`); null when missing or unreadable, then the row is also in `doubtful`. */
  readonly phone: string | null
}

export interface RosterRead {
  /** In the order of their first rows; valid only when `hasErrors` is false. */
  readonly people: readonly RosterPerson[]
  readonly duplicates: readonly { readonly row: number; readonly duplicateOfRow: number }[]
  /** Rows taken in, but which somebody should look at. The same words are in `findings`. */
  readonly doubtful: readonly { readonly row: number; readonly reason: string; readonly message: Bilingual }[]
  readonly findings: readonly Finding[]
  /** True when any finding is an error: then nothing of the file may be imported. */
  readonly hasErrors: boolean
}

export interface RosterOptions {
  readonly fileName: string
  readonly units: readonly KnownUnit[]
}

export function readRoster(_bytes: Uint8Array, _options: RosterOptions): RosterRead {
  throw new Error('to be written')
}
