/** Changes to people as they are told: to the audit, by id and by the names of the fields; to who looks at them, from old to new. */
import type { Barred, PeopleChange } from '#contract/people.ts'
import { maskedProfile, personKeys, profileOf, recognisedKeys, type PersonKey } from '#contest/person.ts'
import type { BoardKind } from '#contest/roles.ts'
import { findingLikenesses, type Identity, type Likeness } from '#contest/same-person.ts'
import type { Instant } from '#contest/values.ts'
import { writeAudits, type Actor } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { runInTurns } from '#store/database/turns.ts'
import { boardMembers, type BoardMemberRecord } from '#store/people/boards.ts'
import { eachPerson, peopleByIds, unitsOf, type PersonRecord } from '#store/people/roster.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { roundsEntered } from '#store/taking-part/entries.ts'
import type { App } from '../app.ts'
import { textOfUnit, unitFields, type Change, type PersonChange, type SeatChange, type UnitChange } from './changes.ts'
import { sha256Hex } from '../ids.ts'
import { identityOf } from './same-person.ts'
import type { Done } from './writing.ts'

/** Person by person, never by what stands in the fields. */
export async function tellOfPeople(
  db: Db,
  of: { readonly at: Instant; readonly actor: Actor; readonly contestId: string },
  done: readonly Done[],
  request?: string,
): Promise<void> {
  await writeAudits(
    db,
    done.map(({ id, fields, how }) => {
      const data = { contestant: id, ...(how === 'changed' ? { fields } : {}), ...(request === undefined ? {} : { request }) }
      return { ...of, event: `person.${how}`, subjectId: id, data } as const
    }),
  )
}

const howOf = ({ before, after }: Change): PeopleChange['how'] => (before === null ? 'added' : after === null ? 'removed' : 'changed')

/** Whose phone numbers are shown masked: `before`, those that are kept now; what was just typed or read of a file is known to who did. */
type Masked = 'none' | 'before' | 'both'

export async function shownChanges(
  app: App,
  contest: ContestRecord,
  changes: readonly Change[],
  masked: Masked,
): Promise<readonly PeopleChange[]> {
  const units = await unitsOf(app.database.db, contest.id)
  const names = new Map(units.map(({ id, name }) => [id, name]))
  const byCode = new Map(units.map(({ code, name }) => [code, name]))
  for (const { kind, after } of changes) if (kind === 'unit' && after !== null) names.set(after.id, after.name)
  const seats = changes.filter((change) => change.kind === 'seat')
  const barring = seats.length === 0 ? null : await barringOf(app, contest, seats)
  const shown = changes.map((change) => {
    const of = { how: howOf(change), bars: [], frees: [] }
    switch (change.kind) {
      case 'person':
        return { ...of, ...shownPerson(change, (id) => names.get(id) ?? '') }
      case 'unit':
        return { ...of, ...shownUnit(change) }
      case 'seat':
        return { ...of, ...shownSeat(change, (code) => byCode.get(code) ?? code), ...(barring === null ? {} : barring(change)) }
    }
  })
  return masked === 'none' ? shown : shown.map((one) => ({ ...one, values: one.values.map((value) => maskedValue(value, masked)) }))
}

function maskedValue(value: PeopleChange['values'][number], masked: Masked): PeopleChange['values'][number] {
  const { field, before, after } = value
  if (field !== 'phone') return value
  const mask = (phone: string | null): string | null => maskedProfile(profileOf({ phone })).phone
  return { field, before: mask(before), after: masked === 'both' ? mask(after) : after }
}

function shownPerson({ before, after, fields }: PersonChange, unitName: (id: string) => string) {
  const valueOf = (person: PersonRecord, key: PersonKey): string | null => (key === 'unit' ? unitName(person.unitId) : person[key])
  const shown = after === null ? personKeys : personKeys.filter((key) => fields.includes(key))
  const values = shown.map((field) => ({
    field,
    before: before === null ? null : valueOf(before, field),
    after: after === null ? null : valueOf(after, field),
  }))
  const { fullName = '', staffCode = '' } = before ?? after ?? {}
  return { kind: 'person' as const, name: `${fullName} (${staffCode})`, board: null, values }
}

function shownUnit({ before, after, fields }: UnitChange) {
  const shown = unitFields.filter((field) =>
    before !== null && after !== null ? fields.includes(field) : textOfUnit(before ?? after, field) !== '',
  )
  const values = shown.map((field) => ({
    field,
    before: before === null ? null : textOfUnit(before, field),
    after: after === null ? null : textOfUnit(after, field),
  }))
  return { kind: 'unit' as const, name: `${before?.code ?? after?.code ?? ''} – ${before?.name ?? after?.name ?? ''}`, board: null, values }
}

function shownSeat({ before, after }: SeatChange, unitName: (code: string) => string) {
  const valueOf = (seat: BoardMemberRecord, key: 'staffCode' | 'phone' | 'role' | 'fullName' | 'unit'): string | null =>
    key === 'unit' ? ((seat.unitCode ?? null) === null ? null : unitName(seat.unitCode ?? '')) : seat[key]
  const isChanged = before !== null && after !== null
  const values = ([...recognisedKeys, 'role', 'unit', 'fullName'] as const)
    .map((field) => ({
      field,
      before: before === null ? null : valueOf(before, field),
      after: after === null ? null : valueOf(after, field),
    }))
    .filter(({ field, ...value }) => (isChanged ? value.before !== value.after : field !== 'fullName'))
  return { kind: 'seat' as const, name: (before ?? after)?.fullName ?? '', board: (after ?? before)?.board ?? null, values }
}

/** Whom seats shut out, and whom they no longer do. */
async function barringOf(app: App, contest: ContestRecord, changes: readonly SeatChange[]) {
  const { db } = app.database
  const seats = await boardMembers(db, app.codec, contest.id)
  const gone = new Set(changes.flatMap(({ before }) => (before === null ? [] : [before.id])))
  const stays = seats.filter(({ id }) => !gone.has(id))
  const nameOf = (change: SeatChange, side: 'before' | 'after'): string => `${side} ${String(changes.indexOf(change))}`
  const asked = [
    ...stays.map((seat) => ({ id: seat.id, seat })),
    ...changes.flatMap((change) => (change.after === null ? [] : [{ id: nameOf(change, 'after'), seat: change.after }])),
    ...changes.flatMap((change) => (change.before === null ? [] : [{ id: nameOf(change, 'before'), seat: change.before }])),
  ]
  const by = await barredBy(app, contest, asked)
  const certain = (ids: readonly string[]): ReadonlySet<string> =>
    new Set(ids.flatMap((id) => (by.get(id) ?? []).filter((one) => one.certain).map(({ staffCode }) => staffCode)))
  const staying = stays.map(({ id }) => id)
  const barredAfter = certain([...staying, ...changes.map((change) => nameOf(change, 'after'))])
  const barredBefore = certain([...staying, ...changes.map((change) => nameOf(change, 'before'))])
  return (change: SeatChange): { readonly bars: Barred[]; readonly frees: Barred[] } => ({
    bars: (by.get(nameOf(change, 'after')) ?? []).filter(({ staffCode }) => !barredBefore.has(staffCode)),
    frees: (by.get(nameOf(change, 'before')) ?? []).filter((one) => one.certain && !barredAfter.has(one.staffCode)),
  })
}

/** By seat: whom of the roster it shuts out, for certain or for a person to decide. */
export async function barredBy(
  app: App,
  contest: ContestRecord,
  seats: readonly { readonly id: string; readonly seat: Omit<BoardMemberRecord, 'id'> }[],
): Promise<ReadonlyMap<string, readonly Barred[]>> {
  const { db } = app.database
  const barring: readonly BoardKind[] = contest.rules.access.barredBoards
  const inside = seats.filter(({ seat }) => barring.includes(seat.board))
  if (inside.length === 0) return new Map()
  const found = await likenesses(app, contest, inside)
  const ids = [...new Set(found.map(({ person }) => person))]
  const people = await peopleByIds(db, app.codec, ids)
  const rounds = new Map((await roundsOf(db, contest.id)).map(({ id, key }) => [id, key]))
  const entered = await roundsEntered(db, [...rounds.keys()], ids)
  const barred = new Map<string, Barred[]>()
  for (const { person: id, other, grounds, certain } of found) {
    const person = people.get(id)
    if (person === undefined) continue
    const submitted = (entered.get(id) ?? []).map((round) => rounds.get(round) ?? '')
    const one = { fullName: person.fullName, staffCode: person.staffCode, grounds: [...grounds], certain, submitted }
    barred.set(other, [...(barred.get(other) ?? []), one])
  }
  return barred
}

/** Opens the whole roster, so once for each state of it and of these seats. */
async function likenesses(
  app: App,
  { id: contestId, rosterRevision }: ContestRecord,
  seats: readonly { readonly id: string; readonly seat: Omit<BoardMemberRecord, 'id'> }[],
): Promise<readonly Likeness[]> {
  const { db } = app.database
  const units = new Map((await unitsOf(db, contestId)).map(({ code, id }) => [code, id]))
  const inside = seats.map(({ id, seat }): Identity => {
    const { staffCode, phone, fullName, unitCode } = seat
    return { id, staffCode, phone, fullName, unit: units.get(unitCode ?? '') ?? null }
  })
  const version = sha256Hex(JSON.stringify([rosterRevision, inside]))
  return app.derived.get(`shut out of ${contestId}`, version, async () => {
    const people: Identity[] = []
    await eachPerson(db, app.codec, contestId, (person) => void people.push(identityOf(person)))
    return runInTurns(findingLikenesses(people, inside))
  })
}
