/**
 * Very many new people, on SQLite: thirty thousand rows in one transaction would keep every submission waiting for a second. They come in portions
 * with room for others between, and nobody enters by a roster that is half there: while it is written the contest's `rosterRevision` is
 * the negative of their `created_at`, an instant that no row had before. Whoever dies in the middle leaves that number, and the next start
 * takes those rows back; then the file was never there. PostgreSQL's writers do not wait for each other.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import { listContests, moveRoster, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Database, type Db } from '#store/database/database.ts'
import { cameAt, insertPeople, lastCreatedAt, moveCreatedAt, removePeople, type SealedPerson } from '#store/people/roster.ts'
import type { App } from '../app.ts'

/** So many rows keep another writer waiting for a few milliseconds. */
const PORTION = 150
/** Milliseconds in which another writer that stands waiting finds the file free, and for how many of these whoever submits is let go first. */
const GAP = 2
const MOST_GAPS = 50

export const comesInPortions = ({ database }: App, added: readonly SealedPerson[]): boolean =>
  database.address.dialect === 'sqlite' && added.length > PORTION

/**
 * @param last writes the rest and makes all of it one: from this revision on. Null: it could not, and nobody has come
 * @returns what `last` gives; null also when people were changed before the first portion, or what came was taken back
 */
export async function writeArrivals<T>(
  app: App,
  contestId: string,
  { revision, added }: { readonly revision: number; readonly added: readonly SealedPerson[] },
  last: (revision: number) => Promise<T | null>,
): Promise<T | null> {
  const { db } = app.database
  const mark = Math.max(app.clock.now(), revision, await lastCreatedAt(db, contestId)) + 1
  if (!(await moveRoster(db, contestId, { from: revision, to: -mark }))) return null
  let written: T | null = null
  try {
    for (let from = 0; from < added.length; from += PORTION) {
      const portion = added.slice(from, from + PORTION)
      const isOurs = await inTransaction(db, async (inside) => {
        if (!(await isStillComing(inside, contestId, mark))) return false
        await insertPeople(inside, contestId, portion, mark)
        return true
      })
      if (!isOurs) return null
      await letOthersWrite(app)
    }
    written = await last(-mark)
    return written
  } finally {
    if (written === null) await takeBack(app.database, contestId, mark)
  }
}

async function letOthersWrite({ queue }: App): Promise<void> {
  for (let gap = 0; gap === 0 || (queue.waiting > 0 && gap < MOST_GAPS); gap++) await sleep(GAP)
}

/**
 * In the transaction of a portion. False: this file was taken back meanwhile, or became one with the roster. True: neither
 * can happen before the transaction ends.
 */
const isStillComing = (db: Db, contestId: string, mark: Instant): Promise<boolean> => moveRoster(db, contestId, { from: -mark, to: -mark })

async function takeBack({ db }: Database, contestId: string, mark: Instant): Promise<void> {
  while (await inTransaction(db, (inside) => takeBackPortion(inside, contestId, mark)));
}

/** From another, who may only have stood still: under the next mark, by which they can neither bring more nor make it one with the roster. */
async function takeOver(database: Database, contestId: string, mark: Instant): Promise<void> {
  const next = mark + 1
  await inTransaction(database.db, async (inside) => {
    if (await moveRoster(inside, contestId, { from: -mark, to: -next })) await moveCreatedAt(inside, contestId, { from: mark, to: next })
  })
  await takeBack(database, contestId, next)
}

/** @returns whether more is to be taken back; the revision moves together with the last of them */
async function takeBackPortion(db: Db, contestId: string, mark: Instant): Promise<boolean> {
  if (!(await isStillComing(db, contestId, mark))) return false
  const ids = await cameAt(db, contestId, mark, PORTION)
  await removePeople(db, ids)
  if (ids.length === PORTION) return true
  await moveRoster(db, contestId, { from: -mark, to: mark })
  return false
}

/** Far longer than the largest file takes. */
const ABANDONED_MS = 10 * 60_000

/**
 * Before people are changed: what a command beside this server died over is taken back once nobody can be at it any more.
 * @throws ContestError `busy` while another file is being written
 */
export async function requireWhole({ database, clock }: App, contest: ContestRecord): Promise<void> {
  if (contest.rosterRevision >= 0) return
  if (clock.now() + contest.rosterRevision < ABANDONED_MS) throw new ContestError('busy', { retryAfterSeconds: 10 })
  await takeOver(database, contest.id, -contest.rosterRevision)
}

/** At the start of a server, which is alone: what somebody died over is taken back. */
export async function takeBackHalfWritten(database: Database): Promise<void> {
  if (database.address.dialect !== 'sqlite') return
  for (const { id, rosterRevision } of await listContests(database.db)) {
    if (rosterRevision < 0) await takeOver(database, id, -rosterRevision)
  }
}
