import { sql, type Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { auditPage } from '../../audit/lines.ts'
import { listStaff } from '../../identity/staff.ts'
import { allRoles } from '../../identity/roles.ts'
import { migrate } from '../migrate.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { dumpSchema } from '#test/support/databases/schema-dump.ts'
import { contestMigration } from './0001-contest.ts'
import { bankMigration } from './0002-bank.ts'

describeOnEachDatabase('accounts of before there were roles in contests', (maker) => {
  it('keep their role in every contest they could use, and what refers to them', async () => {
    const database = await maker.bare()
    const { db } = database
    await contestMigration.up(db as unknown as Kysely<unknown>, maker.dialect)
    await bankMigration.up(db as unknown as Kysely<unknown>, maker.dialect)
    await sql`create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)`.execute(db)
    await sql`create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null)`.execute(db)
    await sql`insert into kysely_migration values ('0001-contest', '2026-01-01'), ('0002-bank', '2026-01-02')`.execute(db)
    await sql`insert into kysely_migration_lock values ('migration_lock', 0)`.execute(db)
    for (const id of ['a', 'b']) {
      await sql`insert into contest values (${id}, ${id}, '{}', ${'0'.repeat(64)}, 0, 1, 1)`.execute(db)
      await sql`insert into unit values (${`unit-${id}`}, ${id}, 'U', 'Đơn vị', '', 0)`.execute(db)
    }
    for (const [login, role, contest] of [
      ['admin', 'administrator', null],
      ['juror', 'juror', null],
      ['sender', 'contributor', 'b'],
    ] as const)
      await sql`insert into staff (id, login, name, role, contest_id, unit_id, password_hash, disabled_at, created_at)
        values (${login}, ${login}, 'Tên', ${role}, ${contest}, ${contest === null ? null : `unit-${contest}`}, 'hash', null, 1)`.execute(
        db,
      )
    await sql`insert into upload_link (id, contest_id, unit_id, token_hash, personal, created_by, created_at, expires_at)
      values ('l', 'a', 'unit-a', ${Buffer.alloc(32)}, ${Buffer.alloc(1)}, 'juror', 1, 2)`.execute(db)
    await migrate(database)
    expect((await listStaff(db)).map(({ login, administrator }) => [login, administrator])).toEqual([
      ['admin', true],
      ['juror', false],
      ['sender', false],
    ])
    const held = (staffId: string, contestId: string, role: string, unitId: string | null) => ({ staffId, contestId, role, unitId })
    expect(await allRoles(db)).toEqual([
      held('juror', 'a', 'juror', null),
      held('juror', 'b', 'juror', null),
      held('sender', 'b', 'contributor', 'unit-b'),
    ])
    const told = await auditPage(db, 'b', { offset: 0, limit: 10 })
    expect(told.items.map(({ event, data }) => [event, JSON.parse(data) as object])).toEqual([
      ['staff.role-given', { staff: 'sender', role: 'contributor', heldBefore: true }],
      ['staff.role-given', { staff: 'juror', role: 'juror', heldBefore: true }],
    ])
    expect(await dumpSchema(database)).toBe(await dumpSchema(await maker.migrated()))
    // What referred to an account before still does.
    await expect(sql`delete from staff where id = 'juror'`.execute(db)).rejects.toThrow(/foreign key/i)
  })
})
