/** What a tally computed: standings, entries set aside, awards, and the units' standings. Replaced whole by each tally. */
import { setImmediate } from 'node:timers/promises'
import type { Criterion } from '#contest/criteria.ts'
import type { SetAsideReason } from '#contest/tally/entry.ts'
import type { Award, UnitStanding } from '#contest/tally/result.ts'
import type { Bilingual, Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import type { Db } from '../database/database.ts'
import { insertMany, type Columns } from '../database/insert-many.ts'
import type { AwardTable, ContestantRankTable, StandingTable, UnitStandingTable } from '../database/schema.ts'

export interface RoundResultRecord {
  readonly roundId: string
  readonly actualAllCorrect: number
  readonly participants: number
  /** JSON, see usecases/results/summary.ts. */
  readonly summary: string
  readonly digest: string
  readonly computedAt: Instant
}

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

export interface ContestantRank {
  readonly roundId: string
  readonly contestantId: string
  readonly rank: number
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

export async function insertResult(db: Db, result: Omit<RoundResultRecord, 'digest'>): Promise<void> {
  await db
    .insertInto('round_result')
    .values({
      round_id: result.roundId,
      actual_all_correct: result.actualAllCorrect,
      participants: result.participants,
      summary: result.summary,
      digest: notYet,
      computed_at: result.computedAt,
    })
    .execute()
}

/** Once every line is written. */
export async function sealResult(db: Db, roundId: string, digest: string): Promise<void> {
  await db.updateTable('round_result').set({ digest }).where('round_id', '=', roundId).execute()
}

export async function resultOf(db: Db, roundId: string): Promise<RoundResultRecord | null> {
  const row = await db
    .selectFrom('round_result')
    .select([
      'round_id as roundId',
      'actual_all_correct as actualAllCorrect',
      'participants',
      'summary',
      'digest',
      'computed_at as computedAt',
    ])
    .where('round_id', '=', roundId)
    .executeTakeFirst()
  return row ?? null
}

const standingColumns = [
  ['round_id', 'text', 'roundId'],
  ['rank', 'int8', 'rank'],
  ['entry_id', 'text', 'entryId'],
  ['contestant_id', 'text', 'contestantId'],
  ['unit_id', 'text', 'unitId'],
  ['correct', 'int8', 'correct'],
  ['prediction', 'int8', 'prediction'],
  ['prediction_distance', 'int8', 'predictionDistance'],
  ['submitted_at', 'int8', 'submittedAt'],
  ['duration_ms', 'int8', 'durationMs'],
  ['parted_by', 'text', 'partedBy'],
  ['eligible', 'int8', 'eligible'],
] as const satisfies Columns<StandingTable, StandingRecord>

const toStanding = (row: StandingTable): StandingRecord => ({
  roundId: row.round_id,
  rank: row.rank,
  entryId: row.entry_id,
  contestantId: row.contestant_id,
  unitId: row.unit_id,
  correct: row.correct,
  prediction: row.prediction,
  predictionDistance: row.prediction_distance,
  submittedAt: row.submitted_at,
  durationMs: row.duration_ms,
  partedBy: row.parted_by,
  eligible: row.eligible === 1,
})

const rankColumns = [
  ['round_id', 'text', 'roundId'],
  ['contestant_id', 'text', 'contestantId'],
  ['rank', 'int8', 'rank'],
] as const satisfies Columns<ContestantRankTable, ContestantRank>

/** In order of rank, each rank once. */
export const insertStandings = (db: Db, rows: readonly StandingRecord[]): Promise<void> => insertMany(db, 'standing', standingColumns, rows)

/** In order of contestant id, each line of the standings once: how a line is found by its contestant. */
export const insertContestantRanks = (db: Db, rows: readonly ContestantRank[]): Promise<void> =>
  insertMany(db, 'contestant_rank', rankColumns, rows)

export async function insertSetAside(db: Db, rows: readonly SetAsideRecord[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('set_aside')
      .values(rows.map((row) => ({ round_id: row.roundId, entry_id: row.entryId, contestant_id: row.contestantId, reason: row.reason })))
      .execute()
}

const toAward = (row: AwardTable): AwardRecord => ({
  roundId: row.round_id,
  place: row.place,
  level: row.level,
  contestantId: row.contestant_id,
  entryId: row.entry_id,
  rank: row.rank,
  explanation: { vi: row.explanation_vi, en: row.explanation_en },
})

export async function insertAwards(db: Db, awards: readonly AwardRecord[]): Promise<void> {
  if (awards.length === 0) return
  await db
    .insertInto('award')
    .values(
      awards.map((award) => ({
        round_id: award.roundId,
        place: award.place,
        level: award.level,
        contestant_id: award.contestantId,
        entry_id: award.entryId,
        rank: award.rank,
        explanation_vi: award.explanation.vi,
        explanation_en: award.explanation.en,
      })),
    )
    .execute()
}

export async function awardsOf(db: Db, roundIds: readonly string[]): Promise<readonly AwardRecord[]> {
  if (roundIds.length === 0) return []
  const rows = await db
    .selectFrom('award')
    .selectAll()
    .where('round_id', 'in', [...roundIds])
    .orderBy('round_id')
    .orderBy('place')
    .execute()
  return rows.map(toAward)
}

export async function standingsPage(
  db: Db,
  roundId: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<readonly StandingRecord[]> {
  const rows = await db
    .selectFrom('standing')
    .selectAll()
    .where('round_id', '=', roundId)
    // Ranks are counted without a gap, and the table lies in their order.
    .where('rank', '>', page.offset)
    .orderBy('rank')
    .limit(page.limit)
    .execute()
  return rows.map(toStanding)
}

export async function standingsOfContestants(
  db: Db,
  roundId: string,
  contestantIds: readonly string[],
): Promise<readonly StandingRecord[]> {
  const rows = await inPortions(contestantIds, (portion) =>
    db
      .selectFrom('contestant_rank as of')
      .innerJoin('standing', (join) => join.onRef('standing.round_id', '=', 'of.round_id').onRef('standing.rank', '=', 'of.rank'))
      .selectAll('standing')
      .where('of.round_id', '=', roundId)
      .where('of.contestant_id', 'in', portion)
      .execute(),
  )
  return rows.map(toStanding).sort((one, other) => one.rank - other.rank)
}

export async function standingOfContestant(db: Db, roundId: string, contestantId: string): Promise<StandingRecord | null> {
  return (await standingsOfContestants(db, roundId, [contestantId]))[0] ?? null
}

export async function countStandings(db: Db, roundId: string): Promise<number> {
  const { total } = await db
    .selectFrom('standing')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow()
  return total
}

/** Lines of the standings that are found by their contestant, and how many there are to find. */
export async function countRanks(db: Db, roundId: string): Promise<{ readonly all: number; readonly right: number }> {
  const all = db.selectFrom('contestant_rank as of').where('of.round_id', '=', roundId)
  const right = all.innerJoin('standing', (join) =>
    join
      .onRef('standing.round_id', '=', 'of.round_id')
      .onRef('standing.rank', '=', 'of.rank')
      .onRef('standing.contestant_id', '=', 'of.contestant_id'),
  )
  const count = all.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const matching = right.select((of) => of.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { all: (await count).total, right: (await matching).total }
}

export async function setAsideOf(db: Db, roundId: string): Promise<readonly SetAsideRecord[]> {
  return db
    .selectFrom('set_aside')
    .select(['round_id as roundId', 'entry_id as entryId', 'contestant_id as contestantId', 'reason'])
    .where('round_id', '=', roundId)
    .orderBy('entry_id')
    .execute()
}

export type ParticipationRecord = Pick<StandingRecord, 'unitId' | 'contestantId' | 'correct' | 'submittedAt'>

/** Lines read at a time: a few milliseconds of work. */
const portion = 1000

/** Distinct participants of each unit over the given tallied rounds, in no particular order; read with turns for others. */
export async function participationOf(db: Db, roundIds: readonly string[]): Promise<readonly ParticipationRecord[]> {
  const found = new Map<string, ParticipationRecord>()
  for (const roundId of roundIds) {
    for (let offset = 0; ; offset += portion) {
      const lines = await standingsPage(db, roundId, { offset, limit: portion })
      for (const { unitId, contestantId, correct, submittedAt } of lines) {
        const key = `${unitId} ${contestantId}`
        const known = found.get(key) ?? { correct, submittedAt }
        const best = { correct: Math.max(known.correct, correct), submittedAt: Math.min(known.submittedAt, submittedAt) }
        found.set(key, { unitId, contestantId, ...best })
      }
      if (lines.length < portion) break
      await setImmediate()
    }
  }
  return [...found.values()]
}

type StoredUnitStanding = UnitStanding & { readonly computedAt: Instant }

const toUnitStanding = (row: UnitStandingTable): StoredUnitStanding => ({
  unitId: row.unit_id,
  rank: row.rank,
  participants: row.participants,
  headcount: row.headcount,
  allCorrect: row.all_correct,
  partedBy: row.parted_by,
  tied: row.tied === 1,
  awarded: row.awarded === 1,
  computedAt: row.computed_at,
})

export async function replaceUnitStandings(db: Db, contestId: string, standings: readonly UnitStanding[], at: Instant): Promise<void> {
  await db.deleteFrom('unit_standing').where('contest_id', '=', contestId).execute()
  if (standings.length === 0) return
  await db
    .insertInto('unit_standing')
    .values(
      standings.map((unit) => ({
        contest_id: contestId,
        unit_id: unit.unitId,
        rank: unit.rank,
        participants: unit.participants,
        headcount: unit.headcount,
        all_correct: unit.allCorrect,
        parted_by: unit.partedBy,
        tied: unit.tied ? 1 : 0,
        awarded: unit.awarded ? 1 : 0,
        computed_at: at,
      })),
    )
    .execute()
}

export async function unitStandingsOf(db: Db, contestId: string): Promise<readonly StoredUnitStanding[]> {
  const rows = await db
    .selectFrom('unit_standing')
    .selectAll()
    .where('contest_id', '=', contestId)
    .orderBy('rank')
    .orderBy('unit_id')
    .execute()
  return rows.map(toUnitStanding)
}
