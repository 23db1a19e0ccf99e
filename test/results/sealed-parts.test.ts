/** A seed, a key or a set that does not open is told in words wherever a result rests on it, and nothing is half done. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, signInDeciders, takeStep, type Deciders, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const damaged = {
  'paper-seed': ['round', 'paper_seed'],
  'lot-seed': ['round', 'lot_seed'],
  'entry-key': ['round', 'entry_key'],
  'locked-set': ['locked_set', 'sealed'],
} as const

describe.each(['sqlite', 'postgres'] as const)('what is sealed of a round and damaged (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let address: string
  let cookies: Deciders

  beforeAll(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 6, (rules) => ({ ...rules, minimumCorrect: 0 }))
    await answerRound(test.app, contest)
    address = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    cookies = await signInDeciders(test)
  })
  afterAll(() => test.close())

  /** Does it with the last byte of what is sealed changed, which is its tag. */
  async function withDamage<T>(part: keyof typeof damaged, act: () => Promise<T>): Promise<T> {
    const [table, column] = damaged[part]
    const { db } = test.app.database
    const { rows } = await sql<{ readonly id: string; readonly sealed: Uint8Array }>`
      select id, ${sql.ref(column)} as sealed from ${sql.table(table)}`.execute(db)
    const write = async (change: (sealed: Uint8Array) => Uint8Array): Promise<void> => {
      for (const { id, sealed } of rows)
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${change(sealed)} where id = ${id}`.execute(db)
    }
    await write((sealed) => Buffer.from(sealed).map((byte, at) => (at === sealed.length - 1 ? byte ^ 1 : byte)))
    try {
      return await act()
    } finally {
      await write((sealed) => Buffer.from(sealed))
    }
  }
  const step = (name: string, who: keyof Deciders = 'organiser') => takeStep(test, address, name, cookies[who])
  const stateNow = async () => {
    const { status, approval } = (await test.call('GET', address, { cookie: cookies.organiser })).json
    return { status, approval }
  }

  it.each(Object.keys(damaged) as (keyof typeof damaged)[])(
    '%s: neither tallied nor published, and what was approved stays',
    async (part) => {
      const told = async (name: string): Promise<void> => {
        const before = await stateNow()
        const refused = await withDamage(part, () => step(name))
        expect([refused.status, refused.json.code]).toEqual([409, 'sealed-damaged'])
        const [found] = refused.json.findings
        expect(found).toMatchObject({ place: contest.roundKey, code: part })
        expect(found.message.vi).toContain('không mở được')
        expect(found.message.en).toContain('not open')
        expect(refused.json.title.vi).toContain('bản sao lưu')
        expect(await stateNow()).toEqual(before)
      }
      await told('tally')
      expect((await step('tally')).status).toBe(200)
      for (const juror of ['one', 'two'] as const) expect((await step('approve', juror)).status).toBe(200)
      expect(await stateNow()).toMatchObject({ status: 'approved' })
      await told('publish')
      await told('tally')
      // Back to where the next damage finds it: a result nobody has approved.
      expect((await step('tally')).status).toBe(200)
    },
  )
})
