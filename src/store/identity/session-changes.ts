/** Whose sessions ended, or who was changed: what processes remember of them is read anew. Kept for as long as one may not have looked. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

/** In the transaction that changes them. */
export async function noteSessionChanges(db: Db, subjectIds: readonly string[], at: Instant): Promise<void> {
  for (let from = 0; from < subjectIds.length; from += 500)
    await db
      .insertInto('session_change')
      .values(subjectIds.slice(from, from + 500).map((subjectId) => ({ subject_id: subjectId, at })))
      .execute()
}

export async function sessionChangesSince(
  db: Db,
  after: Instant,
): Promise<readonly { readonly seq: number; readonly subjectId: string }[]> {
  return db.selectFrom('session_change').select(['seq', 'subject_id as subjectId']).where('at', '>', after).execute()
}

export async function forgetSessionChanges(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('session_change').where('at', '<', before).execute()
}
