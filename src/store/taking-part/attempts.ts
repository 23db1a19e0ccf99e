/** Attempts as stored, with their entries; written only by the commit queue. */
import type { Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import type { Db } from '../database/database.ts'

export interface AttemptRecord {
  readonly id: string
  readonly roundId: string
  readonly contestantId: string
  readonly number: number
  readonly startedAt: Instant
  readonly deadlineAt: Instant
  /** What was submitted for it; null while nothing was. */
  readonly entry: { readonly id: string; readonly code: string; readonly submittedAt: Instant; readonly logIndex: number } | null
}

const select = (db: Db) =>
  db
    .selectFrom('attempt')
    .leftJoin('entry', 'entry.attempt_id', 'attempt.id')
    .select([
      'attempt.id',
      'attempt.round_id',
      'attempt.contestant_id',
      'attempt.number',
      'attempt.started_at',
      'attempt.deadline_at',
      'entry.id as entry_id',
      'entry.code',
      'entry.submitted_at',
      'entry.log_index',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const toAttempt = (row: Row): AttemptRecord => ({
  id: row.id,
  roundId: row.round_id,
  contestantId: row.contestant_id,
  number: row.number,
  startedAt: row.started_at,
  deadlineAt: row.deadline_at,
  entry:
    row.entry_id === null || row.code === null || row.submitted_at === null || row.log_index === null
      ? null
      : { id: row.entry_id, code: row.code, submittedAt: row.submitted_at, logIndex: row.log_index },
})

export async function attemptById(db: Db, id: string): Promise<AttemptRecord | null> {
  const row = await select(db).where('attempt.id', '=', id).executeTakeFirst()
  return row === undefined ? null : toAttempt(row)
}

/** In order of number. */
export async function attemptsOf(db: Db, contestantId: string, roundIds: readonly string[]): Promise<readonly AttemptRecord[]> {
  if (roundIds.length === 0) return []
  const rows = await select(db)
    .where('attempt.contestant_id', '=', contestantId)
    .where('attempt.round_id', 'in', [...roundIds])
    .orderBy('attempt.number')
    .execute()
  return rows.map(toAttempt)
}

export async function countAttempts(db: Db, roundId: string): Promise<number> {
  const { total } = await db
    .selectFrom('attempt')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  return total
}

/** The end of a round moved: attempts without an entry get the deadline it gives them. */
export async function moveDeadlines(db: Db, roundId: string, deadlineFor: (startedAt: Instant) => Instant): Promise<void> {
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('entry', 'entry.attempt_id', 'attempt.id')
    .select(['attempt.id', 'attempt.started_at', 'attempt.deadline_at'])
    .where('attempt.round_id', '=', roundId)
    .where('entry.id', 'is', null)
    .execute()
  const moved = rows.filter(({ started_at, deadline_at }) => deadlineFor(started_at) !== deadline_at)
  for (const [deadline, attempts] of Map.groupBy(moved, ({ started_at }) => deadlineFor(started_at))) {
    await inPortions(
      attempts.map(({ id }) => id),
      (portion) => db.updateTable('attempt').set({ deadline_at: deadline }).where('id', 'in', portion).execute(),
    )
  }
}

/** An attempt without an entry began at another instant than is stored. */
export async function beginAttemptAt(db: Db, id: string, startedAt: Instant, deadlineAt: Instant): Promise<void> {
  await db
    .updateTable('attempt')
    .set({ started_at: startedAt, deadline_at: deadlineAt })
    .where('id', '=', id)
    .where((of) => of.not(of.exists(of.selectFrom('entry').select('entry.id').whereRef('entry.attempt_id', '=', 'attempt.id'))))
    .execute()
}
