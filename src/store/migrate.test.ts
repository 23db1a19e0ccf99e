import { readFileSync, writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnEachDatabase } from '#test/support/databases.ts'
import { dumpSchema } from '#test/support/schema-dump.ts'
import { tables } from './backup-tables.ts'
import { inTransaction } from './database.ts'
import { migrate, requireCurrentSchema, schemaState } from './migrate.ts'

describeOnEachDatabase('schema', (maker) => {
  it('is brought to this version once', async () => {
    const database = await maker.bare()
    expect(await schemaState(database)).toEqual({ state: 'empty', applied: [], pending: ['0001-contest', '0002-bank'] })
    expect(await migrate(database)).toEqual(['0001-contest', '0002-bank'])
    expect(await schemaState(database)).toEqual({ state: 'current', applied: ['0001-contest', '0002-bank'], pending: [] })
    await requireCurrentSchema(database)
    expect(await migrate(database)).toEqual([])
  })

  it('is the one of docs/generated', async () => {
    const file = new URL(`../../docs/generated/schema.${maker.dialect}.sql`, import.meta.url)
    const dump = `-- Generated from the migrations: UPDATE_SCHEMA=1 npx vitest run src/store/migrate.test.ts\n\n${await dumpSchema(await maker.migrated())}`
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(file, dump)
    expect(dump, 'regenerate with UPDATE_SCHEMA=1 npx vitest run src/store/migrate.test.ts').toBe(readFileSync(file, 'utf8'))
  })

  it('has exactly the tables a backup copies', async () => {
    const database = await maker.migrated()
    const found = (await database.db.introspection.getTables()).map(({ name }) => name)
    expect(found.sort()).toEqual([...tables].sort())
  })

  it('of another program is refused and left alone', async () => {
    const database = await maker.bare()
    await sql`create table theirs (id integer)`.execute(database.db)
    expect((await schemaState(database)).state).toBe('unknown')
    await expect(migrate(database)).rejects.toMatchObject({ code: 'unknown-schema', detail: { state: 'unknown' } })
    await expect(requireCurrentSchema(database)).rejects.toMatchObject({ code: 'unknown-schema' })
    expect((await database.db.introspection.getTables()).map(({ name }) => name)).toEqual(['theirs'])
  })

  it('of a newer version is refused and left alone', async () => {
    const database = await maker.bare()
    await migrate(database)
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(database.db)
    const before = await dumpSchema(database)
    await expect(migrate(database)).rejects.toMatchObject({ code: 'unknown-schema', detail: { state: 'newer' } })
    expect(await dumpSchema(database)).toBe(before)
  })

  it('that lacks a migration is behind, and a migration that fails changes nothing', async () => {
    const database = await maker.bare()
    await migrate(database)
    await sql`delete from kysely_migration`.execute(database.db)
    expect(await schemaState(database)).toEqual({ state: 'behind', applied: [], pending: ['0001-contest', '0002-bank'] })
    await expect(migrate(database)).rejects.toThrow(/already exists/)
    expect((await schemaState(database)).state).toBe('behind')
  })

  it('refuses nonsense', async () => {
    const { db } = await maker.migrated()
    const contest = { id: 'c', slug: 'c', rules: '{}', rules_digest: '0'.repeat(64), demo: 0, created_at: 1, updated_at: 1 }
    await expect(
      db
        .insertInto('contest')
        .values({ ...contest, demo: 2 })
        .execute(),
    ).rejects.toThrow(/check/i)
    await expect(
      db
        .insertInto('contest')
        .values({ ...contest, rules_digest: 'short' })
        .execute(),
    ).rejects.toThrow(/check/i)
    await db.insertInto('contest').values(contest).execute()
    await expect(
      db
        .insertInto('contest')
        .values({ ...contest, id: 'd' })
        .execute(),
    ).rejects.toThrow(/unique/i)
    await expect(
      db.insertInto('unit').values({ id: 'u', contest_id: 'none', code: 'U', name: 'U', kind: 'xã', headcount: 1 }).execute(),
    ).rejects.toThrow(/foreign key/i)
  })
})

describeOnEachDatabase('transactions', (maker) => {
  const audit = { at: 1, actor_kind: 'system', actor_id: null, event: 'test', contest_id: null, data: '{}' } as const

  it('write all or nothing, and nest as one', async () => {
    const { db } = await maker.migrated()
    await inTransaction(db, async (outer) => {
      await inTransaction(outer, (inner) => inner.insertInto('audit').values(audit).execute())
    })
    await expect(
      inTransaction(db, async (outer) => {
        await inTransaction(outer, (inner) => inner.insertInto('audit').values(audit).execute())
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await db.selectFrom('audit').select('id').execute()).toHaveLength(1)
  })

  it('read integers as numbers and refuse what a number cannot hold', async () => {
    const { db } = await maker.migrated()
    await db
      .insertInto('audit')
      .values({ ...audit, at: Number.MAX_SAFE_INTEGER })
      .execute()
    expect(await db.selectFrom('audit').select('at').executeTakeFirst()).toEqual({ at: Number.MAX_SAFE_INTEGER })
    await sql`update audit set at = at + 1`.execute(db)
    await expect(db.selectFrom('audit').select('at').execute()).rejects.toThrow(RangeError)
  })
})
