/**
 * The thread that commits on SQLite: it alone waits for fsync. Started by sqlite.ts with `WorkerStart`,
 * it posts `ready`, then answers every batch with its answers, in order. If it dies, what it has not answered is not
 * acknowledged, and SQLite rolls back what was not committed.
 */
import type { KeyObject } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { Instant } from '#contest/values.ts'
import type { RegisteredLog } from './decide.ts'
import { createSqliteCommitter } from './sqlite-batch.ts'
import { nodeTools } from './tools.ts'
import { packAnswers, unpackOperations, type Packed, type PackedAnswers } from './wire.ts'
import { openSqliteFile } from '../database/sqlite.ts'

export interface WorkerStart {
  readonly file: string
  readonly ledgerPrivateKey: KeyObject
  readonly ledgerPublicKey: Uint8Array
}

export type ToWorker =
  | { readonly kind: 'log'; readonly log: RegisteredLog }
  | { readonly kind: 'batch'; readonly now: Instant; readonly operations: Packed }
  | { readonly kind: 'close' }

export type FromWorker = { readonly kind: 'ready' } | { readonly kind: 'answers'; readonly answers: PackedAnswers }

if (parentPort === null) throw new Error('sqlite-thread.ts runs only as a worker thread')
const port = parentPort
const { file, ...keys } = workerData as WorkerStart
const database = openSqliteFile(file)
// Negative: KiB. The inner pages of the indexes stay in memory, and a batch never spills before it commits.
database.exec('pragma cache_size = -65536')
const logs = new Map<string, RegisteredLog>()
const commit = createSqliteCommitter(database, logs, nodeTools(keys))

function post(message: FromWorker): void {
  port.postMessage(message)
}

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'log':
      logs.set(message.log.roundId, message.log)
      break
    case 'batch':
      post({ kind: 'answers', answers: packAnswers(commit(unpackOperations(message.operations), message.now)) })
      break
    case 'close':
      database.close()
      port.close()
  }
})
post({ kind: 'ready' })
