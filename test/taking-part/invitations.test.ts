/** Personal links: what they are, whose they are, and what comes of people who signed in by one. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { RoundAwardList, RoundResults } from '#contract/results.ts'
import type { Me } from '#contract/taking-part.ts'
import { testCodec } from '../support/contest-rows.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { invitationOf, invitedBy } from '#usecases/taking-part/invitations.ts'
import { insertReferral } from '#store/taking-part/referrals.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { peopleByIds, sealPerson, updatePeople } from '#store/people/roster.ts'
import { makeTestApp, signInDeciders, takeStep, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

it('is the same for ever for a person, and nothing that was made or changed by others is one', () => {
  const codec = testCodec()
  const id = Buffer.alloc(16, 7).toString('base64url')
  const link = invitationOf(codec, id)
  expect([link, invitedBy(codec, link)]).toEqual([invitationOf(codec, id), id])
  expect(link).not.toContain(id.slice(0, 8))
  const bytes = Buffer.from(link, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
    expect(invitedBy(codec, changed.toString('base64url'))).toBeNull()
  }
  for (const other of ['', id, `${link}A`, link.slice(1), 'A'.repeat(38)]) expect(invitedBy(codec, other)).toBeNull()
})

const spread =
  (change: Partial<NonNullable<ContestRules['referral']>> = {}) =>
  (rules: ContestRules) => ({
    ...rules,
    attempts: { ...rules.attempts, perRound: 2 },
    referral: {
      count: 2,
      amount: 300_000,
      mostCounted: null,
      entryFloor: { correct: 0, seconds: 0 },
      ties: 'reached-first',
      ...change,
    } as const,
  })

describeOnEachDatabase('people who came by a personal link', ({ dialect }) => {
  let test: TestApp
  let contest: LiveContest
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })
  afterEach(() => test.close())

  /** Everybody gets a phone to sign in with. */
  async function live(people: number, change?: (rules: ContestRules) => ContestRules): Promise<void> {
    contest = await makeLiveContest(test.app, people, change)
    const { database, codec } = test.app
    const contestId = (await contestBySlug(database.db, contest.slug))?.id ?? ''
    const known = await peopleByIds(
      database.db,
      codec,
      contest.contestants.map(({ id }) => id),
    )
    const phoned = [...known.values()].map((one, i) => sealPerson(codec, contestId, { ...one, phone: `+8490123450${String(i)}` }))
    await updatePeople(database.db, phoned)
  }
  const person = (i: number) => contest.contestants[i] ?? { id: '', cookie: '' }
  const linkOf = async (i: number) => ((await test.call('GET', '/api/me', { cookie: person(i).cookie })).json as Me).invitation
  /** Signs in once more, by the link of another. */
  async function arrive(i: number, invitation: string | undefined): Promise<number> {
    const record = (await peopleByIds(test.app.database.db, test.app.codec, [person(i).id])).get(person(i).id)
    const body = { staffCode: record?.staffCode ?? '', phone: record?.phone ?? '', ...(invitation !== undefined && { invitation }) }
    return (await test.call('POST', `/api/contests/${contest.slug}/session`, { body })).status
  }
  async function enter(i: number): Promise<void> {
    const { cookie } = person(i)
    const attempt = await test.start(contest.roundId, cookie)
    const body = { entryId: `entry-of-person-${String(i)}`, answers: attempt.paper.map(() => []), prediction: 1 }
    expect((await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })).status).toBe(201)
    test.clock.at += 1000
  }
  const stored = async () => (await test.app.database.db.selectFrom('referral').selectAll().execute()).length

  async function publish(): Promise<{ readonly results: RoundResults; readonly awards: RoundAwardList; readonly sheet: number }> {
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    const cookies = await signInDeciders(test)
    const address = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    for (const [step, who] of [
      ['tally', 'organiser'],
      ['approve', 'one'],
      ['approve', 'two'],
      ['publish', 'organiser'],
    ] as const)
      expect((await takeStep(test, address, step, cookies[who])).status).toBe(200)
    const awards = (await test.call('GET', `${address}/awards`, { cookie: cookies.organiser })).json as RoundAwardList
    const sheet = (await test.call('GET', `${address}/export?format=xlsx`, { cookie: cookies.organiser })).status
    const results = (await test.call('GET', `/api/contests/${contest.slug}/rounds/${contest.roundKey}/results`)).json as RoundResults
    return { results, awards, sheet }
  }

  it('are known from what is none, without saying whose they are', async () => {
    contest = await makeLiveContest(test.app, 2, spread())
    const known = (link: string) => test.call('GET', `/api/contests/${contest.slug}/invitations/${link}`)
    const link = invitationOf(test.app.codec, contest.contestants[0]?.id ?? '')
    expect((await known(link)).json).toEqual({ known: true })
    for (const other of ['A'.repeat(link.length), invitationOf(test.app.codec, Buffer.alloc(16, 9).toString('base64url'))])
      expect((await known(other)).status).toBe(404)
  })

  it('counts who came by a link, the first one, before they began', async () => {
    await live(9, spread())
    const [first, second] = [await linkOf(0), await linkOf(1)]
    expect(first).toMatch(/^[\w-]{38}$/)
    expect(second).not.toBe(first)
    expect(await arrive(2, first)).toBe(204)
    expect(await arrive(2, second)).toBe(204)
    expect(await arrive(3, first)).toBe(204)
    expect(await arrive(4, second)).toBe(204)
    // By oneself, by what is no link, and by one who then does not take part.
    expect(await arrive(0, first)).toBe(204)
    expect(await arrive(5, 'A'.repeat(38))).toBe(204)
    expect(await arrive(6, await linkOf(8))).toBe(204)
    expect(await stored()).toBe(4)
    for (const i of [0, 1, 2, 3, 5, 6]) {
      test.clock.at += 1000
      await enter(i)
    }
    // Too late, at the door and in the database; person 4 came and never entered.
    expect(await arrive(5, first)).toBe(204)
    expect(await stored()).toBe(4)
    const { db } = test.app.database
    const contestId = (await contestBySlug(db, contest.slug))?.id ?? ''
    await insertReferral(db, test.app.codec, { contestId, contestantId: person(5).id, referrerId: person(1).id, usedAt: test.clock.at })

    const { results, awards, sheet } = await publish()
    const name = (await peopleByIds(db, test.app.codec, [person(0).id])).get(person(0).id)?.fullName
    expect(results.referral).toMatchObject({ amount: 300_000, unawarded: 1, winners: [{ place: 1, fullName: name, people: 2 }] })
    expect(results.referral?.winners[0]?.explanation.vi).toMatch(
      /^2 người dự thi qua liên kết mời, đủ 2 người lúc .*; xếp thứ 1 trong 1 người mời\.$/,
    )
    expect([awards.referral, sheet]).toEqual([results.referral, 200])
  }, 60_000)

  it('tells nobody by whose, in no answer and in no row that is read without the keys', async () => {
    await live(3, spread())
    expect(await arrive(1, await linkOf(0))).toBe(204)
    const [row] = await test.app.database.db.selectFrom('referral').selectAll().execute()
    expect(Buffer.from(row?.sealed ?? new Uint8Array()).toString('latin1')).not.toContain(person(0).id)
    for (const i of [0, 1]) {
      const me = (await test.call('GET', '/api/me', { cookie: person(i).cookie })).text
      expect(me).not.toContain(person(1 - i).id)
    }
    expect(
      (await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie: await test.signInAs('organiser') })).text,
    ).not.toContain(person(0).id)
  }, 60_000)

  it('has no link and keeps none where the rules have no prizes for it', async () => {
    await live(2)
    expect(await linkOf(0)).toBeUndefined()
    expect(await arrive(1, invitationOf(test.app.codec, person(0).id))).toBe(204)
    expect(await stored()).toBe(0)
  }, 60_000)
})
