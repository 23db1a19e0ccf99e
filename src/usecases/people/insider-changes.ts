/**
 * A change of an account: whose it is, what it is in a contest. Who on the roster is likely to be the same person then is found before the
 * transaction, with turns for others, since on SQLite every other writer waits for it; the transaction only looks whether all that
 * still rests on what is there, and writes.
 */
import { ContestError } from '#contest/errors.ts'
import type { Recognised } from '#contest/person.ts'
import { isBoard, type ContestRole } from '#contest/roles.ts'
import { moveRoster } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { runInTurns } from '#store/database/turns.ts'
import { rolesOfStaff, type HeldRole } from '#store/identity/roles.ts'
import { holdStaff, staffIdentities, type StaffRecord } from '#store/identity/staff.ts'
import { erasureStateOf } from '#store/people/erasures.ts'
import { replaceLikely, type LikelySame } from '#store/people/likely-same.ts'
import { peopleOf } from '#store/people/roster.ts'
import type { App } from '../app.ts'
import { requireContest } from '../find.ts'
import { findingLikely, identityOf, insidersOf, type Insider } from './same-person.ts'

/** What an account becomes; what is left out stays. */
export interface AccountChange {
  readonly whose?: Recognised
  readonly role?: { readonly contestId: string; readonly role: ContestRole | null }
}

interface Found {
  readonly contestId: string
  readonly revision: number
  /** Who was inside then. */
  readonly insiders: string
  readonly likely: readonly LikelySame[]
}

/** Somebody who changes people or accounts at the same instant is let go first, so often. */
const TRIES = 5

/** By contest that is touched: whom of the roster the account is for certain, who may not take part then. */
export type BarredBy = ReadonlyMap<string, readonly string[]>

/** Writes a change of an account in one short transaction. @throws ContestError `edited-meanwhile` when others change people again and again */
export async function changeAccount<T>(
  app: App,
  staff: Pick<StaffRecord, 'id' | 'name'>,
  change: AccountChange,
  write: (db: Db, barred: BarredBy) => Promise<T>,
): Promise<T> {
  const { db } = app.database
  for (let tries = 0; tries < TRIES; tries++) {
    const roles = await rolesOfStaff(db, staff.id)
    const found: Found[] = []
    for (const [contestId, account] of await insideAfter(app, staff, roles, change))
      found.push(await findAfter(app, contestId, staff.id, account))
    const barred = new Map(found.map(({ contestId, likely }) => [contestId, certainOf(likely, staff.id)]))
    const written = await inTransaction(db, async (inside) => {
      await holdStaff(inside, staff.id)
      if (JSON.stringify(await rolesOfStaff(inside, staff.id)) !== JSON.stringify(roles)) return null
      for (const one of found) if (!(await isStill(app, inside, one))) return null
      const value = await write(inside, barred)
      for (const { contestId, likely } of found) await replaceLikely(inside, contestId, likely)
      return { value }
    })
    if (written !== null) return written.value
  }
  throw new ContestError('edited-meanwhile')
}

const certainOf = (likely: readonly LikelySame[], staffId: string): readonly string[] =>
  likely.flatMap(({ otherId, certain, contestantId }) => (certain && otherId === staffId ? [contestantId] : []))

/** By contest that is touched, what the account is in it afterwards; null: nobody who may not take part. */
async function insideAfter(
  app: App,
  { id, name }: Pick<StaffRecord, 'id' | 'name'>,
  roles: readonly HeldRole[],
  { whose, role }: AccountChange,
): Promise<ReadonlyMap<string, Insider | null>> {
  const { staffCode = null, phone = null } = whose ?? (await staffIdentities(app.database.db, app.codec)).get(id) ?? {}
  const touched = new Map<string, ContestRole | null>(whose === undefined ? [] : roles.map((held) => [held.contestId, held.role]))
  if (role !== undefined) touched.set(role.contestId, role.role)
  const as = (held: ContestRole | null): Insider | null =>
    held !== null && isBoard(held) ? { kind: 'staff', id, staffCode, phone, fullName: name, board: held, unit: null } : null
  return new Map([...touched].map(([contestId, held]) => [contestId, as(held)]))
}

async function findAfter(app: App, contestId: string, staffId: string, account: Insider | null): Promise<Found> {
  const { db } = app.database
  const { rosterRevision: revision } = await requireContest(db, contestId)
  const before = await insidersOf(app, db, contestId)
  // Nobody is like somebody whose data was erased.
  const isErased = (await erasureStateOf(db, contestId)) !== null
  const people = isErased ? [] : (await peopleOf(db, app.codec, contestId)).map(identityOf)
  const others = before.filter(({ kind, id }) => kind !== 'staff' || id !== staffId)
  const likely = await runInTurns(findingLikely(people, account === null ? others : [...others, account]))
  return { contestId, revision, insiders: JSON.stringify(before), likely }
}

/** Held until the transaction ends. */
const isStill = async (app: App, db: Db, { contestId, revision, insiders }: Found): Promise<boolean> =>
  (await moveRoster(db, contestId, { from: revision, to: revision })) && JSON.stringify(await insidersOf(app, db, contestId)) === insiders
