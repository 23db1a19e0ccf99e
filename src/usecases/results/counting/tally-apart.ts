/** A count of a round in a thread of its own: to be written as its result, or to check the result that is stored. */
import { setTimeout as sleep } from 'node:timers/promises'
import { ContestError } from '#contest/errors.ts'
import { hasResult, type RoundStatus } from '#contest/round-life.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { whileAnotherWrites } from '#store/database/database.ts'
import { barredContestants } from '#store/people/boards.ts'
import { decidedTiesOf } from '#store/results/tie-decisions.ts'
import { awardsOf } from '#store/results/results.ts'
import { revokedIn } from '#store/results/revocations.ts'
import { roundSecrets, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { pseudonymKeyOf } from '#store/taking-part/pseudonyms.ts'
import type { App } from '../../app.ts'
import type { CheckedResult } from './checking.ts'
import type { Computed, Progress, ToCompute } from './computing.ts'
import type { FromTally, TallyStart } from './tally-thread.ts'

/** @throws ContestError `conflict` when another tally was started meanwhile */
export async function computeApart(
  app: App,
  of: { readonly contest: ContestRecord; readonly round: RoundRecord },
  writes: Pick<ToCompute, 'claim' | 'at'>,
  progress: Progress,
): Promise<Computed> {
  const done = await inThread(app, await startOf(app, of.contest, of.round, writes), progress)
  if (done.kind !== 'computed') throw new Error('the thread of a tally checked instead')
  return done.computed
}

export async function checkApart(app: App, contest: ContestRecord, round: RoundRecord): Promise<CheckedResult> {
  const done = await inThread(app, await startOf(app, contest, round, null), () => undefined)
  if (done.kind !== 'checked') throw new Error('the thread of a check computed instead')
  return done.checked
}

async function startOf(app: App, contest: ContestRecord, round: RoundRecord, writes: TallyStart['writes']): Promise<TallyStart> {
  const { db, address } = app.database
  const { entryKey, lotSeed } = await roundSecrets(db, app.codec, round.id)
  const barred = await barredContestants(db, contest.id, contest.rules.access.barredBoards)
  const won = await wonElsewhere(app, contest, round, hasResult)
  const decided = await decidedTiesOf(db, app.codec, round.id)
  const { codec } = app
  const keys = { questions: codec.key('questions'), results: codec.key('results'), index: codec.key('index') }
  return {
    ...{ address, keys, lockedSetId: round.lockedSetId as string, writes },
    task: { contestId: contest.id, roundId: round.id, rules: contest.rules, entryKey, lotSeed, barred, won, decided },
    log: {
      roundKey: round.key,
      pseudonymKey: new Uint8Array(pseudonymKeyOf(codec, round.id).export()),
      ledgerPublicKey: app.ledgerPublicKey,
    },
  }
}

/** Prizes won in the other rounds that count, also those that were taken back since: nobody is free for another by that. */
export async function wonElsewhere(
  app: App,
  contest: ContestRecord,
  round: RoundRecord,
  counts: (status: RoundStatus) => boolean,
): Promise<ReadonlyMap<string, number>> {
  const { db } = app.database
  const others = (await roundsOf(db, contest.id)).filter(({ id, status }) => id !== round.id && counts(status))
  const ids = others.map(({ id }) => id)
  const winners = (await awardsOf(db, app.codec, ids)).map(({ contestantId }) => contestantId)
  const won = new Map<string, number>()
  for (const id of [...winners, ...(await revokedIn(db, app.codec, ids))]) won.set(id, (won.get(id) ?? 0) + 1)
  return won
}

/** Between two chunks of a tally: whoever waits for the database goes on, a page with all that it asks. */
const PAUSE_MS = 1

/** Young values die young here, and a thread's share of memory for them can be bounded. */
const tallyThread = { program: new URL('./tally-thread.ts', import.meta.url), youngHeapMb: 32 } as const

type Done = Extract<FromTally, { readonly kind: 'computed' | 'checked' }>

async function inThread(app: App, start: TallyStart, progress: Progress): Promise<Done> {
  const done = Promise.withResolvers<Done>()
  let written = Promise.withResolvers<undefined>()
  written.promise.catch(() => undefined)
  let isOver = false
  const { tell, stop, ended } = app.startThread<'write', FromTally>(tallyThread, start, hear)
  void ended.then(over)
  return done.promise

  function over(cause: unknown): void {
    isOver = true
    done.reject(cause)
    written.reject(cause)
    // One that waits to be let write would wait for ever.
    stop()
  }

  async function letWrite(): Promise<void> {
    await sleep(PAUSE_MS)
    // Nobody would say that it has written, and the database would be kept for ever.
    if (isOver) return
    written = Promise.withResolvers()
    written.promise.catch(() => undefined)
    await whileAnotherWrites(app.database, async () => {
      tell('write')
      await written.promise
    })
  }

  function hear(message: FromTally): void {
    switch (message.kind) {
      case 'progress':
        return progress(message.step, message.done)
      case 'write':
        return void letWrite().catch(over)
      case 'written':
        return written.resolve(undefined)
      case 'computed':
      case 'checked':
        return done.resolve(message)
      case 'refused':
        return over(new ContestError(message.code, message.detail))
    }
  }
}
