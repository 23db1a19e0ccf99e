/**
 * The work of a tally, done in a thread of its own (tally-thread.ts): every entry opened and marked, standings, awards with
 * their reasons. Streamed: entries are read and standings written in chunks.
 */
import { endsByHand } from '#contest/criteria.ts'
import { ContestError } from '#contest/errors.ts'
import { explainAward } from '#contest/rulebook/explanation.ts'
import { explainReferrer } from '#contest/rulebook/referral.ts'
import { inRoundWord, roundWordOf } from '#contest/rulebook/round-word.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { DecidedTie } from '#contest/tally/result.ts'
import { awardRound } from '#contest/tally/prizes.ts'
import { rankReferrers } from '#contest/tally/referral.ts'
import type { LockedSet } from '#contest/questions/question.ts'
import { startRanking, type RankedLines, type RankingRun } from '#contest/tally/ranking.ts'
import type { Instant } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { Codec } from '#store/database/codec.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { holdsTally } from '#store/rounds/rounds.ts'
import { entriesForTally } from '#store/taking-part/entries.ts'
import { arrivalsOf } from '#store/taking-part/referrals.ts'
import { contestantRanks, insertContestantRanks } from '#store/results/contestant-ranks.ts'
import { clearResult, insertResult, insertSetAside, type AwardRecord, type SetAsideRecord } from '#store/results/results.ts'
import { insertStandings, type StandingRecord } from '#store/results/standings.ts'
import { sha256 } from '../../ids.ts'
import { entryOpener, tallyEntry } from '../opened-entry.ts'
import { startDigest } from '../digest.ts'
import { startLogCheck, type LogToCheck } from '../log-check.ts'
import { histogram, scoresOf, tiesIn, type ResultSummary } from '../summary.ts'

/** What a count rests on. */
export interface ToCount {
  readonly contestId: string
  readonly roundId: string
  readonly rules: ContestRules
  readonly set: LockedSet
  readonly entryKey: Uint8Array
  readonly lotSeed: Uint8Array
  readonly log: LogToCheck
  /** Contestants who sit on a board. */
  readonly barred: ReadonlySet<string>
  /** Prizes won in the other rounds that have been tallied, by contestant. */
  readonly won: ReadonlyMap<string, number>
  /** What organisers decided of ties. */
  readonly decided: readonly DecidedTie[]
}

export interface ToCompute extends ToCount {
  /** Of this tally; another that is started later takes the round over. */
  readonly claim: string
  readonly at: Instant
}

export interface Counted {
  readonly participants: number
  readonly actual: number
  /** Canonical JSON of a `ResultSummary`. */
  readonly summary: string
  readonly setAside: readonly SetAsideRecord[]
  readonly awards: readonly AwardRecord[]
  readonly lines: RankedLines
}

export interface Computed extends Pick<Counted, 'participants' | 'actual' | 'awards'> {
  readonly setAside: number
  /** See digest.ts. */
  readonly digest: string
}

/** Entries opened or standings written so far. */
export type Progress = (step: 'entries' | 'standings', done: number) => void

/** Writes a chunk when its turn has come. */
export type Writer = (write: () => Promise<void>) => Promise<void>

/** Entries read at a time: what a read makes is garbage soon, and little of it at once. */
const READ = 1000
/** Lines a transaction: short enough that a page or a submission hardly waits. Whole blocks (sealed-lines.ts). */
const CHUNK = 1000

/** Opens and ranks every entry of the round; writes nothing. @throws ContestError `log-differs` */
export async function countEntries(db: Db, codec: Codec, task: ToCount, progress: Progress): Promise<Counted> {
  const { roundId, rules, lotSeed, decided } = task
  const ranking = startRanking({ roundId, rules, sha256, lotSeed, decided })
  await readEntries(db, task, ranking, progress)
  const standings = ranking.finish()
  const { participants, actual, standings: lines } = standings
  const { awards, passedOver, unawarded, openTies } = awardRound(rules, standings, task.won)
  const summary: ResultSummary = {
    passedOver,
    unawarded,
    predictions: histogram(lines),
    scores: scoresOf(lines, rules.paper.questions),
    ...(endsByHand(rules.ranking) && { ties: tiesIn(lines, openTies) }),
    ...(await referrersOf(db, codec, task, lines)),
  }
  return {
    participants,
    actual,
    summary: canonicalJson(summary),
    setAside: standings.setAside.map(({ entry, reason }) => ({
      roundId,
      entryId: entry.entryId,
      contestantId: entry.contestantId,
      reason,
    })),
    awards: awards.map((award) => ({ ...award, explanation: inRoundWord(roundWordOf(rules), explainAward(rules, standings, award)) })),
    lines,
  }
}

/**
 * Writes everything but the awards and the digest, which the caller writes when the round is tallied.
 * @throws ContestError `conflict` when another tally was started meanwhile, or the round is not closed any more; `log-differs`
 */
export async function computeResult(db: Db, codec: Codec, task: ToCompute, writer: Writer, progress: Progress): Promise<Computed> {
  const { roundId } = task
  const counted = await countEntries(db, codec, task, progress)
  const { participants, actual, summary, setAside, awards, lines } = counted
  const transaction = (write: (tx: Db) => Promise<void>): Promise<void> =>
    writer(() =>
      inTransaction(db, async (tx) => {
        if (!(await holdsTally(tx, roundId, task.claim))) throw new ContestError('conflict')
        await write(tx)
      }),
    )
  await transaction(async (tx) => {
    await clearResult(tx, roundId)
    await insertResult(tx, codec, { roundId, actual, participants, summary, computedAt: task.at })
  })
  for (let from = 0; from < setAside.length; from += CHUNK) {
    const rows = setAside.slice(from, from + CHUNK)
    await transaction((tx) => insertSetAside(tx, codec, roundId, from, rows))
  }
  const digest = startDigest(task.lotSeed)
  let done = 0
  for (const rows of standingRows(roundId, lines)) {
    digest.add(rows)
    await transaction((tx) => insertStandings(tx, codec, roundId, rows))
    done += rows.length
    progress('standings', done)
  }
  for (const rows of contestantRanks(codec, roundId, lines.byContestant(), lines.length))
    await transaction((tx) => insertContestantRanks(tx, rows))
  return { participants, actual, setAside: setAside.length, awards, digest: digest.finish(counted) }
}

/** Lines of who brought others that are kept beyond those with a prize. */
const MORE = 100

/** Where the rules have prizes for it: who brought others to the round. */
async function referrersOf(db: Db, codec: Codec, task: ToCount, lines: RankedLines): Promise<Pick<ResultSummary, 'referrers'>> {
  const { contestId, roundId, rules, lotSeed } = task
  if (rules.referral === null) return {}
  const arrivals = await arrivalsOf(db, codec, contestId, roundId)
  const standings = rankReferrers(rules.referral, lines, arrivals, { sha256, seed: lotSeed })
  const kept = standings.slice(0, rules.referral.count + MORE)
  return { referrers: kept.map((one) => ({ ...one, explanation: explainReferrer(rules, standings, one) })) }
}

async function readEntries(db: Db, task: ToCount, ranking: RankingRun, progress: Progress): Promise<void> {
  const { roundId, set, entryKey, barred } = task
  const open = entryOpener(entryKey)
  const check = await startLogCheck(db, task)
  let read = 0
  for await (const rows of entriesForTally(db, roundId, READ)) {
    for (const row of rows) {
      const entry = open(row)
      check.add(row, entry.committed)
      ranking.add(tallyEntry(entry, set, barred))
    }
    read += rows.length
    progress('entries', read)
  }
  check.finish()
}

/** The standings a chunk at a time. */
export function* standingRows(roundId: string, lines: RankedLines): Generator<readonly StandingRecord[]> {
  let rows: StandingRecord[] = []
  for (const { rank, entry, predictionDistance, partedBy, eligible } of lines) {
    rows.push({
      roundId,
      rank,
      entryId: entry.entryId,
      contestantId: entry.contestantId,
      unitId: entry.unitId,
      correct: entry.correct,
      prediction: entry.prediction,
      predictionDistance,
      submittedAt: entry.submittedAt,
      durationMs: Math.max(0, entry.submittedAt - entry.startedAt),
      partedBy,
      eligible,
    })
    if (rows.length < CHUNK) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}
