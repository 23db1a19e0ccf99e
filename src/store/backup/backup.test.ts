import { randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { loadKeys } from '#adapters/keys.ts'
import { attemptDraft, entryDraft, genesisLeaf, insertContestRows, insertRoundRows, openQueue } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase, makePlace, type Maker } from '#test/support/databases/databases.ts'
import { verifyLog } from '#test/support/oracles/verify-log.ts'
import { auditPage, writeAudit } from '../audit/lines.ts'
import { backup, restore, type Installation } from './backup.ts'
import { writeBackupFile } from './file.ts'
import { tables } from './tables.ts'
import { createCodec } from '../database/codec.ts'
import type { RoundLog } from '../commit-queue/queue.ts'
import { openDatabase, type Database, type Dialect } from '../database/database.ts'
import { migrate, schemaState } from '../database/migrate.ts'
import { peopleOf } from '../people/roster.ts'
import { openSqliteFile } from '../database/sqlite.ts'

interface Filled {
  readonly database: Database
  readonly installation: Installation
  readonly log: RoundLog
  readonly contestId: string
}

function directory(maker: Maker): string {
  const made = mkdtempSync(join(tmpdir(), 'hoithi-backup-'))
  maker.cleanUp(() => {
    rmSync(made, { recursive: true, force: true })
  })
  return made
}

async function filled(maker: Maker): Promise<Filled> {
  const database = await maker.migrated()
  const dataDirectory = directory(maker)
  const keys = loadKeys(dataDirectory)
  const codec = createCodec(keys.dataKey)
  const { contestId, contestantIds } = await insertContestRows(database.db, codec, { units: 3, people: 12 })
  const log = await insertRoundRows(database.db, codec, contestId)
  const queue = await openQueue(database, { ...keys, now: () => 7 })
  queue.register(log)
  await queue.appendMarker(log.roundId, 'genesis', genesisLeaf(log))
  const attempts = contestantIds.map((person) => attemptDraft(log, person))
  await Promise.all(attempts.map((attempt) => queue.startAttempt(attempt)))
  await Promise.all(attempts.map((attempt) => queue.acceptEntry(entryDraft(attempt))))
  await queue.close()
  await writeAudit(database.db, { at: 9, actor: { kind: 'system' }, event: 'round.opened', contestId, data: { round: log.roundKey } })
  return { database, installation: { address: database.address, dataDirectory }, log, contestId }
}

async function emptyInstallation(maker: Maker, dialect: Dialect): Promise<Installation> {
  const place = await makePlace(dialect)
  maker.cleanUp(() => place.remove())
  return { address: place.address, dataDirectory: join(directory(maker), 'data') }
}

async function rowsOf(database: Database): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const all = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database.db)
      const plain = rows.map((row) =>
        JSON.stringify(
          Object.entries(row)
            .map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value])
            .sort(),
        ),
      )
      return [table, plain.sort()] as const
    }),
  )
  return Object.fromEntries(all)
}

describeOnEachDatabase('backup', (maker) => {
  it.each(['sqlite', 'postgres'] as const)('gives the same installation back on %s', async (dialect) => {
    const { database, installation, log, contestId } = await filled(maker)
    const file = join(directory(maker), 'hoithi.backup')
    const seen = new Map<string, number>()
    const made = await backup(installation, file, 1234, (table, rows) => seen.set(table, rows))
    expect(made).toMatchObject({
      dialect: maker.dialect,
      createdAt: 1234,
      rows: { contestant: 12, entry: 12, marker_leaf: 1, audit: 1, award: 0 },
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(file).size).toBe(128 + made.bytes)

    const target = await emptyInstallation(maker, dialect)
    expect(await restore(file, target, 5678, (table, rows) => seen.set(table, rows))).toEqual(made)
    if (maker.dialect === 'postgres' || dialect === 'postgres') expect(seen.get('entry')).toBe(12)
    const restored = openDatabase(target.address)
    maker.cleanUp(() => restored.close())
    expect((await schemaState(restored)).state).toBe('current')
    const { log_epoch: epochs, ...others } = await rowsOf(restored)
    expect(others).toEqual(Object.fromEntries(Object.entries(await rowsOf(database)).filter(([table]) => table !== 'log_epoch')))
    expect(epochs?.map((row) => JSON.parse(String(row)) as unknown)).toEqual([
      Object.entries({
        backup: made.sha256,
        ...{ backup_at: 1234, epoch: 2, log_size: 13, logged: 0, restored_at: 5678, round_id: log.roundId },
      }),
    ])
    const keys = loadKeys(target.dataDirectory)
    expect(keys).toMatchObject({ ledgerPublicKey: loadKeys(installation.dataDirectory).ledgerPublicKey })
    expect(await verifyLog(restored.db, log, keys)).toMatchObject({ size: 13, entries: 12 })
    expect((await peopleOf(restored.db, createCodec(keys.dataKey), contestId))[0]?.fullName).toBe('Nguyễn Văn Á')
    await writeAudit(restored.db, { at: 10, actor: { kind: 'command' }, event: 'round.closing', contestId, data: {} })
    expect((await auditPage(restored.db, contestId, { offset: 0, limit: 5 })).items.map(({ event }) => event)).toEqual([
      'round.closing',
      'round.opened',
    ])
  })

  it('is one instant of a database that is being written', async () => {
    const { database, installation, log, contestId } = await filled(maker)
    const keys = loadKeys(installation.dataDirectory)
    const queue = await openQueue(database, { ...keys, now: () => 8 })
    queue.register(log)
    const people = (await database.db.selectFrom('contestant').select('id').where('contest_id', '=', contestId).execute()).map(
      ({ id }) => id,
    )
    let going = true
    const writing = (async () => {
      for (let number = 2; going; number++) {
        await Promise.all(
          people.map(async (person) => {
            const { attempt } = await queue.startAttempt(attemptDraft(log, person, number))
            await queue.acceptEntry(entryDraft(attempt))
          }),
        )
      }
    })()
    const file = join(directory(maker), 'hoithi.backup')
    await backup(installation, file, 1)
    going = false
    await writing
    await queue.close()
    const target = await emptyInstallation(maker, 'sqlite')
    await restore(file, target, 2)
    const restored = openDatabase(target.address)
    maker.cleanUp(() => restored.close())
    expect((await verifyLog(restored.db, log, keys)).entries).toBeGreaterThanOrEqual(12)
    await verifyLog(database.db, log, keys)
  })

  it('overwrites nothing', async () => {
    const { installation } = await filled(maker)
    const file = join(directory(maker), 'hoithi.backup')
    await backup(installation, file, 1)
    const before = readFileSync(file)
    await expect(backup(installation, file, 2)).rejects.toMatchObject({ code: 'target-exists' })
    expect(readFileSync(file).equals(before)).toBe(true)

    const empty = await emptyInstallation(maker, maker.dialect)
    await expect(restore(file, { ...installation, dataDirectory: empty.dataDirectory }, 2)).rejects.toMatchObject({ code: 'target-exists' })
    await expect(restore(file, { ...empty, dataDirectory: installation.dataDirectory }, 2)).rejects.toMatchObject({ code: 'target-exists' })
    expect(existsSync(empty.dataDirectory)).toBe(false)
  })

  it('is refused for a database that is not of this version', async () => {
    const database = await maker.bare()
    const dataDirectory = directory(maker)
    loadKeys(dataDirectory)
    const file = join(directory(maker), 'hoithi.backup')
    await expect(backup({ address: database.address, dataDirectory }, file, 1)).rejects.toMatchObject({
      code: 'unknown-schema',
      detail: { state: 'empty' },
    })
    expect(existsSync(file)).toBe(false)
  })

  it('restores nothing of a damaged file, and leaves nothing behind', async () => {
    const { installation } = await filled(maker)
    const file = join(directory(maker), 'hoithi.backup')
    await backup(installation, file, 1)
    const good = readFileSync(file)
    const damages: readonly (readonly [string, Buffer])[] = [
      ['empty', Buffer.alloc(0)],
      ['another file', randomBytes(4096)],
      ['truncated', good.subarray(0, good.length - 1)],
      ['longer', Buffer.concat([good, Buffer.from([0])])],
      ['header only', good.subarray(0, 128)],
      ...[20, 90, 200, Math.floor(good.length / 2), good.length - 1].map((at): readonly [string, Buffer] => {
        const flipped = Buffer.from(good)
        flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at)
        return [`byte ${String(at)} flipped`, flipped]
      }),
    ]
    for (const [name, bytes] of damages) {
      writeFileSync(file, bytes)
      const target = await emptyInstallation(maker, maker.dialect)
      await expect(restore(file, target, 2), name).rejects.toMatchObject({ code: 'backup-damaged' })
      expect(readdirSync(target.dataDirectory), name).toEqual([])
      const { address } = target
      if (address.dialect === 'sqlite') expect(existsSync(address.file), name).toBe(false)
    }
  })

  it('takes its key files back when the data cannot be put in place', async () => {
    const { installation } = await filled(maker)
    const file = join(directory(maker), 'hoithi.backup')
    await backup(installation, file, 1)
    const target = await emptyInstallation(maker, 'postgres')
    if (target.address.dialect !== 'postgres') throw new Error('a PostgreSQL place')
    const broken = openDatabase(target.address)
    maker.cleanUp(() => broken.close())
    await sql`create schema other`.execute(broken.db)
    await sql
      .raw(`alter database ${new URL(target.address.url).pathname.slice(1)} set default_transaction_read_only = on`)
      .execute(broken.db)
    await expect(restore(file, target, 2)).rejects.toMatchObject({
      code: 'storage-away',
      detail: { cause: expect.stringMatching(/read-only/) },
    })
    expect(readdirSync(target.dataDirectory)).toEqual([])
  })
})

describe('restore', () => {
  it('leaves no trace of the keys in the database', async () => {
    const base = mkdtempSync(join(tmpdir(), 'hoithi-backup-'))
    try {
      const source = { address: { dialect: 'sqlite', file: join(base, 'a.sqlite') } as const, dataDirectory: join(base, 'a') }
      const database = openDatabase(source.address)
      await migrate(database)
      await database.close()
      loadKeys(source.dataDirectory)
      await backup(source, join(base, 'file'), 1)
      const target = { address: { dialect: 'sqlite', file: join(base, 'b', 'b.sqlite') } as const, dataDirectory: join(base, 'b') }
      await restore(join(base, 'file'), target, 2)
      const secret = readFileSync(join(source.dataDirectory, 'data.key')).subarray(0, 40)
      expect(readFileSync(join(base, 'file')).includes(secret)).toBe(true)
      expect(readFileSync(target.address.file).includes(secret)).toBe(false)
      expect(readFileSync(join(base, 'b', 'data.key')).subarray(0, 40)).toEqual(secret)
    } finally {
      rmSync(base, { recursive: true, force: true })
    }
  })

  it('refuses a backup without its keys', async () => {
    const base = mkdtempSync(join(tmpdir(), 'hoithi-backup-'))
    try {
      const source = { address: { dialect: 'sqlite', file: join(base, 'a.sqlite') } as const, dataDirectory: join(base, 'a') }
      const database = openDatabase(source.address)
      await migrate(database)
      await database.close()
      loadKeys(source.dataDirectory)
      await backup(source, join(base, 'file'), 1)
      writeFileSync(join(base, 'inner'), readFileSync(join(base, 'file')).subarray(128))
      const inner = openSqliteFile(join(base, 'inner'))
      inner.exec("delete from backup_key where name = 'ledger.pem'; pragma journal_mode = delete")
      inner.close()
      writeBackupFile(join(base, 'inner'), join(base, 'draft'), join(base, 'without'))
      const target = { address: { dialect: 'sqlite', file: join(base, 'b', 'b.sqlite') } as const, dataDirectory: join(base, 'b') }
      await expect(restore(join(base, 'without'), target, 2)).rejects.toMatchObject({ code: 'backup-damaged' })
      expect(readdirSync(join(base, 'b'))).toEqual([])
      copyFileSync(join(base, 'file'), join(base, 'copy'))
      chmodSync(join(base, 'copy'), 0o400)
      await restore(join(base, 'copy'), target, 2)
    } finally {
      rmSync(base, { recursive: true, force: true })
    }
  })
})
