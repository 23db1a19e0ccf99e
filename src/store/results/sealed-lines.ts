/**
 * How what a tally found lies in the database: JSON sealed under the key of results, lines a block at a time, since a seal a
 * line would cost a tally more than counting. Table, round and place are authenticated: nothing opens anywhere else. It stays
 * sealed after publication; there is one way to read it.
 */
import { ContestError } from '#contest/errors.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { insertMany, type Columns } from '../database/insert-many.ts'
import type { SealedLinesTable } from '../database/schema-desk.ts'

/** Lines a block; what is stored is in blocks of this many, so it never changes. */
export const BLOCK = 25

export type LinesTable = 'standing' | 'set_aside'
export type ResultTable = LinesTable | 'award' | 'round_result'

/** What happens with what was changed, or moved from another place. */
export type Unreadable = 'refused' | 'skipped'

const context = (table: ResultTable, roundId: string, place: number): string => `${table} ${roundId} ${String(place)}`

export const sealPart = (codec: Codec, table: ResultTable, roundId: string, place: number, value: unknown): Uint8Array =>
  sealJson(codec, 'results', context(table, roundId, place), value)

/**
 * null: it does not open and is to be skipped.
 * @throws ContestError `result-differs`
 */
export function openPart<T>(
  codec: Codec,
  table: ResultTable,
  at: { readonly roundId: string; readonly place: number; readonly sealed: Uint8Array },
  unreadable: Unreadable,
): T | null {
  try {
    return openJson<T>(codec, 'results', context(table, at.roundId, at.place), at.sealed)
  } catch {
    if (unreadable === 'skipped') return null
    throw new ContestError('result-differs', { round: at.roundId })
  }
}

/** What two people decided of a round, sealed under the id of its row. @throws ContestError `result-differs` when it is none we wrote */
export function openDecision<T>(codec: Codec, context: string, roundId: string, sealed: Uint8Array): T {
  try {
    return openJson<T>(codec, 'results', context, sealed)
  } catch {
    throw new ContestError('result-differs', { round: roundId })
  }
}

export interface SealedBlock {
  readonly roundId: string
  readonly block: number
  readonly sealed: Uint8Array
}

const columns = [
  ['round_id', 'text', 'roundId'],
  ['block', 'int8', 'block'],
  ['sealed', 'bytea', 'sealed'],
] as const satisfies Columns<SealedLinesTable, SealedBlock>

/** As `openLines` takes them. */
export const blockColumns = ['round_id as roundId', 'block', 'sealed'] as const

/**
 * @param first place of the first line, counted from 0; a multiple of `BLOCK`
 * @throws when a block is there already
 */
export async function insertLines(
  db: Db,
  codec: Codec,
  table: LinesTable,
  roundId: string,
  first: number,
  lines: readonly unknown[],
): Promise<void> {
  if (first % BLOCK !== 0) throw new Error(`lines of a result begin at a block, not at ${String(first)}`)
  const blocks: SealedBlock[] = []
  for (let from = 0; from < lines.length; from += BLOCK) {
    const block = (first + from) / BLOCK
    blocks.push({ roundId, block, sealed: sealPart(codec, table, roundId, block, lines.slice(from, from + BLOCK)) })
  }
  await insertMany(db, table, columns, blocks)
}

/** Lines of the blocks, each with its place counted from 0. */
export function openLines<T>(
  codec: Codec,
  table: LinesTable,
  rows: readonly SealedBlock[],
  unreadable: Unreadable,
): readonly { readonly place: number; readonly line: T }[] {
  return rows.flatMap(({ roundId, block, sealed }) =>
    (openPart<readonly T[]>(codec, table, { roundId, place: block, sealed }, unreadable) ?? []).map((line, at) => ({
      place: block * BLOCK + at,
      line,
    })),
  )
}
