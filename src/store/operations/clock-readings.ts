/** What the data knows of time: the last instant something was recorded at, and the database's own clock. */
import { sql } from 'kysely'
import type { ClockSource, KeptConfirmation } from '#contest/clock-doubt.ts'
import { runningStatuses } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import type { Database, Db } from '../database/database.ts'

/** Of heads signed, attempts started and acts in the audit; null while nothing was recorded. */
export async function lastInstant(db: Db): Promise<Instant | null> {
  const signed = await db
    .selectFrom('log_head')
    .innerJoin('log_checkpoint', (on) =>
      on.onRef('log_checkpoint.round_id', '=', 'log_head.round_id').onRef('log_checkpoint.size', '=', 'log_head.size'),
    )
    .select((of) => of.fn.max<number | null>('log_checkpoint.signed_at').as('at'))
    .executeTakeFirst()
  const started = await db
    .selectFrom('attempt')
    .innerJoin('round', 'round.id', 'attempt.round_id')
    .select((of) => of.fn.max<number | null>('attempt.started_at').as('at'))
    .where('round.status', 'in', runningStatuses)
    .executeTakeFirst()
  const known = [signed?.at, started?.at, await lastAct(db)].filter((at) => typeof at === 'number')
  return known.length === 0 ? null : Math.max(...known)
}

/** Milliseconds our clock is ahead of the database's; null where the data is a file. */
export async function databaseClockOffset({ db, address }: Database, now: () => Instant): Promise<number | null> {
  if (address.dialect === 'sqlite') return null
  // The first question may have to wait for a connection.
  await sql`select 1`.execute(db)
  const before = now()
  const { rows } = await sql<{ at: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`.execute(db)
  return Math.round((before + now()) / 2 - (rows[0]?.at ?? Number.NaN))
}

/** The last in the order of writing, whatever instant it bears; null before the first. */
async function lastAct(db: Db): Promise<Instant | null> {
  const act = await db.selectFrom('audit').select('at').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return act?.at ?? null
}

export async function clockConfirmations(db: Db): Promise<readonly KeptConfirmation[]> {
  const kept = await db.selectFrom('clock_confirmation').select(['source', 'value', 'confirmed_at as at']).execute()
  if (kept.length === 0) return []
  // A confirmation is an act itself: the last one is never from before it.
  const act = (await lastAct(db)) ?? 0
  return kept.map(({ source, value, at }) => ({ source, value, rightAt: Math.max(at, act) }))
}

export async function forgetConfirmations(db: Db, sources: readonly ClockSource[]): Promise<void> {
  if (sources.length > 0) await db.deleteFrom('clock_confirmation').where('source', 'in', sources).execute()
}

/** The last word about a source replaces the one before. */
export async function confirmClock(
  db: Db,
  { source, value, by, at }: { readonly source: ClockSource; readonly value: number; readonly by: string; readonly at: Instant },
): Promise<void> {
  const row = { value, confirmed_by: by, confirmed_at: at }
  await db
    .insertInto('clock_confirmation')
    .values({ source, ...row })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(row))
    .execute()
}
