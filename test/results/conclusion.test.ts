/** What was published stays as it was, and the prizes of the units over all rounds. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StaffContest } from '#contract/contests.ts'
import type { ConclusionDraft, ConclusionPage, RoundResults } from '#contract/results.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { mendMarkedRounds } from '#store/rounds/marked-rounds.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { conclusionDraft, concludeContest } from '#usecases/results/conclusion.ts'
import { keepPublished } from '#usecases/results/published.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, takeStep, signInDeciders, type Deciders, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const shownUnits = { q: '', page: 1, pageSize: 100 } as const

describe.each(['sqlite', 'postgres'] as const)('a contest of two rounds (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let cookies: Deciders

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 12)
  })
  afterEach(() => test.close())

  const rounds = async () => {
    const id = (await contestBySlug(test.app.database.db, contest.slug))?.id ?? ''
    return roundsOf(test.app.database.db, id)
  }
  /** Plays the round that is open with so many of the people, and publishes it. */
  async function playAndPublish(place: number, people: number): Promise<void> {
    const round = (await rounds())[place]
    if (round === undefined) throw new Error('no such round')
    test.clock.at = Math.max(test.clock.at, round.opensAt)
    await stepDueRounds(test.app)
    await answerRound(test.app, { ...contest, roundId: round.id, roundKey: round.key, contestants: contest.contestants.slice(0, people) })
    test.clock.at = round.closesAt
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    // Sessions of the round before have ended.
    cookies = await signInDeciders(test)
    const address = `/api/staff/contests/${contest.slug}/rounds/${round.key}`
    await takeStep(test, address, 'tally', cookies.organiser)
    for (const juror of [cookies.one, cookies.two]) await takeStep(test, address, 'approve', juror)
    await takeStep(test, address, 'publish', cookies.organiser)
  }
  const results = async (place: number) =>
    (await test.call('GET', `/api/contests/${contest.slug}/rounds/${(await rounds())[place]?.key ?? ''}/results`)).json as RoundResults
  const staffAddress = () => `/api/staff/contests/${contest.slug}/conclusion`
  const draft = async () => (await test.call('GET', staffAddress(), { cookie: cookies.organiser })).json as ConclusionDraft
  const publish = (digest: string, cookie = cookies.organiser) => test.call('POST', staffAddress(), { cookie, body: { digest } })
  const concluded = async () => {
    const { json } = await test.call('GET', `/api/staff/contests/${contest.slug}`, { cookie: cookies.organiser })
    return (json as StaffContest).checklist.find(({ id }) => id === 'contest-concluded')?.done
  }

  it('keeps the result of the first as it was published, whatever comes after', async () => {
    await playAndPublish(0, 12)
    const first = await results(0)
    expect(first.units.reduce((sum, { participants }) => sum + participants, 0)).toBe(12)
    await playAndPublish(1, 3)
    await test.app.database.db.updateTable('unit').set({ name: 'Đổi tên', headcount: 999 }).execute()
    expect(await results(0)).toEqual(first)
    expect((await results(1)).units.reduce((sum, { participants }) => sum + participants, 0)).toBe(3)
  })

  it('keeps at the upgrade what was published before such were kept, once', async () => {
    await playAndPublish(0, 4)
    const { db } = test.app.database
    const first = await results(0)
    expect(first.participants).toBe(4)
    await db.deleteFrom('publication').execute()
    await db.updateTable('round').set({ publication_due: 1 }).where('status', '=', 'published').execute()
    const keep = () => mendMarkedRounds(db, 'publication_due', (tx, id) => keepPublished(test.app, tx, id))
    await keep()
    expect(await results(0)).toEqual(first)
    await db.updateTable('unit').set({ name: 'Đổi tên' }).execute()
    await keep()
    expect(await results(0)).toEqual(first)
  })

  it('makes up no publication that is missing, and shows none that nobody published', async () => {
    await playAndPublish(0, 4)
    const { db } = test.app.database
    await db.deleteFrom('publication').execute()
    await db.deleteFrom('award').execute()
    expect(await results(0)).toMatchObject({ code: 'result-differs' })
    expect(await db.selectFrom('publication').select('version').execute()).toEqual([])
  })

  it('concludes nothing from a round whose lines are not all there', async () => {
    await playAndPublish(0, 8)
    await playAndPublish(1, 12)
    await test.app.database.db.deleteFrom('standing').execute()
    await expect(conclusionDraft(test.app, command, contest.slug, shownUnits)).rejects.toMatchObject({ code: 'result-differs' })
  })

  it('publishes the prizes of the units once, after the last round, as they were seen', async () => {
    await playAndPublish(0, 8)
    const early = await draft()
    expect(early).toMatchObject({ publishedAt: null, awaited: [(await rounds())[1]?.name] })
    expect(await publish(early.digest)).toMatchObject({ status: 409, json: { code: 'wrong-status' } })
    expect(await test.call('GET', `/api/contests/${contest.slug}/conclusion`)).toMatchObject({ json: { code: 'not-published' } })

    await playAndPublish(1, 12)
    expect(await concluded()).toBe(false)
    const now = await draft()
    expect(now.awaited).toEqual([])
    expect(now.items.reduce((sum, { participants }) => sum + participants, 0)).toBe(12)
    expect(await publish(early.digest)).toMatchObject({ status: 409, json: { code: 'result-changed' } })
    expect((await publish(now.digest, cookies.one)).status).toBe(403)
    const seen = { digest: now.digest }
    const both = await Promise.allSettled([concludeContest(test.app, command, contest.slug, seen), publish(now.digest)])
    const won = both.filter((one) => one.status === 'fulfilled' && (one.value === undefined || one.value.status === 200))
    expect(won).toHaveLength(1)

    const shown = (await test.call('GET', `/api/contests/${contest.slug}/conclusion`)).json as ConclusionPage
    expect(shown.items).toEqual(now.items)
    expect((await test.call('GET', `/api/contests/${contest.slug}`)).json.concludedAt).toBe(shown.publishedAt)
    expect(await concluded()).toBe(true)
    const { json } = await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie: cookies.organiser })
    expect(json.items.filter(({ event }: { event: string }) => event === 'contest.concluded')).toHaveLength(1)

    await test.app.database.db.updateTable('unit').set({ name: 'Đổi tên', headcount: 999 }).execute()
    expect((await conclusionDraft(test.app, command, contest.slug, shownUnits)).items).toEqual(now.items)
  })
})
