/** What a file would change of units, roster and boards, and doing it: at once before anything has opened, later by two people. */
import { ContestError } from '#contest/errors.ts'
import { personKeys, profileOf, type PersonKey } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import type { BoardMembership } from '#formats/people/boards.ts'
import type { RosterPerson } from '#formats/people/roster-merge.ts'
import type { UnitRow } from '#formats/people/units.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { boardMembers, insertBoardMember } from '#store/people/boards.ts'
import { advanceRoster, type ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { insertPerson, peopleOf, putUnit, unitsOf, updatePerson, type PersonRecord, type UnitRecord } from '#store/people/roster.ts'
import type { App } from '../app.ts'
import { newId, sha256Hex } from '../ids.ts'

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
  const byCode = new Map((await peopleOf(db, app.codec, contest.id)).map((person) => [person.staffCode, person]))
  const unitIds = new Map((await unitsOf(db, contest.id)).map(({ code, id }) => [code, id]))
  const changes = people.flatMap((one): readonly Change[] => {
    const before = byCode.get(one.staffCode) ?? null
    const after: PersonRecord = { ...profileOf(one), id: before?.id ?? notYet, unitId: unitIds.get(one.unitCode) ?? '' }
    const fields = before === null ? personKeys : differing(before, after)
    return fields.length === 0 ? [] : [{ kind: 'person', before, after, fields }]
  })
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

/** Done to one person, or to somebody new: an id and the names of what changed, no values. */
export interface Done {
  readonly id: string
  readonly fields: readonly PersonKey[]
  readonly isNew: boolean
}

/** Writes the changes. @returns the people that were changed or added @throws ContestError `unit-unknown` */
export async function apply(app: App, db: Db, contest: ContestRecord, { changes }: Plan, at: Instant): Promise<readonly Done[]> {
  const done: Done[] = []
  for (const change of changes) {
    if (change.kind === 'unit') await putUnit(db, contest.id, { ...change.after, id: change.after.id || newId() })
    else if (change.kind === 'seat') await insertBoardMember(db, app.codec, contest.id, { ...change.member, id: newId() }, at)
    else {
      const { before, after, fields } = change
      if (after.unitId === '') throw new ContestError('unit-unknown', { staffCode: after.staffCode })
      const person = { ...after, id: before?.id ?? newId() }
      if (before === null) await insertPerson(db, app.codec, contest.id, person, at)
      else await updatePerson(db, app.codec, contest.id, person)
      done.push({ id: person.id, fields, isNew: before === null })
    }
  }
  if (changes.length > 0) await advanceRoster(db, contest.id)
  return done
}
