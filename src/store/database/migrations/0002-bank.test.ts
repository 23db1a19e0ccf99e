import { sql, type Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { plainContent } from '#contest/questions/question.ts'
import { sealJson } from '../codec.ts'
import { migrate, schemaState } from '../migrate.ts'
import { questionsOf } from '../../questions/whole-bank.ts'
import { historyOf } from '../../questions/bank.ts'
import { rolesOfStaff } from '../../identity/roles.ts'
import { staffByLogin } from '../../identity/staff.ts'
import { testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { dumpSchema } from '#test/support/databases/schema-dump.ts'
import { contestMigration } from './0001-contest.ts'

const codec = testCodec()
const content = { stem: 'Chuyển đổi số là gì?', options: ['Có', 'Không'], correct: [1], source: null, topic: null, difficulty: null }

describeOnEachDatabase('a database of the first schema', (maker) => {
  it('comes over with its questions, staff, sessions and audit', async () => {
    const database = await maker.bare()
    const { db } = database
    await contestMigration.up(db as unknown as Kysely<unknown>, maker.dialect)
    await sql`create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)`.execute(db)
    await sql`create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null)`.execute(db)
    await sql`insert into kysely_migration values ('0001-contest', '2026-01-01')`.execute(db)
    await sql`insert into kysely_migration_lock values ('migration_lock', 0)`.execute(db)
    await sql`insert into contest values ('c', 'thi', '{}', ${'0'.repeat(64)}, 0, 1, 1)`.execute(db)
    for (const [id, code, state] of [
      ['q1', 'Q001', 'approved'],
      ['q2', 'Q002', 'retired'],
    ] as const) {
      const sealed = sealJson(codec, 'questions', `question ${id}`, content)
      await sql`insert into question values (${id}, 'c', ${code}, ${sealed}, ${codec.index('x', id)}, ${state}, 'đề.docx, câu 1', 7)`.execute(
        db,
      )
    }
    await sql`insert into staff values ('s', 'juror', 'Lê Văn Đ', 'juror', 'hash', null, 1)`.execute(db)
    await sql`insert into session values (${codec.index('x', 'token')}, 'staff', 's', null, 1, 100)`.execute(db)
    for (let at = 1; at <= 3; at++) {
      await sql`insert into audit (at, actor_kind, actor_id, event, contest_id, data) values (${at}, 'staff', 's', 'round.opened', 'c', '{}')`.execute(
        db,
      )
    }
    expect((await schemaState(database)).state).toBe('behind')
    await migrate(database)
    expect((await schemaState(database)).state).toBe('current')
    expect(await dumpSchema(database)).toBe(await dumpSchema(await maker.migrated()))

    const whole = { ...plainContent, ...content, apart: [] }
    expect(await questionsOf(db, codec, 'c')).toEqual([
      { id: 'q1', version: 1, question: { ...whole, code: 'Q001' }, state: 'approved', origin: 'đề.docx, câu 1', practice: null },
      { id: 'q2', version: 1, question: { ...whole, code: 'Q002' }, state: 'retired', origin: 'đề.docx, câu 1', practice: null },
    ])
    const { changes } = await historyOf(db, codec, 'q2')
    expect(changes).toEqual([{ at: 7, by: { kind: 'command', id: null }, kind: 'created', version: 1, text: '' }])
    expect(await staffByLogin(db, 'juror')).toMatchObject({ id: 's', administrator: false })
    expect(await rolesOfStaff(db, 's')).toEqual([{ staffId: 's', contestId: 'c', role: 'juror', unitId: null }])
    expect(await db.selectFrom('session').select(['kind', 'subject_id']).execute()).toEqual([{ kind: 'staff', subject_id: 's' }])
    expect((await db.selectFrom('audit').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual([1, 2, 3, 4])
    const audit = {
      at: 5,
      actor_kind: 'link',
      actor_id: 'l',
      event: 'link.opened',
      contest_id: 'c',
      data: '{}',
      subject_id: null,
      counted: null,
    } as const
    await db.insertInto('audit').values(audit).execute()
    expect((await db.selectFrom('audit').select('id').orderBy('id', 'desc').execute())[0]?.id).toBe(5)
  })

  it('refuses nonsense in what is new', async () => {
    const { db } = await maker.migrated()
    const contest = { id: 'c', slug: 'c', rules: '{}', rules_digest: '0'.repeat(64), demo: 0, created_at: 1, updated_at: 1 }
    await db.insertInto('contest').values(contest).execute()
    const question = {
      ...{
        id: 'q',
        contest_id: 'c',
        code: 'Q1',
        version: 1,
        stem_index: Buffer.alloc(1),
        origin: '',
        unit_id: null,
        contribution_id: null,
      },
      ...{ assignee_id: null, changes: 1, comments: 0, created_at: 1, changed_at: 1 },
    }
    await expect(
      db
        .insertInto('question')
        .values({ ...question, state: 'lost' as 'draft' })
        .execute(),
    ).rejects.toThrow(/check/i)
    await expect(
      db
        .insertInto('question')
        .values({ ...question, state: 'draft', comments: 2 })
        .execute(),
    ).rejects.toThrow(/check/i)
  })
})
