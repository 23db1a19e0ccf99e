/** What would change of units, roster and boards. It is done by writing.ts: at once before anything has opened, later by two people. */
import type { PersonKey } from '#contest/person.ts'
import type { BoardMembership } from '#formats/people/boards.ts'
import type { RosterPerson } from '#formats/people/roster-merge.ts'
import type { UnitRow } from '#formats/people/units.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { BoardMemberRecord } from '#store/people/boards.ts'
import type { PersonRecord, UnitRecord } from '#store/people/roster.ts'
import { sha256Hex } from '../ids.ts'

/** A row of a file, or what somebody typed. With an id: whoever has that id becomes this, or comes back. */
type PersonLine = Omit<RosterPerson, 'row'> & { readonly id?: string }
type SeatLine = Omit<BoardMembership, 'row'> & { readonly id?: string }
/** A row of a file tells what it says and adds spellings; what is exact says all of a unit. */
export type UnitLine = Omit<UnitRow, 'row'> & { readonly id?: string; readonly exact?: true }

/** Everybody and everything of one unit comes to another. */
interface UnitMerge {
  readonly from: string
  readonly into: string
  readonly headcount: number
  /** The day before which the merged unit ends, where it cannot go. */
  readonly on: string
}

/** What was read of a file or typed: kept, sealed, while a second person looks at it. */
export interface ReadFile {
  /** What it is mostly about. */
  readonly kind: 'roster' | 'boards' | 'units'
  readonly people?: readonly PersonLine[]
  readonly members?: readonly SeatLine[]
  readonly units?: readonly UnitLine[]
  readonly merged?: UnitMerge
  /** People and seats by id, units by code. */
  readonly removed?: {
    readonly people?: readonly string[]
    readonly seats?: readonly string[]
    readonly units?: readonly string[]
  }
}

export interface PersonChange {
  readonly kind: 'person'
  /** Null: new on the roster. */
  readonly before: PersonRecord | null
  /** Null: taken away. */
  readonly after: PersonRecord | null
  readonly fields: readonly PersonKey[]
}
export interface SeatChange {
  readonly kind: 'seat'
  readonly before: BoardMemberRecord | null
  readonly after: BoardMemberRecord | null
}
export interface UnitChange {
  readonly kind: 'unit'
  readonly before: UnitRecord | null
  readonly after: UnitRecord | null
  readonly fields: readonly UnitField[]
}
export type Change = PersonChange | SeatChange | UnitChange

export const unitFields = ['name', 'kind', 'headcount', 'aliases', 'parent', 'validFrom', 'validUntil'] as const
export type UnitField = (typeof unitFields)[number]

export interface Plan {
  readonly changes: readonly Change[]
  readonly unchanged: number
}

/** New ids are drawn when it is done: what two people look at has the same digest. */
export const notYet = ''

export const countsOf = ({ changes, unchanged }: Plan) => {
  const added = changes.filter(({ before }) => before === null).length
  const removed = changes.filter(({ after }) => after === null).length
  return { added, updated: changes.length - added - removed, removed, unchanged }
}

/** Of what would change, values included. */
export const digestOf = ({ changes }: Plan): string => sha256Hex(canonicalJson(JSON.parse(JSON.stringify(changes))))

export function textOfUnit(unit: UnitRecord | null, field: UnitField): string {
  const value = unit === null ? null : unit[field]
  return value === null ? '' : typeof value === 'object' ? value.join('; ') : String(value)
}

/** What takes all of it back, once it is done and while nothing else was. @param unitCode of a unit by id, before it */
export function inverseOf(kind: ReadFile['kind'], done: readonly Change[], unitCode: (id: string) => string): ReadFile {
  const ofKind = <Kind extends Change['kind']>(wanted: Kind) =>
    done.filter((one): one is Extract<Change, { kind: Kind }> => one.kind === wanted)
  const came = <Record extends { readonly id: string; readonly code?: string }>(
    all: readonly { readonly before: Record | null; readonly after: Record | null }[],
    name: (record: Record) => string,
  ) => all.flatMap(({ before, after }) => (before === null && after !== null ? [name(after)] : []))
  const [people, seats, units] = [ofKind('person'), ofKind('seat'), ofKind('unit')]
  return {
    kind,
    people: people.flatMap(({ before }) => (before === null ? [] : [{ ...before, unitCode: unitCode(before.unitId) }])),
    members: seats.flatMap(({ before }) => (before === null ? [] : [{ ...before, unitCode: before.unitCode ?? null }])),
    units: units.flatMap(({ before }) => (before === null ? [] : [{ ...before, exact: true as const }])),
    removed: {
      people: came(people, ({ id }) => id),
      seats: came(seats, ({ id }) => id),
      units: came(units, ({ code }) => code),
    },
  }
}
