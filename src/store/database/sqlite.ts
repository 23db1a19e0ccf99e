/** SQLite through `node:sqlite`: how a connection is opened, and its shape for Kysely's SqliteDialect. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { ContestError } from '#contest/errors.ts'
import { storageFailure } from './storage-away.ts'

/**
 * Opens a file the one way every connection of the product is opened. `busy_timeout` comes first so that setting the
 * journal mode waits for another process instead of failing.
 */
export function openSqliteFile(file: string, options: { readonly readOnly?: boolean } = {}): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: options.readOnly ?? false, timeout: 10_000 })
  if (options.readOnly !== true) {
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = full')
    // 16 MiB of log between two checkpoints: a hot page is written back once instead of after every batch.
    database.exec('pragma wal_autocheckpoint = 4000')
  }
  database.exec('pragma foreign_keys = on')
  return database
}

/** Result codes of a file that is no database, or none any more: CORRUPT, NOTADB. */
const damageCodes = new Set([11, 26])
const NAMED_DAMAGES = 20

/** READONLY_ROLLBACK: what a process that died in the middle left must be taken back first, by a connection that may write. */
const mustRollBack = 776

function openForReading(file: string): DatabaseSync {
  try {
    const database = openSqliteFile(file, { readOnly: true })
    database.prepare('select 1 from sqlite_schema').get()
    return database
  } catch (error) {
    if ((error as { readonly errcode?: unknown }).errcode !== mustRollBack) throw error
    return openSqliteFile(file)
  }
}

/** Looks over every page of a file (`quick_check`). @throws ContestError `database-damaged` naming file and pages */
export function refuseDamaged(file: string): void {
  const damaged = (pages: string): ContestError => new ContestError('database-damaged', { file, pages })
  try {
    const database = openForReading(file)
    try {
      const lines = database
        .prepare(`pragma quick_check(${String(NAMED_DAMAGES)})`)
        .all()
        .map((row) => String(Object.values(row)[0]))
      if (lines.length !== 1 || lines[0] !== 'ok') throw damaged(lines.join('; '))
    } finally {
      database.close()
    }
  } catch (error) {
    throw isDamage(error) ? damaged(error.message) : error
  }
}

/** What SQLite says of a file that is no database, or none any more. */
export function isDamage(error: unknown): error is Error {
  const { errcode } = error as { readonly errcode?: unknown }
  return error instanceof Error && typeof errcode === 'number' && damageCodes.has(errcode & 0xff)
}

const MAX_PREPARED = 500

function telling<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw storageFailure(error)
  }
}

/**
 * `begin` is made immediate: a deferred transaction that turns into a writer fails at once when another one wrote.
 * Statements are kept prepared by their text, which costs more to parse than most of them to run.
 */
export function forKysely(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  const prepare = (text: string): SqliteStatement => {
    const statement = database.prepare(text === 'begin' ? 'begin immediate' : text)
    const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => telling(() => statement.all(...values(parameters))),
      run: (parameters) => {
        // A full disk has rolled back by itself, and what was wrong with it is worth more than that there is nothing to roll back.
        if (text === 'rollback' && !database.isTransaction) return { changes: 0, lastInsertRowid: 0 }
        return telling(() => statement.run(...values(parameters)))
      },
      // Of its own: running a statement again would end an iteration that is still open.
      iterate: (parameters) => database.prepare(text).iterate(...values(parameters)) as IterableIterator<unknown>,
    }
  }
  return {
    close: () => {
      prepared.clear()
      database.close()
    },
    prepare: (text) => {
      const known = prepared.get(text)
      if (known !== undefined) return known
      if (prepared.size >= MAX_PREPARED) prepared.clear()
      const statement = prepare(text)
      prepared.set(text, statement)
      return statement
    },
  }
}
