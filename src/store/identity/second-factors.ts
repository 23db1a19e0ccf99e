/**
 * Second steps of signing in. The secret is sealed; a recovery code is a keyed hash of its account: a copy of the database passes no second
 * step. What has been used once is used up in the statement that uses it, in however many processes.
 */
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface SecondFactor {
  /** Base32 (RFC 4648), as authenticator apps take it. */
  readonly secret: string
  /** Null: shown to its owner, who has not yet shown that an app holds it. */
  readonly confirmedAt: Instant | null
}

const context = (staffId: string): string => `second factor ${staffId}`
const indexOf = (codec: Codec, staffId: string, code: string): Uint8Array => codec.index('recovery code', `${staffId} ${code}`)

export async function secondFactorOf(db: Db, codec: Codec, staffId: string): Promise<SecondFactor | null> {
  const row = await db
    .selectFrom('second_factor')
    .select(['secret', 'confirmed_at as confirmedAt'])
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    secret: Buffer.from(codec.open('second-factor', context(staffId), row.secret)).toString(),
    confirmedAt: row.confirmedAt,
  }
}

/** Those of these that have one. */
export async function withSecondFactor(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('second_factor').select('staff_id as staffId').where('confirmed_at', 'is not', null).execute()
  return new Set(rows.map(({ staffId }) => staffId))
}

/** In place of one that was not confirmed; false when one was. */
export async function proposeSecondFactor(db: Db, codec: Codec, staffId: string, secret: string, at: Instant): Promise<boolean> {
  const row = { secret: codec.seal('second-factor', context(staffId), Buffer.from(secret)), last_step: 0, made_at: at }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('second_factor')
    .values({ staff_id: staffId, confirmed_at: null, ...row })
    .onConflict((conflict) => conflict.column('staff_id').doUpdateSet(row).where('second_factor.confirmed_at', 'is', null))
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False when another press confirmed it. @param step the one of the code that was shown */
export async function confirmSecondFactor(db: Db, staffId: string, step: number, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('second_factor')
    .set({ confirmed_at: at, last_step: step })
    .where('staff_id', '=', staffId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when this code, or a later one, was used before. @param step number of 30 seconds since 1970 */
export async function useStep(db: Db, staffId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('staff_id', '=', staffId)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when the account had none. Its recovery codes go with it. */
export async function removeSecondFactor(db: Db, staffId: string): Promise<boolean> {
  await db.deleteFrom('recovery_code').where('staff_id', '=', staffId).execute()
  const { numDeletedRows } = await db.deleteFrom('second_factor').where('staff_id', '=', staffId).executeTakeFirst()
  return numDeletedRows === 1n
}

/** In place of those before. */
export async function putRecoveryCodes(db: Db, codec: Codec, staffId: string, codes: readonly string[]): Promise<void> {
  await db.deleteFrom('recovery_code').where('staff_id', '=', staffId).execute()
  await db
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ staff_id: staffId, code_index: indexOf(codec, staffId, code) })))
    .execute()
}

/** False when there is none such, or it was used. */
export async function useRecoveryCode(db: Db, codec: Codec, staffId: string, code: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('recovery_code')
    .where('staff_id', '=', staffId)
    .where('code_index', '=', indexOf(codec, staffId, code))
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function recoveryCodesLeft(db: Db, staffId: string): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow()
  return Number(left)
}
