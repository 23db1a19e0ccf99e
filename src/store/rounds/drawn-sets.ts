/**
 * Which round draws from which locked set. Giving, taking and the beginning of an opening each start by writing the
 * round's row, so that of two at the same instant the later sees what the earlier did.
 */
import { firstStatus } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface RoundSetRecord {
  readonly roundId: string
  readonly lockedSetId: string
  readonly digest: string
  readonly questions: number
  readonly lockedAt: Instant
  /** Login, or `command`. */
  readonly lockedBy: string
}

/** The sets of a contest's rounds, in the order of the rounds; rounds without one are left out. */
export async function roundSets(db: Db, contestId: string): Promise<readonly RoundSetRecord[]> {
  return db
    .selectFrom('round')
    .innerJoin('locked_set', 'locked_set.id', 'round.locked_set_id')
    .innerJoin('round_lock', 'round_lock.round_id', 'round.id')
    .select([
      'round.id as roundId',
      'locked_set.id as lockedSetId',
      'locked_set.digest',
      'locked_set.questions',
      'round_lock.locked_at as lockedAt',
      'round_lock.locked_by as lockedBy',
    ])
    .where('round.contest_id', '=', contestId)
    .orderBy('round.ordinal')
    .execute()
}

/** Gives a set to a round that has not opened and has none; false otherwise. */
export async function giveSet(
  db: Db,
  given: { readonly roundId: string; readonly lockedSetId: string; readonly at: Instant; readonly by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({ locked_set_id: given.lockedSetId })
    .where('id', '=', given.roundId)
    .where('status', '=', firstStatus)
    .where('locked_set_id', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await db
    .insertInto('round_lock')
    .values({ round_id: given.roundId, locked_at: given.at, locked_by: given.by, opening_begun_at: null })
    .execute()
  return true
}

/** Takes this set from a round whose opening has not begun. After false, the caller's transaction must not be committed. */
export async function takeSet(db: Db, roundId: string, lockedSetId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({ locked_set_id: null })
    .where('id', '=', roundId)
    .where('status', '=', firstStatus)
    .where('locked_set_id', '=', lockedSetId)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  const { numDeletedRows } = await db
    .deleteFrom('round_lock')
    .where('round_id', '=', roundId)
    .where('opening_begun_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** From here on the set stays with the round. False when the round has another set by now, or has opened. Safe to repeat. */
export async function beginOpening(db: Db, roundId: string, lockedSetId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({ locked_set_id: lockedSetId })
    .where('id', '=', roundId)
    .where('status', '=', firstStatus)
    .where('locked_set_id', '=', lockedSetId)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await db
    .updateTable('round_lock')
    .set({ opening_begun_at: at })
    .where('round_id', '=', roundId)
    .where('opening_begun_at', 'is', null)
    .execute()
  return true
}
