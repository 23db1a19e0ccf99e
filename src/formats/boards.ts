/** The list of the three boards (XLSX or CSV) → memberships. */
import type { BoardKind } from '#contest/rules.ts'
import type { Finding } from '#contest/values.ts'
import type { KnownUnit } from './units-matching.ts'

/** One seat: a person on two boards has two memberships. At least one of `staffCode` and `phone` is known. */
export interface BoardMembership {
  readonly row: number
  /** Without "Ông", "Bà" and other honorifics. */
  readonly fullName: string
  readonly staffCode: string | null
  /** E.164. */
  readonly phone: string | null
  /** Null when the file names no unit, or one that is not in the list (a member from outside). */
  readonly unitCode: string | null
  readonly board: BoardKind
  /** As written: "Trưởng Ban Tổ chức". */
  readonly role: string
}

export interface BoardsRead {
  readonly members: readonly BoardMembership[]
  readonly findings: readonly Finding[]
  readonly hasErrors: boolean
}

export interface BoardsOptions {
  readonly fileName: string
  readonly units: readonly KnownUnit[]
}

export function readBoards(_bytes: Uint8Array, _options: BoardsOptions): BoardsRead {
  throw new Error('to be written')
}
