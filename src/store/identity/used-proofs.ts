/** Proofs of sign-in that were used: each counts once, in whatever process. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

/** False: it was used before. */
export async function useProof(db: Db, mark: Uint8Array, until: Instant): Promise<boolean> {
  const used = await db
    .insertInto('used_proof')
    .values({ mark, forgotten_at: until })
    .onConflict((conflict) => conflict.doNothing())
    .returning('forgotten_at as until')
    .execute()
  return used.length > 0
}

export async function rememberProof(db: Db, mark: Uint8Array, until: Instant): Promise<void> {
  await db.updateTable('used_proof').set({ forgotten_at: until }).where('mark', '=', mark).execute()
}

export async function forgetProofs(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('used_proof').where('forgotten_at', '<=', now).execute()
}
