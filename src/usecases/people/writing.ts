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
import { insertBoardMember, type BoardMemberRecord } from '#store/people/boards.ts'
import { replaceLikely, type LikelySame } from '#store/people/likely-same.ts'
import {
  insertPeople,
  peopleOf,
  putUnit,
  sealPerson,
  unitsOf,
  updatePeople,
  type PersonRecord,
  type SealedPerson,
  type UnitRecord,
} from '#store/people/roster.ts'
import { noteSessionChanges } from '#store/identity/session-changes.ts'
import type { App } from '../app.ts'
import { requireContest } from '../find.ts'
import { newId } from '../ids.ts'
import { comesInPortions, requireWhole, writeArrivals } from './arrivals.ts'
import type { Plan } from './changes.ts'
import { findingLikely, identityOf, insidersOf, type Insider } from './same-person.ts'

/** Done to one person, or to somebody new: an id and the names of what changed, no values. */
export interface Done {
  readonly id: string
  readonly fields: readonly PersonKey[]
  readonly isNew: boolean
}

interface Prepared {
  readonly plan: Plan
  /** Of the roster it was planned for. */
  readonly revision: number
  /** Who was inside then. */
  readonly insiders: string
  readonly units: readonly UnitRecord[]
  readonly seats: readonly BoardMemberRecord[]
  readonly added: readonly SealedPerson[]
  readonly changed: readonly SealedPerson[]
  readonly likely: readonly LikelySame[]
  readonly done: readonly Done[]
}

/** Somebody who changes people at the same instant is let go first, so often. */
const TRIES = 5

/**
 * Plans, and writes what was planned in one short transaction; again when people were changed meanwhile.
 * @param plan asked anew at each try
 * @param finish in the same transaction, with what was done
 * @throws ContestError `unit-unknown`, `busy` while another file is being written, `edited-meanwhile` when people are changed again and again
 */
export async function writePlanned<T>(
  app: App,
  contest: ContestRecord,
  at: Instant,
  plan: () => Promise<Plan>,
  finish: (db: Db, written: { readonly plan: Plan; readonly done: readonly Done[] }) => Promise<T>,
): Promise<T> {
  const { db } = app.database
  const last = (prepared: Prepared): Promise<{ readonly value: T } | null> =>
    inTransaction(db, async (inside) =>
      (await write(app, inside, contest.id, prepared, at)) ? { value: await finish(inside, prepared) } : null,
    )
  for (let tries = 0; tries < TRIES; tries++) {
    const prepared = await prepare(app, contest.id, plan)
    const written = comesInPortions(app, prepared.added)
      ? await writeArrivals(app, contest.id, prepared, (revision) => last({ ...prepared, revision, added: [] }))
      : await last(prepared)
    if (written !== null) return written.value
  }
  throw new ContestError('edited-meanwhile', { contest: contest.slug })
}

async function prepare(app: App, contestId: string, makePlan: () => Promise<Plan>): Promise<Prepared> {
  const { codec, database } = app
  const { db } = database
  await requireWhole(app, await requireContest(db, contestId))
  const { rosterRevision: revision } = await requireContest(db, contestId)
  const before = await insidersOf(app, db, contestId)
  const plan = await makePlan()
  const units: UnitRecord[] = []
  const seats: BoardMemberRecord[] = []
  const people: { readonly person: PersonRecord; readonly isNew: boolean }[] = []
  const done: Done[] = []
  for (const change of plan.changes) {
    if (change.kind === 'unit') units.push({ ...change.after, id: change.after.id || newId() })
    else if (change.kind === 'seat') seats.push({ ...change.member, id: newId() })
    else {
      const { before: known, after, fields } = change
      if (after.unitId === '') throw new ContestError('unit-unknown', { staffCode: after.staffCode })
      const person = { ...after, id: known?.id ?? newId() }
      people.push({ person, isNew: known === null })
      done.push({ id: person.id, fields, isNew: known === null })
    }
  }
  const sealed = await mapInTurns(people, ({ person, isNew }) => ({ row: sealPerson(codec, contestId, person), isNew }))
  const likely =
    plan.changes.length === 0 ? [] : await likelyAfter(app, contestId, { people: people.map(({ person }) => person), seats, before })
  return {
    ...{ plan, revision, insiders: JSON.stringify(before), units, seats, likely, done },
    added: sealed.filter(({ isNew }) => isNew).map(({ row }) => row),
    changed: sealed.filter(({ isNew }) => !isNew).map(({ row }) => row),
  }
}

/** Who may be one person once all of it is written. */
async function likelyAfter(
  app: App,
  contestId: string,
  written: { readonly people: readonly PersonRecord[]; readonly seats: readonly BoardMemberRecord[]; readonly before: readonly Insider[] },
): Promise<readonly LikelySame[]> {
  const { db } = app.database
  const unitIds = new Map((await unitsOf(db, contestId)).map(({ code, id }) => [code, id]))
  const people = new Map<string, PersonRecord>()
  for (const person of await peopleOf(db, app.codec, contestId)) people.set(person.id, person)
  for (const person of written.people) people.set(person.id, person)
  // In the order of ids, as they are read: which of two is called the first stays the same.
  const identities = [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(identityOf)
  const seated = written.seats.map(({ id, staffCode, phone, fullName, board, unitCode }): Insider => ({
    ...{ kind: 'board', id, staffCode, phone, fullName, board, unit: unitIds.get(unitCode ?? '') ?? null },
  }))
  return runInTurns(findingLikely(identities, [...written.before, ...seated]))
}

/** False, with nothing written, when people or who is inside changed since it was planned. */
async function write(app: App, db: Db, contestId: string, prepared: Prepared, at: Instant): Promise<boolean> {
  const { plan, revision, insiders, units, seats, added, changed, likely, done } = prepared
  if (plan.changes.length === 0) return true
  // Held first: an account or its role may change, which is no change of the roster, and waits for us then.
  if (!(await moveRoster(db, contestId, { from: revision, to: revision }))) return false
  if (JSON.stringify(await insidersOf(app, db, contestId)) !== insiders) return false
  await advanceRosterFrom(db, contestId, revision)
  for (const unit of units) await putUnit(db, contestId, unit)
  for (const seat of seats) await insertBoardMember(db, app.codec, contestId, seat, at)
  await insertPeople(db, contestId, added, at)
  await updatePeople(db, changed)
  const known = done.filter(({ isNew }) => !isNew).map(({ id }) => id)
  await noteSessionChanges(db, known, at)
  await replaceLikely(db, contestId, likely)
  return true
}
