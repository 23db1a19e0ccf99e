/**
 * The thread a tally computes in: its reading, opening, ranking and writing hold nobody up. Started by tally-apart.ts with
 * `TallyStart`; it posts how far it is, asks before each chunk it writes and waits to be let, and last posts what it
 * computed. If it dies, the round is as it was: nothing of a result shows before the round is tallied.
 * To check a result before it is published it counts the same and writes nothing.
 */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { ContestError, type ErrorCode, type ErrorDetail } from '#contest/errors.ts'
import { codecOf, type Purpose } from '#store/database/codec.ts'
import { openDatabase, type DatabaseAddress } from '#store/database/database.ts'
import { openLockedSet } from '#store/rounds/locked-sets.ts'
import { checkResult, type CheckedResult } from './checking.ts'
import { computeResult, type Computed, type ToCompute, type ToCount } from './computing.ts'
import type { LogToCheck } from '../log-check.ts'

export interface TallyStart {
  readonly address: DatabaseAddress
  readonly keys: Readonly<Record<Extract<Purpose, 'questions' | 'results' | 'index'>, Uint8Array>>
  readonly lockedSetId: string
  readonly task: Omit<ToCount, 'set' | 'log'>
  readonly log: Omit<LogToCheck, 'lockedSetDigest'>
  /** null: what is stored is checked. */
  readonly writes: Pick<ToCompute, 'claim' | 'at'> | null
}

export type FromTally =
  | { readonly kind: 'progress'; readonly step: 'entries' | 'standings'; readonly done: number }
  | { readonly kind: 'write' }
  | { readonly kind: 'written' }
  | { readonly kind: 'computed'; readonly computed: Computed }
  | { readonly kind: 'checked'; readonly checked: CheckedResult }
  /** A failure of our catalogue; any other comes as the thread's `error`. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: ErrorDetail }

if (parentPort === null) throw new Error('tally-thread.ts runs only as a worker thread')
const port = parentPort
const { address, keys, lockedSetId, task, log, writes } = workerData as TallyStart

function post(message: FromTally): void {
  port.postMessage(message)
}

const write = async (chunk: () => Promise<void>): Promise<void> => {
  const mayWrite = once(port, 'message')
  post({ kind: 'write' })
  await mayWrite
  await chunk()
  post({ kind: 'written' })
}

// What is written here counts for nothing before the round is tallied; that is committed elsewhere, with a sync behind it all.
const database = openDatabase(address, { connections: 1, syncs: 'later' })
try {
  const { db } = database
  const codec = codecOf(keys)
  const set = await openLockedSet(db, codec, lockedSetId)
  const toCount: ToCount = { ...task, set, log: { ...log, lockedSetDigest: set.digest } }
  if (writes === null) post({ kind: 'checked', checked: await checkResult(db, codec, toCount) })
  else {
    const computed = await computeResult(db, codec, { ...toCount, ...writes }, write, (step, done) =>
      post({ kind: 'progress', step, done }),
    )
    post({ kind: 'computed', computed })
  }
} catch (error) {
  // An error of ours would come over as any other.
  if (!(error instanceof ContestError)) throw error
  post({ kind: 'refused', code: error.code, detail: error.detail })
} finally {
  await database.close()
  port.close()
}
