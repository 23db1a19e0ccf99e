/**
 * What the hot path knows of the rounds without asking the database: the window, the locked set ready for drawing, the
 * seeds, who is barred. Read when a round comes near, read again every few seconds and after every change; the round's
 * row stays the truth.
 */
import type { KeyObject } from 'node:crypto'
import { ContestError } from '#contest/errors.ts'
import type { DrawPlan } from '#contest/paper/draw-plan.ts'
import { preparingDraw } from '#contest/paper/paper.ts'
import type { LockedSet } from '#contest/questions/question.ts'
import { paperOfRound } from '#contest/rules/round-draw.ts'
import type { Instant } from '#contest/values.ts'
import { logOrigin } from '#ledger/checkpoint.ts'
import { mostPredicted } from '#contest/tally/prediction.ts'
import { barredContestants } from '#store/people/boards.ts'
import { rosterSize } from '#store/people/roster.ts'
import type { Codec } from '#store/database/codec.ts'
import type { CommitQueue } from '#store/commit-queue/queue.ts'
import { contestById, type ContestRecord } from '#store/contests/contests.ts'
import type { Database } from '#store/database/database.ts'
import { runInTurns } from '#store/database/turns.ts'
import { bounded } from './bounded.ts'
import type { LockedSets } from './locked-sets.ts'
import { epochOf } from '#store/rounds/epochs.ts'
import { pseudonymKeyOf } from '#store/taking-part/pseudonyms.ts'
import { roundById, roundSecrets, roundsInMotion, type RoundRecord, type RoundSecrets } from '#store/rounds/rounds.ts'

export interface RoundRuntime {
  readonly round: RoundRecord
  readonly contest: ContestRecord
  readonly secrets: RoundSecrets
  readonly set: LockedSet
  readonly plan: DrawPlan
  readonly barred: ReadonlySet<string>
  /** The largest number accepted as a prediction. */
  readonly mostPredicted: number
  /** Of the pseudonyms of this round. */
  readonly pseudonymKey: KeyObject
}

export interface RoundRuntimes {
  /** At once when it is remembered. @throws ContestError `not-found`, `round-not-ready` */
  get(roundId: string): RoundRuntime | Promise<RoundRuntime>
  /** Read now, because another process may have moved it; whoever asks meanwhile shares the reading. @throws as `get` */
  fresh(roundId: string): Promise<RoundRuntime>
  /** Reads every round that is open or about to, and forgets the rest. */
  refresh(): Promise<void>
}

/** A round is made ready this long before it opens, so that the opening second finds it in memory. */
const READY_BEFORE_MS = 10 * 60_000

/** Far more than one server has open at once; any other is read when it is asked for. */
const ROUNDS = 100

export function createRoundRuntimes(
  app: {
    readonly database: Database
    readonly codec: Codec
    readonly queue: CommitQueue
    readonly logHost: string
    readonly sets: LockedSets
  },
  now: () => Instant,
): RoundRuntimes {
  const known = bounded<RoundRuntime>(ROUNDS)
  const { db } = app.database

  /** What somebody was told is accepted stays so, though people leave the roster meanwhile. */
  const predictedAtMost = async (contest: ContestRecord, before: RoundRuntime | undefined): Promise<number> => {
    const { prediction, attempts } = contest.rules
    if (before !== undefined && before.contest.rulesDigest !== contest.rulesDigest) return predictedAtMost(contest, undefined)
    if (before !== undefined && before.contest.rosterRevision === contest.rosterRevision) return before.mostPredicted
    const people = prediction.maximum === 'roster' ? (await rosterSize(db, contest.id)).people : 0
    return Math.max(before?.mostPredicted ?? 0, mostPredicted(prediction, people, attempts.perRound))
  }

  const read = async (round: RoundRecord): Promise<RoundRuntime> => {
    if (round.lockedSetId === null) throw new ContestError('round-not-ready', { round: round.key })
    const contest = await contestById(db, round.contestId)
    if (contest === null) throw new ContestError('not-found', { contest: round.contestId })
    const before = known.get(round.id)
    const barred = await barredContestants(db, contest.id, contest.rules.access.barredBoards)
    const most = await predictedAtMost(contest, before)
    if (before?.round.lockedSetId === round.lockedSetId && before.contest.rulesDigest === contest.rulesDigest) {
      const same = { ...before, round, contest, barred, mostPredicted: most }
      known.set(round.id, same)
      return same
    }
    const secrets = await roundSecrets(db, app.codec, round.id)
    const set = await app.sets.get(round.lockedSetId)
    const draw = await runInTurns(preparingDraw(paperOfRound(contest.rules, round.key), set))
    if (!draw.ok) throw new ContestError('round-not-ready', { round: round.key, findings: draw.findings })
    const epoch = await epochOf(db, round.id)
    app.queue.register({
      roundId: round.id,
      roundKey: round.key,
      origin: logOrigin(app.logHost, contest.slug, round.key, epoch),
      entryKey: secrets.entryKey,
    })
    const pseudonymKey = pseudonymKeyOf(app.codec, round.id)
    const runtime = { round, contest, secrets, set, plan: draw.value, barred, mostPredicted: most, pseudonymKey }
    known.set(round.id, runtime)
    return runtime
  }

  const readings = bounded<Promise<RoundRuntime>>(ROUNDS)
  const fresh = (roundId: string): Promise<RoundRuntime> => {
    const begun = readings.get(roundId)
    if (begun !== undefined) return begun
    const reading = (async () => {
      const round = await roundById(db, roundId)
      if (round === null) throw new ContestError('not-found', { roundId })
      return read(round)
    })().finally(() => {
      if (readings.get(roundId) === reading) readings.delete(roundId)
    })
    readings.set(roundId, reading)
    return reading
  }

  return {
    get: (roundId) => known.get(roundId) ?? fresh(roundId),
    fresh,
    refresh: async () => {
      const moving = await roundsInMotion(db)
      const near = moving.filter((round) => round.lockedSetId !== null && round.opensAt - now() < READY_BEFORE_MS)
      for (const [id] of known.entries()) if (!near.some((round) => round.id === id)) known.delete(id)
      for (const round of near) {
        try {
          await read(round)
        } catch (error) {
          // A round that cannot be drawn from is reported by its checklist; it must not keep the others from opening.
          if (!(error instanceof ContestError)) throw error
        }
      }
    },
  }
}
