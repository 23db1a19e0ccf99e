import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { describeOnEachDatabase, makePlace } from '#test/support/databases/databases.ts'
import { inTransaction, openDatabase } from './database.ts'
import { openSqliteFile } from './sqlite.ts'

const away = { code: 'storage-away', detail: { retryAfterSeconds: 2 } }

describeOnEachDatabase('a statement', (maker) => {
  it('that is wrong is no storage that is away', async () => {
    const { db } = await maker.migrated()
    await expect(sql`select nothing from nowhere`.execute(db)).rejects.not.toMatchObject(away)
    await expect(db.insertInto('bank').values({ contest_id: 'none', revision: 0 }).execute()).rejects.not.toMatchObject(away)
  })
})

describe.skipIf(process.env['HOITHI_TEST_SQLITE_ONLY'] === '1')('on PostgreSQL', () => {
  it('a connection ended in the middle of a transaction is told, and the next one works', async () => {
    const place = await makePlace('postgres')
    const database = openDatabase(place.address, { connections: 2 })
    const other = openDatabase(place.address, { connections: 1 })
    try {
      // As often as it takes to meet a connection that is checked out and idle, one in a statement, and one in the pool.
      for (let round = 0; round < 10; round++) {
        const ended = inTransaction(database.db, async (db) => {
          await sql`select 1`.execute(db)
          await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
            other.db,
          )
          await sleep(20)
          await sql`select 1`.execute(db)
        })
        await expect(ended).rejects.toMatchObject(away)
        const slow = sql`select pg_sleep(5)`.execute(database.db)
        const told = expect(slow).rejects.toMatchObject(away)
        const isAtWork = async (): Promise<boolean> => {
          const asked = sql`select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active'`
          return (await asked.execute(other.db)).rows.length > 0
        }
        while (!(await isAtWork())) await sleep(5)
        await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
          other.db,
        )
        await told
        expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
      }
    } finally {
      await database.close()
      await other.close()
      await place.remove()
    }
  })

  it('a database that is not there, or is not opened to us, is told', async () => {
    const place = await makePlace('postgres')
    if (place.address.dialect !== 'postgres') throw new Error('not reached')
    const none = new URL(place.address.url)
    none.pathname = '/nothing_of_this_name'
    const stranger = new URL(place.address.url)
    stranger.username = 'nobody_of_this_name'
    for (const { href: url } of [none, stranger]) {
      const database = openDatabase({ dialect: 'postgres', url })
      await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject(away)
      await database.close()
    }
    await place.remove()
  })

  it('a server that is not there is told', async () => {
    const database = openDatabase({ dialect: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' })
    await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject(away)
    await database.close()
  })
})

describe('on SQLite', () => {
  it('what has rolled back by itself is told as what it was', async () => {
    const database = openDatabase({ dialect: 'sqlite', file: ':memory:' })
    await sql`create table kept (text text primary key) strict`.execute(database.db)
    const twice = inTransaction(database.db, async (db) => {
      await sql`insert into kept values ('a')`.execute(db)
      await sql`insert or rollback into kept values ('a')`.execute(db)
    })
    await expect(twice).rejects.toThrow(/UNIQUE constraint failed/)
    expect((await sql`select * from kept`.execute(database.db)).rows).toEqual([])
    await inTransaction(database.db, (db) => sql`insert into kept values ('a')`.execute(db))
    await database.close()
  })

  it('a full disk is told, and what was there stays', async () => {
    const place = await makePlace('sqlite')
    if (place.address.dialect !== 'sqlite') throw new Error('not reached')
    const made = openSqliteFile(place.address.file)
    made.exec('create table kept (text text) strict')
    made.close()
    const database = openDatabase(place.address)
    try {
      await sql`pragma max_page_count = 3`.execute(database.db)
      await expect(sql`insert into kept values (${'x'.repeat(100_000)})`.execute(database.db)).rejects.toMatchObject(away)
      expect((await sql`select * from kept`.execute(database.db)).rows).toEqual([])
    } finally {
      await database.close()
      await place.remove()
    }
  })
})
