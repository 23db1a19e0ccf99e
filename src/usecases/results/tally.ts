/**
 * Tally of a closed round. A thread of its own computes it and writes it in chunks (computing.ts); nothing shows before the
 * round's status is changed here at the very end, so a tally that dies half-way is simply run again. Of several at once the
 * one that was started last goes on; the others are told at their next chunk and have shown nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { ContestError } from '#contest/errors.ts'
import { hasResult, refuseAct, staffSteps } from '#contest/round-life.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { barredContestants } from '#store/people/boards.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, whileAnotherWrites } from '#store/database/database.ts'
import { awardsOf, insertAwards } from '#store/results/results.ts'
import { claimTally, holdsTally, roundSecrets, roundsOf, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findContest, findRound } from '../find.ts'
import { newId } from '../ids.ts'
import type { Computed, Progress } from './computing.ts'
import type { FromTally, TallyStart } from './tally-thread.ts'

export interface Tally extends Omit<Computed, 'awards'> {
  readonly round: string
  readonly awards: number
}

/** @throws ContestError `wrong-phase` unless the round is closed (or tallied: then it is tallied anew) */
export async function tallyRound(app: App, who: Who, slug: string, key: string, progress: Progress = () => undefined): Promise<Tally> {
  requireAccess(who, 'round.tally')
  const contest = await findContest(app, slug)
  const round = await findRound(app, contest, key)
  const refused = refuseAct('tally', round, app.clock.now())
  if (refused !== null) throw new ContestError(refused, { round: key, status: round.status })
  const { db, address } = app.database
  if (hasResult(round.status) && !(await stepRound(db, round.id, staffSteps.retract, {})))
    throw new ContestError('conflict', { round: key })
  const claim = newId()
  if (!(await claimTally(db, round.id, claim))) throw new ContestError('conflict', { round: key })
  const { entryKey, lotSeed } = await roundSecrets(db, app.codec, round.id)
  const barred = await barredContestants(db, contest.id, contest.rules.access.barredBoards)
  const won = await wonElsewhere(app, contest, round)
  const { awards, ...computed } = await computeApart(
    app,
    {
      ...{ address, questionsKey: app.codec.key('questions'), lockedSetId: round.lockedSetId as string },
      task: { roundId: round.id, claim, rules: contest.rules, entryKey, lotSeed, barred, won, at: app.clock.now() },
    },
    progress,
  )
  await inTransaction(db, async (tx) => {
    if (!(await holdsTally(tx, round.id, claim))) throw new ContestError('conflict', { round: key })
    await insertAwards(tx, awards)
    const at = app.clock.now()
    if (!(await stepRound(tx, round.id, staffSteps.tally, { talliedAt: at }))) throw new ContestError('conflict', { round: key })
    const { digest, participants, setAside } = computed
    const data = { round: key, digest, participants, setAside }
    await writeAudit(tx, { at, actor: actorOf(who), event: 'round.tallied', contestId: contest.id, data })
  })
  return { round: key, ...computed, awards: awards.length }
}

/** Prizes won in the other rounds that have been tallied. */
async function wonElsewhere(app: App, contest: ContestRecord, round: RoundRecord): Promise<ReadonlyMap<string, number>> {
  const { db } = app.database
  const others = (await roundsOf(db, contest.id)).filter(({ id, status }) => id !== round.id && hasResult(status))
  const won = new Map<string, number>()
  for (const { contestantId } of await awardsOf(
    db,
    others.map(({ id }) => id),
  ))
    won.set(contestantId, (won.get(contestantId) ?? 0) + 1)
  return won
}

/** Between two chunks of a tally: whoever waits for the database goes on, a page with all that it asks. */
const PAUSE_MS = 1

/** Young values die young here, and a thread's share of memory for them can be bounded. */
const resourceLimits = { maxYoungGenerationSizeMb: 32 }

async function computeApart(app: App, start: TallyStart, progress: Progress): Promise<Computed> {
  const worker = new Worker(new URL('./tally-thread.ts', import.meta.url), { workerData: start, execArgv: [], resourceLimits })
  const done = Promise.withResolvers<Computed>()
  let written = Promise.withResolvers<undefined>()
  let ended = false
  const stopped = (cause: unknown): void => {
    ended = true
    const error = cause instanceof Error ? cause : new Error(`the tally's thread ended with ${String(cause)}`)
    done.reject(error)
    written.reject(error)
    // One that waits to be let write would wait for ever.
    void worker.terminate()
  }
  const letWrite = async (): Promise<void> => {
    await sleep(PAUSE_MS)
    // Nobody would say that it has written, and the database would be kept for ever.
    if (ended) return
    written = Promise.withResolvers()
    written.promise.catch(() => undefined)
    await whileAnotherWrites(app.database, async () => {
      worker.postMessage('write')
      await written.promise
    })
  }
  worker.on('message', (message: FromTally) => {
    switch (message.kind) {
      case 'progress':
        return progress(message.step, message.done)
      case 'write':
        return void letWrite().catch(stopped)
      case 'written':
        return written.resolve(undefined)
      case 'computed':
        return done.resolve(message.computed)
      case 'refused':
        return stopped(new ContestError(message.code, message.detail))
    }
  })
  worker.on('error', stopped)
  worker.on('exit', stopped)
  written.promise.catch(() => undefined)
  return done.promise
}
