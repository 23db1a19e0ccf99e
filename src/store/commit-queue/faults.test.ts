/** The commit queue when what it stands on fails: nothing acknowledged is lost, and a retry always ends the doubt. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  attemptDraft,
  entryDraft,
  genesisLeaf,
  insertContestRows,
  insertRoundRows,
  ledgerKeys,
  openQueue,
  testCodec,
} from '#test/support/contest-rows.ts'
import { describeOnEachDatabase, makePlace } from '#test/support/databases/databases.ts'
import { verifyLog } from '#test/support/oracles/verify-log.ts'
import type { CommitQueue, EntryDraft, RoundLog } from './queue.ts'
import { createPostgresQueue } from './postgres.ts'
import { createSqliteQueue } from './sqlite.ts'
import { createSqliteCommitter } from './sqlite-batch.ts'
import { nodeTools } from './tools.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { openSqliteFile } from '../database/sqlite.ts'

const keys = ledgerKeys()
const codec = testCodec()
const options = { ...keys, now: () => 5000 }

const workers: Worker[] = []
vi.mock('node:worker_threads', async (original) => {
  const real = await original<typeof import('node:worker_threads')>()
  class Recorded extends real.Worker {
    constructor(...start: ConstructorParameters<typeof Worker>) {
      super(...start)
      workers.push(this)
    }
  }
  return { ...real, Worker: Recorded }
})
afterEach(() => {
  workers.length = 0
})

/** What the fault does to the thing under the queue, at some instant of the load. */
async function strike(database: Database): Promise<void> {
  if (database.address.dialect === 'sqlite') {
    await workers.at(-1)?.terminate()
    return
  }
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hoithi commit queue' and datname = current_database()`.execute(
    database.db,
  )
}

/** Keeps every batch waiting inside its transaction until released. */
async function holdWrites({ address }: Database): Promise<() => Promise<void>> {
  if (address.dialect === 'sqlite') {
    const other = openSqliteFile(address.file)
    other.exec('begin immediate')
    return () => {
      other.close()
      return Promise.resolve()
    }
  }
  const other = new pg.Client({ connectionString: address.url })
  await other.connect()
  await other.query('begin; lock table log_head in exclusive mode')
  return () => other.end()
}

/** Sends until it is answered, as a contestant's device does. */
async function persist(queue: CommitQueue, draft: EntryDraft): Promise<{ readonly id: string; readonly receipt: string }> {
  for (;;) {
    try {
      const outcome = await queue.acceptEntry(draft)
      if (outcome.kind === 'conflict' || outcome.kind === 'log-closed') throw new Error(outcome.kind)
      return { id: draft.id, receipt: outcome.receiptHead + outcome.checkpoint }
    } catch (error) {
      expect(error).toMatchObject({ code: 'storage-unavailable', detail: { retryAfterSeconds: 1 } })
      await sleep(20)
    }
  }
}

describeOnEachDatabase('commit queue under faults', (maker) => {
  let database: Database
  let queue: CommitQueue
  let log: RoundLog
  let people: readonly string[]

  beforeEach(async () => {
    database = await maker.migrated()
    const rows = await insertContestRows(database.db, codec, { people: 120 })
    people = rows.contestantIds
    log = await insertRoundRows(database.db, codec, rows.contestId)
    queue = await openQueue(database, { ...options, limits: { batch: 8, waiting: 1000 } })
    maker.cleanUp(() => queue.close())
    queue.register(log)
    await queue.appendMarker(log.roundId, 'genesis', genesisLeaf(log))
  })

  it.each([1, 2, 3, 4])('loses nothing and doubles nothing when struck at any instant (%s)', async (seed) => {
    const attempts = people.map((person) => attemptDraft(log, person))
    await Promise.all(attempts.map((attempt) => queue.startAttempt(attempt)))
    const entries = attempts.map((attempt) => persist(queue, entryDraft(attempt)))
    for (let strikes = 0; strikes < 3; strikes++) {
      await sleep(seed * 3 + strikes)
      await strike(database)
    }
    const acknowledged = await Promise.all(entries)
    const stored = await verifyLog(database.db, log, keys)
    expect(stored.entries).toBe(people.length)
    for (const { id, receipt } of acknowledged) expect(stored.receipts.get(id)).toBe(receipt)
  })

  it('answers what is in flight `storage-unavailable` and works again by itself', async () => {
    const first = entryDraft((await queue.startAttempt(attemptDraft(log, people[0] ?? ''))).attempt)
    const release = await holdWrites(database)
    const inFlight = queue.acceptEntry(first)
    inFlight.catch(() => undefined)
    await sleep(100)
    const struck = strike(database)
    // A backend ends while it waits for a lock; a thread only when SQLite returns to it.
    if (maker.dialect === 'postgres') await struck
    await release()
    await struck
    await expect(inFlight).rejects.toMatchObject({ code: 'storage-unavailable', detail: { retryAfterSeconds: 1 } })
    await persist(queue, first)
    await persist(queue, entryDraft((await queue.startAttempt(attemptDraft(log, people[1] ?? ''))).attempt))
    expect((await verifyLog(database.db, log, keys)).entries).toBe(2)
  })

  it('closes while the storage is away', async () => {
    await strike(database)
    await queue.close()
  })
})

describe('commit queue on SQLite', () => {
  it('does not start on a file it cannot open', async () => {
    const place = await makePlace('sqlite')
    if (place.address.dialect !== 'sqlite') throw new Error('an SQLite place')
    await expect(createSqliteQueue(join(place.address.file, 'no such directory'), options)).rejects.toMatchObject({
      code: 'storage-unavailable',
    })
    await place.remove()
  })

  it('answers `storage-unavailable` while another process holds the database, and when the disk is full', async () => {
    const place = await makePlace('sqlite')
    if (place.address.dialect !== 'sqlite') throw new Error('an SQLite place')
    const database = openDatabase(place.address)
    await migrate(database)
    const { contestId, contestantIds } = await insertContestRows(database.db, codec, { people: 60 })
    const log = await insertRoundRows(database.db, codec, contestId)
    const connection = openSqliteFile(place.address.file)
    connection.exec('pragma busy_timeout = 20')
    const commit = createSqliteCommitter(connection, new Map(), nodeTools(keys))
    const attempts = contestantIds.map((person) => ({ kind: 'attempt', draft: attemptDraft(log, person) }) as const)

    const other = openSqliteFile(place.address.file)
    other.exec('begin immediate')
    expect(commit(attempts.slice(0, 2), 1)).toMatchObject([1, 2].map(() => ({ ok: false, error: { code: 'storage-unavailable' } })))
    other.exec('rollback')

    connection.exec(`pragma max_page_count = ${String(Number(connection.prepare('pragma page_count').get()?.['page_count']))}`)
    const answers = commit(attempts, 1)
    expect(answers.every((answer) => !answer.ok && 'code' in answer.error && answer.error.code === 'storage-unavailable')).toBe(true)
    connection.exec('pragma max_page_count = 1000000')
    expect(commit(attempts, 1).every((answer) => answer.ok)).toBe(true)
    expect(await database.db.selectFrom('attempt').select('id').execute()).toHaveLength(60)

    other.close()
    connection.close()
    await database.close()
    await place.remove()
  })
})

describe('commit queue on PostgreSQL', () => {
  it('does not start without its database', async () => {
    await expect(createPostgresQueue('postgres://hoithi@127.0.0.1:1/none', options)).rejects.toThrow(/ECONNREFUSED/)
  })

  it('takes a commit that warns for unknown, and a read-only server for away', async () => {
    const place = await makePlace('postgres')
    if (place.address.dialect !== 'postgres') throw new Error('a PostgreSQL place')
    const database = openDatabase(place.address)
    await migrate(database)
    const { contestId, contestantIds } = await insertContestRows(database.db, codec, { people: 3 })
    const log = await insertRoundRows(database.db, codec, contestId)
    const queue = await createPostgresQueue(place.address.url, options)
    const draft = attemptDraft(log, contestantIds[0] ?? '')
    // A constraint checked at the commit that only warns: what a cancelled wait for a standby looks like to the client.
    await sql`create function warn() returns trigger language plpgsql as $$ begin raise warning 'not on the standby'; return null; end $$`.execute(
      database.db,
    )
    await sql`create constraint trigger warned after insert or update on attempt deferrable initially deferred for each row execute function warn()`.execute(
      database.db,
    )
    await expect(queue.startAttempt(draft)).rejects.toMatchObject({
      code: 'storage-unavailable',
      detail: { cause: expect.stringContaining('not on the standby') as string },
    })
    await sql`drop trigger warned on attempt`.execute(database.db)
    await vi.waitFor(async () => {
      expect(await queue.startAttempt(draft)).toEqual({ attempt: draft, created: false })
    })

    const name = new URL(place.address.url).pathname.slice(1)
    await sql.raw(`alter database ${name} set default_transaction_read_only = on`).execute(database.db)
    await strike(database)
    await vi.waitFor(async () => {
      await expect(queue.startAttempt(attemptDraft(log, contestantIds[1] ?? ''))).rejects.toMatchObject({
        detail: { cause: expect.stringContaining('read-only') as string },
      })
    })
    const writable = openDatabase(place.address)
    await sql.raw(`set default_transaction_read_only = off`).execute(writable.db)
    await sql.raw(`alter database ${name} reset default_transaction_read_only`).execute(database.db)
    await writable.close()
    await vi.waitFor(
      async () => {
        expect((await queue.startAttempt(attemptDraft(log, contestantIds[1] ?? ''))).created).toBe(true)
      },
      { timeout: 10_000 },
    )
    await queue.close()
    await database.close()
    await place.remove()
  })
})
