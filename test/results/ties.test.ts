/** Ties that organisers decide: two of them, with reasons; nothing is approved before; a kill between the steps leaves all or nothing. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { RoundResults, RoundTies } from '#contract/results.ts'
import type { StaffRound } from '#contract/rounds.ts'
import type { StartedAttempt } from '#contract/taking-part.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { insertBoardMember } from '#store/people/boards.ts'
import { peopleByIds } from '#store/people/roster.ts'
import { staffByLogin } from '#store/identity/staff.ts'
import { agreeToTieDecision, tieRequestOf, type TieRequest } from '#store/results/tie-decisions.ts'
import { setWhose } from '#usecases/identity/staff-accounts.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, signInDeciders, takeStep, type Deciders, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

/** Everybody is equal by right answers, and one prize goes round. */
const oneprize = (rules: ContestRules): ContestRules => ({
  ...rules,
  ranking: ['correct-desc', 'organisers'],
  minimumCorrect: 0,
  prediction: { ...rules.prediction, required: false },
  prizes: { ...rules.prizes, levels: [{ id: 'nhat', name: 'Giải Nhất', count: 1, amount: null }] },
})
const why = ['', 'nhập ngũ sau người liền trên', 'ít tuổi hơn']

describeOnEachDatabase('a tie the organisers decide', ({ dialect }) => {
  let test: TestApp
  let contest: LiveContest
  let path: string
  let who: Deciders
  let other: string
  afterEach(() => test.close())
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 3, oneprize)
    path = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    for (const { cookie } of contest.contestants) {
      const attempt: StartedAttempt = await test.start(contest.roundId, cookie)
      const body = { entryId: `entry-of-${attempt.id}`, answers: attempt.paper.map(() => []), prediction: null }
      expect((await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })).status).toBe(201)
    }
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    who = await signInDeciders(test)
    other = await test.signInAs('organiser', { login: 'organiser2' })
    expect((await takeStep(test, path, 'tally', who.organiser)).status).toBe(200)
  })

  const ties = async (cookie = who.organiser) => (await test.call('GET', `${path}/ties`, { cookie })).json as RoundTies
  const propose = async (cookie: string, change: (lines: { entryId: string; reason: string }[]) => void = () => undefined) => {
    const seen = await ties()
    const lines = (seen.ties[0]?.lines ?? []).toReversed().map(({ entryId }, at) => ({ entryId, reason: why[at] ?? '' }))
    change(lines)
    return test.call('POST', `${path}/ties`, { cookie, body: { digest: seen.digest, lines } })
  }
  const approve = (cookie: string) => takeStep(test, path, 'approve', cookie)
  const digest = async () => ((await test.call('GET', path, { cookie: who.organiser })).json as StaffRound).approval?.digest
  const awards = async () => (await test.call('GET', `${path}/awards`, { cookie: who.organiser })).json.awards as readonly unknown[]

  it('is decided by two, counted anew, and published with its reasons', async () => {
    const seen = await ties()
    expect(seen.ties.map(({ from, to, decided, lines }) => [from, to, decided, lines.length])).toEqual([[1, 3, false, 3]])
    expect(await awards()).toEqual([])
    const refused = await approve(who.one)
    expect([refused.status, refused.json.code]).toEqual([409, 'tie-open'])
    const before = await digest()
    const asked = await propose(who.organiser)
    expect([asked.status, asked.json.may]).toEqual([200, { ask: false, agree: false, withdraw: true }])
    const { id, lines } = (await ties()).asked ?? { id: '', lines: [] }
    expect(lines.map(({ reason }) => reason)).toEqual(why)
    const own = await test.call('POST', `${path}/ties/agree`, { cookie: who.organiser, body: { id } })
    expect(own.json.code).toBe('second-person-needed')
    // Asked is not decided.
    expect((await approve(who.one)).json.code).toBe('tie-open')
    const agreed = await test.call('POST', `${path}/ties/agree`, { cookie: other, body: { id } })
    expect([agreed.status, agreed.json.ties[0].decided, agreed.json.asked]).toEqual([200, true, null])
    expect((agreed.json as RoundTies).ties[0]?.lines.map(({ entryId, reason }) => ({ entryId, reason }))).toEqual(lines)
    expect(await digest()).not.toBe(before)
    for (const juror of [who.one, who.two]) expect((await approve(juror)).status).toBe(200)
    expect((await takeStep(test, path, 'publish', who.organiser)).status).toBe(200)
    const results = (await test.call('GET', `/api/contests/${contest.slug}/rounds/${contest.roundKey}/results`)).json as RoundResults
    expect(results.awards.map(({ explanation }) => explanation.vi)[0]).toMatch(
      /Xếp trên người kế tiếp nhờ quyết định của Ban Tổ chức \(lý do: nhập ngũ sau người liền trên\)\.$/,
    )
    const { json } = await test.call('GET', `/api/staff/contests/${contest.slug}/audit`, { cookie: who.organiser })
    const events = (json.items as readonly { readonly event: string; readonly data: string }[]).filter(({ event }) =>
      event.startsWith('round.tie'),
    )
    expect(events.map(({ event }) => event).sort()).toEqual(['round.tie-asked', 'round.tie-decided'])
    for (const { data } of events) expect(data).not.toContain('nhập ngũ')
    // Decided is decided: the published round takes no other.
    expect((await propose(who.organiser)).json.code).toBe('wrong-status')
  }, 120_000)

  it('wants every line of the tie once, a reason for each but the first, two people of the organisers, and one proposal at a time', async () => {
    expect((await propose(who.organiser, (lines) => lines.pop())).json.code).toBe('invalid-request')
    expect((await propose(who.organiser, (lines) => Object.assign(lines[1] ?? {}, { reason: ' ' }))).json.code).toBe('invalid-request')
    expect((await propose(who.organiser, (lines) => Object.assign(lines[1] ?? {}, { entryId: lines[0]?.entryId }))).json.code).toBe(
      'invalid-request',
    )
    expect((await propose(who.one)).status).toBe(403)
    expect((await propose(who.organiser)).status).toBe(200)
    expect((await propose(other)).json.code).toBe('conflict')
    expect((await test.call('POST', `${path}/ties/agree`, { cookie: other, body: { id: 'another' } })).json.code).toBe('conflict')
    expect((await test.call('DELETE', `${path}/ties`, { cookie: other })).status).toBe(200)
    expect((await test.call('DELETE', `${path}/ties`, { cookie: other })).json.code).toBe('conflict')
    expect((await ties()).asked).toBeNull()
  }, 120_000)

  it('proposed before the standings changed is agreed to by nobody, and asked anew', async () => {
    expect((await propose(who.organiser)).status).toBe(200)
    const { id } = (await ties()).asked ?? { id: '' }
    // One of the three turns out to sit on a board, and is no longer ranked.
    const { db } = test.app.database
    const contestId = (await contestBySlug(db, contest.slug))?.id ?? ''
    const person = (await peopleByIds(db, test.app.codec, [contest.contestants[0]?.id ?? ''])).get(contest.contestants[0]?.id ?? '')
    const member = {
      id: 'tv',
      board: 'organiser',
      role: 'Thành viên',
      fullName: 'Lê An',
      staffCode: person?.staffCode ?? '',
      phone: null,
    } as const
    await insertBoardMember(db, test.app.codec, contestId, member, test.clock.at)
    expect((await takeStep(test, path, 'tally', who.organiser)).status).toBe(200)
    const seen = await ties()
    expect([seen.ties[0]?.lines.length, seen.asked, seen.may.ask]).toEqual([2, null, true])
    const agreed = await test.call('POST', `${path}/ties/agree`, { cookie: other, body: { id } })
    expect([agreed.status, agreed.json.code]).toEqual([409, 'result-changed'])
    expect((await propose(who.organiser)).status).toBe(200)
    expect((await ties()).asked?.lines.length).toBe(2)
  }, 120_000)

  it('that a server died over is open until it is counted, and whole once it is', async () => {
    expect((await propose(who.organiser)).status).toBe(200)
    const asked = await tieRequestOf(test.app.database.db, test.app.codec, contest.roundId)
    // Agreed to, and killed before the new count.
    const staff = await staffByLogin(test.app.database.db, 'organiser2')
    expect(await contestBySlug(test.app.database.db, contest.slug)).not.toBeNull()
    const { database: { db }, codec } = test.app // prettier-ignore
    expect(await agreeToTieDecision(db, codec, contest.roundId, asked as TieRequest, { by: staff?.id ?? '', at: test.clock.at })).toBe(true)
    expect((await ties()).ties.map(({ decided }) => decided)).toEqual([false])
    expect((await approve(who.one)).json.code).toBe('tie-open')
    expect((await takeStep(test, path, 'tally', who.organiser)).status).toBe(200)
    expect((await ties()).ties.map(({ decided }) => decided)).toEqual([true])
    expect((await awards()).length).toBe(1)
    expect((await approve(who.one)).status).toBe(200)
  }, 120_000)

  it('is decided by nobody who writes rows, and by no second account of one person', async () => {
    expect((await propose(who.organiser)).status).toBe(200)
    const { id } = (await ties()).asked ?? { id: '' }
    for (const login of ['organiser', 'organiser2'])
      await setWhose(test.app, { kind: 'command' }, login, { staffCode: 'PL9999', phone: '0905 111 222' })
    const agree = () => test.call('POST', `${path}/ties/agree`, { cookie: other, body: { id } })
    expect((await agree()).json.code).toBe('second-person-needed')
    const { db } = test.app.database
    const row = await db.selectFrom('tie_decision').selectAll().executeTakeFirstOrThrow()
    const staff = await staffByLogin(db, 'organiser2')
    await db
      .updateTable('tie_decision')
      .set({ agreed_by: staff?.id ?? '', agreed_at: test.clock.at })
      .execute()
    expect((await takeStep(test, path, 'tally', who.organiser)).json.code).toBe('result-differs')
    await db.updateTable('tie_decision').set({ agreed_by: row.agreed_by, agreed_at: row.agreed_at }).execute()
    await setWhose(test.app, { kind: 'command' }, 'organiser2', { staffCode: 'PL8888', phone: '0905 333 444' })
    expect((await agree()).json).toMatchObject({ ties: [{ decided: true }] })
  }, 120_000)
})
