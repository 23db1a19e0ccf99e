/** Whoever writes to the database changes no entry, no contestant and no instant unseen: a tally holds what it counts to the signed log. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#ledger/canonical.ts'
import type { Db } from '#store/database/database.ts'
import { insertLockedSet, openLockedSet } from '#store/rounds/locked-sets.ts'
import type { App } from '#usecases/app.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, takeStep, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

/** What a hand that writes to the database does, and what is told of it. */
const forged: Readonly<Record<string, { readonly write: (db: Db, app: App) => Promise<unknown>; readonly found: readonly string[] }>> = {
  'an earlier instant': {
    write: (db) => sql`update entry set submitted_at = submitted_at - 5 where log_index = 3`.execute(db),
    found: ['log/3 entry-altered'],
  },
  'an earlier instant, in the leaf too': {
    write: async (db) => {
      const { leaf } = await db.selectFrom('entry').select('leaf').where('log_index', '=', 3).executeTakeFirstOrThrow()
      const at = Number(/"submittedAt":(\d+)/.exec(Buffer.from(leaf).toString())?.[1])
      const other = Buffer.from(
        Buffer.from(leaf)
          .toString()
          .replace(String(at), String(at - 5)),
      )
      await db
        .updateTable('entry')
        .set({ submitted_at: at - 5, leaf: other })
        .where('log_index', '=', 3)
        .execute()
    },
    found: ['log log-altered'],
  },
  'no entry of somebody': {
    write: (db) => sql`delete from entry where log_index = 2`.execute(db),
    found: ['log/2 entry-missing', 'log log-altered'],
  },
  'no last entry': {
    write: async (db) => {
      await sql`delete from entry where log_index = 6`.execute(db)
      await sql`delete from marker_leaf where log_index = 7`.execute(db)
    },
    found: ['log/6 entry-missing', 'log/7 entry-missing', 'log log-altered'],
  },
  'an earlier head that was signed': {
    write: async (db) => {
      await sql`delete from entry where log_index > 3`.execute(db)
      await sql`delete from marker_leaf where log_index > 3`.execute(db)
      const { checkpoint } = await db.selectFrom('log_checkpoint').select('checkpoint').where('size', '=', 4).executeTakeFirstOrThrow()
      const root = Buffer.from(checkpoint.split('\n')[2] ?? '', 'base64')
      await db.updateTable('log_head').set({ size: 4, root, checkpoint }).execute()
    },
    found: ['log log-altered'],
  },
  'another contestant in the place of one': {
    write: (db) =>
      sql`update entry set contestant_id = (select contestant_id from entry where log_index = 5) where log_index = 1`.execute(db),
    found: ['log/1 entry-altered'],
  },
  'the answers of another': {
    write: (db) => sql`update entry set sealed = (select sealed from entry where log_index = 5) where log_index = 4`.execute(db),
    found: ['log/4 entry-altered'],
  },
  'another head': {
    write: (db) => sql`update log_head set checkpoint = (select checkpoint from log_checkpoint where size = 2)`.execute(db),
    found: ['log log-altered'],
  },
  'the set of another round': {
    write: async (db, { codec }) => {
      const { id, contestId, digest } = await db
        .selectFrom('locked_set')
        .select(['id', 'contest_id as contestId', 'digest'])
        .executeTakeFirstOrThrow()
      const bytes = Buffer.from(canonicalJson((await openLockedSet(db, codec, id)).questions.toReversed()))
      await sql`update locked_set set digest = ${'e'.repeat(64)}`.execute(db)
      await insertLockedSet(db, codec, { id: 'other-set', contestId, digest, bytes, questions: 1, at: 1, by: '' })
      await db.updateTable('round').set({ locked_set_id: 'other-set' }).where('status', '=', 'closed').execute()
    },
    found: ['log log-altered'],
  },
}

describe.each(['sqlite', 'postgres'] as const)('a tally of entries somebody wrote to the database (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let address: string
  let organiser: string
  let restore: () => Promise<void>

  beforeAll(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 6, (rules) => ({ ...rules, minimumCorrect: 0 }))
    await answerRound(test.app, contest)
    address = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    organiser = await test.signInAs('organiser')
    const { db } = test.app.database
    const entries = await db.selectFrom('entry').selectAll().execute()
    const markers = await db.selectFrom('marker_leaf').selectAll().execute()
    const heads = await db.selectFrom('log_head').selectAll().execute()
    restore = async () => {
      for (const table of ['entry', 'marker_leaf', 'log_head'] as const) await db.deleteFrom(table).execute()
      await db.insertInto('entry').values(entries).execute()
      await db.insertInto('marker_leaf').values(markers).execute()
      await db.insertInto('log_head').values(heads).execute()
    }
  })
  afterAll(() => test.close())

  it('finds it before a publication, and publishes what nobody touched', async () => {
    expect((await takeStep(test, address, 'tally', organiser)).status).toBe(200)
    const jurors = [await test.signInAs('juror'), await test.signInAs('juror', { login: 'juror2' })]
    for (const juror of jurors) expect((await takeStep(test, address, 'approve', juror)).status).toBe(200)
    await sql`update entry set submitted_at = submitted_at - 5 where log_index = 2`.execute(test.app.database.db)
    const refused = await takeStep(test, address, 'publish', organiser)
    expect([refused.status, refused.json.code, refused.json.findings]).toMatchObject([409, 'result-differs', [{ place: 'log/2' }]])
    await restore()
    expect((await takeStep(test, address, 'tally', organiser)).status).toBe(200)
  })

  it.each(Object.entries(forged))('finds %s', async (_, { write, found }) => {
    await write(test.app.database.db, test.app)
    const refused = await takeStep(test, address, 'tally', organiser)
    await restore()
    const findings = (refused.json.findings ?? []) as readonly { readonly place: string; readonly code: string }[]
    expect([refused.status, refused.json.code, findings.map(({ place, code }) => `${place} ${code}`)]).toEqual([409, 'log-differs', found])
    const { json } = await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie: organiser })
    expect(json.items[0]).toMatchObject({ event: 'round.differed', data: JSON.stringify({ round: contest.roundKey, found }) })
    expect((await test.call('GET', address, { cookie: organiser })).json).toMatchObject({ status: 'closed' })
  })
})
