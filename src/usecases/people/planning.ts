/** From what was read or typed to what would change, against what stands now. */
import { ContestError } from '#contest/errors.ts'
import { personKeys, profileOf, type PersonKey } from '#contest/person.ts'
import { hasResult } from '#contest/round-life.ts'
import { treeFaults } from '#contest/people/unit-tree.ts'
import type { CollectiveRules } from '#contest/rules/rules.ts'
import type { Instant } from '#contest/values.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { boardMembers, type BoardMemberRecord } from '#store/people/boards.ts'
import { peopleOf, unitsOf, whoBegan, type PersonRecord, type UnitRecord } from '#store/people/roster.ts'
import { useOfUnits } from '#store/people/units.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import {
  notYet,
  unitFields,
  type Change,
  type PersonChange,
  type Plan,
  type ReadFile,
  type SeatChange,
  type UnitChange,
  type UnitLine,
} from './changes.ts'

/** @throws ContestError `unit-unknown`, `unit-circle`, `unit-used`, `unit-list-closed`, `person-took-part`, `code-taken` */
export async function planOf(app: App, db: Db, contest: ContestRecord, read: ReadFile): Promise<Plan> {
  const known = await unitsOf(db, contest.id)
  const units = await planUnits(db, contest, read, known)
  refuseAfterClosing(contest.rules.collective, units, app.clock.now())
  const after = unitsAfter(known, units)
  const people = await planPeople(app, db, contest, read, after)
  const seats = await planSeats(app, db, contest, read)
  await requireUnused(db, contest, units, people)
  const changes: readonly Change[] = [...units, ...people, ...seats]
  const told = (read.people?.length ?? 0) + (read.members?.length ?? 0) + (read.units?.length ?? 0)
  return { changes, unchanged: Math.max(0, told - changes.filter((one) => one.after !== null).length) }
}

/** Rates of participation rest on the list that is closed. @throws ContestError `unit-list-closed` */
function refuseAfterClosing(collective: CollectiveRules | null, changes: readonly UnitChange[], now: Instant): void {
  if (collective === null || collective.listClosesAt === null || now < collective.listClosesAt) return
  const changed = changes.find(({ before, after }) => (before?.headcount ?? 0) !== (after?.headcount ?? 0))
  if (changed !== undefined) throw new ContestError('unit-list-closed', { unit: (changed.after ?? changed.before)?.code ?? '' })
}

function unitsAfter(known: readonly UnitRecord[], changes: readonly UnitChange[]): readonly UnitRecord[] {
  const byCode = new Map(known.map((unit) => [unit.code, unit]))
  for (const { before, after } of changes) {
    if (after !== null) byCode.set(after.code, after)
    else if (before !== null) byCode.delete(before.code)
  }
  return [...byCode.values()]
}

async function planUnits(
  db: Db,
  contest: ContestRecord,
  { units = [], removed, merged }: ReadFile,
  known: readonly UnitRecord[],
): Promise<readonly UnitChange[]> {
  const byCode = new Map(known.map((unit) => [unit.code, unit]))
  const after = new Map(byCode)
  for (const line of units) after.set(line.code, unitBy(line, after.get(line.code) ?? null))
  if (merged !== undefined) await merge(db, contest, after, merged)
  for (const code of removed?.units ?? []) after.delete(code)
  const { orphans, circular } = treeFaults([...after.values()])
  const orphan = after.get(orphans[0] ?? '')
  if (orphan !== undefined) throw new ContestError('unit-unknown', { unit: orphan.parent, of: orphan.code })
  if (circular[0] !== undefined) throw new ContestError('unit-circle', { unit: circular[0] })
  const codes = new Set([...byCode.keys(), ...after.keys()])
  return [...codes].flatMap((code): readonly UnitChange[] => {
    const [was, is] = [byCode.get(code) ?? null, after.get(code) ?? null]
    const fields = was === null || is === null ? unitFields : unitFields.filter((field) => !same(was[field], is[field]))
    return fields.length === 0 ? [] : [{ kind: 'unit', before: was, after: is, fields: is === null ? [] : fields }]
  })
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const nothing: Omit<UnitRecord, 'id' | 'code'> = {
  ...{ name: '', kind: '', headcount: 0, aliases: [], parent: null, validFrom: null, validUntil: null },
}

function unitBy(line: UnitLine, before: UnitRecord | null): UnitRecord {
  const { code, name, kind, headcount, aliases, parent = null, validFrom = null, validUntil = null } = line
  const id = before?.id ?? line.id ?? notYet
  if (line.exact === true) return { id, code, name, kind, headcount: headcount ?? 0, aliases, parent, validFrom, validUntil }
  const known = before ?? nothing
  return {
    ...{ id, code, name: name || known.name, kind: kind || known.kind, headcount: headcount ?? known.headcount },
    aliases: [...new Set([...known.aliases, ...aliases])],
    ...{ parent: parent ?? known.parent, validFrom: validFrom ?? known.validFrom, validUntil: validUntil ?? known.validUntil },
  }
}

/** @throws ContestError `unit-unknown` */
async function merge(
  db: Db,
  contest: ContestRecord,
  units: Map<string, UnitRecord>,
  { from: fromCode, into: intoCode, headcount, on }: NonNullable<ReadFile['merged']>,
): Promise<void> {
  const [from, into] = [units.get(fromCode), units.get(intoCode)]
  if (from === undefined || into === undefined || from === into)
    throw new ContestError('unit-unknown', { unit: from === undefined ? fromCode : intoCode })
  const aliases = [...new Set([...into.aliases, from.name, ...from.aliases])].filter((name) => name !== into.name)
  // Whoever belonged to the merged one belongs to the other; that itself moves up when it did.
  for (const unit of units.values()) if (unit.parent === fromCode) units.set(unit.code, { ...unit, parent: intoCode })
  const parent = into.parent === fromCode ? from.parent : into.parent
  units.set(intoCode, { ...into, aliases, headcount, parent })
  const use = (await useOfUnits(db, contest.id)).get(from.id)
  const stays = (use?.senders ?? 0) + (use?.questions ?? 0) > 0 || (await resultsName(db, contest))
  if (stays) units.set(fromCode, { ...from, headcount: 0, aliases: [], validUntil: from.validUntil ?? on })
  else units.delete(fromCode)
}

/** A result names the units of its people. */
const resultsName = async (db: Db, contest: ContestRecord): Promise<boolean> =>
  (await roundsOf(db, contest.id)).some(({ status, talliedAt }) => hasResult(status) || talliedAt !== null)

/** @throws ContestError `unit-used` for a unit that goes while something refers to it */
async function requireUnused(db: Db, contest: ContestRecord, units: readonly UnitChange[], people: readonly PersonChange[]): Promise<void> {
  const gone = units.flatMap(({ before, after }) => (before !== null && after === null ? [before] : []))
  if (gone.length === 0) return
  const use = await useOfUnits(db, contest.id)
  const named = await resultsName(db, contest)
  for (const { id, code } of gone) {
    const { people: in_ = 0, senders = 0, questions = 0 } = use.get(id) ?? {}
    const left = people.filter(({ before, after }) => before?.unitId === id && after?.unitId !== id).length
    if (in_ > left || senders + questions > 0 || named)
      throw new ContestError('unit-used', { unit: code, people: in_ - left, senders, questions })
  }
}

const differing = (a: PersonRecord, b: PersonRecord): readonly PersonKey[] =>
  personKeys.filter((key) => (key === 'unit' ? a.unitId !== b.unitId : a[key] !== b[key]))

/** A unit that is not there yet stands by an empty id: it may come with a file of its own that waits. */
async function planPeople(
  app: App,
  db: Db,
  contest: ContestRecord,
  { people = [], removed, merged }: ReadFile,
  units: readonly UnitRecord[],
): Promise<readonly PersonChange[]> {
  const gone = removed?.people ?? []
  if (people.length + gone.length === 0 && merged === undefined) return []
  const roster = await peopleOf(db, app.codec, contest.id)
  const byCode = new Map(roster.map((person) => [person.staffCode, person]))
  const byId = new Map(roster.map((person) => [person.id, person]))
  const unitIds = new Map(units.map(({ code, id }) => [code, id]))
  const changeOf = (one: NonNullable<ReadFile['people']>[number]): readonly PersonChange[] => {
    const before = (one.id === undefined ? byCode.get(one.staffCode) : byId.get(one.id)) ?? null
    const other = byCode.get(one.staffCode)
    if (one.id !== undefined && other !== undefined && other.id !== one.id) throw new ContestError('code-taken', { code: one.staffCode })
    const after: PersonRecord = { ...profileOf(one), id: before?.id ?? one.id ?? notYet, unitId: unitIds.get(one.unitCode) ?? '' }
    const fields = before === null ? personKeys : differing(before, after)
    return fields.length === 0 ? [] : [{ kind: 'person', before, after, fields }]
  }
  const changed = (await mapInTurns(people, changeOf)).flat()
  const began = gone.length === 0 ? new Set<string>() : await whoBegan(db, gone)
  const removals = gone.flatMap((id): readonly PersonChange[] => {
    const before = byId.get(id)
    if (began.has(id)) throw new ContestError('person-took-part', { person: before?.staffCode ?? id })
    return before === undefined ? [] : [{ kind: 'person', before, after: null, fields: [] }]
  })
  return [...changed, ...removals, ...(await moved(db, contest, roster, merged, unitIds))]
}

async function moved(
  db: Db,
  contest: ContestRecord,
  roster: readonly PersonRecord[],
  merged: ReadFile['merged'],
  unitIds: ReadonlyMap<string, string>,
): Promise<readonly PersonChange[]> {
  if (merged === undefined) return []
  const from = (await unitsOf(db, contest.id)).find(({ code }) => code === merged.from)?.id
  const unitId = unitIds.get(merged.into) ?? ''
  return roster.flatMap((before): readonly PersonChange[] =>
    before.unitId === from ? [{ kind: 'person', before, after: { ...before, unitId }, fields: ['unit'] }] : [],
  )
}

async function planSeats(
  app: App,
  db: Db,
  contest: ContestRecord,
  { members = [], removed, merged }: ReadFile,
): Promise<readonly SeatChange[]> {
  const gone = new Set(removed?.seats ?? [])
  if (members.length + gone.size === 0 && merged === undefined) return []
  const seats = await boardMembers(db, app.codec, contest.id)
  const seatOf = ({ board, staffCode, phone }: Pick<BoardMemberRecord, 'board' | 'staffCode' | 'phone'>) =>
    `${board} ${staffCode ?? phone ?? ''}`
  const known = new Map(seats.map((seat) => [seatOf(seat), seat]))
  const changes = members.flatMap(({ id, board, role, fullName, staffCode, phone, unitCode }): readonly SeatChange[] => {
    const line = { board, role, fullName, staffCode, phone, unitCode }
    const there = known.get(seatOf(line))
    if (id === undefined) {
      if (there !== undefined) return []
      const after = { ...line, id: notYet }
      known.set(seatOf(line), after)
      return [{ kind: 'seat', before: null, after }]
    }
    if (there !== undefined && there.id !== id) throw new ContestError('code-taken', { code: staffCode ?? phone ?? '' })
    const before = seats.find((seat) => seat.id === id) ?? null
    const after = { ...line, id }
    return before !== null && same(ordered(before), ordered(after)) ? [] : [{ kind: 'seat', before, after }]
  })
  const removals = seats.filter(({ id }) => gone.has(id)).map((before): SeatChange => ({ kind: 'seat', before, after: null }))
  const moves = seats
    .filter(({ unitCode }) => merged !== undefined && unitCode === merged.from)
    .map((before): SeatChange => ({ kind: 'seat', before, after: { ...before, unitCode: merged?.into ?? null } }))
  return [...changes, ...removals, ...moves]
}

const ordered = ({ id, board, role, fullName, staffCode, phone, unitCode = null }: BoardMemberRecord) => [
  ...[id, board, role, fullName, staffCode, phone, unitCode],
]
