/**
 * Tries at a secret, counted by bucket (an account, a network …) in a window that starts with the first of them. A try is
 * counted before anything is looked at, in one statement, so that of many at once, in any number of processes, no more get
 * through than one after another would.
 */
import { sql, type RawBuilder } from 'kysely'
import type { TryLimit } from '#contest/limits.ts'
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

/** A try that may be looked at: what giving it back undoes. */
export interface CountedTry {
  readonly bucket: string
  /** In the window, with this one. */
  readonly tries: number
  readonly nextAt: Instant
  readonly resetsAt: Instant
}

/** PostgreSQL takes a bare parameter beside another for text. */
const int = (value: number): RawBuilder<number> => sql<number>`cast(${value} as bigint)`

/**
 * A window that ends later than any begun by now, and a wait that ends later than any counted by now, are of a clock that ran ahead:
 * put right, it would make whoever signed in meanwhile wait as long as it ran ahead. Clocks of several processes may differ by
 * less than a wait.
 */
const latestEnd = ({ windowMs, longestMs }: TryLimit, now: Instant): Instant => now + windowMs + longestMs
const latestNext = ({ longestMs }: TryLimit, now: Instant): Instant => now + 2 * longestMs

/** Counts one more try. Null: it comes too early and is not counted (`nextTryAt` says from when on it may). */
export async function countTry(db: Db, bucket: string, limit: TryLimit, now: Instant): Promise<CountedTry | null> {
  const { free, stepMs, longestMs, windowMs } = limit
  const over = sql`(sign_in_failure.resets_at <= ${int(now)} or sign_in_failure.resets_at > ${int(latestEnd(limit, now))})`
  const wait = (before: RawBuilder<number>) => sql<number>`case
    when ${before} + 1 < ${int(free)} then 0
    when (${before} + 2 - ${int(free)}) * ${int(stepMs)} < ${int(longestMs)} then (${before} + 2 - ${int(free)}) * ${int(stepMs)}
    else ${int(longestMs)} end`
  const row = await db
    .insertInto('sign_in_failure')
    .values({ bucket, failures: 1, resets_at: now + windowMs, next_at: sql<number>`${int(now)} + ${wait(int(0))}` })
    .onConflict((conflict) =>
      conflict
        .column('bucket')
        .doUpdateSet({
          failures: sql<number>`case when ${over} then 1 else sign_in_failure.failures + 1 end`,
          resets_at: sql<number>`case when ${over} then ${int(now + windowMs)} else sign_in_failure.resets_at end`,
          next_at: sql<number>`${int(now)} + case when ${over} then ${wait(int(0))} else ${wait(sql`sign_in_failure.failures`)} end`,
        })
        .where(
          sql<boolean>`(sign_in_failure.next_at <= ${int(now)} or sign_in_failure.next_at > ${int(latestNext(limit, now))} or ${over})`,
        ),
    )
    .returning(['bucket', 'failures as tries', 'next_at as nextAt', 'resets_at as resetsAt'])
    .executeTakeFirst()
  return row ?? null
}

/** Undoes what counting this try did: it held the right secret. */
export async function giveTryBack(db: Db, { bucket, nextAt, resetsAt }: CountedTry, now: Instant): Promise<void> {
  await db
    .updateTable('sign_in_failure')
    .set({
      failures: sql<number>`failures - 1`,
      next_at: sql<number>`case when next_at = ${int(nextAt)} then ${int(now)} else next_at end`,
    })
    .where('bucket', '=', bucket)
    .where('resets_at', '=', resetsAt)
    .where('failures', '>', 0)
    .execute()
}

/** From when on a try of all these buckets is looked at. */
export async function nextTryAt(
  db: Db,
  buckets: readonly { readonly bucket: string; readonly limit: TryLimit }[],
  now: Instant,
): Promise<Instant> {
  const limits = new Map(buckets.map(({ bucket, limit }) => [bucket, limit]))
  const rows = await db
    .selectFrom('sign_in_failure')
    .select(['bucket', 'next_at as nextAt', 'resets_at as resetsAt'])
    .where('bucket', 'in', [...limits.keys()])
    .where('resets_at', '>', now)
    .execute()
  const counts = ({ bucket, nextAt, resetsAt }: (typeof rows)[number]): boolean => {
    const limit = limits.get(bucket)
    return limit !== undefined && resetsAt <= latestEnd(limit, now) && nextAt <= latestNext(limit, now)
  }
  return Math.max(now, ...rows.filter(counts).map(({ nextAt }) => nextAt))
}

/** Tries of this bucket in its window. */
export async function triesIn(db: Db, bucket: string, limit: TryLimit, now: Instant): Promise<number> {
  const row = await db
    .selectFrom('sign_in_failure')
    .select(['failures', 'resets_at as resetsAt'])
    .where('bucket', '=', bucket)
    .where('resets_at', '>', now)
    .executeTakeFirst()
  return row === undefined || row.resetsAt > latestEnd(limit, now) ? 0 : row.failures
}

/** From now on, until then, tries are counted anew. */
export async function noteUnlock(db: Db, bucket: string, now: Instant, until: Instant): Promise<void> {
  const row = { failures: 0, next_at: now, resets_at: until }
  await db
    .insertInto('sign_in_failure')
    .values({ bucket, ...row })
    .onConflict((conflict) => conflict.column('bucket').doUpdateSet(row))
    .execute()
}

/** When that was said last; null: not, or long ago. */
export async function unlockedAt(db: Db, bucket: string, now: Instant): Promise<Instant | null> {
  const row = await db
    .selectFrom('sign_in_failure')
    .select('next_at as at')
    .where('bucket', '=', bucket)
    .where('resets_at', '>', now)
    .executeTakeFirst()
  return row?.at ?? null
}

export async function forgetEndedTries(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('resets_at', '<=', now).execute()
}
