/** What a file would change of units, roster and boards. It is done by writing.ts: at once before anything has opened, later by two people. */
import { personKeys, profileOf, type PersonKey } from '#contest/person.ts'
import type { BoardMembership } from '#formats/people/boards.ts'
import type { RosterPerson } from '#formats/people/roster-merge.ts'
import type { UnitRow } from '#formats/people/units.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { boardMembers } from '#store/people/boards.ts'
import { peopleOf, unitsOf, type PersonRecord, type UnitRecord } from '#store/people/roster.ts'
import type { App } from '../app.ts'
import { sha256Hex } from '../ids.ts'

/** What was read of a file: kept, sealed, while a second person looks at it. */
export type ReadFile =
  | { readonly kind: 'roster'; readonly people: readonly RosterPerson[] }
  | { readonly kind: 'boards'; readonly members: readonly BoardMembership[] }
  | { readonly kind: 'units'; readonly units: readonly UnitRow[] }

type PersonChange = {
  readonly kind: 'person'
  /** Null: new on the roster. */
  readonly before: PersonRecord | null
  readonly after: PersonRecord
  readonly fields: readonly PersonKey[]
}
export type Change =
  | PersonChange
  | { readonly kind: 'seat'; readonly member: BoardMembership }
  | { readonly kind: 'unit'; readonly before: UnitRecord | null; readonly after: UnitRecord; readonly fields: readonly UnitField[] }

export const unitFields = ['name', 'kind', 'headcount'] as const
type UnitField = (typeof unitFields)[number]

export interface Plan {
  readonly changes: readonly Change[]
  readonly unchanged: number
}

/** New ids are drawn when it is done: what two people look at has the same digest. */
const notYet = ''

const isNew = (change: Change): boolean => change.kind === 'seat' || change.before === null

export const countsOf = ({ changes, unchanged }: Plan) => {
  const added = changes.filter(isNew).length
  return { added, updated: changes.length - added, unchanged }
}

/** Of what would change, values included. */
export const digestOf = ({ changes }: Plan): string => sha256Hex(canonicalJson(JSON.parse(JSON.stringify(changes))))

export function planOf(app: App, db: Db, contest: ContestRecord, read: ReadFile): Promise<Plan> {
  switch (read.kind) {
    case 'roster':
      return planRoster(app, db, contest, read.people)
    case 'boards':
      return planBoards(app, db, contest, read.members)
    case 'units':
      return planUnits(db, contest, read.units)
  }
}

const differing = (a: PersonRecord, b: PersonRecord): readonly PersonKey[] =>
  personKeys.filter((key) => (key === 'unit' ? a.unitId !== b.unitId : a[key] !== b[key]))

/** A unit that is not there yet stands by an empty id: it may come with a file of its own that waits. */
async function planRoster(app: App, db: Db, contest: ContestRecord, people: readonly RosterPerson[]): Promise<Plan> {
  const byCode = new Map<string, PersonRecord>()
  for (const person of await peopleOf(db, app.codec, contest.id)) byCode.set(person.staffCode, person)
  const unitIds = new Map((await unitsOf(db, contest.id)).map(({ code, id }) => [code, id]))
  const changeOf = (one: RosterPerson): readonly Change[] => {
    const before = byCode.get(one.staffCode) ?? null
    const after: PersonRecord = { ...profileOf(one), id: before?.id ?? notYet, unitId: unitIds.get(one.unitCode) ?? '' }
    const fields = before === null ? personKeys : differing(before, after)
    return fields.length === 0 ? [] : [{ kind: 'person', before, after, fields }]
  }
  const changes = (await mapInTurns(people, changeOf)).flat()
  return { changes, unchanged: people.length - changes.length }
}

async function planBoards(app: App, db: Db, contest: ContestRecord, members: readonly BoardMembership[]): Promise<Plan> {
  const seatOf = ({ board, staffCode, phone }: Pick<BoardMembership, 'board' | 'staffCode' | 'phone'>) =>
    `${board} ${staffCode ?? phone ?? ''}`
  const known = new Set((await boardMembers(db, app.codec, contest.id)).map(seatOf))
  const changes = members.flatMap((member): readonly Change[] => {
    if (known.has(seatOf(member))) return []
    known.add(seatOf(member))
    return [{ kind: 'seat', member }]
  })
  return { changes, unchanged: members.length - changes.length }
}

async function planUnits(db: Db, contest: ContestRecord, units: readonly UnitRow[]): Promise<Plan> {
  const known = new Map((await unitsOf(db, contest.id)).map((unit) => [unit.code, unit]))
  const changes = units.flatMap(({ code, name, kind, headcount }): readonly Change[] => {
    const before = known.get(code) ?? null
    const after: UnitRecord = { id: before?.id ?? notYet, code, name, kind, headcount: headcount ?? before?.headcount ?? 0 }
    const fields = before === null ? unitFields : unitFields.filter((field) => before[field] !== after[field])
    return fields.length === 0 ? [] : [{ kind: 'unit', before, after, fields }]
  })
  return { changes, unchanged: units.length - changes.length }
}
