/** Failed sign-ins counted by bucket (an account, an address) inside a window that starts with the first failure. */
import { sql } from 'kysely'
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

/** Counts one more failure; a window that has ended starts anew. Returns the count in the window. */
export async function recordFailure(db: Db, bucket: string, now: Instant, windowMs: number): Promise<number> {
  const { failures } = await db
    .insertInto('sign_in_failure')
    .values({ bucket, failures: 1, resets_at: now + windowMs })
    .onConflict((conflict) =>
      conflict.column('bucket').doUpdateSet({
        failures: sql<number>`case when sign_in_failure.resets_at <= ${now} then 1 else sign_in_failure.failures + 1 end`,
        resets_at: sql<number>`case when sign_in_failure.resets_at <= ${now} then ${now + windowMs} else sign_in_failure.resets_at end`,
      }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  return failures
}

export interface FailureCount {
  readonly failures: number
  readonly resetsAt: Instant
}

/** Counts still in their window; buckets without one are left out. */
export async function failuresOf(db: Db, buckets: readonly string[], now: Instant): Promise<ReadonlyMap<string, FailureCount>> {
  const rows = await db
    .selectFrom('sign_in_failure')
    .select(['bucket', 'failures', 'resets_at as resetsAt'])
    .where('bucket', 'in', [...buckets])
    .where('resets_at', '>', now)
    .execute()
  return new Map(rows.map(({ bucket, failures, resetsAt }) => [bucket, { failures, resetsAt }]))
}

export async function clearFailures(db: Db, bucket: string): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('bucket', '=', bucket).execute()
}

export async function deleteEndedFailures(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('resets_at', '<=', now).execute()
}
