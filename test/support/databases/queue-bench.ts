/** A commit queue over a database of its own with forty people and two rounds, whose logs are verified after the test. */
import type { RoundStatus } from '#contest/round-life.ts'
import type { AttemptDraft, CommitQueue, EntryOutcome, RoundLog } from '#store/commit-queue/queue.ts'
import type { QueueOptions } from '#store/commit-queue/sqlite.ts'
import type { Database } from '#store/database/database.ts'
import { attemptDraft, genesisLeaf, insertContestRows, insertRoundRows, ledgerKeys, openQueue, testCodec } from '../contest-rows.ts'
import { verifyLog } from '../oracles/verify-log.ts'
import type { Maker } from './databases.ts'

export const queueKeys = ledgerKeys()
export const queueOptions: QueueOptions = { ...queueKeys, now: () => 5000 }

export interface QueueBench {
  readonly database: Database
  readonly queue: CommitQueue
  /** Ids of contestants. */
  readonly people: readonly string[]
  /** The first of the logs, neither opened yet. */
  readonly log: RoundLog
  readonly logs: readonly [RoundLog, RoundLog]
  open(of?: RoundLog): ReturnType<CommitQueue['appendMarker']>
  /** @param person place in `people` */
  start(person: number, of?: RoundLog): Promise<AttemptDraft>
  /** Changes the row of the first round. */
  setRound(change: { readonly closes_at?: number; readonly closed_at?: number; readonly status?: RoundStatus }): Promise<unknown>
}

export async function makeQueueBench(maker: Maker): Promise<QueueBench> {
  const codec = testCodec()
  const database = await maker.migrated()
  const { db } = database
  const { contestId, contestantIds: people } = await insertContestRows(db, codec, { people: 40 })
  const log = await insertRoundRows(db, codec, contestId, 1)
  const logs = [log, await insertRoundRows(db, codec, contestId, 2)] as const
  const queue = await openQueue(database, queueOptions)
  maker.cleanUp(async () => {
    await queue.close()
    for (const each of logs) await verifyLog(db, each, queueKeys)
  })
  for (const each of logs) queue.register(each)
  return {
    ...{ database, queue, people, log, logs },
    open: (of = log) => queue.appendMarker(of.roundId, 'genesis', genesisLeaf(of)),
    start: async (person, of = log) => (await queue.startAttempt(attemptDraft(of, people[person] ?? ''))).attempt,
    setRound: (change) => db.updateTable('round').set(change).where('id', '=', log.roundId).execute(),
  }
}

export type Received = Extract<EntryOutcome, { readonly kind: 'accepted' | 'repeated' }>

/** @throws when the entry was not received */
export function received(outcome: EntryOutcome): Received {
  if (outcome.kind === 'conflict' || outcome.kind === 'log-closed') throw new Error(`not received: ${outcome.kind}`)
  return outcome
}
