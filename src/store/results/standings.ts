/** The standings of a round, sealed (sealed-lines.ts), and how a line is found by its contestant. */
import { setImmediate } from 'node:timers/promises'
import type { Criterion } from '#contest/criteria.ts'
import type { Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { ranksOf } from './contestant-ranks.ts'
import { BLOCK, blockColumns, insertLines, openLines, type SealedBlock, type Unreadable } from './sealed-lines.ts'

/** A line of a round's standings. */
export interface StandingRecord {
  readonly roundId: string
  readonly rank: number
  readonly entryId: string
  readonly contestantId: string
  readonly unitId: string
  readonly correct: number
  readonly prediction: number | null
  readonly predictionDistance: number | null
  readonly submittedAt: Instant
  readonly durationMs: number
  readonly partedBy: Criterion | null
  readonly eligible: boolean
}

/** In the order of `StandingRecord`, without round and rank, which say where it lies. */
type StandingLine = readonly [
  entryId: string,
  contestantId: string,
  unitId: string,
  correct: number,
  prediction: number | null,
  predictionDistance: number | null,
  submittedAt: Instant,
  durationMs: number,
  partedBy: Criterion | null,
  eligible: number,
]

/** In order of rank, without a gap, each rank once; the first begins a block. */
export async function insertStandings(db: Db, codec: Codec, roundId: string, rows: readonly StandingRecord[]): Promise<void> {
  const lines = rows.map((row): StandingLine => {
    const { entryId, contestantId, unitId, correct, prediction, predictionDistance, submittedAt, durationMs, partedBy, eligible } = row
    return [entryId, contestantId, unitId, correct, prediction, predictionDistance, submittedAt, durationMs, partedBy, Number(eligible)]
  })
  await insertLines(db, codec, 'standing', roundId, (rows[0]?.rank ?? 1) - 1, lines)
}

function opened(codec: Codec, roundId: string, rows: readonly SealedBlock[], unreadable: Unreadable): readonly StandingRecord[] {
  return openLines<StandingLine>(codec, 'standing', rows, unreadable).map(({ place, line }) => {
    const [entryId, contestantId, unitId, correct, prediction, predictionDistance, submittedAt, durationMs, partedBy, eligible] = line
    return {
      ...{ roundId, rank: place + 1, entryId, contestantId, unitId, correct, prediction, predictionDistance },
      ...{ submittedAt, durationMs, partedBy, eligible: eligible === 1 },
    }
  })
}

/** @throws ContestError `result-differs` when a line does not open, unless that is to be skipped */
export async function standingsPage(
  db: Db,
  codec: Codec,
  roundId: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  unreadable: Unreadable = 'refused',
): Promise<readonly StandingRecord[]> {
  const rows = await db
    .selectFrom('standing')
    .select(blockColumns)
    .where('round_id', '=', roundId)
    .where('block', '>=', Math.floor(offset / BLOCK))
    .where('block', '<', Math.ceil((offset + limit) / BLOCK))
    .orderBy('block')
    .execute()
  return opened(codec, roundId, rows, unreadable).filter(({ rank }) => rank > offset && rank <= offset + limit)
}

/** @throws ContestError `result-differs` when a line does not open */
export async function standingsAt(db: Db, codec: Codec, roundId: string, ranks: readonly number[]): Promise<readonly StandingRecord[]> {
  const wanted = new Set(ranks)
  const blocks = [...new Set(ranks.map((rank) => Math.floor((rank - 1) / BLOCK)))]
  const rows = await inPortions(blocks, (portion) =>
    db.selectFrom('standing').select(blockColumns).where('round_id', '=', roundId).where('block', 'in', portion).orderBy('block').execute(),
  )
  return opened(codec, roundId, rows, 'refused').filter(({ rank }) => wanted.has(rank))
}

export async function standingsOfContestants(
  db: Db,
  codec: Codec,
  roundId: string,
  contestantIds: readonly string[],
): Promise<readonly StandingRecord[]> {
  return standingsAt(db, codec, roundId, await ranksOf(db, codec, roundId, contestantIds))
}

export async function standingOfContestant(db: Db, codec: Codec, roundId: string, contestantId: string): Promise<StandingRecord | null> {
  return (await standingsOfContestants(db, codec, roundId, [contestantId]))[0] ?? null
}

/** The rank of the last line. @throws ContestError `result-differs` when it does not open, unless that is to be skipped (0) */
export async function countStandings(db: Db, codec: Codec, roundId: string, unreadable: Unreadable = 'refused'): Promise<number> {
  const rows = await db
    .selectFrom('standing')
    .select(blockColumns)
    .where('round_id', '=', roundId)
    .orderBy('block', 'desc')
    .limit(1)
    .execute()
  return opened(codec, roundId, rows, unreadable).at(-1)?.rank ?? 0
}

export interface ParticipationRecord extends Pick<StandingRecord, 'unitId' | 'contestantId' | 'correct' | 'submittedAt'> {
  /** Right answers in all entries that were taken, and how many those are; `correct` is the most in one. */
  readonly right: number
  readonly entries: number
}

/** Lines read at a time: a few milliseconds of work. */
const portion = 1000

/**
 * Distinct participants of each unit over the given tallied rounds, in no particular order; read with turns for others.
 * @param takes which entries are taken
 */
export async function participationOf(
  db: Db,
  codec: Codec,
  roundIds: readonly string[],
  takes: (line: Pick<StandingRecord, 'correct' | 'durationMs'>) => boolean = () => true,
): Promise<readonly ParticipationRecord[]> {
  const found = new Map<string, ParticipationRecord>()
  for (const roundId of roundIds) {
    for (let offset = 0; ; offset += portion) {
      const lines = await standingsPage(db, codec, roundId, { offset, limit: portion })
      for (const { unitId, contestantId, correct, submittedAt, durationMs } of lines) {
        if (!takes({ correct, durationMs })) continue
        const key = `${unitId} ${contestantId}`
        const known = found.get(key) ?? { correct, submittedAt, right: 0, entries: 0 }
        const best = { correct: Math.max(known.correct, correct), submittedAt: Math.min(known.submittedAt, submittedAt) }
        found.set(key, { unitId, contestantId, ...best, right: known.right + correct, entries: known.entries + 1 })
      }
      if (lines.length < portion) break
      await setImmediate()
    }
  }
  return [...found.values()]
}
