/** Rows of attempts and entries that lose what is personal. What the log promised stays: leaves, proofs, instants and codes. */
import type { Db } from '../database/database.ts'

/** Of the length the schema asks for. */
const noDigest = new Uint8Array(32)

/** The answers of a round, in the order of its log. @param kept ids of entries that stay as they are: those of the winners @returns the last index; null: there are no more */
export async function eraseAnswers(
  db: Db,
  roundId: string,
  { after, atMost, kept }: { readonly after: number; readonly atMost: number; readonly kept: ReadonlySet<string> },
): Promise<{ readonly after: number | null; readonly answers: number }> {
  const rows = await db
    .selectFrom('entry')
    .select(['id', 'log_index as logIndex'])
    .where('round_id', '=', roundId)
    .where('log_index', '>', after)
    .orderBy('log_index')
    .limit(atMost)
    .execute()
  const erased = rows.flatMap(({ id }) => (kept.has(id) ? [] : [id]))
  if (erased.length > 0)
    await db
      .updateTable('entry')
      .set({ sealed: new Uint8Array(0), body_digest: noDigest })
      .where('id', 'in', erased)
      .execute()
  return { after: rows.length < atMost ? null : (rows.at(-1)?.logIndex ?? null), answers: erased.length }
}

/** Why somebody was given another attempt. */
export async function eraseAttemptReasons(db: Db, roundIds: readonly string[]): Promise<number> {
  if (roundIds.length === 0) return 0
  const { numUpdatedRows } = await db
    .updateTable('extra_attempt')
    .set({ personal: null })
    .where('round_id', 'in', roundIds)
    .where('personal', 'is not', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Who came by whose link. @returns the last; null: there are no more */
export async function eraseReferrals(
  db: Db,
  contestId: string,
  { after, atMost }: { readonly after: string; readonly atMost: number },
): Promise<{ readonly after: string | null; readonly referrals: number }> {
  const rows = await db
    .selectFrom('referral')
    .select('contestant_id as id')
    .where('contest_id', '=', contestId)
    .where('contestant_id', '>', after)
    .orderBy('contestant_id')
    .limit(atMost)
    .execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await db.deleteFrom('referral').where('contestant_id', 'in', ids).execute()
  return { after: rows.length < atMost ? null : (ids.at(-1) ?? null), referrals: ids.length }
}
