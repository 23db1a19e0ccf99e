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
  /** The number of the fixed set its paper is, from 1; 0: drawn for it alone. */
  readonly paperSet: number
  /** What was submitted for it; null while nothing was. */
  readonly entry: { readonly id: string; readonly code: string; readonly submittedAt: Instant; readonly logIndex: number } | null
}

const select = (db: Db) =>
  db
    .selectFrom('attempt')
    .leftJoin('entry', 'entry.attempt_id', 'attempt.id')
    .select([
      'attempt.id',
      'attempt.round_id as roundId',
      'attempt.contestant_id as contestantId',
      'attempt.number',
      'attempt.started_at as startedAt',
      'attempt.deadline_at as deadlineAt',
      'attempt.paper_set as paperSet',
      'entry.id as entryId',
      'entry.code',
      'entry.submitted_at as submittedAt',
      'entry.log_index as logIndex',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const toAttempt = ({ entryId: id, code, submittedAt, logIndex, ...row }: Row): AttemptRecord => ({
  ...row,
  entry: id === null || code === null || submittedAt === null || logIndex === null ? null : { id, code, submittedAt, logIndex },
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

/** Which attempt each of these entries is of, and of which set its paper is. */
export async function attemptsOfEntries(
  db: Db,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<AttemptRecord, 'number' | 'paperSet'>>> {
  const rows = await inPortions(entryIds, (portion) =>
    db
      .selectFrom('entry')
      .innerJoin('attempt', 'attempt.id', 'entry.attempt_id')
      .select(['entry.id', 'attempt.number', 'attempt.paper_set as paperSet'])
      .where('entry.id', 'in', portion)
      .execute(),
  )
  return new Map(rows.map(({ id, ...of }) => [id, of]))
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
    .select(['attempt.id', 'attempt.started_at as startedAt', 'attempt.deadline_at as deadlineAt'])
    .where('attempt.round_id', '=', roundId)
    .where('entry.id', 'is', null)
    .execute()
  const moved = rows.filter(({ startedAt, deadlineAt }) => deadlineFor(startedAt) !== deadlineAt)
  for (const [deadline, attempts] of Map.groupBy(moved, ({ startedAt }) => deadlineFor(startedAt))) {
    await inPortions(
      attempts.map(({ id }) => id),
      (portion) => db.updateTable('attempt').set({ deadline_at: deadline }).where('id', 'in', portion).execute(),
    )
  }
}

/** An attempt without an entry began at another instant than is stored, and with another paper. */
export async function beginAttemptAt(
  db: Db,
  id: string,
  { startedAt, deadlineAt, paperSet }: Pick<AttemptRecord, 'startedAt' | 'deadlineAt' | 'paperSet'>,
): Promise<void> {
  await db
    .updateTable('attempt')
    .set({ started_at: startedAt, deadline_at: deadlineAt, paper_set: paperSet })
    .where('id', '=', id)
    .where((of) => of.not(of.exists(of.selectFrom('entry').select('entry.id').whereRef('entry.attempt_id', '=', 'attempt.id'))))
    .execute()
}
