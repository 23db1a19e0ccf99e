/**
 * The commit queue on PostgreSQL: one connection of its own, outside the pool. When the connection is lost, everything
 * in flight is answered `storage-unavailable` (whether it was committed is not known; the retry is idempotent), and the
 * queue connects again by itself, refusing at once what arrives meanwhile.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { ContestError } from '#contest/errors.ts'
import type { CommitQueue } from './queue.ts'
import type { Answer, Operation, RegisteredLog } from './decide.ts'
import { createFront } from './front.ts'
import { CommitUnknown, commitOnPostgres } from './postgres-batch.ts'
import type { QueueOptions } from './sqlite.ts'
import { nodeTools } from './tools.ts'
import { postgresTypes } from '../database/database.ts'
import { isPostgresError, postgres } from '../database/postgres.ts'

const firstPauseMs = 100
const longestPauseMs = 5_000
/** A batch takes milliseconds; after this the server is taken for lost and the connection is dropped, never cancelled. */
const queryTimeoutMs = 15_000

/** Connects before it answers; the database must be migrated. @throws when it cannot connect. */
export async function createPostgresQueue(url: string, options: QueueOptions): Promise<CommitQueue> {
  const logs = new Map<string, RegisteredLog>()
  const context = { logs, tools: nodeTools(options) }
  let closing = false
  let client: pg.Client | null = null
  let reconnecting: Promise<void> | null = null

  const connect = async (): Promise<void> => {
    const next = new (postgres().Client)({
      connectionString: url,
      types: postgresTypes,
      pipeline: true,
      keepAlive: true,
      application_name: 'hoithi commit queue',
      query_timeout: queryTimeoutMs,
      connectionTimeoutMillis: queryTimeoutMs,
      // Lets go of the head row when this process is cut off in the middle of a batch.
      idle_in_transaction_session_timeout: queryTimeoutMs,
    })
    const lost = (): void => {
      if (client !== next) return
      client = null
      reconnecting = reconnect().finally(() => {
        reconnecting = null
      })
    }
    next.on('error', lost)
    next.on('end', lost)
    await next.connect()
    client = next
  }

  const reconnect = async (): Promise<void> => {
    for (let pauseMs = firstPauseMs; !closing; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      await sleep(pauseMs)
      try {
        await connect()
        return
      } catch {
        // Still away.
      }
    }
  }

  const commit = async (operations: readonly Operation[], tries = 3): Promise<readonly Answer[]> => {
    const connection = client
    if (connection === null) throw unavailable('not connected')
    try {
      return await commitOnPostgres(connection, operations, { ...context, now: options.now() })
    } catch (error) {
      switch (blame(error)) {
        case 'storage':
          // Also a server that has become read-only or is shutting down: the next connection may find its successor.
          await connection.end().catch(() => undefined)
          throw unavailable(error)
        case 'collision':
          if (tries > 1) return commit(operations, tries - 1)
          throw unavailable(error)
        case 'duplicate':
        case 'operation': {
          // Another server may have stored the same thing between our look and our write: look again.
          if (blame(error) === 'duplicate' && tries > 1) return commit(operations, tries - 1)
          if (operations.length === 1) return [{ ok: false, error: error instanceof Error ? error : new Error(String(error)) }]
          // One of them is at fault: halve until it stands alone.
          const middle = Math.floor(operations.length / 2)
          return [...(await commit(operations.slice(0, middle), 1)), ...(await commit(operations.slice(middle), 1))]
        }
      }
    }
  }

  await connect()
  return createFront(
    {
      register(log) {
        logs.set(log.roundId, log)
      },
      commit,
      async close() {
        closing = true
        const last = client
        client = null
        await last?.end().catch(() => undefined)
        await reconnecting
      },
    },
    options.limits,
  )
}

const unavailable = (cause: unknown): ContestError =>
  new ContestError('storage-unavailable', { retryAfterSeconds: 1, cause: String(cause) })

/** SQLSTATE classes: https://www.postgresql.org/docs/15/errcodes-appendix.html */
function blame(error: unknown): 'storage' | 'collision' | 'duplicate' | 'operation' {
  if (error instanceof CommitUnknown) return 'storage'
  if (!isPostgresError(error)) return isConnectionError(error) ? 'storage' : 'operation'
  const code = error.code ?? ''
  // 40: serialisation failure or deadlock; 22: a value that does not fit; 23: a constraint.
  if (code.startsWith('40')) return 'collision'
  if (code === '23505') return 'duplicate'
  return code.startsWith('22') || code.startsWith('23') ? 'operation' : 'storage'
}

/** What pg and node say of a connection, as against what `decide` throws about the data. */
function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  return 'code' in error || /connection|timeout|terminated|queryable/i.test(error.message)
}
