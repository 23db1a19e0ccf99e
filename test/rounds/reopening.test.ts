/** A round that was closed too early goes on when two people say so, and its log says that it did. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseLeaf } from '#ledger/leaves.ts'
import { parseCheckpoint } from '#ledger/checkpoint.ts'
import { verifyReceipt } from '#ledger/receipt.ts'
import type { Reopening } from '#contract/rounds.ts'
import { roundById } from '#store/rounds/rounds.ts'
import { logLeaves } from '#store/taking-part/entries.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { finishReopenings } from '#usecases/rounds/reopening.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
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
    await test.call('POST', `${path}/close`, { cookie: cookies.organiser })
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
    test.call('POST', `${path}/reopening`, { cookie, body: { reason, closesAt: test.clock.at + 3_600_000, ...change } })
  const agree = async (cookie = cookies.juror) => {
    const { asked } = (await test.call('GET', `${path}/reopening`, { cookie: cookies.juror })).json as Reopening
    return test.call('POST', `${path}/reopening/agree`, { cookie, body: { at: asked?.at ?? 0, closesAt: asked?.closesAt ?? 0 } })
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
    expect(asked.json as Reopening).toMatchObject({
      asked: { reason, by: { login: 'organiser' } },
      may: { ask: false, agree: false, withdraw: true },
    })
    expect((await ask({}, cookies.juror)).json).toMatchObject({ code: 'conflict' })
    expect((await agree(cookies.organiser)).json).toMatchObject({ code: 'second-person-needed' })
    expect((await agree(cookies.assistant)).status).toBe(403)
    expect((await round()).status).toBe('closed')
    const agreed = await agree()
    expect(agreed.json as Reopening).toMatchObject({ asked: null, may: { ask: false, agree: false, withdraw: false } })
    const closesAt = (asked.json as Reopening).asked?.closesAt ?? 0
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

  it('stays closed once a result of it was seen, also while it is counted anew', async () => {
    await ask()
    await tallyRound(test.app, { kind: 'command' }, contest.slug, contest.roundKey)
    // As a recount leaves it that dies half-way.
    await test.app.database.db.updateTable('round').set({ status: 'closed' }).where('id', '=', contest.roundId).execute()
    expect((await agree()).json).toMatchObject({ code: 'wrong-status' })
    expect((await ask()).json).toMatchObject({ code: 'wrong-status' })
  })

  it('goes on only as it was seen to be asked', async () => {
    await ask()
    const other = { at: test.clock.at, closesAt: test.clock.at + 1 }
    const answer = await test.call('POST', `${path}/reopening/agree`, { cookie: cookies.juror, body: other })
    expect(answer.json).toMatchObject({ code: 'conflict' })
    expect((await round()).status).toBe('closed')
  })

  it('is finished by the next step when the process died after the second person agreed', async () => {
    await ask()
    const { db } = test.app.database
    const staff = await db.selectFrom('staff').select('id').where('login', '=', 'juror').executeTakeFirstOrThrow()
    await db.updateTable('round_reopening').set({ agreed_by: staff.id, agreed_at: test.clock.at }).execute()
    expect(await finishReopenings(test.app)).toEqual([contest.roundKey])
    expect(await finishReopenings(test.app)).toEqual([])
    expect((await round()).status).toBe('open')
  })

  it('stays closed when the request is refused, its end has passed, or the tally came first', async () => {
    expect((await ask({ closesAt: test.clock.at })).json).toMatchObject({ code: 'end-passed' })
    expect((await ask({ reason: 'vì' })).json).toMatchObject({ code: 'invalid-request' })
    await ask()
    expect((await test.call('DELETE', `${path}/reopening`, { cookie: cookies.juror })).json).toMatchObject({
      asked: null,
      may: { ask: true },
    })
    expect((await test.call('DELETE', `${path}/reopening`, { cookie: cookies.juror })).json).toMatchObject({ code: 'conflict' })
    expect((await agree()).json).toMatchObject({ code: 'conflict' })
    await ask()
    const both = await Promise.all([agree(), agree(await test.signInAs('juror', { login: 'juror-2' }))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
