/**
 * The work of a tally, done in a thread of its own (tally-thread.ts): every entry opened and marked, standings, awards with
 * their reasons. Streamed: entries are read and standings written in chunks.
 */
import { ContestError } from '#contest/errors.ts'
import { explainAward } from '#contest/rulebook/explanation.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { awardRound } from '#contest/tally/prizes.ts'
import type { LockedSet } from '#contest/questions/question.ts'
import { startRanking, type RankedLines, type RankingRun } from '#contest/tally/ranking.ts'
import type { Instant } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { holdsTally } from '#store/rounds/rounds.ts'
import { entriesForTally } from '#store/taking-part/entries.ts'
import {
  clearResult,
  insertContestantRanks,
  insertResult,
  insertSetAside,
  insertStandings,
  type AwardRecord,
  type ContestantRank,
  type StandingRecord,
} from '#store/results/results.ts'
import { sha256, sha256Hex } from '../ids.ts'
import { entryOpener, tallyEntry } from './opened-entry.ts'
import { histogram, scoresOf, type ResultSummary } from './summary.ts'

export interface ToCompute {
  readonly roundId: string
  /** Of this tally; another that is started later takes the round over. */
  readonly claim: string
  readonly rules: ContestRules
  readonly set: LockedSet
  readonly entryKey: Uint8Array
  readonly lotSeed: Uint8Array
  /** Contestants who sit on a board. */
  readonly barred: ReadonlySet<string>
  /** Prizes won in the other rounds that have been tallied, by contestant. */
  readonly won: ReadonlyMap<string, number>
  readonly at: Instant
}

export interface Computed {
  readonly participants: number
  readonly actualAllCorrect: number
  readonly setAside: number
  readonly awards: readonly AwardRecord[]
  /** SHA-256 of the canonical JSON of the awards and the summary. */
  readonly digest: string
}

/** Entries opened or standings written so far. */
export type Progress = (step: 'entries' | 'standings', done: number) => void

/** Writes a chunk when its turn has come. */
export type Writer = (write: () => Promise<void>) => Promise<void>

/** Entries read at a time: what a read makes is garbage soon, and little of it at once. */
const READ = 1000
/** Rows a transaction: short enough that a page or a submission hardly waits. */
const CHUNK = 1000

/**
 * Writes everything but the awards, which the caller writes when the round is tallied.
 * @throws ContestError `conflict` when another tally was started meanwhile, or the round is not closed any more
 */
export async function computeResult(db: Db, task: ToCompute, writer: Writer, progress: Progress): Promise<Computed> {
  const { roundId, rules, lotSeed } = task
  const ranking = startRanking({ roundId, rules, sha256, lotSeed })
  await readEntries(db, task, ranking, progress)
  const standings = ranking.finish()
  const { participants, actualAllCorrect, setAside, standings: lines } = standings
  const { awards, passedOver, unawarded } = awardRound(rules, standings, task.won)
  const summary: ResultSummary = {
    passedOver,
    unawarded,
    predictions: histogram(lines),
    scores: scoresOf(lines, rules.paper.questions),
  }
  const digest = sha256Hex(canonicalJson({ actualAllCorrect, participants, awards, summary }))
  const result = { roundId, actualAllCorrect, participants, summary: canonicalJson(summary), digest, computedAt: task.at }
  const transaction = (write: (tx: Db) => Promise<void>): Promise<void> =>
    writer(() =>
      inTransaction(db, async (tx) => {
        if (!(await holdsTally(tx, roundId, task.claim))) throw new ContestError('conflict')
        await write(tx)
      }),
    )
  await transaction(async (tx) => {
    await clearResult(tx, roundId)
    await insertResult(tx, result)
  })
  for (let from = 0; from < setAside.length; from += CHUNK) {
    const rows = setAside
      .slice(from, from + CHUNK)
      .map(({ entry, reason }) => ({ roundId, entryId: entry.entryId, contestantId: entry.contestantId, reason }))
    await transaction((tx) => insertSetAside(tx, rows))
  }
  for (let from = 0; from < participants; from += CHUNK) {
    const rows = standingRows(roundId, lines, from, Math.min(from + CHUNK, participants))
    await transaction((tx) => insertStandings(tx, rows))
    progress('standings', from + rows.length)
  }
  for (const rows of rankRows(roundId, lines)) await transaction((tx) => insertContestantRanks(tx, rows))
  const explained = awards.map((award) => ({ ...award, explanation: explainAward(rules, standings, award) }))
  return { participants, actualAllCorrect, setAside: setAside.length, awards: explained, digest }
}

async function readEntries(db: Db, { roundId, set, entryKey, barred }: ToCompute, ranking: RankingRun, progress: Progress): Promise<void> {
  const open = entryOpener(entryKey)
  let read = 0
  for await (const rows of entriesForTally(db, roundId, READ)) {
    for (const row of rows) ranking.add(tallyEntry(open(row), set, barred))
    read += rows.length
    progress('entries', read)
  }
}

function* rankRows(roundId: string, lines: RankedLines): Generator<readonly ContestantRank[]> {
  let rows: ContestantRank[] = []
  for (const { contestantId, rank } of lines.byContestant()) {
    rows.push({ roundId, contestantId, rank })
    if (rows.length < CHUNK) continue
    yield rows
    rows = []
  }
  yield rows
}

function standingRows(roundId: string, standings: RankedLines, from: number, to: number): StandingRecord[] {
  const rows: StandingRecord[] = []
  for (let index = from; index < to; index++) {
    const line = standings.at(index)
    if (line === undefined) break
    const { entry } = line
    rows.push({
      roundId,
      rank: line.rank,
      entryId: entry.entryId,
      contestantId: entry.contestantId,
      unitId: entry.unitId,
      correct: entry.correct,
      prediction: entry.prediction,
      predictionDistance: line.predictionDistance,
      submittedAt: entry.submittedAt,
      durationMs: Math.max(0, entry.submittedAt - entry.startedAt),
      partedBy: line.partedBy,
      eligible: line.eligible,
    })
  }
  return rows
}
