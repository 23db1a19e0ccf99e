/** Requests to take the locked set from a round before it opens: one a round, gone when it is decided. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface LockReleaseRecord {
  readonly lockedSetId: string
  readonly askedBy: { readonly id: string; readonly login: string; readonly name: string }
  readonly reason: string
  readonly askedAt: Instant
}

export async function lockReleaseOf(db: Db, roundId: string): Promise<LockReleaseRecord | null> {
  const row = await db
    .selectFrom('lock_release')
    .innerJoin('staff', 'staff.id', 'lock_release.asked_by')
    .select([
      'lock_release.locked_set_id as lockedSetId',
      'lock_release.reason',
      'lock_release.asked_at as askedAt',
      'staff.id',
      'staff.login',
      'staff.name',
    ])
    .where('lock_release.round_id', '=', roundId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, login, name, ...release } = row
  return { ...release, askedBy: { id, login, name } }
}

/** False when somebody has asked already. */
export async function askLockRelease(
  db: Db,
  ask: {
    readonly roundId: string
    readonly lockedSetId: string
    readonly staffId: string
    readonly reason: string
    readonly at: Instant
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('lock_release')
    .values({
      round_id: ask.roundId,
      locked_set_id: ask.lockedSetId,
      asked_by: ask.staffId,
      reason: ask.reason,
      asked_at: ask.at,
    })
    .onConflict((conflict) => conflict.column('round_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False when there is none. */
export async function endLockRelease(db: Db, roundId: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('lock_release').where('round_id', '=', roundId).executeTakeFirst()
  return numDeletedRows === 1n
}
