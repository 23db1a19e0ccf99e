import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { sql, type Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { dumpSchema } from '#test/support/databases/schema-dump.ts'
import { insertContestRows, insertRoundRows, testCodec } from '#test/support/contest-rows.ts'
import { tables } from '../backup/tables.ts'
import { insertContest } from '../contests/contests.ts'
import { inTransaction } from './database.ts'
import { contestMigration } from './migrations/0001-contest.ts'
import { bankMigration } from './migrations/0002-bank.ts'
import { lockReleaseMigration } from './migrations/0003-lock-release.ts'
import { roundApprovalMigration } from './migrations/0010-round-approval.ts'
import { approvedSetsMigration } from './migrations/0011-approved-sets.ts'
import { standingsMigration } from './migrations/0004-standings.ts'
import { migrate, requireCurrentSchema, schemaState } from './migrate.ts'
import { insertRound } from '../rounds/rounds.ts'
import { beginOpening, giveSet } from '../rounds/drawn-sets.ts'

const all = readdirSync(new URL('migrations', import.meta.url))
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => file.replace('.ts', ''))
  .sort()

describeOnEachDatabase('schema', (maker) => {
  it('is brought to this version once', async () => {
    const database = await maker.bare()
    expect(await schemaState(database)).toEqual({ state: 'empty', applied: [], pending: all })
    expect(await migrate(database)).toEqual(all)
    expect(await schemaState(database)).toEqual({ state: 'current', applied: all, pending: [] })
    await requireCurrentSchema(database)
    expect(await migrate(database)).toEqual([])
  })

  it('is the one of docs/generated', async () => {
    const file = new URL(`../../../docs/generated/schema.${maker.dialect}.sql`, import.meta.url)
    const dump = `-- Generated from the migrations: UPDATE_SCHEMA=1 npx vitest run src/store/database/migrate.test.ts\n\n${await dumpSchema(await maker.migrated())}`
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(file, dump)
    expect(dump, 'regenerate with UPDATE_SCHEMA=1 npx vitest run src/store/database/migrate.test.ts').toBe(readFileSync(file, 'utf8'))
  })

  it('keeps standings that were there before they lay in two orders', async () => {
    const database = await maker.bare()
    const { db } = database
    await contestMigration.up(db as Kysely<unknown>, maker.dialect)
    await bankMigration.up(db as Kysely<unknown>, maker.dialect)
    await lockReleaseMigration.up(db as Kysely<unknown>, maker.dialect)
    const { contestId, contestantIds, unitIds } = await insertContestRows(db, testCodec(), { people: 2 })
    const { roundId } = await insertRoundRows(db, testCodec(), contestId)
    await sql`insert into round_result values (${roundId}, 0, 2, '{}', ${'0'.repeat(64)}, 1)`.execute(db)
    for (const [at, person] of contestantIds.entries()) {
      await sql`insert into attempt values (${`a${String(at)}`}, ${roundId}, ${person}, 1, 1, 2)`.execute(db)
      const bytes = Buffer.alloc(32)
      await sql`insert into entry values (${`entry-of-person-${String(at)}`}, ${roundId}, ${`a${String(at)}`}, ${person}, ${at + 1}, 1, ${bytes}, ${bytes}, ${bytes}, ${bytes}, 9, '0123456789')`.execute(
        db,
      )
      await sql`insert into standing values (${roundId}, ${at + 1}, ${`entry-of-person-${String(at)}`}, ${person}, ${unitIds[0]}, 3, null, null, 1, 1, null, 1)`.execute(
        db,
      )
    }
    await standingsMigration.up(db as Kysely<unknown>, maker.dialect)
    const places = await sql`select contestant_id as id, rank from contestant_rank order by rank`.execute(db)
    expect(places.rows).toEqual(contestantIds.map((id, at) => ({ id, rank: at + 1 })))
    const lines = await sql`select contestant_id as id from standing order by rank`.execute(db)
    expect(lines.rows).toEqual(contestantIds.map((id) => ({ id })))
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
    expect(await schemaState(database)).toEqual({ state: 'behind', applied: [], pending: all })
    await expect(migrate(database)).rejects.toThrow(/already exists/)
    expect((await schemaState(database)).state).toBe('behind')
  })

  it('knows who locked the sets of rounds locked before rounds were locked one by one', async () => {
    const database = await maker.bare()
    await migrate(database)
    const { db } = database
    await sql`drop table lock_release`.execute(db)
    await sql`drop table round_lock`.execute(db)
    const contestId = 'c'
    await insertContest(db, { id: contestId, slug: 'c', rules: '{"rounds":[]}', rulesDigest: '0'.repeat(64), demo: false, at: 1 })
    const keys = { paperSeed: new Uint8Array(32), lotSeed: new Uint8Array(32), entryKey: new Uint8Array(32) }
    const codec = testCodec()
    const locked = { contest_id: contestId, digest: 'd'.repeat(64), sealed: new Uint8Array(8), questions: 1 }
    await db
      .insertInto('locked_set')
      .values({ ...locked, id: 'set', locked_at: 7, locked_by: 'an' })
      .execute()
    for (const ordinal of [1, 2, 3]) {
      const key = `tuan-${String(ordinal)}`
      await insertRound(db, codec, { id: key, contestId, key, ordinal, name: key, opensAt: 10, closesAt: 20 }, keys)
    }
    await db.updateTable('round').set({ locked_set_id: 'set' }).where('ordinal', '<', 3).execute()
    await db.updateTable('round').set({ status: 'open', opened_at: 11 }).where('ordinal', '=', 1).execute()
    await lockReleaseMigration.up(db as Kysely<unknown>, maker.dialect)
    expect(await db.selectFrom('round_lock').selectAll().orderBy('round_id').execute()).toEqual([
      { round_id: 'tuan-1', locked_at: 7, locked_by: 'an', opening_begun_at: 11 },
      { round_id: 'tuan-2', locked_at: 7, locked_by: 'an', opening_begun_at: null },
    ])
  })

  it('has rounds tallied anew that were tallied or approved before anybody knew by whom', async () => {
    const database = await maker.bare()
    await migrate(database)
    const { db } = database
    await sql`drop table round_approval`.execute(db)
    await insertContest(db, { id: 'c', slug: 'c', rules: '{"rounds":[]}', rulesDigest: '0'.repeat(64), demo: false, at: 1 })
    const keys = { paperSeed: new Uint8Array(32), lotSeed: new Uint8Array(32), entryKey: new Uint8Array(32) }
    const locked = { contest_id: 'c', digest: 'd'.repeat(64), sealed: new Uint8Array(8), questions: 1, locked_at: 7, locked_by: 'an' }
    await db
      .insertInto('locked_set')
      .values({ id: 'set', ...locked })
      .execute()
    const statuses = ['closed', 'tallied', 'approved', 'published'] as const
    for (const [at, status] of statuses.entries()) {
      await insertRound(
        db,
        testCodec(),
        { id: status, contestId: 'c', key: status, ordinal: at + 1, name: status, opensAt: 10, closesAt: 20 },
        keys,
      )
      await db
        .updateTable('round')
        .set({ status, locked_set_id: 'set', opened_at: 10, closed_at: 20, tallied_at: 30, approved_at: 40, published_at: 50 })
        .where('id', '=', status)
        .execute()
    }
    await roundApprovalMigration.up(db as Kysely<unknown>, maker.dialect)
    const after = await db.selectFrom('round').select(['id', 'status', 'approved_at']).orderBy('ordinal').execute()
    expect(after.map(({ id, status, approved_at }) => [id, status, approved_at])).toEqual([
      ['closed', 'closed', 40],
      ['tallied', 'closed', null],
      ['approved', 'closed', null],
      ['published', 'published', 40],
    ])
  })

  it('takes a set that may hold what nobody approved from the round that waits for it', async () => {
    const database = await maker.migrated()
    const { db } = database
    const draw = (states: readonly string[]) => ({ blueprint: null, states, reuse: true })
    const rounds = [
      { id: 'mixed', draw: draw(['submitted', 'approved']) },
      { id: 'plain', draw: draw(['approved']) },
      { id: 'old' },
      { id: 'begun', draw: draw(['submitted']) },
    ]
    await insertContest(db, { id: 'c', slug: 'c', rules: JSON.stringify({ rounds }), rulesDigest: '0'.repeat(64), demo: false, at: 1 })
    const locked = { contest_id: 'c', digest: 'd'.repeat(64), sealed: new Uint8Array(8), questions: 1, locked_at: 7, locked_by: 'an' }
    await db
      .insertInto('locked_set')
      .values({ id: 'set', ...locked })
      .execute()
    const keys = { paperSeed: new Uint8Array(32), lotSeed: new Uint8Array(32), entryKey: new Uint8Array(32) }
    for (const [at, { id }] of rounds.entries()) {
      await insertRound(db, testCodec(), { id, contestId: 'c', key: id, ordinal: at + 1, name: id, opensAt: 10, closesAt: 20 }, keys)
      await giveSet(db, { roundId: id, lockedSetId: 'set', at: 7, by: 'an' })
    }
    await beginOpening(db, 'begun', 'set', 8)
    await approvedSetsMigration.up(db as Kysely<unknown>)
    const after = await db.selectFrom('round').select(['id', 'locked_set_id']).orderBy('ordinal').execute()
    expect(after.map(({ id, locked_set_id }) => [id, locked_set_id])).toEqual([
      ['mixed', null],
      ['plain', 'set'],
      ['old', 'set'],
      ['begun', 'set'],
    ])
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
