/** Personal data after the end: shown beforehand, erased on schedule or by two, a portion at a time; results and proofs stay. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { erasedName } from '#contest/person.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { PersonalData } from '#contract/contests.ts'
import type { RoundResults } from '#contract/results.ts'
import { verifyReceipt } from '#ledger/receipt.ts'
import { nodeVerify } from '#store/commit-queue/ledger-crypto.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { beginErasure, erasureStateOf } from '#store/people/erasures.ts'
import { insertBoardMember } from '#store/people/boards.ts'
import { peopleOf, sealPerson, unitsOf, updatePeople } from '#store/people/roster.ts'
import { eraseByClock } from '#usecases/people/erasure/steps.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { findReceipt, ownReceipt } from '#usecases/taking-part/receipts.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, signInDeciders, takeStep, type Deciders, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const reason = 'Đã trao giải và quyết toán xong.'
const DAY = 86_400_000

describeOnEachDatabase('personal data of a contest', ({ dialect }) => {
  let test: TestApp
  let contest: LiveContest
  let rounds: string
  let cookies: Deciders
  afterEach(() => test.close())
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })

  const oneRound = (rules: ContestRules): ContestRules => ({
    ...rules,
    rounds: rules.rounds.slice(0, 1),
    collective: null,
    minimumCorrect: 0,
  })

  async function hold(change: (rules: ContestRules) => ContestRules = (rules) => rules): Promise<void> {
    contest = await makeLiveContest(test.app, 9, (rules) => change(oneRound(rules)))
    const { id } = await record()
    await insertBoardMember(
      test.app.database.db,
      test.app.codec,
      id,
      { id: 'tv', board: 'juror', role: 'Thành viên', fullName: 'Lê Thị Giám Khảo', staffCode: 'GK01', phone: '+84905999999' },
      test.clock.at,
    )
    const { db } = test.app.database
    const people = await peopleOf(db, test.app.codec, id)
    await updatePeople(
      db,
      people.map((person, at) => sealPerson(test.app.codec, id, { ...person, phone: `+8490500000${String(at)}` })),
    )
    await answerRound(test.app, contest)
    rounds = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    cookies = await signInDeciders(test)
    for (const [step, who] of [
      ['tally', 'organiser'],
      ['approve', 'one'],
      ['approve', 'two'],
      ['publish', 'organiser'],
    ] as const)
      expect((await takeStep(test, rounds, step, cookies[who])).status).toBe(200)
  }

  const record = async () => {
    const found = await contestBySlug(test.app.database.db, contest.slug)
    if (found === null) throw new Error('no contest')
    return found
  }
  const address = () => `/api/staff/contests/${contest.slug}/personal-data`
  /** Sessions end meanwhile, as they do. */
  const laterBy = async (ms: number) => {
    test.clock.at += ms
    cookies = await signInDeciders(test)
  }
  const look = async (who: keyof Deciders = 'organiser') =>
    (await test.call('GET', address(), { cookie: cookies[who] })).json as PersonalData
  const ask = (digest: string, who: keyof Deciders = 'organiser') =>
    test.call('POST', address(), { cookie: cookies[who], body: { reason, digest } })
  const agree = (digest: string, who: keyof Deciders = 'one') =>
    test.call('POST', `${address()}/agree`, { cookie: cookies[who], body: { digest } })
  const results = async () =>
    (await test.call('GET', `/api/contests/${contest.slug}/rounds/${contest.roundKey}/results`)).json as RoundResults
  const erase = async () => {
    while (await eraseByClock(test.app, { looks: true, forMs: 0 }));
  }
  const eventsOf = async () =>
    (await test.app.database.db.selectFrom('audit').select('event').where('event', 'like', 'archive.%').orderBy('id').execute()).map(
      ({ event }) => event,
    )
  const entries = () =>
    test.app.database.db
      .selectFrom('entry')
      .select(['id', 'sealed', 'leaf', 'code', 'contestant_id as contestantId', 'attempt_id as attemptId'])
      .orderBy('log_index')
      .execute()

  it('is erased when the rules say so, told of before, and what was published stays as it was', async () => {
    await hold()
    const published = await results()
    const winners = published.awards.map(({ fullName }) => fullName)
    const before = await entries()
    const shown = await look()
    expect([shown.months, shown.notice, shown.begunAt, shown.blockers]).toEqual([12, null, null, []])
    expect(Object.fromEntries(shown.kinds.map(({ kind, count }) => [kind, count]))).toMatchObject({
      names: 9 - winners.length,
      winnerDetails: winners.length,
      phones: 9,
      boards: 1,
      answers: 9 - winners.length,
    })
    expect(shown.kept).toMatchObject({ winners: winners.length, entries: 9, publications: 1 })
    const dueAt = shown.dueAt ?? 0
    // The end of the day a year later.
    expect(dueAt - published.publishedAt).toBeGreaterThan(365 * DAY)
    expect(dueAt - published.publishedAt).toBeLessThan(367 * DAY)

    await laterBy(dueAt - 31 * DAY - test.clock.at)
    expect((await look()).notice).toBeNull()
    await laterBy(2 * DAY)
    expect((await look()).notice).toBe('far')
    await laterBy(23 * DAY)
    expect((await look()).notice).toBe('near')
    expect((await test.call('GET', `/api/staff/contests/${contest.slug}`, { cookie: cookies.organiser })).json.archive.notice).toBe('near')
    await laterBy(dueAt - 1 - test.clock.at)
    await erase()
    expect((await look()).begunAt).toBeNull()
    await laterBy(1)
    await erase()
    const done = await look()
    expect([done.begunAt, done.erasedAt, done.may.ask]).toEqual([test.clock.at, test.clock.at, false])
    // What was erased is what was shown; sessions ended by themselves in the year.
    const counts = ({ kinds }: PersonalData) => kinds.filter(({ kind }) => kind !== 'sessions')
    expect(counts(done)).toEqual(counts(shown))
    expect(await eventsOf()).toEqual(['archive.begun', 'archive.erased'])

    expect(await results()).toEqual(published)
    const after = await entries()
    expect(after.map(({ id, leaf, code }) => ({ id, leaf: Buffer.from(leaf), code }))).toEqual(
      before.map(({ id, leaf, code }) => ({ id, leaf: Buffer.from(leaf), code })),
    )
    expect(after.filter(({ sealed }) => sealed.length > 0)).toHaveLength(winners.length)
    const trust = { publicKey: test.app.ledgerPublicKey, verify: nodeVerify }
    for (const { code, contestantId, attemptId } of after) {
      expect((await findReceipt(test.app, code)).code).toBe(code)
      const who = { kind: 'contestant', id: contestantId, contestId: (await record()).id, consented: true, signInMark: '' } as const
      expect(verifyReceipt((await ownReceipt(test.app, who, attemptId)).receipt, trust).ok).toBe(true)
    }
    const people = await peopleOf(test.app.database.db, test.app.codec, (await record()).id)
    expect(
      people
        .filter(({ fullName }) => fullName !== erasedName)
        .map(({ fullName }) => fullName)
        .sort(),
    ).toEqual([...winners].sort())
    expect(people.every(({ staffCode, phone, position }) => staffCode === '' && phone === null && position === '')).toBe(true)
    const standings = (await test.call('GET', `${rounds}/standings`, { cookie: cookies.organiser })).json.items as { fullName: string }[]
    expect(standings.map(({ fullName }) => fullName).filter((name) => name === erasedName)).toHaveLength(9 - winners.length)
  })

  it('keeps from then on whoever would bring some back, and tells whoever comes for it', async () => {
    await hold()
    await laterBy(400 * DAY)
    await erase()
    const base = `/api/staff/contests/${contest.slug}`
    const refused = async (method: 'GET' | 'POST', path: string, body?: object) =>
      (await test.call(method, path, { cookie: cookies.organiser, ...(body !== undefined && { body }) })).json.code as string
    const [unit] = await unitsOf(test.app.database.db, (await record()).id)
    const person = { act: 'put', id: null, person: { staffCode: 'M1', fullName: 'Người Mới', position: '', phone: null, unit: unit?.code } }
    expect(await refused('POST', `${base}/roster/edit`, person)).toBe('contest-archived')
    expect(await refused('GET', `${rounds}/analysis`)).toBe('contest-archived')
    const plan = (await test.call('GET', `${rounds}/revocation?place=1`, { cookie: cookies.organiser })).json as { digest: string }
    expect(await refused('POST', `${rounds}/revocation`, { place: 1, reason, digest: plan.digest })).toBe('contest-archived')
    const signIn = await test.call('POST', `/api/contests/${contest.slug}/session`, { body: { staffCode: 'CB0001', phone: '0905000001' } })
    expect(signIn.json.code).toBe('contest-archived')
    expect((await test.call('GET', '/api/me', { cookie: contest.contestants[0]?.cookie ?? '' })).status).toBe(401)
    expect((await agree((await look()).digest)).json.code).toBe('contest-archived')
  })

  it('is erased early by two who saw the same, and not by one', async () => {
    await hold((rules) => ({ ...rules, retention: null }))
    const { digest, dueAt } = await look()
    expect(dueAt).toBeNull()
    expect((await ask('0'.repeat(64))).json.code).toBe('erasure-changed')
    expect((await agree(digest)).json.code).toBe('conflict')
    expect((await ask(digest)).status).toBe(200)
    expect((await ask(digest, 'one')).json.code).toBe('conflict')
    expect((await agree(digest, 'organiser')).json.code).toBe('second-person-needed')
    expect((await look()).may).toEqual({ ask: false, agree: false, withdraw: true })
    expect((await look('one')).may).toEqual({ ask: false, agree: true, withdraw: true })
    expect((await test.call('DELETE', address(), { cookie: cookies.one })).status).toBe(200)
    expect((await ask(digest)).status).toBe(200)
    const both = await Promise.all([agree(digest), agree(digest, 'two')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await erase()
    expect((await look()).erasedAt).not.toBeNull()
    expect(await eventsOf()).toEqual(['archive.asked', 'archive.withdrawn', 'archive.asked', 'archive.begun', 'archive.erased'])
  })

  it('waits for the end of complaints, and for whoever wants a prize back', async () => {
    await hold((rules) => ({ ...rules, complaints: { to: 'Ban Tổ chức', days: 30 }, retention: { months: 1 } }))
    const early = await look()
    expect([early.blockers, early.may.ask]).toEqual([['complaints'], false])
    expect((await ask(early.digest)).json).toMatchObject({ code: 'erasure-blocked' })
    await laterBy(40 * DAY)
    const plan = (await test.call('GET', `${rounds}/revocation?place=1`, { cookie: cookies.organiser })).json as { digest: string }
    const asked = await test.call('POST', `${rounds}/revocation`, {
      cookie: cookies.organiser,
      body: { place: 1, reason, digest: plan.digest },
    })
    expect(asked.status).toBe(200)
    expect((await look()).blockers).toEqual(['revocation'])
    await erase()
    expect((await look()).begunAt).toBeNull()
    expect((await test.call('DELETE', `${rounds}/revocation`, { cookie: cookies.one })).status).toBe(200)
    await erase()
    expect((await look()).erasedAt).not.toBeNull()
  })

  it('is erased once by two processes, and goes on where one was killed', async () => {
    await hold()
    await laterBy(400 * DAY)
    // A few portions, then nothing: what a kill leaves.
    for (let turn = 0; turn < 3; turn++) await eraseByClock(test.app, { looks: true, forMs: 0 })
    expect((await erasureStateOf(test.app.database.db, (await record()).id))?.finishedAt).toBeNull()
    await Promise.all([erase(), erase()])
    const done = await look()
    expect(done.kinds.find(({ kind }) => kind === 'phones')?.count).toBe(9)
    expect(await eventsOf()).toEqual(['archive.begun', 'archive.erased'])
  })

  it('is not erased by a row somebody wrote', async () => {
    await hold()
    const { id } = await record()
    const { db } = test.app.database
    await inTransaction(db, (inside) =>
      beginErasure(inside, test.app.codec, { contestId: id, cause: { by: 'schedule', dueAt: 0 }, begunAt: 0, step: 'people' }),
    )
    await db
      .updateTable('erasure')
      .set({ sealed: new Uint8Array(40) })
      .execute()
    await expect(eraseByClock(test.app, { looks: true, forMs: 0 })).rejects.toMatchObject({ code: 'erasure-changed' })
    expect((await peopleOf(db, test.app.codec, id)).some(({ fullName }) => fullName === erasedName)).toBe(false)
  })
})
