/**
 * What a tally computed of a round: totals, entries set aside and awards, sealed (sealed-lines.ts; the standings are in
 * standings.ts). Replaced whole by each tally.
 */
import type { SetAsideReason } from '#contest/tally/entry.ts'
import type { Award } from '#contest/tally/result.ts'
import type { Bilingual, Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { startTurns } from '../database/turns.ts'
import { blockColumns, insertLines, openLines, openPart, sealPart, type Unreadable } from './sealed-lines.ts'

/** What can be said of a result without opening it. */
export interface RoundResultHead {
  readonly roundId: string
  readonly participants: number
  readonly digest: string
  readonly computedAt: Instant
}

export interface RoundResultRecord extends RoundResultHead {
  readonly actual: number
  /** JSON, see usecases/results/summary.ts. */
  readonly summary: string
}

export interface SetAsideRecord {
  readonly roundId: string
  readonly entryId: string
  readonly contestantId: string
  readonly reason: SetAsideReason | 'another-attempt-counts'
}

export interface AwardRecord extends Award {
  readonly explanation: Bilingual
}

/** Removes what an earlier tally of the round left. */
export async function clearResult(db: Db, roundId: string): Promise<void> {
  for (const table of ['award', 'set_aside', 'contestant_rank', 'standing', 'round_result'] as const) {
    await db.deleteFrom(table).where('round_id', '=', roundId).execute()
  }
}

/** What the digest is before the last line is written. */
const notYet = '0'.repeat(64)

type Totals = readonly [actual: number, summary: string]

export async function insertResult(db: Db, codec: Codec, result: Omit<RoundResultRecord, 'digest'>): Promise<void> {
  const { roundId, actual, summary } = result
  const totals: Totals = [actual, summary]
  await db
    .insertInto('round_result')
    .values({
      round_id: roundId,
      participants: result.participants,
      digest: notYet,
      computed_at: result.computedAt,
      sealed: sealPart(codec, 'round_result', roundId, 0, totals),
    })
    .execute()
}

/** Once every line is written. */
export async function finishResult(db: Db, roundId: string, digest: string): Promise<void> {
  await db.updateTable('round_result').set({ digest }).where('round_id', '=', roundId).execute()
}

const headColumns = ['round_id as roundId', 'participants', 'digest', 'computed_at as computedAt'] as const

export async function resultHead(db: Db, roundId: string): Promise<RoundResultHead | null> {
  const row = await db.selectFrom('round_result').select(headColumns).where('round_id', '=', roundId).executeTakeFirst()
  return row ?? null
}

/** @throws ContestError `result-differs` when it does not open, unless that is to be skipped (null) */
export async function resultOf(
  db: Db,
  codec: Codec,
  roundId: string,
  unreadable: Unreadable = 'refused',
): Promise<RoundResultRecord | null> {
  const row = await db
    .selectFrom('round_result')
    .select([...headColumns, 'sealed'])
    .where('round_id', '=', roundId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { sealed, ...head } = row
  const totals = openPart<Totals>(codec, 'round_result', { roundId, place: 0, sealed }, unreadable)
  if (totals === null) return null
  const [actual, summary] = totals
  return { ...head, actual, summary }
}

type SetAsideLine = readonly [entryId: string, contestantId: string, reason: SetAsideRecord['reason']]

/** @param first how many were inserted before; a multiple of the lines of a block */
export async function insertSetAside(db: Db, codec: Codec, roundId: string, first: number, rows: readonly SetAsideRecord[]): Promise<void> {
  const lines = rows.map(({ entryId, contestantId, reason }): SetAsideLine => [entryId, contestantId, reason])
  await insertLines(db, codec, 'set_aside', roundId, first, lines)
}

/** @throws ContestError `result-differs` when one does not open, unless that is to be skipped */
export async function setAsideOf(
  db: Db,
  codec: Codec,
  roundId: string,
  unreadable: Unreadable = 'refused',
): Promise<readonly SetAsideRecord[]> {
  const all: SetAsideRecord[] = []
  for await (const lines of setAsideInTurns(db, codec, roundId, unreadable)) for (const line of lines) all.push(line)
  return all.sort((one, other) => (one.entryId < other.entryId ? -1 : 1))
}

/** Blocks opened at a stretch: a millisecond of work. */
const blocksAtOnce = 20

/** As they were written, some at a time, with turns for others in between. @throws ContestError `result-differs` */
export async function* setAsideInTurns(
  db: Db,
  codec: Codec,
  roundId: string,
  unreadable: Unreadable,
): AsyncGenerator<readonly SetAsideRecord[], void, undefined> {
  const turns = startTurns()
  for (let after = -1; ;) {
    const rows = await db
      .selectFrom('set_aside')
      .select(blockColumns)
      .where('round_id', '=', roundId)
      .where('block', '>', after)
      .orderBy('block')
      .limit(blocksAtOnce)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    yield openLines<SetAsideLine>(codec, 'set_aside', rows, unreadable).map(({ line: [entryId, contestantId, reason] }) => ({
      ...{ roundId, entryId, contestantId, reason },
    }))
    after = last.block
    if (turns.due()) await turns.give()
  }
}

type AwardParts = readonly [level: string, contestantId: string, entryId: string, rank: number, vi: string, en: string]

export async function insertAwards(db: Db, codec: Codec, awards: readonly AwardRecord[]): Promise<void> {
  if (awards.length === 0) return
  await db
    .insertInto('award')
    .values(
      awards.map(({ roundId, place, level, contestantId, entryId, rank, explanation: { vi, en } }) => {
        const parts: AwardParts = [level, contestantId, entryId, rank, vi, en]
        return { round_id: roundId, place, sealed: sealPart(codec, 'award', roundId, place, parts) }
      }),
    )
    .execute()
}

/** @throws ContestError `result-differs` when one does not open, unless that is to be skipped */
export async function awardsOf(
  db: Db,
  codec: Codec,
  roundIds: readonly string[],
  unreadable: Unreadable = 'refused',
): Promise<readonly AwardRecord[]> {
  if (roundIds.length === 0) return []
  const rows = await db
    .selectFrom('award')
    .select(['round_id as roundId', 'place', 'sealed'])
    .where('round_id', 'in', [...roundIds])
    .orderBy('round_id')
    .orderBy('place')
    .execute()
  return rows.flatMap(({ roundId, place, sealed }): readonly AwardRecord[] => {
    const parts = openPart<AwardParts>(codec, 'award', { roundId, place, sealed }, unreadable)
    if (parts === null) return []
    const [level, contestantId, entryId, rank, vi, en] = parts
    return [{ roundId, place, level, contestantId, entryId, rank, explanation: { vi, en } }]
  })
}

/** Other awards of a published round, with the totals that say so. */
export async function replaceAwards(
  db: Db,
  codec: Codec,
  roundId: string,
  awards: readonly AwardRecord[],
  { actual, summary, digest }: Pick<RoundResultRecord, 'actual' | 'summary' | 'digest'>,
): Promise<void> {
  await db.deleteFrom('award').where('round_id', '=', roundId).execute()
  await insertAwards(db, codec, awards)
  const totals: Totals = [actual, summary]
  await db
    .updateTable('round_result')
    .set({ sealed: sealPart(codec, 'round_result', roundId, 0, totals), digest })
    .where('round_id', '=', roundId)
    .execute()
}
