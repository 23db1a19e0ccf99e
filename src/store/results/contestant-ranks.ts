/**
 * How a line of the standings is found by its contestant. Contestants stand here by a keyed hash, and the rows are written in its
 * order: in the order of contestants, which anybody can read elsewhere, the ranks would tell whose they are.
 */
import { inPortions } from '../database/chunks.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { insertMany, type Columns } from '../database/insert-many.ts'
import type { ContestantRankTable } from '../database/schema-desk.ts'

/** Of 32 bytes as many as never meet by chance. */
const BYTES = 16

const indexOf = (codec: Codec, roundId: string, contestantId: string): Uint8Array =>
  codec.index('standing', `${roundId} ${contestantId}`).subarray(0, BYTES)

export interface ContestantRank {
  readonly roundId: string
  /** Keyed hash. */
  readonly contestant: Uint8Array
  readonly rank: number
}

/** Rows a chunk, and hashes made at a stretch: a few milliseconds of work. */
const CHUNK = 1000

/** Every line's place a chunk at a time, in the order in which they are inserted. */
export function* contestantRanks(
  codec: Codec,
  roundId: string,
  lines: Iterable<{ readonly contestantId: string; readonly rank: number }>,
  count: number,
): Generator<readonly ContestantRank[]> {
  const hashes = Buffer.allocUnsafe(count * BYTES)
  const heads = new Float64Array(count)
  const ranks = new Uint32Array(count)
  let read = 0
  for (const { contestantId, rank } of lines) {
    hashes.set(indexOf(codec, roundId, contestantId), read * BYTES)
    heads[read] = hashes.readUIntBE(read * BYTES, 6)
    ranks[read++] = rank
  }
  const order = Uint32Array.from(ranks.keys()).sort((one, other) => (heads[one] as number) - (heads[other] as number))
  for (let from = 0; from < count; from += CHUNK)
    yield Array.from(order.subarray(from, from + CHUNK), (at) => ({
      roundId,
      contestant: hashes.subarray(at * BYTES, (at + 1) * BYTES),
      rank: ranks[at] as number,
    }))
}

const columns = [
  ['round_id', 'text', 'roundId'],
  ['contestant_index', 'bytea', 'contestant'],
  ['rank', 'int8', 'rank'],
] as const satisfies Columns<ContestantRankTable, ContestantRank>

export const insertContestantRanks = (db: Db, rows: readonly ContestantRank[]): Promise<void> =>
  insertMany(db, 'contestant_rank', columns, rows)

/** Ascending; of those who have one. */
export async function ranksOf(db: Db, codec: Codec, roundId: string, contestantIds: readonly string[]): Promise<readonly number[]> {
  const rows = await inPortions(
    contestantIds,
    (portion) =>
      db
        .selectFrom('contestant_rank')
        .select('rank')
        .where('round_id', '=', roundId)
        .where(
          'contestant_index',
          'in',
          portion.map((id) => indexOf(codec, roundId, id)),
        )
        .execute(),
    CHUNK,
  )
  return rows.map(({ rank }) => rank).sort((one, other) => one - other)
}

/** Of these places as many as are stored so. */
export async function countStored(db: Db, roundId: string, places: readonly ContestantRank[]): Promise<number> {
  const rows = await db
    .selectFrom('contestant_rank')
    .select(['contestant_index as contestant', 'rank'])
    .where('round_id', '=', roundId)
    .where(
      'contestant_index',
      'in',
      places.map(({ contestant }) => contestant),
    )
    .execute()
  const textOf = (contestant: Uint8Array, rank: number): string => `${Buffer.from(contestant).toString('base64')} ${String(rank)}`
  const stored = new Set(rows.map(({ contestant, rank }) => textOf(contestant, rank)))
  return places.filter(({ contestant, rank }) => stored.has(textOf(contestant, rank))).length
}

export async function countRanks(db: Db, roundId: string): Promise<number> {
  const { total } = await db
    .selectFrom('contestant_rank')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  return total
}
