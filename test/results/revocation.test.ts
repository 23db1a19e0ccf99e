/** A prize taken back after publication: by two, exactly as it was shown, with the results of before still there. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { RoundResults, RoundRevocation } from '#contract/results.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { insertBoardMember } from '#store/people/boards.ts'
import { replaceLikely } from '#store/people/likely-same.ts'
import { peopleByIds } from '#store/people/roster.ts'
import { awardsOf } from '#store/results/results.ts'
import { agreeRevocation, askToRevoke, roundRevocation } from '#usecases/results/revocation/acts.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { staffNamed } from '#usecases/second-person.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, signInDeciders, takeStep, type Deciders, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const reason = 'Người đạt giải nhờ người khác làm bài.'

describeOnEachDatabase('a published prize', ({ dialect }) => {
  let test: TestApp
  let contest: LiveContest
  let address: string
  let cookies: Deciders
  afterEach(() => test.close())
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })

  async function publish(
    whenRevoked: ContestRules['prizes']['whenRevoked'],
    change: (rules: ContestRules) => ContestRules = (rules) => rules,
    answer = async (): Promise<unknown> => answerRound(test.app, contest),
  ): Promise<void> {
    contest = await makeLiveContest(test.app, 9, (rules) =>
      change({
        ...rules,
        minimumCorrect: 0,
        prizes: { ...rules.prizes, whenRevoked },
      }),
    )
    await answer()
    address = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    cookies = await signInDeciders(test)
    for (const [step, who] of [
      ['tally', 'organiser'],
      ['approve', 'one'],
      ['approve', 'two'],
    ] as const)
      expect((await takeStep(test, address, step, cookies[who])).status).toBe(200)
    expect((await test.call('GET', `${address}/revocation`, { cookie: cookies.organiser })).json.code).toBe('wrong-status')
    expect((await takeStep(test, address, 'publish', cookies.organiser)).status).toBe(200)
  }

  const look = async (place: number | null, who: keyof Deciders = 'organiser') =>
    (await test.call('GET', `${address}/revocation${place === null ? '' : `?place=${String(place)}`}`, { cookie: cookies[who] }))
      .json as RoundRevocation
  const ask = (place: number, digest: string | null, who: keyof Deciders = 'organiser') =>
    test.call('POST', `${address}/revocation`, { cookie: cookies[who], body: { place, reason, digest } })
  const agree = (seen: { readonly id: string | undefined; readonly digest: string | null }, who: keyof Deciders = 'one') =>
    test.call('POST', `${address}/revocation/agree`, { cookie: cookies[who], body: seen })
  const results = async (version?: number) =>
    (
      await test.call(
        'GET',
        `/api/contests/${contest.slug}/rounds/${contest.roundKey}/results${version === undefined ? '' : `?version=${String(version)}`}`,
      )
    ).json as RoundResults
  const namesIn = ({ awards }: RoundResults) => awards.map(({ place, fullName }) => `${String(place)} ${fullName}`)
  const stored = () => awardsOf(test.app.database.db, test.app.codec, [contest.roundId])
  const contestId = async () => (await contestBySlug(test.app.database.db, contest.slug))?.id ?? ''
  async function revoke(place: number): Promise<void> {
    expect((await ask(place, (await look(place)).digest)).status).toBe(200)
    const { asked, digest } = await look(null, 'one')
    expect((await agree({ id: asked?.id, digest })).status).toBe(200)
  }

  it('is revoked at the command line in the names of two, which the audit says', async () => {
    await publish('stays-empty')
    const { app } = test
    const named = (login: string) => staffNamed(app, contest.slug, login, 'prize.revoke')
    await expect(named('nobody')).rejects.toMatchObject({ code: 'forbidden' })
    const [one, two] = [await named('organiser'), await named('juror2')]
    const { digest } = await roundRevocation(app, one, contest.slug, contest.roundKey, 2)
    await askToRevoke(app, one, contest.slug, contest.roundKey, { place: 2, reason, digest: digest ?? '' })
    const { asked } = await roundRevocation(app, two, contest.slug, contest.roundKey, null)
    const seen = { id: asked?.id ?? '', digest: digest ?? '' }
    await expect(agreeRevocation(app, one, contest.slug, contest.roundKey, seen)).rejects.toMatchObject({ code: 'second-person-needed' })
    await agreeRevocation(app, two, contest.slug, contest.roundKey, seen)
    expect((await results()).revision).toEqual({ number: 2, reason })
    const lines = await app.database.db
      .selectFrom('audit')
      .select(['event', 'actor_kind as actor', 'data'])
      .where('event', 'like', 'round.%revo%')
      .orderBy('id')
      .execute()
    expect(lines.map(({ event, actor, data }) => [event, actor, (JSON.parse(data) as { inNameOf: string }).inNameOf])).toEqual([
      ['round.revocation-asked', 'command', one.id],
      ['round.prize-revoked', 'command', two.id],
    ])
  })

  it('is revoked by two who saw what it changes, and the results of before can still be read', async () => {
    await publish('next-moves-up')
    const first = await results()
    expect(first.versions).toBeUndefined()
    const names = namesIn(first).map((line) => line.slice(2))
    const next = ((await test.call('GET', `${address}/standings`, { cookie: cookies.organiser })).json.items as { fullName: string }[])[5]
      ?.fullName
    const plan = await look(2)
    expect(plan.changes.map(({ place, before, after }) => [place, before?.fullName, after?.fullName])).toEqual([
      [2, names[1], names[2]],
      [3, names[2], names[3]],
      [4, names[3], names[4]],
      [5, names[4], next],
    ])
    // Looking changes nothing; nor does asking.
    expect((await ask(9, plan.digest)).json.code).toBe('not-found')
    expect((await ask(2, '0'.repeat(64))).json.code).toBe('result-changed')
    expect((await ask(2, plan.digest)).status).toBe(200)
    expect((await ask(3, (await look(3)).digest)).json.code).toBe('result-changed')
    expect((await ask(2, plan.digest)).json.code).toBe('conflict')
    expect(await results()).toEqual(first)
    const waits = await look(null, 'one')
    expect([waits.changes, waits.asked?.reason, waits.may]).toEqual([plan.changes, reason, { ask: false, agree: true, withdraw: true }])
    expect((await look(null)).may).toEqual({ ask: false, agree: false, withdraw: true })
    expect((await agree({ id: waits.asked?.id, digest: waits.digest }, 'organiser')).json.code).toBe('second-person-needed')
    expect((await agree({ id: 'khac', digest: waits.digest })).json.code).toBe('conflict')
    expect((await agree({ id: waits.asked?.id, digest: '0'.repeat(64) })).json.code).toBe('result-changed')

    test.clock.at += 60_000
    const both = await Promise.all([
      agree({ id: waits.asked?.id, digest: waits.digest }),
      agree({ id: waits.asked?.id, digest: waits.digest }, 'two'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const second = await results()
    expect(namesIn(second)).toEqual([names[0], names[2], names[3], names[4], next].map((name, i) => `${String(i + 1)} ${String(name)}`))
    expect(second.revision).toEqual({ number: 2, reason })
    expect(second.versions?.map(({ number, reason: why }) => [number, why])).toEqual([
      [1, null],
      [2, reason],
    ])
    expect(second.awards[0]).toEqual(first.awards[0])
    expect(second.awards[1]?.explanation.vi).toContain('Giải của 1 người xếp trên đã bị thu hồi.')
    const { awards: _, publishedAt: __, ...rest } = first
    expect(second).toMatchObject({ ...rest, publishedAt: test.clock.at })
    const { versions, ...before } = await results(1)
    expect([before, versions]).toEqual([first, second.versions])
    expect(((await results(3)) as unknown as { code: string }).code).toBe('not-found')
    const sentences = (await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie: cookies.organiser })).text
    for (const event of ['round.revocation-asked', 'round.prize-revoked']) expect(sentences.split(event).length, event).toBeGreaterThan(1)

    // Once more, of somebody who moved up: the first stays out.
    await revoke(1)
    const third = await results()
    expect([third.revision?.number, third.versions?.length]).toEqual([3, 3])
    expect(namesIn(third).some((line) => line.endsWith(` ${String(names[1])}`) || line.endsWith(` ${String(names[0])}`))).toBe(false)
    expect((await look(null)).made.map(({ place, version }) => [place, version])).toEqual([
      [2, 2],
      [1, 3],
    ])
    // Without its newest version it would give a revoked prize again.
    await test.app.database.db.deleteFrom('publication').where('subject', '=', contest.roundId).where('version', '=', 3).execute()
    expect(((await results()) as unknown as { code: string }).code).toBe('result-differs')
    const again = await look(1)
    expect((await ask(1, again.digest)).status).toBe(200)
    const { asked, digest } = await look(null, 'one')
    expect((await agree({ id: asked?.id, digest })).json).toMatchObject({ code: 'result-differs' })
  }, 120_000)

  it('leaves its place empty where the rules say so, and is left alone when the request is withdrawn', async () => {
    await publish('stays-empty')
    const first = await results()
    const plan = await look(2)
    expect(plan.changes.map(({ place, before, after }) => [place, before?.fullName, after])).toEqual([[2, first.awards[1]?.fullName, null]])
    expect((await ask(2, plan.digest)).status).toBe(200)
    expect((await test.call('DELETE', `${address}/revocation`, { cookie: cookies.one })).status).toBe(200)
    expect((await test.call('DELETE', `${address}/revocation`, { cookie: cookies.one })).json.code).toBe('conflict')
    expect(await results()).toEqual(first)
    await revoke(2)
    const second = await results()
    expect(second.awards).toEqual(first.awards.filter(({ place }) => place !== 2))
    expect(second.unawarded.reduce((sum, { count }) => sum + count, 0)).toBe(1)
    expect((await stored()).map(({ place }) => place)).toEqual([1, 3, 4, 5])
  }, 120_000)

  it('goes to nobody who joined a board since, nor while it is undecided who somebody is; and nothing moves on what was written by hand', async () => {
    await publish('next-moves-up')
    const { db } = test.app.database
    const winners = new Set((await stored()).map(({ contestantId }) => contestantId))
    const line = async (name: string) => {
      for (const { id } of contest.contestants) {
        const person = (await peopleByIds(db, test.app.codec, [id])).get(id)
        if (person?.fullName === name) return person
      }
      throw new Error(name)
    }
    const standings = (await test.call('GET', `${address}/standings`, { cookie: cookies.organiser })).json.items as { fullName: string }[]
    const [sixth, seventh] = [await line(standings[5]?.fullName ?? ''), await line(standings[6]?.fullName ?? '')]
    expect(winners.has(sixth.id)).toBe(false)
    const member = { id: 'member', board: 'juror', fullName: '', staffCode: sixth.staffCode, phone: null, role: '' } as const
    await insertBoardMember(db, test.app.codec, await contestId(), member, test.clock.at)
    const plan = await look(1)
    expect(plan.changes.at(-1)?.after?.fullName).toBe(seventh.fullName)
    const pair = { contestantId: seventh.id, otherKind: 'contestant', otherId: sixth.id, grounds: ['name'], certain: false } as const
    await replaceLikely(db, await contestId(), [pair])
    expect((await ask(1, plan.digest)).json.code).toBe('doubts-undecided')
    await replaceLikely(db, await contestId(), [])
    expect((await ask(1, plan.digest)).status).toBe(200)
    const first = await results()
    await db.deleteFrom('award').where('round_id', '=', contest.roundId).where('place', '=', 3).execute()
    expect((await test.call('GET', `${address}/revocation`, { cookie: cookies.one })).json.code).toBe('result-differs')
    expect(await results()).toEqual(first)
  }, 120_000)

  it('is taken back by nobody who writes a row', async () => {
    await publish('stays-empty')
    const { db } = test.app.database
    const [one, two] = await db.selectFrom('staff').select('id').orderBy('login').execute()
    const at = test.clock.at
    const row = { id: 'written-by-hand', round_id: contest.roundId, sealed: new Uint8Array(64), asked_by: one?.id ?? '', asked_at: at }
    await db
      .insertInto('prize_revocation')
      .values({ ...row, agreed_by: two?.id ?? '', agreed_at: at, version: 1 })
      .execute()
    expect(((await results()) as unknown as { code: string }).code).toBe('result-differs')
    expect(((await look(1)) as unknown as { code: string }).code).toBe('result-differs')
  }, 120_000)

  it('stays with nobody where those who are next are equal, and takes nothing from them', async () => {
    const prizes = [{ id: 'nhat', name: 'Giải Nhất', count: 1, amount: null }, { id: 'nhi', name: 'Giải Nhì', count: 2, amount: null }] // prettier-ignore
    const rulesOfIt = (rules: ContestRules): ContestRules => ({
      ...rules,
      ranking: ['correct-desc', 'organisers'],
      prediction: { ...rules.prediction, required: false },
      prizes: { ...rules.prizes, levels: prizes },
    })
    // One who ticked something, and two who ticked nothing.
    await publish('next-moves-up', rulesOfIt, async () => {
      for (const [index, { cookie }] of contest.contestants.slice(0, 3).entries()) {
        const attempt = await test.start(contest.roundId, cookie)
        const answers = attempt.paper.map(() => (index === 0 ? [0] : []))
        const body = { entryId: `entry-of-${attempt.id}`, answers, prediction: null }
        expect((await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })).status).toBe(201)
      }
    })
    const first = await results()
    const plan = await look(1)
    expect([plan.tied, plan.changes.map(({ place, after }) => [place, after])]).toEqual([true, [[1, null]]])
    await revoke(1)
    expect(namesIn(await results())).toEqual(namesIn(first).slice(1))
  }, 120_000)
})
