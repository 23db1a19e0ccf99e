/** Entries as stored; written only by the commit queue. Nothing read here tells right from wrong before it is opened. */
import { sql } from 'kysely'
import type { Instant } from '#contest/values.ts'
import { splitHashes } from '#ledger/merkle.ts'
import { inPortions } from '../database/chunks.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface StoredReceipt {
  readonly entryId: string
  readonly roundId: string
  readonly contestantId: string
  readonly code: string
  readonly submittedAt: Instant
  readonly logIndex: number
  readonly leaf: Uint8Array
  /** Hashes of the inclusion path, 32 bytes each, against the head of size `treeSize`. */
  readonly proof: Uint8Array
  readonly treeSize: number
}

const receiptColumns = [
  'entry.id as entryId',
  'entry.round_id as roundId',
  'entry.contestant_id as contestantId',
  'entry.code',
  'entry.submitted_at as submittedAt',
  'entry.log_index as logIndex',
  'entry.leaf',
  'entry.proof',
  'entry.tree_size as treeSize',
] as const

export async function receiptByAttempt(db: Db, attemptId: string): Promise<StoredReceipt | null> {
  return (await db.selectFrom('entry').select(receiptColumns).where('attempt_id', '=', attemptId).executeTakeFirst()) ?? null
}

/** The earliest entry with this code (two share one with probability 2^-50). */
export async function receiptByCode(db: Db, code: string): Promise<StoredReceipt | null> {
  const row = await db.selectFrom('entry').select(receiptColumns).where('code', '=', code).orderBy('submitted_at').executeTakeFirst()
  return row ?? null
}

export async function codesOf(db: Db, entryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await inPortions(entryIds, (portion) => db.selectFrom('entry').select(['id', 'code']).where('id', 'in', portion).execute())
  return new Map(rows.map(({ id, code }) => [id, code]))
}

/** All leaves of a round's log in order of index: markers and entries. */
export async function logLeaves(db: Db, roundId: string): Promise<readonly Uint8Array[]> {
  const rows = await db
    .selectFrom('entry')
    .select(['log_index', 'leaf'])
    .where('round_id', '=', roundId)
    .unionAll(db.selectFrom('marker_leaf').select(['log_index', 'leaf']).where('round_id', '=', roundId))
    .orderBy('log_index')
    .execute()
  return rows.map(({ leaf }) => leaf)
}

/** A leaf with its path against the head of the batch it came in; a closing leaf of before there were others has none. */
export interface ProvedLeaf {
  readonly logIndex: number
  readonly leaf: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** The leaves at these indexes of a round's log, in no particular order. */
export async function provedLeaves(db: Db, roundId: string, indexes: readonly number[]): Promise<readonly ProvedLeaf[]> {
  if (indexes.length === 0) return []
  const entries = await db
    .selectFrom('entry')
    .select(['log_index as logIndex', 'leaf', 'proof'])
    .where('round_id', '=', roundId)
    .where('log_index', 'in', indexes)
    .execute()
  const markers = await db
    .selectFrom('marker_leaf')
    .select(['log_index as logIndex', 'leaf', 'proof'])
    .where('round_id', '=', roundId)
    .where('log_index', 'in', indexes)
    .execute()
  return [...entries, ...markers].map(({ logIndex, leaf, proof }) => ({ logIndex, leaf, path: proof === null ? [] : splitHashes(proof) }))
}

export async function countEntries(db: Db, roundId: string): Promise<number> {
  const { total } = await db
    .selectFrom('entry')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  return total
}

/** Entries of a round with log indexes up to this one, included. */
export interface LogPart {
  readonly roundId: string
  readonly upTo: number
}

export interface Newcomers {
  readonly unitId: string
  /** Whose first entry in the round it is. */
  readonly inRound: number
  /** Those of them who have none in the parts of other rounds either. */
  readonly inAll: number
}

/** Who takes part for the first time by these entries of a round (`after` excluded, `upTo` included), by unit. */
export async function newcomers(
  db: Db,
  { roundId, after, upTo }: LogPart & { readonly after: number },
  others: readonly LogPart[],
): Promise<readonly Newcomers[]> {
  // Found through their attempts, which are indexed so.
  const earlier = (part: LogPart | null) => sql<boolean>`exists (
    select 1 from attempt join entry as other on other.attempt_id = attempt.id
    where attempt.round_id = ${part?.roundId ?? roundId} and attempt.contestant_id = entry.contestant_id
      and ${part === null ? sql`attempt.id <> entry.attempt_id and other.log_index < entry.log_index` : sql`other.log_index <= ${part.upTo}`})`
  const elsewhere = others.length === 0 ? sql<boolean>`1 = 0` : sql.join<boolean>(others.map(earlier), sql` or `)
  const rows = await db
    .selectFrom('entry')
    .innerJoin('contestant', 'contestant.id', 'entry.contestant_id')
    .select((of) => [
      'contestant.unit_id as unitId',
      of.fn.countAll<number>().as('inRound'),
      of.fn.sum<number | string>(sql`case when ${elsewhere} then 0 else 1 end`).as('inAll'),
    ])
    .where('entry.round_id', '=', roundId)
    .where('entry.log_index', '>', after)
    .where('entry.log_index', '<=', upTo)
    .where(sql<boolean>`not ${earlier(null)}`)
    .groupBy('contestant.unit_id')
    .execute()
  return rows.map(({ unitId, inRound, inAll }) => ({ unitId, inRound, inAll: Number(inAll) }))
}

const minute = 60_000

export interface MinuteOfEntries {
  readonly minute: Instant
  readonly entries: number
}

/** Entries of a round with these log indexes (the first excluded, the last included), by the minute since the epoch they came in. */
export async function entriesByMinute(db: Db, roundId: string, after: number, upTo: number): Promise<readonly MinuteOfEntries[]> {
  const slot = sql<number>`submitted_at / ${sql.lit(minute)}`
  const rows = await db
    .selectFrom('entry')
    .select((of) => [slot.as('slot'), of.fn.countAll<number>().as('entries')])
    .where('round_id', '=', roundId)
    .where('log_index', '>', after)
    .where('log_index', '<=', upTo)
    .groupBy(slot)
    .execute()
  return rows.map(({ slot: at, entries }) => ({ minute: at * minute, entries }))
}

/** Log index of the last entry; −1: there is none. */
export async function lastEntryIndex(db: Db, roundId: string): Promise<number> {
  const { last } = await db
    .selectFrom('entry')
    .select((of) => of.fn.max<number | null>('log_index').as('last'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  return last ?? -1
}

/** When the latest entry of a round arrived; null: there is none. */
export async function lastSubmittedAt(db: Db, roundId: string): Promise<Instant | null> {
  const { last } = await db
    .selectFrom('entry')
    .select((of) => of.fn.max<number | null>('submitted_at').as('last'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  return last
}

/** Which of these rounds each of these contestants has an entry in; found through their attempts, which are indexed so. */
export async function roundsEntered(
  db: Db,
  roundIds: readonly string[],
  contestantIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (roundIds.length === 0) return new Map()
  const rows = await inPortions(contestantIds, (portion) =>
    db
      .selectFrom('attempt')
      .innerJoin('entry', 'entry.attempt_id', 'attempt.id')
      .select(['attempt.contestant_id as contestantId', 'attempt.round_id as roundId'])
      .distinct()
      .where('attempt.round_id', 'in', [...roundIds])
      .where('attempt.contestant_id', 'in', portion)
      .execute(),
  )
  return new Map(
    Object.entries(Object.groupBy(rows, ({ contestantId }) => contestantId)).map(([id, of = []]) => [id, of.map(({ roundId }) => roundId)]),
  )
}

/** What a tally reads of an entry; `sealed` is opened by the caller (entry-seal.ts). */
export interface TallyRow {
  readonly id: string
  readonly contestantId: string
  readonly unitId: string
  readonly logIndex: number
  readonly number: number
  readonly startedAt: Instant
  readonly submittedAt: Instant
  readonly sealed: Uint8Array
  readonly leaf: Uint8Array
}

/** Every entry of a round in order of log index, read `chunk` at a time so that a million never stand in memory together. */
export async function* entriesForTally(db: Db, roundId: string, chunk = 5000): AsyncGenerator<readonly TallyRow[]> {
  for (let after = -1; ;) {
    const rows = await db
      .selectFrom('entry')
      .innerJoin('attempt', 'attempt.id', 'entry.attempt_id')
      .innerJoin('contestant', 'contestant.id', 'entry.contestant_id')
      .select([
        'entry.id',
        'entry.contestant_id as contestantId',
        'contestant.unit_id as unitId',
        'entry.log_index as logIndex',
        'attempt.number',
        'attempt.started_at as startedAt',
        'entry.submitted_at as submittedAt',
        'entry.sealed',
        'entry.leaf',
      ])
      .where('entry.round_id', '=', roundId)
      .where('entry.log_index', '>', after)
      .orderBy('entry.log_index')
      .limit(chunk)
      .execute()
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < chunk) return
    after = last.logIndex
  }
}

/** One entry for marking an own result after publication. */
export async function sealedEntryOfAttempt(
  db: Db,
  attemptId: string,
): Promise<{ readonly id: string; readonly sealed: Uint8Array } | null> {
  return (await db.selectFrom('entry').select(['id', 'sealed']).where('attempt_id', '=', attemptId).executeTakeFirst()) ?? null
}

/**
 * What tells a retry from another body. Keyed, since few bodies are possible: a digest anybody can compute would give the answers
 * back to whoever tries them all.
 * @param digest SHA-256 of the canonical body
 */
export const bodyDigestOf = (codec: Codec, attemptId: string, digest: Uint8Array): Uint8Array =>
  codec.index('entry body', `${attemptId} ${Buffer.from(digest).toString('base64url')}`)

/** Entries keyed at a time. */
const keyedAtOnce = 1000

/** Keys the digests of a round that was there before digests were, so that retries of its entries are still known. */
export async function keyBodyDigests(db: Db, codec: Codec, roundId: string): Promise<void> {
  for (let after = -1; ;) {
    const rows = await db
      .selectFrom('entry')
      .select(['id', 'attempt_id as attemptId', 'body_digest as bodyDigest', 'log_index as logIndex'])
      .where('round_id', '=', roundId)
      .where('log_index', '>', after)
      .orderBy('log_index')
      .limit(keyedAtOnce)
      .execute()
    for (const { id, attemptId, bodyDigest } of rows) {
      const keyed = bodyDigestOf(codec, attemptId, bodyDigest)
      await db.updateTable('entry').set({ body_digest: keyed }).where('id', '=', id).execute()
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < keyedAtOnce) return
    after = last.logIndex
  }
}
