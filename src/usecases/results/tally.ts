/**
 * Tally of a closed round: every entry opened and marked, standings, awards with their reasons, units. Streamed: entries
 * are read and standings written in chunks, and nothing shows before the round's status is changed at the very end, so a
 * tally that dies half-way is simply run again.
 */
import { ContestError } from '#contest/errors.ts'
import { hasResult, refuseAct, staffSteps } from '#contest/round-life.ts'
import { explainAward } from '#contest/rulebook/explanation.ts'
import { awardRound } from '#contest/tally/prizes.ts'
import type { LockedSet } from '#contest/questions/question.ts'
import { startRanking, type RankedLines, type RankedRound, type RankingRun } from '#contest/tally/ranking.ts'
import type { PassedOver, RoundAwards } from '#contest/tally/result.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { barredContestants } from '#store/people/boards.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, openDatabase, type Db } from '#store/database/database.ts'
import { entriesForTally } from '#store/taking-part/entries.ts'
import { openLockedSet } from '#store/questions/questions.ts'
import {
  awardsOf,
  clearResult,
  insertAwards,
  insertContestantRanks,
  insertResult,
  insertSetAside,
  insertStandings,
  type ContestantRank,
  type StandingRecord,
} from '#store/results/results.ts'
import { roundSecrets, roundsOf, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findContest, findRound } from '../find.ts'
import { entryOpener, tallyEntry } from './opened-entry.ts'
import { sha256, sha256Hex } from '../ids.ts'

/** Kept with a result as JSON. */
export interface ResultSummary {
  readonly passedOver: readonly PassedOver[]
  readonly unawarded: RoundAwards['unawarded']
  /** Predictions counted in equal bins [from, to]. */
  readonly predictions: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  /** `scores[n]`: contestants with n right answers. */
  readonly scores: readonly number[]
}

export interface Tally {
  readonly round: string
  readonly participants: number
  readonly actualAllCorrect: number
  readonly setAside: number
  readonly awards: number
  /** SHA-256 of the canonical JSON of the awards and the summary. */
  readonly digest: string
}

/** Entries opened or standings written so far. */
export type Progress = (step: 'entries' | 'standings', done: number) => void

/** Entries read at a time: what a read makes is garbage soon, and little of it at once. */
const READ = 1000
/** Rows a transaction: short enough that a submission elsewhere hardly waits. */
const CHUNK = 5000

/** @throws ContestError `wrong-phase` unless the round is closed (or tallied: then it is tallied anew) */
export async function tallyRound(app: App, who: Who, slug: string, key: string, progress: Progress = () => undefined): Promise<Tally> {
  requireAccess(who, 'round.tally')
  const contest = await findContest(app, slug)
  const round = await findRound(app, contest, key)
  const refused = refuseAct('tally', round, app.clock.now())
  if (refused !== null) throw new ContestError(refused, { round: key, status: round.status })
  // A connection of its own: on SQLite the server's would make every page wait for the end of each chunk.
  const database = openDatabase(app.database.address, { connections: 2 })
  try {
    const { db } = database
    if (hasResult(round.status) && !(await stepRound(db, round.id, staffSteps.retract, {})))
      throw new ContestError('conflict', { round: key })
    const secrets = await roundSecrets(db, app.codec, round.id)
    const set = await openLockedSet(db, app.codec, round.lockedSetId as string)
    const barred = await barredContestants(db, contest.id, contest.rules.access.barredBoards)
    const ranking = startRanking({ roundId: round.id, rules: contest.rules, sha256, lotSeed: secrets.lotSeed })
    await readEntries(db, round, { set, barred, entryKey: secrets.entryKey }, ranking, progress)
    const standings = ranking.finish()
    const awards = awardRound(contest.rules, standings, await wonElsewhere(db, contest, round))
    return await write(app, db, { who, contest, round, standings, awards }, progress)
  } finally {
    await database.close()
  }
}

async function readEntries(
  db: Db,
  round: RoundRecord,
  secrets: { readonly set: LockedSet; readonly barred: ReadonlySet<string>; readonly entryKey: Uint8Array },
  ranking: RankingRun,
  progress: Progress,
): Promise<void> {
  const open = entryOpener(secrets.entryKey)
  let read = 0
  for await (const rows of entriesForTally(db, round.id, READ)) {
    for (const row of rows) ranking.add(tallyEntry(open(row), secrets.set, secrets.barred))
    read += rows.length
    progress('entries', read)
  }
}

/** Prizes won in the other rounds that have been tallied. */
async function wonElsewhere(db: Db, contest: ContestRecord, round: RoundRecord): Promise<ReadonlyMap<string, number>> {
  const others = (await roundsOf(db, contest.id)).filter(({ id, status }) => id !== round.id && hasResult(status))
  const won = new Map<string, number>()
  for (const { contestantId } of await awardsOf(
    db,
    others.map(({ id }) => id),
  ))
    won.set(contestantId, (won.get(contestantId) ?? 0) + 1)
  return won
}

interface Computed {
  readonly who: Who
  readonly contest: ContestRecord
  readonly round: RoundRecord
  readonly standings: RankedRound
  readonly awards: RoundAwards
}

async function write(app: App, db: Db, { who, contest, round, standings, awards }: Computed, progress: Progress): Promise<Tally> {
  const { participants, actualAllCorrect, setAside, standings: lines } = standings
  const summary: ResultSummary = {
    passedOver: awards.passedOver,
    unawarded: awards.unawarded,
    predictions: histogram(lines),
    scores: scoresOf(lines, contest.rules.paper.questions),
  }
  const digest = sha256Hex(canonicalJson({ actualAllCorrect, participants, awards: awards.awards, summary }))
  const result = { roundId: round.id, actualAllCorrect, participants, summary: canonicalJson(summary), digest, computedAt: app.clock.now() }
  await inTransaction(db, async (tx) => {
    await clearResult(tx, round.id)
    await insertResult(tx, result)
    for (let at = 0; at < setAside.length; at += READ) {
      const rows = setAside.slice(at, at + READ)
      await insertSetAside(
        tx,
        rows.map(({ entry, reason }) => ({ roundId: round.id, entryId: entry.entryId, contestantId: entry.contestantId, reason })),
      )
    }
  })
  for (let from = 0; from < participants; from += CHUNK) {
    await inTransaction(db, async (tx) => {
      await insertStandings(tx, standingRows(round.id, lines, from, Math.min(from + CHUNK, participants)))
    })
    progress('standings', Math.min(from + CHUNK, participants))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await writeRanks(db, round.id, lines)
  const explained = awards.awards.map((award) => ({ ...award, explanation: explainAward(contest.rules, standings, award) }))
  await inTransaction(db, async (tx) => {
    await insertAwards(tx, explained)
    const at = app.clock.now()
    if (!(await stepRound(tx, round.id, staffSteps.tally, { talliedAt: at }))) throw new ContestError('conflict', { round: round.key })
    await writeAudit(tx, {
      at,
      actor: actorOf(who),
      event: 'round.tallied',
      contestId: contest.id,
      data: { round: round.key, digest, participants, setAside: setAside.length },
    })
  })
  return { round: round.key, participants, actualAllCorrect, setAside: setAside.length, awards: awards.awards.length, digest }
}

async function writeRanks(db: Db, roundId: string, lines: RankedLines): Promise<void> {
  let rows: ContestantRank[] = []
  const flush = async (): Promise<void> => {
    const due = rows
    rows = []
    await inTransaction(db, (tx) => insertContestantRanks(tx, due))
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (const { contestantId, rank } of lines.byContestant()) {
    rows.push({ roundId, contestantId, rank })
    if (rows.length === CHUNK) await flush()
  }
  await flush()
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

const BINS = 20

/** At most 20 equal bins from the smallest to the 98th percentile; the last bin takes everything above. */
function histogram(standings: RankedLines): ResultSummary['predictions'] {
  const given = Int32Array.from(predictionsOf(standings)).sort()
  const low = given[0]
  if (low === undefined) return []
  const high = Math.max(given[Math.floor((given.length - 1) * 0.98)] as number, low)
  const width = Math.max(1, Math.ceil((high - low + 1) / BINS))
  const bins = Array.from({ length: Math.ceil((high - low + 1) / width) }, (_, i) => ({
    from: low + i * width,
    to: low + (i + 1) * width - 1,
    count: 0,
  }))
  for (const prediction of given) {
    const bin = bins[Math.min(Math.floor((prediction - low) / width), bins.length - 1)]
    if (bin !== undefined) bin.count++
  }
  const last = bins.at(-1)
  if (last !== undefined) last.to = Math.max(last.to, given.at(-1) ?? last.to)
  return bins
}

function* predictionsOf(standings: RankedLines): Generator<number> {
  for (let index = 0; index < standings.length; index++) {
    const prediction = standings.predictionAt(index)
    if (prediction >= 0) yield prediction
  }
}

function scoresOf(standings: RankedLines, questions: number): readonly number[] {
  const scores = new Array<number>(questions + 1).fill(0)
  for (let index = 0; index < standings.length; index++) {
    const correct = standings.correctAt(index)
    scores[correct] = (scores[correct] ?? 0) + 1
  }
  return scores
}
