/** A round leaves the times its rulebook announced when two people say so: it opens or closes early, or goes on after a closing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseLeaf } from '#ledger/leaves.ts'
import { parseCheckpoint } from '#ledger/checkpoint.ts'
import { verifyReceipt } from '#ledger/receipt.ts'
import type { PublicContest } from '#contract/contests.ts'
import type { RoundDeparture } from '#contract/rounds.ts'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { roundById } from '#store/rounds/rounds.ts'
import { logLeaves } from '#store/taking-part/entries.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { carryOutDepartures } from '#usecases/rounds/carry-out.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const reason = 'Đồng hồ của máy chủ chạy nhanh một giờ'

describe.each(['sqlite', 'postgres'] as const)('a round closed too early (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let cookies: Readonly<Record<'organiser' | 'juror' | 'assistant', string>>
  let path: string

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 4)
    path = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`
    cookies = {
      organiser: await test.signInAs('organiser'),
      juror: await test.signInAs('juror'),
      assistant: await test.signInAs('assistant'),
    }
    await play(0)
    test.clock.at += 60_000
    await departNow(test.app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'close', reason: 'Bấm nhầm' })
    test.clock.at += 2000
    await stepDueRounds(test.app)
  })
  afterEach(() => test.close())

  const round = async () => {
    const stored = await roundById(test.app.database.db, contest.roundId)
    if (stored === null) throw new Error('the round is gone')
    return stored
  }
  const ask = (change: object = {}, cookie = cookies.organiser) =>
    test.call('POST', `${path}/departure`, { cookie, body: { kind: 'reopen', reason, closesAt: test.clock.at + 3_600_000, ...change } })
  const agree = async (cookie = cookies.juror) => {
    const { asked } = (await test.call('GET', `${path}/departure`, { cookie: cookies.juror })).json as RoundDeparture
    return test.call('POST', `${path}/departure/agree`, { cookie, body: { id: asked?.id ?? 'none' } })
  }
  async function play(index: number): Promise<string> {
    const cookie = contest.contestants[index]?.cookie ?? ''
    const { id, paper } = await test.start(contest.roundId, cookie)
    return submit(id, paper.length, cookie)
  }
  async function submit(id: string, questions: number, cookie: string): Promise<string> {
    const body = { entryId: `entry-of-${id}`, answers: Array.from({ length: questions }, () => [0]), prediction: 3 }
    const { status, text } = await test.call('PUT', `/api/attempts/${id}/entry`, { cookie, body })
    if (status !== 200 && status !== 201) throw new Error(text)
    return id
  }

  it('goes on when a second person agrees, takes entries, closes again and is tallied', async () => {
    expect((await round()).status).toBe('closed')
    const asked = await ask()
    expect(asked.json as RoundDeparture).toMatchObject({
      asked: { reason, by: { login: 'organiser' } },
      may: { ask: null, agree: false, withdraw: true },
    })
    expect((await ask({}, cookies.juror)).json).toMatchObject({ code: 'conflict' })
    expect((await agree(cookies.organiser)).json).toMatchObject({ code: 'second-person-needed' })
    expect((await agree(cookies.assistant)).status).toBe(403)
    expect((await round()).status).toBe('closed')
    const agreed = await agree()
    // It could be closed again.
    expect(agreed.json as RoundDeparture).toMatchObject({ asked: null, may: { ask: 'close', agree: false, withdraw: false } })
    const closesAt = (asked.json as RoundDeparture).asked?.closesAt ?? 0
    expect(await round()).toMatchObject({ status: 'open', closesAt, closedAt: null })
    const attempt = await play(1)
    const receipt = (await test.call('GET', `/api/attempts/${attempt}/receipt.txt`, { cookie: contest.contestants[1]?.cookie ?? '' })).text

    test.clock.at = closesAt + 1000
    await stepDueRounds(test.app)
    await stepDueRounds(test.app)
    expect((await round()).status).toBe('closed')
    const { db } = test.app.database
    const schemas = (await logLeaves(db, contest.roundId)).map((leaf) => parseLeaf(leaf)?.schema)
    const of = (...kinds: readonly string[]): readonly string[] => kinds.map((kind) => `contest-${kind}/v1`)
    expect(schemas).toEqual(of('genesis', 'entry', 'close', 'reopened', 'entry', 'close'))
    // Both entries are proved against the final head, whatever lies between them.
    const final = parseCheckpoint((await logHead(db, contest.roundId))?.checkpoint ?? '')
    for (const index of [0, 1]) {
      const { cookie = '' } = contest.contestants[index] ?? {}
      const mine = index === 1 ? attempt : (await test.start(contest.roundId, cookie).catch(() => null))?.id
      if (mine === undefined || final === null) continue
      const fresh = (await test.call('GET', `/api/attempts/${mine}/receipt.txt?fresh=1`, { cookie })).text
      expect(verifyReceipt(fresh, { checkpoint: final }).ok).toBe(true)
    }
    expect(receipt).toContain('tlog-proof')
    const tallied = await tallyRound(test.app, { kind: 'command' }, contest.slug, contest.roundKey)
    expect(tallied.participants).toBe(2)
    expect((await ask()).json).toMatchObject({ code: 'wrong-status' })
  })

  it('lets whoever was answering when it closed submit with the new end', async () => {
    await test.close()
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 2)
    const { cookie = '' } = contest.contestants[0] ?? {}
    const { id, paper } = await test.start(contest.roundId, cookie)
    test.clock.at = (await round()).closesAt
    await stepDueRounds(test.app)
    test.clock.at += 2000
    await stepDueRounds(test.app)
    expect((await round()).status).toBe('closed')
    // Days have passed.
    cookies = { ...cookies, organiser: await test.signInAs('organiser'), juror: await test.signInAs('juror') }
    expect((await ask()).status).toBe(200)
    expect((await agree()).status).toBe(200)
    expect(await submit(id, paper.length, cookie)).toBe(id)
  })

  it('gives whoever was answering under a time limit what was left of it when the round closed', async () => {
    await test.close()
    test = await makeTestApp(dialect)
    const limit = 20 * 60_000
    contest = await makeLiveContest(test.app, 2, (rules) => ({ ...rules, attempts: { ...rules.attempts, timeLimitMs: limit } }))
    cookies = { ...cookies, organiser: await test.signInAs('organiser'), juror: await test.signInAs('juror') }
    const [over, answering] = contest.contestants.map(({ cookie }) => cookie)
    const { id: gone } = await test.start(contest.roundId, over ?? '')
    test.clock.at += limit
    const { id, paper } = await test.start(contest.roundId, answering ?? '')
    test.clock.at += 5 * 60_000
    await departNow(test.app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'close', reason: 'Bấm nhầm' })
    test.clock.at += 30 * 60_000
    await stepDueRounds(test.app)
    await ask({ closesAt: test.clock.at + 3_600_000 })
    expect((await agree()).status).toBe(200)
    test.clock.at += 14 * 60_000
    expect(await submit(id, paper.length, answering ?? '')).toBe(id)
    await expect(submit(gone, paper.length, over ?? '')).rejects.toThrow(/deadline|time/)
  })

  it('stays closed once a result of it was seen, also while it is counted anew', async () => {
    await ask()
    await tallyRound(test.app, { kind: 'command' }, contest.slug, contest.roundKey)
    // As a recount leaves it that dies half-way.
    await test.app.database.db.updateTable('round').set({ status: 'closed' }).where('id', '=', contest.roundId).execute()
    expect((await agree()).json).toMatchObject({ code: 'conflict' })
    expect((await ask()).json).toMatchObject({ code: 'wrong-status' })
  })

  it('goes on only as it was seen to be asked', async () => {
    await ask()
    const answer = await test.call('POST', `${path}/departure/agree`, { cookie: cookies.juror, body: { id: 'another' } })
    expect(answer.json).toMatchObject({ code: 'conflict' })
    expect((await round()).status).toBe('closed')
  })

  it('is finished by the next step when the process died after the second person agreed', async () => {
    await ask()
    const { db } = test.app.database
    const staff = await db.selectFrom('staff').select('id').where('login', '=', 'juror').executeTakeFirstOrThrow()
    await db.updateTable('round_departure').set({ agreed_by: staff.id, agreed_at: test.clock.at }).where('done_at', 'is', null).execute()
    expect((await carryOutDepartures(test.app)).moved.map(({ key }) => key)).toEqual([contest.roundKey])
    expect(await carryOutDepartures(test.app)).toEqual({ moved: [], failed: [] })
    expect((await round()).status).toBe('open')
  })

  it('stays closed when the request is refused, its end has passed, or the tally came first', async () => {
    expect((await ask({ closesAt: test.clock.at })).json).toMatchObject({ code: 'end-passed' })
    expect((await ask({ reason: 'vì' })).json).toMatchObject({ code: 'invalid-request' })
    await ask()
    expect((await test.call('DELETE', `${path}/departure`, { cookie: cookies.juror })).json).toMatchObject({
      asked: null,
      may: { ask: 'reopen' },
    })
    expect((await test.call('DELETE', `${path}/departure`, { cookie: cookies.juror })).json).toMatchObject({ code: 'conflict' })
    expect((await agree()).json).toMatchObject({ code: 'conflict' })
    await ask()
    const both = await Promise.all([agree(), agree(await test.signInAs('juror', { login: 'juror-2' }))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe.each(['sqlite', 'postgres'] as const)('a round ahead of its announced times (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let cookies: Readonly<Record<'organiser' | 'juror', string>>
  let path: string
  const why = 'Bão số 6 đổ bộ tối nay, Ban Tổ chức cho thi sớm'

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 2, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + 3_600_000, closesAt: round.closesAt + 3_600_000 })),
    }))
    path = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}/departure`
    cookies = { organiser: await test.signInAs('organiser'), juror: await test.signInAs('juror') }
  })
  afterEach(() => test.close())

  const seen = async (cookie = cookies.juror) => (await test.call('GET', path, { cookie })).json as RoundDeparture
  const ask = (kind: string, change: object = {}, cookie = cookies.organiser) =>
    test.call('POST', path, { cookie, body: { kind, reason: why, closesAt: null, ...change } })
  const agree = async (cookie = cookies.juror) =>
    test.call('POST', `${path}/agree`, { cookie, body: { id: (await seen()).asked?.id ?? 'none' } })
  const status = async () => (await roundById(test.app.database.db, contest.roundId))?.status
  const shown = async () => (await test.call('GET', `/api/contests/${contest.slug}`)).json as PublicContest
  const rulebookOf = async () => (await test.call('GET', `/api/contests/${contest.slug}/rulebook`)).text

  it('opens and closes when a second person agrees; the rulebook stays, and everybody reads why', async () => {
    const rulebook = await rulebookOf()
    const { opensAt, closesAt } = (await shown()).rounds[0] ?? { opensAt: 0, closesAt: 0 }
    expect(await seen()).toMatchObject({ asked: null, may: { ask: 'open', agree: false, withdraw: false } })
    expect((await ask('open')).status).toBe(200)
    expect(await status()).toBe('scheduled')
    expect((await ask('open', {}, cookies.juror)).json).toMatchObject({ code: 'conflict' })
    expect((await agree(cookies.organiser)).json).toMatchObject({ code: 'second-person-needed' })
    expect((await agree()).status).toBe(200)
    expect(await status()).toBe('open')
    const opened = test.clock.at
    expect((await shown()).rounds[0]).toMatchObject({
      ...{ status: 'open', opensAt: opened, closesAt },
      departures: [{ kind: 'open', plannedAt: opensAt, at: opened, closesAt: null, reason: why }],
    })
    await test.start(contest.roundId, contest.contestants[0]?.cookie ?? '')

    test.clock.at += 60_000
    expect(await seen()).toMatchObject({ may: { ask: 'close' } })
    await ask('close')
    expect((await agree()).status).toBe(200)
    expect(await status()).toBe('closing')
    expect((await shown()).rounds[0]?.departures[1]).toEqual({
      kind: 'close',
      plannedAt: closesAt,
      at: test.clock.at,
      closesAt: null,
      reason: why,
    })
    expect(await rulebookOf()).toBe(rulebook)
    const events = (await test.app.database.db.selectFrom('audit').select('event').orderBy('id').execute()).map(({ event }) => event)
    expect(events.filter((event) => /asked|rescheduled/.test(event))).toEqual([
      ...['round.opening-asked', 'round.rescheduled', 'round.closing-asked', 'round.rescheduled'],
    ])
  })

  it('is moved once, however many processes carry it out', async () => {
    await ask('open')
    const { db } = test.app.database
    const { id } = await db.selectFrom('staff').select('id').where('login', '=', 'juror').executeTakeFirstOrThrow()
    await db.updateTable('round_departure').set({ agreed_by: id, agreed_at: test.clock.at }).execute()
    const moved = await Promise.all(Array.from({ length: 5 }, () => carryOutDepartures(test.app)))
    expect(moved.flatMap((one) => one.moved)).toHaveLength(1)
    expect((await shown()).rounds[0]?.departures).toHaveLength(1)
  })

  it('is as good as done once it was agreed to: rules that come first do not move the round any more', async () => {
    await ask('open')
    const { db } = test.app.database
    const { id } = await db.selectFrom('staff').select('id').where('login', '=', 'juror').executeTakeFirstOrThrow()
    await db.updateTable('round_departure').set({ agreed_by: id, agreed_at: test.clock.at }).execute()
    const { rules } = (await contestBySlug(db, contest.slug)) as ContestRecord
    const later = rules.rounds.map((round, at) => (at === 0 ? { ...round, opensAt: round.opensAt + 60_000 } : round))
    await expect(applyContest(test.app, { kind: 'command' }, { ...rules, rounds: later })).rejects.toMatchObject({ code: 'rules-frozen' })
    await applyContest(test.app, { kind: 'command' }, rules)
    await stepDueRounds(test.app)
    expect(await status()).toBe('open')
  })

  it('asks for what is possible and needs nothing else', async () => {
    expect((await ask('close')).json).toMatchObject({ code: 'wrong-status' })
    expect((await ask('open', { closesAt: test.clock.at + 1 })).json).toMatchObject({ code: 'invalid-request' })
    expect((await ask('reopen')).json).toMatchObject({ code: 'wrong-status' })
    expect((await ask('open', { reason: 'vì' })).json).toMatchObject({ code: 'invalid-request' })
    await test.app.database.db.updateTable('round').set({ locked_set_id: null }).execute()
    expect((await ask('open')).json).toMatchObject({ code: 'round-not-ready' })
    expect((await seen()).may.ask).toBeNull()
  })

  it('has no say once the clock came first', async () => {
    await ask('open')
    const { closesAt, asked } = await seen()
    test.clock.at += 3_600_000
    await stepDueRounds(test.app)
    expect(await status()).toBe('open')
    expect((await test.call('POST', `${path}/agree`, { cookie: cookies.juror, body: { id: asked?.id ?? 'none' } })).json).toMatchObject({
      code: 'conflict',
    })
    // And is in nobody's way.
    expect(await seen()).toMatchObject({ closesAt, asked: null, may: { ask: 'close', agree: false, withdraw: false } })
    expect((await test.call('DELETE', path, { cookie: cookies.juror })).status).toBe(200)
    expect((await ask('close', {}, cookies.juror)).json).toMatchObject({ asked: { kind: 'close' } })
    expect((await shown()).rounds[0]?.departures).toEqual([])
  })

  it('never opens, nor goes on, beside another round', async () => {
    const other = `/api/staff/contests/${contest.slug}/rounds/tuan-2/departure`
    const opening = { kind: 'open', reason: why, closesAt: null }
    await test.app.database.db
      .updateTable('round')
      .set({ locked_set_id: await setOfFirst() })
      .execute()
    await departNow(test.app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'open', reason: why })
    const asked = await test.call('POST', other, { cookie: cookies.organiser, body: opening })
    expect(asked.json).toMatchObject({ code: 'round-overlaps' })
    test.clock.at += 60_000
    await departNow(test.app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'close', reason: why })
    test.clock.at += 2000
    await stepDueRounds(test.app)
    const next = (await shown()).rounds[1]
    const reopening = { kind: 'reopen', reason: why, closesAt: (next?.opensAt ?? 0) + 1 }
    expect((await test.call('POST', path, { cookie: cookies.organiser, body: reopening })).json).toMatchObject({ code: 'round-overlaps' })
    expect((await test.call('POST', path, { cookie: cookies.organiser, body: { ...reopening, closesAt: next?.opensAt } })).status).toBe(200)
  })

  const setOfFirst = async (): Promise<string | null> => (await roundById(test.app.database.db, contest.roundId))?.lockedSetId ?? null

  it('says its reason in one line of what people can see', async () => {
    for (const reason of ['     ', '\u0000\u202e\n \t'.repeat(3)])
      expect((await ask('open', { reason })).json).toMatchObject({ code: 'invalid-request' })
    await ask('open', { reason: ' Bão\u0007 số 6\u202e \n đổ bộ ' })
    expect((await seen()).asked?.reason).toBe('Bão số 6 đổ bộ')
  })

  it('is no early closing once the round is over, and goes with a round that goes', async () => {
    await test.app.database.db
      .updateTable('round')
      .set({ locked_set_id: await setOfFirst() })
      .execute()
    const { rules } = (await contestBySlug(test.app.database.db, contest.slug)) as ContestRecord
    const other = `/api/staff/contests/${contest.slug}/rounds/tuan-2/departure`
    expect(
      (await test.call('POST', other, { cookie: cookies.organiser, body: { kind: 'open', reason: why, closesAt: null } })).status,
    ).toBe(409)
    await departNow(test.app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'open', reason: why })
    await ask('close')
    test.clock.at = (await seen()).closesAt
    // Days have passed.
    cookies = { organiser: await test.signInAs('organiser'), juror: await test.signInAs('juror') }
    expect((await agree()).json).toMatchObject({ code: 'conflict' })
    await test.app.database.db
      .insertInto('round_departure')
      .values({
        ...{ id: 'waits', round_id: (await shown()).rounds[1]?.id ?? '', kind: 'open', reason: why, closes_at: null, asked_by: null },
        ...{ asked_at: test.clock.at, agreed_by: null, agreed_at: null, planned_at: null, done_at: null },
      })
      .execute()
    await test.app.database.db.updateTable('round').set({ locked_set_id: null }).where('key', '=', 'tuan-2').execute()
    await test.app.database.db.deleteFrom('round_lock').where('round_id', '!=', contest.roundId).execute()
    await applyContest(test.app, { kind: 'command' }, { ...rules, rounds: rules.rounds.slice(0, 1) })
    expect((await shown()).rounds).toHaveLength(1)
  })
})
