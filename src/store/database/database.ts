/** Opening the database: SQLite in a data directory, or PostgreSQL by URL. The only place that knows both. */
import {
  sql,
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type Transaction,
} from 'kysely'
import type pg from 'pg'
import { postgres } from './postgres.ts'
import type { Schema } from './schema.ts'
import { forKysely, openSqliteFile } from './sqlite.ts'
import { storageFailure } from './storage-away.ts'

export type Dialect = 'sqlite' | 'postgres'

/** Where the database is: `file` for SQLite, `url` for PostgreSQL. */
export type DatabaseAddress = { readonly dialect: 'sqlite'; readonly file: string } | { readonly dialect: 'postgres'; readonly url: string }

/** A handle that runs statements: the pool, or the transaction one is inside of. Store functions take it first. */
export type Db = Kysely<Schema> | Transaction<Schema>

export interface Database {
  readonly address: DatabaseAddress
  readonly db: Kysely<Schema>
  /**
   * The same, for what nobody misses after a power cut and the loop must not wait for a disk: tries counted, sessions begun. On SQLite
   * what is committed here is safe from one once another's commit, or a checkpoint, has come after it.
   */
  readonly soon: Kysely<Schema>
  /**
   * Of this process one writes at a time: on SQLite a connection that finds another writing stands still until it has committed, and
   * sleeps longer each time it looks again. PostgreSQL keeps writers apart by itself.
   */
  readonly writeAlone: <T>(act: () => Promise<T>) => Promise<T>
  close(): Promise<void>
}

/** Of the handles of SQLite, so that a transaction finds its turn by the handle it is begun with. */
const writers = new WeakMap<Db, Database['writeAlone']>()

function createTurns(): Database['writeAlone'] {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
}

/** https://www.postgresql.org/docs/15/catalog-pg-type.html */
const isInt8 = (oid: number): boolean => oid === 20
const safeInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond the safe integers: ${text}`)
  return value
}

/** Every PostgreSQL connection of the product reads int8 as a number; all our integers are below 2^53. */
export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (isInt8(oid) ? safeInteger : (postgres().types.getTypeParser(oid, format) as (text: string) => unknown)),
}

/** SQLite takes changes of the schema in a transaction, so that a migration killed in the middle leaves nothing. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }
}

/** Waiting longer for a connection helps nobody: the answer is 503, and the next try may find the server back. */
const CONNECT_TIMEOUT_MS = 10_000

export interface OpenOptions {
  readonly connections?: number
  /** Of `db` on SQLite; `later`: as `soon`. */
  readonly syncs?: 'each commit' | 'later'
}

/** Opens without touching the schema; call `migrate` or `requireCurrentSchema` (migrate.ts) next. */
export function openDatabase(address: DatabaseAddress, options: OpenOptions = {}): Database {
  if (address.dialect === 'sqlite') {
    const writeAlone = createTurns()
    const open = (syncs: OpenOptions['syncs']): Kysely<Schema> => {
      const file = openSqliteFile(address.file)
      if (syncs === 'later') file.exec('pragma synchronous = normal')
      const db = new Kysely<Schema>({ dialect: new TransactionalSqliteDialect({ database: forKysely(file) }) })
      writers.set(db, writeAlone)
      return db
    }
    const db = open(options.syncs)
    let soon: Kysely<Schema> | null = null
    return {
      ...{ address, db, writeAlone },
      get soon() {
        return (soon ??= open('later'))
      },
      close: async () => {
        await soon?.destroy()
        await db.destroy()
      },
    }
  }
  const pool = new (postgres().Pool)({
    connectionString: address.url,
    max: options.connections ?? 8,
    types: postgresTypes,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // A connection that the server drops is replaced at the next query; without listeners it would end the process. The
  // pool takes its own off a client while it is checked out.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: tellingWhenAway(pool) }) })
  return { address, db, soon: db, writeAlone: (act) => act(), close: () => db.destroy() }
}

/** The pool, with failures of the server told as ours; a connection that failed so is thrown away, not given to the next. */
function tellingWhenAway(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const telling = (client: pg.PoolClient): PostgresPoolClient => {
    let broken = false
    const failed = (error: unknown): never => {
      const failure = storageFailure(error)
      broken ||= failure !== error
      throw failure
    }
    const query = (...args: unknown[]): unknown => {
      const asked = (client.query as (...values: unknown[]) => unknown).apply(client, args)
      return asked instanceof Promise ? asked.catch(failed) : asked
    }
    const release = (destroy = false): void => {
      client.release(destroy || broken)
    }
    return { query: query as PostgresPoolClient['query'], release }
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw storageFailure(error)
      })
      const known = clients.get(client) ?? telling(client)
      clients.set(client, known)
      return known
    },
  }
}

/**
 * Keeps these handles' statements waiting while another thread of the process writes: on SQLite a statement that writes
 * would hold the event loop until the other has committed. PostgreSQL waits by itself.
 */
export function whileAnotherWrites(database: Database, act: () => Promise<void>): Promise<void> {
  const { address, db, soon } = database
  return address.dialect === 'sqlite' ? db.connection().execute(() => soon.connection().execute(act)) : act()
}

/** Of a transaction that erases: what its rows held is overwritten in the file of SQLite. PostgreSQL does that when it vacuums. */
export async function overwriteDeleted({ address }: Database, db: Db): Promise<void> {
  if (address.dialect === 'sqlite') await sql`pragma secure_delete = on`.execute(db)
}

/** Nor is it in SQLite's log any more, unless somebody reads it just now: the next commit writes over it then. */
export async function forgetOverwritten({ address, db }: Database): Promise<void> {
  if (address.dialect === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db)
}

/** Runs `act` in one transaction; inside, use only the handle it is given (the outer one would wait for ever on SQLite). */
export function inTransaction<T>(db: Db, act: (db: Transaction<Schema>) => Promise<T>): Promise<T> {
  if (db.isTransaction) return act(db as Transaction<Schema>)
  const writeAlone = writers.get(db)
  if (writeAlone === undefined) return db.transaction().execute(act)
  // The connection first: who waits for it, while another thread writes, holds up no batch.
  return db.connection().execute((one) => writeAlone(() => one.transaction().execute(act)))
}
