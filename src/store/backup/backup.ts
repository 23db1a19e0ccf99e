/**
 * Backup and restore. A backup is one file (file.ts) that holds an SQLite database with every table, whichever
 * database it came from, and two tables more: `backup` (one row: from which dialect, when) and `backup_key` (the key
 * files, without which the rest cannot be opened). Whoever has the file has everything: it is made with mode 0600.
 *
 * SQLite is copied by VACUUM INTO, PostgreSQL in one repeatable-read transaction: the server goes on serving, and the
 * copy is one instant of the data. If either dies half-way, only drafts are left behind, which the next run removes, and
 * nothing was changed.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { ContestError } from '#contest/errors.ts'
import { hasResult, roundStatuses } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import { inDraftDirectory } from './draft-directory.ts'
import { putInPlace, readBackupFile, refuseExisting, writeBackupFile, type BackupDigest } from './file.ts'
import { copyFromPostgres, copyToPostgres, tables, type Progress } from './tables.ts'
import { openDatabase, type Database, type DatabaseAddress, type Dialect } from '../database/database.ts'
import { keyFiles } from '../database/key-fingerprints.ts'
import { migrate, requireCurrentSchema, schemaState } from '../database/migrate.ts'
import { openSqliteFile } from '../database/sqlite.ts'

/** Where an installation keeps everything: its database, and its key files in the data directory. */
export interface Installation {
  readonly address: DatabaseAddress
  /** Holds the key files (adapters/keys.ts). */
  readonly dataDirectory: string
}

export interface BackupSummary extends BackupDigest {
  readonly dialect: Dialect
  readonly createdAt: Instant
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
}

/** Writes `target`, which must not exist. @throws ContestError `target-exists`, `unknown-schema` */
export async function backup(
  source: Installation,
  target: string,
  at: Instant,
  progress: Progress = () => undefined,
): Promise<BackupSummary> {
  refuseExisting(target)
  return inDraftDirectory(target, async (directory) => {
    const draft = join(directory, 'database')
    if (source.address.dialect === 'sqlite') await copySqlite(source.address.file, draft)
    else await copyPostgres(source.address, draft, progress)
    const copy = openSqliteFile(draft)
    try {
      copy.exec('create table backup (dialect text not null, created_at integer not null) strict')
      copy.exec('create table backup_key (name text not null primary key, content blob not null) strict')
      copy.prepare('insert into backup values (?, ?)').run(source.address.dialect, at)
      const insert = copy.prepare('insert into backup_key values (?, ?)')
      for (const name of keyFiles) insert.run(name, readFileSync(join(source.dataDirectory, name)))
      const rows = countRows(copy)
      leaveWal(copy)
      return { ...writeBackupFile(draft, join(directory, 'file'), target), dialect: source.address.dialect, createdAt: at, rows }
    } finally {
      if (copy.isOpen) copy.close()
    }
  })
}

async function copySqlite(file: string, draft: string): Promise<void> {
  // Opening would make it.
  if (!existsSync(file)) throw new ContestError('database-missing', { file })
  const database = openDatabase({ dialect: 'sqlite', file })
  try {
    await requireCurrentSchema(database)
  } finally {
    await database.close()
  }
  writeFileSync(draft, '', { mode: 0o600, flag: 'wx' })
  const reader = openSqliteFile(file, { readOnly: true })
  try {
    // Takes an empty file for none; the file is there so that it is never readable by others.
    reader.prepare('vacuum into ?').run(draft)
  } finally {
    reader.close()
  }
}

async function copyPostgres(
  address: Extract<DatabaseAddress, { readonly dialect: 'postgres' }>,
  draft: string,
  progress: Progress,
): Promise<void> {
  const source = openDatabase(address, { connections: 1 })
  try {
    await requireCurrentSchema(source)
  } finally {
    await source.close()
  }
  writeFileSync(draft, '', { mode: 0o600, flag: 'wx' })
  const copy = openDatabase({ dialect: 'sqlite', file: draft })
  await migrate(copy)
  await copy.close()
  const target = openSqliteFile(draft)
  try {
    await copyFromPostgres(address.url, target, progress)
  } finally {
    target.close()
  }
}

/**
 * Restores into an installation that has no data yet: no database file or an empty PostgreSQL database, and no key
 * files. A backup of an older schema is migrated first. Logs that were not at their end begin another epoch.
 * @throws ContestError `target-exists`, `backup-damaged` (nothing was changed), `unknown-schema` for a newer one's backup
 */
export async function restore(
  source: string,
  target: Installation,
  at: Instant,
  progress: Progress = () => undefined,
): Promise<BackupSummary> {
  const { address, dataDirectory } = target
  for (const name of keyFiles) refuseExisting(join(dataDirectory, name))
  if (address.dialect === 'sqlite') for (const file of databaseFiles(address.file)) refuseExisting(file)
  else await refuseTables(address)
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  return inDraftDirectory(address.dialect === 'sqlite' ? address.file : join(dataDirectory, 'database'), async (directory) => {
    const draft = join(directory, 'database')
    const digest = await readBackupFile(source, draft)
    await migrateDraft(draft)
    const copy = openSqliteFile(draft)
    try {
      const { dialect, createdAt, keys } = takeBackupTables(copy, source)
      const rows = countRows(copy)
      beginEpochs(copy, { backup: digest.sha256, backupAt: createdAt, restoredAt: at })
      leaveWal(copy)
      await withKeys(dataDirectory, keys, async () => {
        if (address.dialect === 'sqlite') putInPlace(draft, address.file)
        else await fillPostgres(draft, address, progress)
      })
      return { ...digest, dialect, createdAt, rows }
    } finally {
      if (copy.isOpen) copy.close()
    }
  })
}

async function refuseTables(address: DatabaseAddress): Promise<void> {
  const database = openDatabase(address, { connections: 1 })
  try {
    if ((await schemaState(database)).state !== 'empty') throw new ContestError('target-exists')
  } finally {
    await database.close()
  }
}

async function migrateDraft(draft: string): Promise<void> {
  const database = openDatabase({ dialect: 'sqlite', file: draft })
  try {
    await migrate(database)
  } finally {
    await database.close()
  }
}

/** Reads the two tables of the backup and removes them, keys overwritten. */
function takeBackupTables(
  copy: DatabaseSync,
  source: string,
): { readonly dialect: Dialect; readonly createdAt: Instant; readonly keys: ReadonlyMap<string, Uint8Array> } {
  const row = copy.prepare('select dialect, created_at from backup').get()
  const keys = new Map(
    copy
      .prepare('select name, content from backup_key')
      .all()
      .map((key) => [String(key['name']), key['content'] as Uint8Array]),
  )
  if (row === undefined || keyFiles.some((name) => !keys.has(name))) throw new ContestError('backup-damaged', { file: source })
  copy.exec('pragma secure_delete = on; drop table backup; drop table backup_key')
  return { dialect: row['dialect'] as Dialect, createdAt: Number(row['created_at']), keys }
}

const unfinished = roundStatuses.filter((status) => !hasResult(status))

/** What the log of a round took after the backup is lost; a result that is published, or counted, rests on a log that is closed. */
function beginEpochs(
  copy: DatabaseSync,
  { backup, backupAt, restoredAt }: { readonly backup: string; readonly backupAt: Instant; readonly restoredAt: Instant },
): void {
  copy
    .prepare(
      `insert into log_epoch (round_id, epoch, backup, backup_at, restored_at, log_size, logged)
       select id, coalesce((select max(epoch) from log_epoch where round_id = id), 1) + 1, ?, ?, ?, coalesce(size, 0), 0
       from round left join log_head on round_id = id where status in (${unfinished.map(() => '?').join(', ')})`,
    )
    .run(backup, backupAt, restoredAt, ...unfinished)
}

async function fillPostgres(draft: string, address: DatabaseAddress, progress: Progress): Promise<void> {
  const database: Database = openDatabase(address, { connections: 2 })
  const reader = openSqliteFile(draft, { readOnly: true })
  try {
    await migrate(database)
    await database.db.transaction().execute(async (db) => {
      await copyToPostgres(reader, db, progress)
      await sql`select setval(pg_get_serial_sequence('audit', 'id'), greatest((select max(id) from audit), 1))`.execute(db)
    })
  } finally {
    reader.close()
    await database.close()
  }
}

const countRows = (database: DatabaseSync): Readonly<Record<string, number>> =>
  Object.fromEntries(tables.map((table) => [table, Number(database.prepare(`select count(*) as total from ${table}`).get()?.['total'])]))

/** Everything into the one file, then closed. */
function leaveWal(database: DatabaseSync): void {
  database.exec('pragma journal_mode = delete')
  database.close()
}

const databaseFiles = (file: string): readonly string[] => [file, `${file}-wal`, `${file}-shm`]

/** Key files first, so that no data is ever in place without them; taken back when `act` fails. */
async function withKeys(directory: string, keys: ReadonlyMap<string, Uint8Array>, act: () => Promise<void>): Promise<void> {
  const written: string[] = []
  try {
    for (const name of keyFiles) {
      const file = join(directory, name)
      const handle = openSync(file, 'wx', 0o600)
      written.push(file)
      writeFileSync(handle, keys.get(name) ?? new Uint8Array(0))
      fsyncSync(handle)
      closeSync(handle)
    }
    await act()
  } catch (error) {
    for (const file of written) rmSync(file)
    throw error
  }
}
