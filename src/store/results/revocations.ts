/** Prizes taken back after publication: at most one a round waits to be agreed to; what was done stays. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface RevocationRecord {
  readonly id: string
  readonly roundId: string
  readonly contestantId: string
  /** Of the prize, when it was asked. */
  readonly place: number
  readonly reason: string
  readonly askedBy: { readonly id: string; readonly login: string; readonly name: string }
  readonly askedAt: Instant
  /** Null while nobody agreed. */
  readonly agreed: { readonly by: string; readonly at: Instant; /** Of the results it made. */ readonly version: number } | null
}

/** In the order in which they were asked. */
export async function revocationsOf(db: Db, roundId: string): Promise<readonly RevocationRecord[]> {
  const rows = await db
    .selectFrom('prize_revocation')
    .innerJoin('staff', 'staff.id', 'prize_revocation.asked_by')
    .select([
      'prize_revocation.id as id',
      'round_id as roundId',
      'contestant_id as contestantId',
      'place',
      'reason',
      'asked_at as askedAt',
      'agreed_by as agreedBy',
      'agreed_at as agreedAt',
      'version',
      'staff.id as staffId',
      'staff.login as login',
      'staff.name as name',
    ])
    .where('round_id', '=', roundId)
    .orderBy('asked_at')
    .execute()
  return rows.map(({ staffId, login, name, agreedBy: by, agreedAt: at, version, ...row }) => ({
    ...row,
    askedBy: { id: staffId, login, name },
    agreed: by === null || at === null || version === null ? null : { by, at, version },
  }))
}

/** Whose prizes of these rounds were taken back, as often as that was. */
export async function revokedIn(db: Db, roundIds: readonly string[]): Promise<readonly string[]> {
  if (roundIds.length === 0) return []
  const rows = await db
    .selectFrom('prize_revocation')
    .select('contestant_id as contestantId')
    .where('round_id', 'in', [...roundIds])
    .where('agreed_at', 'is not', null)
    .execute()
  return rows.map(({ contestantId }) => contestantId)
}

/** False when one waits already. */
export async function askRevocation(
  db: Db,
  ask: Omit<RevocationRecord, 'askedBy' | 'agreed'> & { readonly askedBy: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('prize_revocation')
    .values({
      ...{ id: ask.id, round_id: ask.roundId, contestant_id: ask.contestantId, place: ask.place, reason: ask.reason },
      ...{ asked_by: ask.askedBy, asked_at: ask.askedAt, agreed_by: null, agreed_at: null, version: null },
    })
    .onConflict((conflict) => conflict.column('round_id').where('agreed_at', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False unless this one waits. */
export async function keepRevocation(db: Db, id: string, { by, at, version }: NonNullable<RevocationRecord['agreed']>): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('prize_revocation')
    .set({ agreed_by: by, agreed_at: at, version })
    .where('id', '=', id)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False unless one waits. */
export async function dropRevocation(db: Db, roundId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('prize_revocation')
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
