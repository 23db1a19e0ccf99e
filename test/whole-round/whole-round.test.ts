/** A round from its opening to its published winners, on each database, over the real routes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StartedAttempt } from '#contract/taking-part.ts'
import { parseCheckpoint } from '#ledger/checkpoint.ts'
import { verifyReceipt } from '#ledger/receipt.ts'
import { insertBoardMember } from '#store/people/boards.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { nodeVerify } from '#store/commit-queue/ledger-crypto.ts'
import { questionsOf } from '#store/questions/whole-bank.ts'
import { peopleByIds } from '#store/people/roster.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, takeStep, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const minute = 60_000

describe.each(['sqlite', 'postgres'] as const)('a whole round (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  /** Right option texts by stem. */
  let key: ReadonlyMap<string, string>

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 12)
    const stored = await contestBySlug(test.app.database.db, contest.slug)
    const bank = await questionsOf(test.app.database.db, test.app.codec, stored?.id ?? '')
    key = new Map(bank.map(({ question }) => [question.stem, question.options[question.correct[0] ?? -1] ?? '']))
  })
  afterEach(() => test.close())

  const cookieOf = (i: number): string => contest.contestants[i]?.cookie ?? ''

  /** Answers with `wrong` questions wrong. */
  function answersOf(paper: StartedAttempt['paper'], wrong: number): number[][] {
    return paper.map(({ stem, options }, i) => {
      const right = options.indexOf(key.get(stem) ?? '')
      expect(right).toBeGreaterThanOrEqual(0)
      return [i < wrong ? (right + 1) % options.length : right]
    })
  }

  async function play(i: number, wrong: number, prediction: number) {
    const attempt = await test.start(contest.roundId, cookieOf(i))
    test.clock.at += minute
    const body = { entryId: `entry-of-contestant-${String(i)}`, answers: answersOf(attempt.paper, wrong), prediction }
    const accepted = await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie: cookieOf(i), body })
    expect(accepted.status).toBe(201)
    return { attempt, body, accepted }
  }

  it('is played, closed by the clock, tallied, approved and published, with reasons', async () => {
    // Actual all-correct: 0, 1, 2, 3 → 4. Contestant 4 has one wrong, 5 joins a board afterwards.
    const plays = [
      await play(0, 0, 9),
      await play(1, 0, 4),
      await play(2, 0, 5),
      await play(3, 0, 3),
      await play(4, 1, 4),
      await play(5, 0, 4),
    ]
    const first = plays[0]
    const again = await test.call('PUT', `/api/attempts/${first?.attempt.id ?? ''}/entry`, { cookie: cookieOf(0), body: first?.body ?? {} })
    expect(again.status).toBe(200)
    expect(again.text).toBe(first?.accepted.text)
    const other = await test.call('PUT', `/api/attempts/${first?.attempt.id ?? ''}/entry`, {
      cookie: cookieOf(0),
      body: { ...first?.body, prediction: 4 },
    })
    expect([other.status, other.json.code, other.json.attempt]).toEqual([409, 'already-submitted', first?.attempt.id])

    const started = await test.start(contest.roundId, cookieOf(6))
    test.clock.at = started.deadlineAt
    const late = await test.call('PUT', `/api/attempts/${started.id}/entry`, {
      cookie: cookieOf(6),
      body: { entryId: 'entry-that-came-late', answers: answersOf(started.paper, 0), prediction: 4 },
    })
    expect([late.status, late.json.code]).toEqual([409, 'round-closed'])
    expect(await stepDueRounds(test.app)).toEqual(['tuan-1 open'])
    expect(await stepDueRounds(test.app)).toEqual([])
    test.clock.at += 1000
    expect(await stepDueRounds(test.app)).toEqual(['tuan-1 closing'])
    expect(await stepDueRounds(test.app)).toEqual([])

    await joinBoard(5)
    const organiser = await test.signInAs('organiser')
    const juror = await test.signInAs('juror')
    const another = await test.signInAs('juror', { login: 'juror2' })
    const round = `/api/staff/contests/${contest.slug}/rounds/tuan-1`
    const steps = [
      ['publish', organiser, 409],
      ['tally', organiser, 200],
      ['tally', juror, 200],
      ['approve', organiser, 403],
      ['approve', juror, 200],
      ['publish', organiser, 409],
      ['approve', another, 200],
      ['publish', organiser, 200],
      ['tally', juror, 409],
      ['publish', organiser, 409],
    ] as const
    for (const [step, cookie, status] of steps) expect([step, (await takeStep(test, round, step, cookie)).status]).toEqual([step, status])

    const results = await test.call('GET', `/api/contests/${contest.slug}/rounds/tuan-1/results`)
    expect(results.json).toMatchObject({ actualAllCorrect: 4, participants: 5, questions: 15 })
    expect(results.json.awards.map((award: { fullName: string; level: string }) => [award.fullName, award.level])).toEqual([
      ['Thí sinh LT0000002', 'nhat'],
      ['Thí sinh LT0000003', 'nhi'],
      ['Thí sinh LT0000004', 'nhi'],
      ['Thí sinh LT0000001', 'ba'],
    ])
    expect(results.json.unawarded).toEqual([{ levelName: 'Giải Ba', count: 1 }])
    expect(results.json.awards[0].explanation.vi).toContain('dự đoán 4 (thực tế 4, đúng tuyệt đối)')
    expect(results.json.awards[1].explanation.vi).toContain('nộp bài sớm hơn')
    expect(results.json.scores.slice(14)).toEqual([1, 4])

    const standings = await test.call('GET', `${round}/standings`, { cookie: juror })
    expect(standings.json.setAside).toEqual({
      items: [{ fullName: 'Thí sinh LT0000006', unit: expect.any(String), reason: 'barred' }],
      ...{ total: 1, otherAttempts: 0 },
    })
    const own = await test.call('GET', `/api/attempts/${plays[4]?.attempt.id ?? ''}/result`, { cookie: cookieOf(4) })
    expect(own.json).toMatchObject({ correct: 14, rank: 5, award: null, setAside: null })
    expect(own.json.paper.filter(({ right }: { right: boolean }) => !right)).toHaveLength(1)

    // The receipt as given and the fresh one both verify; the fresh one against the final checkpoint of the results page.
    const receipt: string = first?.accepted.json.receipt
    expect(verifyReceipt(receipt, { publicKey: test.app.ledgerPublicKey, verify: nodeVerify }).ok).toBe(true)
    const fresh = await test.call('GET', `/api/attempts/${first?.attempt.id ?? ''}/receipt.txt`, { cookie: cookieOf(0) })
    const final = parseCheckpoint(results.json.checkpoint)
    expect(final?.size).toBe(8)
    expect(final !== null && verifyReceipt(fresh.text, { checkpoint: final }).ok).toBe(true)
    expect(final !== null && verifyReceipt(receipt, { checkpoint: final }).ok).toBe(false)
    const found = await test.call('GET', `/api/receipts/${String(first?.accepted.json.code).toLowerCase()}`)
    expect(found.json).toMatchObject({ round: 'Tuần 1', logIndex: 1 })
  })

  async function joinBoard(i: number): Promise<void> {
    const { db } = test.app.database
    const id = contest.contestants[i]?.id ?? ''
    const person = (await peopleByIds(db, test.app.codec, [id])).get(id)
    const stored = await contestBySlug(db, contest.slug)
    await insertBoardMember(
      db,
      test.app.codec,
      stored?.id ?? '',
      { id: 'member', board: 'juror', fullName: person?.fullName ?? '', staffCode: person?.staffCode ?? null, phone: null, role: '' },
      test.clock.at,
    )
  }

  it('counts what arrived in time and was still waiting when the round closed', async () => {
    const attempt = await test.start(contest.roundId, cookieOf(0))
    const closesAt = attempt.deadlineAt
    test.clock.at = closesAt - 1
    const body = { entryId: 'entry-of-the-last-moment', answers: answersOf(attempt.paper, 0), prediction: 1 }
    const sent = test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie: cookieOf(0), body })
    await new Promise((resolve) => setImmediate(resolve))
    test.clock.at = closesAt
    await stepDueRounds(test.app)
    expect((await sent).status).toBe(201)
    const second = await test.call('POST', `/api/rounds/${contest.roundId}/attempts`, { cookie: cookieOf(1) })
    expect([second.status, second.json.code]).toEqual([409, 'round-closed'])
  })

  it('gives a returning contestant the same paper, and no second attempt', async () => {
    const one = await test.start(contest.roundId, cookieOf(0))
    const two = await test.start(contest.roundId, cookieOf(0))
    expect([two.id, two.paper]).toEqual([one.id, one.paper])
    const seen = await test.call('GET', `/api/attempts/${one.id}`, { cookie: cookieOf(0) })
    expect(seen.json.paper).toEqual(one.paper)
    const stranger = await test.call('GET', `/api/attempts/${one.id}`, { cookie: cookieOf(1) })
    expect(stranger.status).toBe(404)
    const body = { entryId: 'entry-of-the-first-one', answers: answersOf(one.paper, 3), prediction: 2 }
    await test.call('PUT', `/api/attempts/${one.id}/entry`, { cookie: cookieOf(0), body })
    const third = await test.call('POST', `/api/rounds/${contest.roundId}/attempts`, { cookie: cookieOf(0) })
    expect([third.status, third.json.code, third.json.attempt]).toEqual([409, 'attempts-exhausted', one.id])
  })

  it('refuses entries that do not fit, saying what is wrong, and keeps the attempt', async () => {
    const attempt = await test.start(contest.roundId, cookieOf(0))
    const path = `/api/attempts/${attempt.id}/entry`
    const right = { entryId: 'entry-that-is-well-formed', answers: answersOf(attempt.paper, 0), prediction: 2 }
    const codeOf = async (body: object) => (await test.call('PUT', path, { cookie: cookieOf(0), body })).json.code as string
    expect(await codeOf({ ...right, answers: right.answers.slice(1) })).toBe('invalid-answers')
    expect(await codeOf({ ...right, answers: right.answers.map(() => [0, 1]) })).toBe('invalid-answers')
    expect(await codeOf({ ...right, answers: right.answers.map(() => [9]) })).toBe('invalid-answers')
    expect(await codeOf({ ...right, prediction: null })).toBe('prediction-required')
    expect(await codeOf({ ...right, prediction: 100_001 })).toBe('prediction-out-of-range')
    expect(await codeOf({ ...right, prediction: 1.5 })).toBe('invalid-request')
    expect(await codeOf({ ...right, cheat: true })).toBe('invalid-request')
    expect(await codeOf({ ...right, entryId: 'short' })).toBe('invalid-request')
    expect((await test.call('PUT', path, { cookie: cookieOf(0), body: right })).status).toBe(201)
  })

  it('accepts one entry however many are sent at once', async () => {
    const attempt = await test.start(contest.roundId, cookieOf(0))
    const body = { entryId: 'entry-tapped-many-times', answers: answersOf(attempt.paper, 0), prediction: 2 }
    const send = (entryId: string) =>
      test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie: cookieOf(0), body: { ...body, entryId } })
    const answers = await Promise.all([...Array.from({ length: 20 }, () => send(body.entryId)), send('entry-of-another-tab-')])
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19)
    expect(answers.filter(({ json }) => json.code === 'already-submitted')).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status < 300).map(({ text }) => text)).size).toBe(1)
  })
})
