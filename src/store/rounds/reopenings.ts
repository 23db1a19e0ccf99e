/** Requests to take back that a round was closed: one a round, gone when it is decided and done. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface ReopeningRecord {
  readonly roundId: string
  readonly askedBy: { readonly id: string; readonly login: string; readonly name: string }
  readonly reason: string
  readonly askedAt: Instant
  /** When the round is to end then. */
  readonly closesAt: Instant
  /** Null while nobody agreed. */
  readonly agreed: { readonly by: string; readonly at: Instant } | null
}

const records = (db: Db) =>
  db
    .selectFrom('round_reopening')
    .innerJoin('staff', 'staff.id', 'round_reopening.asked_by')
    .select([
      'round_id as roundId',
      'reason',
      'asked_at as askedAt',
      'closes_at as closesAt',
      'agreed_by as agreedBy',
      'agreed_at as agreedAt',
      'staff.id',
      'staff.login',
      'staff.name',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]

const toRecord = ({ id, login, name, agreedBy: by, agreedAt: at, ...row }: Row): ReopeningRecord => ({
  ...row,
  askedBy: { id, login, name },
  agreed: by === null || at === null ? null : { by, at },
})

export async function reopeningOf(db: Db, roundId: string): Promise<ReopeningRecord | null> {
  const row = await records(db).where('round_id', '=', roundId).executeTakeFirst()
  return row === undefined ? null : toRecord(row)
}

/** Agreed and not carried out yet. */
export async function agreedReopenings(db: Db): Promise<readonly ReopeningRecord[]> {
  return (await records(db).where('agreed_at', 'is not', null).execute()).map(toRecord)
}

/** False when somebody has asked already. */
export async function askReopening(
  db: Db,
  ask: {
    readonly roundId: string
    readonly staffId: string
    readonly reason: string
    readonly closesAt: Instant
    readonly at: Instant
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('round_reopening')
    .values({
      round_id: ask.roundId,
      asked_by: ask.staffId,
      reason: ask.reason,
      asked_at: ask.at,
      closes_at: ask.closesAt,
      agreed_by: null,
      agreed_at: null,
    })
    .onConflict((conflict) => conflict.column('round_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False unless there is one nobody agreed to yet. */
export async function agreeToReopening(db: Db, roundId: string, by: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round_reopening')
    .set({ agreed_by: by, agreed_at: at })
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False unless there is one nobody agreed to yet. */
export async function withdrawReopeningOf(db: Db, roundId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('round_reopening')
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** It has been carried out. */
export async function endReopening(db: Db, roundId: string): Promise<void> {
  await db.deleteFrom('round_reopening').where('round_id', '=', roundId).execute()
}
