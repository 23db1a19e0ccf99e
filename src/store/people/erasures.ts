/**
 * Erasing the personal data of a contest: at most one request waits for a second person, and one erasure goes on or is over. Who decided it
 * is sealed with the row; a row that does not open is none we wrote, and nothing is erased by it.
 */
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface ErasureRequest {
  readonly contestId: string
  /** Of what was shown. */
  readonly digest: string
  readonly reason: string
  /** Null: the command line. */
  readonly askedBy: string | null
  readonly askedAt: Instant
}

/** Why an erasure began. */
export type ErasureCause =
  | { readonly by: 'schedule'; readonly dueAt: Instant }
  | { readonly by: 'people'; readonly asked: ErasureRequest; readonly agreedBy: string | null }

export interface ErasureRecord {
  readonly contestId: string
  readonly cause: ErasureCause
  readonly begunAt: Instant
  /** Where it is, and after which row of that. */
  readonly step: string
  readonly after: string
  /** What was erased so far, by kind. */
  readonly counts: Readonly<Record<string, number>>
  readonly finishedAt: Instant | null
}

const requestContext = (contestId: string): string => `erasure_request ${contestId}`
const context = (contestId: string): string => `erasure ${contestId}`

function opened<T>(codec: Codec, as: string, contestId: string, sealed: Uint8Array): T {
  try {
    return openJson<T>(codec, 'results', as, sealed)
  } catch {
    throw new ContestError('erasure-changed', { contest: contestId })
  }
}

/** @throws ContestError `erasure-changed` when it is not as we wrote it */
export async function erasureRequestOf(db: Db, codec: Codec, contestId: string): Promise<ErasureRequest | null> {
  const row = await db
    .selectFrom('erasure_request')
    .select(['sealed', 'asked_by as askedBy', 'asked_at as askedAt'])
    .where('contest_id', '=', contestId)
    .executeTakeFirst()
  if (row === undefined) return null
  const asked = opened<ErasureRequest>(codec, requestContext(contestId), contestId, row.sealed)
  if (asked.askedBy !== row.askedBy || asked.askedAt !== row.askedAt) throw new ContestError('erasure-changed', { contest: contestId })
  return asked
}

/** False when one waits already. */
export async function askErasure(db: Db, codec: Codec, asked: ErasureRequest): Promise<boolean> {
  const { contestId, askedBy: asked_by, askedAt: asked_at } = asked
  const sealed = sealJson(codec, 'results', requestContext(contestId), asked)
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('erasure_request')
    .values({ contest_id: contestId, sealed, asked_by, asked_at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False unless one waits. */
export async function dropErasureRequest(db: Db, contestId: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('erasure_request').where('contest_id', '=', contestId).executeTakeFirst()
  return numDeletedRows === 1n
}

/** What can be said of it without opening it: whether it began, and when it was over. */
export async function erasureStateOf(
  db: Db,
  contestId: string,
): Promise<{ readonly begunAt: Instant; readonly finishedAt: Instant | null } | null> {
  const row = await db
    .selectFrom('erasure')
    .select(['begun_at as begunAt', 'finished_at as finishedAt'])
    .where('contest_id', '=', contestId)
    .executeTakeFirst()
  return row ?? null
}

/** @throws ContestError `erasure-changed` when it is not as we wrote it */
export async function erasureOf(db: Db, codec: Codec, contestId: string): Promise<ErasureRecord | null> {
  const row = await db
    .selectFrom('erasure')
    .select(['sealed', 'begun_at as begunAt', 'step', 'after', 'counts', 'finished_at as finishedAt'])
    .where('contest_id', '=', contestId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { sealed, counts, ...of } = row
  const cause = opened<ErasureCause>(codec, context(contestId), contestId, sealed)
  return { ...of, contestId, cause, counts: JSON.parse(counts) as ErasureRecord['counts'] }
}

/** Contests whose erasure began and is not over. */
export async function unfinishedErasures(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('erasure').select('contest_id as contestId').where('finished_at', 'is', null).execute()
  return rows.map(({ contestId }) => contestId)
}

/** False when one began already. */
export async function beginErasure(
  db: Db,
  codec: Codec,
  { contestId, cause, begunAt, step }: Pick<ErasureRecord, 'contestId' | 'cause' | 'begunAt' | 'step'>,
): Promise<boolean> {
  const sealed = sealJson(codec, 'results', context(contestId), cause)
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('erasure')
    .values({ contest_id: contestId, sealed, begun_at: begunAt, step, after: '', counts: '{}', finished_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** In the transaction that erased what lies between; false when somebody else did that meanwhile. */
export async function advanceErasure(
  db: Db,
  { contestId, step, after }: Pick<ErasureRecord, 'contestId' | 'step' | 'after'>,
  to: Pick<ErasureRecord, 'step' | 'after' | 'counts' | 'finishedAt'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('erasure')
    .set({ step: to.step, after: to.after, counts: JSON.stringify(to.counts), finished_at: to.finishedAt })
    .where('contest_id', '=', contestId)
    .where('step', '=', step)
    .where('after', '=', after)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
