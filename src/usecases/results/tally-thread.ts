/**
 * The thread a tally computes in: its reading, opening, ranking and writing hold nobody up. Started by tally.ts with
 * `TallyStart`; it posts how far it is, asks before each chunk it writes and waits to be let, and last posts what it
 * computed. If it dies, the round is as it was: nothing of a result shows before the round is tallied.
 */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { ContestError, type ErrorCode, type ErrorDetail } from '#contest/errors.ts'
import { codecOf } from '#store/database/codec.ts'
import { openDatabase, type DatabaseAddress } from '#store/database/database.ts'
import { openLockedSet } from '#store/questions/questions.ts'
import { computeResult, type Computed, type ToCompute } from './computing.ts'

export interface TallyStart {
  readonly address: DatabaseAddress
  readonly questionsKey: Uint8Array
  readonly lockedSetId: string
  readonly task: Omit<ToCompute, 'set'>
}

export type FromTally =
  | { readonly kind: 'progress'; readonly step: 'entries' | 'standings'; readonly done: number }
  | { readonly kind: 'write' }
  | { readonly kind: 'written' }
  | { readonly kind: 'computed'; readonly computed: Computed }
  /** A failure of our catalogue; any other comes as the thread's `error`. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: ErrorDetail }

if (parentPort === null) throw new Error('tally-thread.ts runs only as a worker thread')
const port = parentPort
const { address, questionsKey, lockedSetId, task } = workerData as TallyStart

function post(message: FromTally): void {
  port.postMessage(message)
}

const database = openDatabase(address, { connections: 1 })
try {
  const set = await openLockedSet(database.db, codecOf({ questions: questionsKey }), lockedSetId)
  const computed = await computeResult(
    database.db,
    { ...task, set },
    async (write) => {
      const mayWrite = once(port, 'message')
      post({ kind: 'write' })
      await mayWrite
      await write()
      post({ kind: 'written' })
    },
    (step, done) => post({ kind: 'progress', step, done }),
  )
  post({ kind: 'computed', computed })
} catch (error) {
  // An error of ours would come over as any other.
  if (!(error instanceof ContestError)) throw error
  post({ kind: 'refused', code: error.code, detail: error.detail })
} finally {
  await database.close()
  port.close()
}
