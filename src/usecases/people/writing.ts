/**
 * Writing changes of units, roster and boards. On SQLite every other writer, submissions too, waits for the transaction, so all that takes time
 * is done before it, with turns for others: who changes how, the sealed rows, and who on the roster is now likely to be one person. The
 * transaction only looks whether all that still rests on what is there, and writes. Many who are new come before it, portion by
 * portion (arrivals.ts).
 */
import { ContestError } from '#contest/errors.ts'
import type { PersonKey } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import { advanceRosterFrom, moveRoster, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { mapInTurns, runInTurns } from '#store/database/turns.ts'
import { insertBoardMember, removeBoardMembers, updateBoardMember, type BoardMemberRecord } from '#store/people/boards.ts'
import { replaceLikely, type LikelySame } from '#store/people/likely-same.ts'
import {
  insertPeople,
  peopleOf,
  putUnit,
  removePeople,
  sealPerson,
  unitsOf,
  updatePeople,
  whoBegan,
  type PersonRecord,
  type SealedPerson,
  type UnitRecord,
} from '#store/people/roster.ts'
import { sealUndo } from '#store/people/undo.ts'
import { removeUnits } from '#store/people/units.ts'
import { noteSessionChanges } from '#store/identity/session-changes.ts'
import { endSessionsOf } from '#store/identity/sessions.ts'
import type { App } from '../app.ts'
import { requireContest, requireUnerased } from '../find.ts'
import { newId } from '../ids.ts'
import { comesInPortions, requireWhole, writeArrivals } from './arrivals.ts'
import { inverseOf, notYet, type Change, type Plan, type ReadFile } from './changes.ts'
import { findingLikely, identityOf, insidersOf, type Insider } from './same-person.ts'

/** Done to one person, or to somebody new: an id and the names of what changed, no values. */
export interface Done {
  readonly id: string
  readonly fields: readonly PersonKey[]
  readonly how: 'added' | 'changed' | 'removed'
}

/** What was written in the transaction that goes on. */
export interface Written {
  readonly plan: Plan
  readonly done: readonly Done[]
  /** Of the roster from now on. */
  readonly revision: number
  /** What takes it back, sealed. */
  readonly undo: Uint8Array
}

interface Prepared {
  readonly plan: Plan
  /** Of the roster it was planned for. */
  readonly revision: number
  /** Who was inside then. */
  readonly insiders: string
  readonly units: readonly UnitRecord[]
  readonly unitsGone: readonly string[]
  readonly seats: readonly BoardMemberRecord[]
  readonly seatsChanged: readonly BoardMemberRecord[]
  readonly seatsGone: readonly string[]
  readonly gone: readonly string[]
  readonly added: readonly SealedPerson[]
  readonly changed: readonly SealedPerson[]
  readonly likely: readonly LikelySame[]
  readonly done: readonly Done[]
  readonly undo: Uint8Array
}

/** Somebody who changes people at the same instant is let go first, so often. */
const TRIES = 5

/**
 * Plans, and writes what was planned in one short transaction; again when people were changed meanwhile.
 * @param plan asked anew at each try
 * @param kind what the change is mostly about
 * @param finish in the same transaction, with what was done
 * @throws ContestError `unit-unknown` and what planning refuses, `busy` while another file is being written, `edited-meanwhile` when people are changed again and again
 */
export async function writePlanned<T>(
  app: App,
  contest: ContestRecord,
  { at, kind }: { readonly at: Instant; readonly kind: ReadFile['kind'] },
  plan: () => Promise<Plan>,
  finish: (db: Db, written: Written) => Promise<T>,
): Promise<T> {
  const { db } = app.database
  const last = (prepared: Prepared): Promise<{ readonly value: T } | null> =>
    inTransaction(db, async (inside) =>
      (await write(app, inside, contest.id, prepared, at))
        ? { value: await finish(inside, { ...prepared, revision: Math.abs(prepared.revision) + 1 }) }
        : null,
    )
  for (let tries = 0; tries < TRIES; tries++) {
    const prepared = await prepare(app, contest.id, kind, plan)
    const written = comesInPortions(app, prepared.added)
      ? await writeArrivals(app, contest.id, prepared, (revision) => last({ ...prepared, revision, added: [] }))
      : await last(prepared)
    if (written !== null) return written.value
  }
  throw new ContestError('edited-meanwhile', { contest: contest.slug })
}

async function prepare(app: App, contestId: string, kind: ReadFile['kind'], makePlan: () => Promise<Plan>): Promise<Prepared> {
  const { codec, database } = app
  const { db } = database
  await requireUnerased(db, await requireContest(db, contestId))
  await requireWhole(app, await requireContest(db, contestId))
  const { rosterRevision: revision } = await requireContest(db, contestId)
  const before = await insidersOf(app, db, contestId)
  const codes = new Map((await unitsOf(db, contestId)).map(({ id, code }) => [id, code]))
  const plan = await makePlan()
  const changes = plan.changes.map(withId)
  const units: UnitRecord[] = []
  const unitsGone: string[] = []
  const seats: BoardMemberRecord[] = []
  const seatsChanged: BoardMemberRecord[] = []
  const seatsGone: string[] = []
  const people: { readonly person: PersonRecord; readonly isNew: boolean }[] = []
  const done: Done[] = []
  for (const change of changes) {
    const { before: was, after: is } = change
    if (change.kind === 'unit') {
      if (change.after === null) unitsGone.push(was?.id ?? '')
      else units.push(change.after)
    } else if (change.kind === 'seat') {
      if (change.after === null) seatsGone.push(was?.id ?? '')
      else (was === null ? seats : seatsChanged).push(change.after)
    } else {
      if (change.after?.unitId === '') throw new ContestError('unit-unknown', { staffCode: change.after.staffCode })
      if (change.after !== null) people.push({ person: change.after, isNew: was === null })
      done.push({ id: (is ?? was)?.id ?? '', fields: change.fields, how: is === null ? 'removed' : was === null ? 'added' : 'changed' })
    }
  }
  const gone = done.flatMap(({ id, how }) => (how === 'removed' ? [id] : []))
  const sealed = await mapInTurns(people, ({ person, isNew }) => ({ row: sealPerson(codec, contestId, person), isNew }))
  const written = { people: people.map(({ person }) => person), gone, seats: [...seats, ...seatsChanged], seatsGone, before }
  return {
    ...{ plan, revision, insiders: JSON.stringify(before), units, unitsGone, seats, seatsChanged, seatsGone, gone, done },
    likely: changes.length === 0 ? [] : await likelyAfter(app, contestId, written),
    undo: sealUndo(
      codec,
      contestId,
      inverseOf(kind, changes, (id) => codes.get(id) ?? ''),
    ),
    added: sealed.filter(({ isNew }) => isNew).map(({ row }) => row),
    changed: sealed.filter(({ isNew }) => !isNew).map(({ row }) => row),
  }
}

/** With an id of its own, where it is new. */
function withId(change: Change): Change {
  if (change.after === null || change.after.id !== notYet) return change
  const id = newId()
  switch (change.kind) {
    case 'person':
      return { ...change, after: { ...change.after, id } }
    case 'seat':
      return { ...change, after: { ...change.after, id } }
    case 'unit':
      return { ...change, after: { ...change.after, id } }
  }
}

/** Who may be one person once all of it is written. */
async function likelyAfter(
  app: App,
  contestId: string,
  written: Pick<Prepared, 'gone' | 'seats' | 'seatsGone'> & {
    readonly people: readonly PersonRecord[]
    readonly before: readonly Insider[]
  },
): Promise<readonly LikelySame[]> {
  const { db } = app.database
  const unitIds = new Map((await unitsOf(db, contestId)).map(({ code, id }) => [code, id]))
  const people = new Map<string, PersonRecord>()
  for (const person of await peopleOf(db, app.codec, contestId)) people.set(person.id, person)
  for (const person of written.people) people.set(person.id, person)
  for (const id of written.gone) people.delete(id)
  // In the order of ids, as they are read: which of two is called the first stays the same.
  const identities = [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(identityOf)
  const seated = written.seats.map(({ id, staffCode, phone, fullName, board, unitCode }): Insider => ({
    ...{ kind: 'board', id, staffCode, phone, fullName, board, unit: unitIds.get(unitCode ?? '') ?? null },
  }))
  const replaced = new Set([...written.seatsGone, ...seated.map(({ id }) => id)])
  return runInTurns(findingLikely(identities, [...written.before.filter(({ id }) => !replaced.has(id)), ...seated]))
}

/** False, with nothing written, when people or who is inside changed since it was planned. */
async function write(app: App, db: Db, contestId: string, prepared: Prepared, at: Instant): Promise<boolean> {
  const { plan, revision, insiders, units, unitsGone, seats, seatsChanged, seatsGone, gone, added, changed, likely, done } = prepared
  if (plan.changes.length === 0) return true
  // Held first: an account or its role may change, which is no change of the roster, and waits for us then.
  if (!(await moveRoster(db, contestId, { from: revision, to: revision }))) return false
  if (JSON.stringify(await insidersOf(app, db, contestId)) !== insiders) return false
  // Who began meanwhile stays: planned anew, this is refused.
  if ((await whoBegan(db, gone)).size > 0) return false
  await advanceRosterFrom(db, contestId, revision)
  for (const unit of units) await putUnit(db, contestId, unit)
  await removeBoardMembers(db, seatsGone)
  for (const seat of seatsChanged) await updateBoardMember(db, app.codec, contestId, seat, at)
  for (const seat of seats) await insertBoardMember(db, app.codec, contestId, seat, at)
  await endSessionsOf(db, 'contestant', gone, at)
  await removePeople(db, gone)
  await insertPeople(db, contestId, added, at)
  await updatePeople(db, changed)
  await removeUnits(db, unitsGone)
  const known = done.filter(({ how }) => how === 'changed').map(({ id }) => id)
  await noteSessionChanges(db, known, at)
  await replaceLikely(db, contestId, likely)
  return true
}
