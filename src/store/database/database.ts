/** Opening the database: SQLite in a data directory, or PostgreSQL by URL. The only place that knows both. */
import { Kysely, PostgresDialect, SqliteDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.ts'
import { forKysely, openSqliteFile } from './sqlite.ts'

export type Dialect = 'sqlite' | 'postgres'

/** Where the database is: `file` for SQLite, `url` for PostgreSQL. */
export type DatabaseAddress = { readonly dialect: 'sqlite'; readonly file: string } | { readonly dialect: 'postgres'; readonly url: string }

/** A handle that runs statements: the pool, or the transaction one is inside of. Store functions take it first. */
export type Db = Kysely<Schema> | Transaction<Schema>

export interface Database {
  readonly address: DatabaseAddress
  readonly db: Kysely<Schema>
  close(): Promise<void>
}

const int8 = pg.types.builtins.INT8
const safeInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond the safe integers: ${text}`)
  return value
}

/** Every PostgreSQL connection of the product reads int8 as a number; all our integers are below 2^53. */
export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === int8 ? safeInteger : (pg.types.getTypeParser(oid, format) as (text: string) => unknown)),
}

/** Opens without touching the schema; call `migrate` or `requireCurrentSchema` (migrate.ts) next. */
export function openDatabase(address: DatabaseAddress, options: { readonly connections?: number } = {}): Database {
  if (address.dialect === 'sqlite') {
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: forKysely(openSqliteFile(address.file)) }) })
    return { address, db, close: () => db.destroy() }
  }
  const pool = new pg.Pool({ connectionString: address.url, max: options.connections ?? 8, types: postgresTypes })
  // An idle connection that the server drops is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return { address, db, close: () => db.destroy() }
}

/** Runs `act` in one transaction; inside, use only the handle it is given (the outer one would wait for ever on SQLite). */
export function inTransaction<T>(db: Db, act: (db: Transaction<Schema>) => Promise<T>): Promise<T> {
  return db.isTransaction ? act(db as Transaction<Schema>) : db.transaction().execute(act)
}
