/** The commit queue on SQLite: a worker thread (sqlite-thread.ts) owns the connection that writes. */
import { Worker } from 'node:worker_threads'
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import type { Database } from '../database/database.ts'
import type { CommitQueue } from './queue.ts'
import type { Answer, Logs, RegisteredLog } from './decide.ts'
import { createFront } from './front.ts'
import { packOperations, unpackAnswers } from './wire.ts'
import type { FromWorker, ToWorker, WorkerStart } from './sqlite-thread.ts'
import type { LedgerKeys } from './ledger-crypto.ts'

export interface QueueOptions extends LedgerKeys {
  /** Instant written beside each signed head. */
  readonly now: () => Instant
  /** What else of this process writes to the same database file waits for a batch, and a batch for it. */
  readonly writeAlone?: Database['writeAlone']
  readonly limits?: { readonly batch: number; readonly waiting: number }
}

interface Thread {
  readonly worker: Worker
  /** The batch it is working on. */
  pending: PromiseWithResolvers<readonly Answer[]> | null
}

const unguarded: Database['writeAlone'] = (act) => act()

/**
 * The database must be migrated. @param begin `now` starts the thread and waits until it has opened the database;
 * `when-needed` leaves that to the first batch, for those who seldom have one. @throws when it cannot be opened
 */
export async function createSqliteQueue(file: string, options: QueueOptions, begin: 'now' | 'when-needed' = 'now'): Promise<CommitQueue> {
  const { now, limits, ledgerPrivateKey, ledgerPublicKey, writeAlone = unguarded } = options
  const start = { file, ledgerPrivateKey, ledgerPublicKey }
  const logs = new Map<string, RegisteredLog>()
  let thread = begin === 'now' ? await startThread(start, logs) : null

  return createFront(
    {
      register(log) {
        logs.set(log.roundId, log)
        if (isAlive(thread)) send(thread, { kind: 'log', log })
      },
      commit: (operations) =>
        writeAlone(async () => {
          if (!isAlive(thread)) thread = await startThread(start, logs)
          thread.pending = Promise.withResolvers()
          send(thread, { kind: 'batch', now: now(), operations: packOperations(operations) })
          return thread.pending.promise
        }),
      async close() {
        if (!isAlive(thread)) return
        const { worker } = thread
        const exit = new Promise((resolve) => worker.once('exit', resolve))
        send(thread, { kind: 'close' })
        await exit
      },
    },
    limits,
  )
}

const isAlive = (thread: Thread | null): thread is Thread => thread !== null && thread.worker.threadId !== -1

function send({ worker }: Thread, message: ToWorker): void {
  worker.postMessage(message)
}

/** A thread that dies answers its batch `storage-unavailable`: whether the commit happened is not known. */
function startThread(start: WorkerStart, logs: Logs): Promise<Thread> {
  const ready = Promise.withResolvers<Thread>()
  const worker = new Worker(new URL('./sqlite-thread.ts', import.meta.url), { workerData: start, execArgv: [] })
  const thread: Thread = { worker, pending: null }
  const failed = (cause: unknown): void => {
    const error = new ContestError('storage-unavailable', { retryAfterSeconds: 1, cause: String(cause) })
    ready.reject(error)
    thread.pending?.reject(error)
  }
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'answers') return thread.pending?.resolve(unpackAnswers(message.answers))
    for (const log of logs.values()) send(thread, { kind: 'log', log })
    ready.resolve(thread)
  })
  worker.on('error', failed)
  worker.on('exit', failed)
  return ready.promise
}
