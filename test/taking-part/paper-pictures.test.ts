/** Pictures and explanations of questions on their way to contestants: one's own paper only, and explanations when published. */
import { execFileSync } from 'node:child_process'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BankPage, BankQuestion } from '#contract/questions.ts'
import type { OwnResult, StartedAttempt } from '#contract/taking-part.ts'
import { lockQuestions } from '#usecases/rounds/locking.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, takeStep, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const day = 86_400_000
/** So many questions have a picture of their own; a paper has 15 of them. */
const pictured = 18

let test: TestApp
let contest: LiveContest
let digests: string[]
let organiser: string
beforeEach(async () => {
  test = await makeTestApp('sqlite')
  contest = await makeLiveContest(test.app, 2, (rules) => ({
    ...rules,
    paper: { ...rules.paper, apart: [] },
    rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + day, closesAt: round.closesAt + day })),
  }))
  organiser = await test.signInAs('organiser')
  const second = await test.signInAs('organiser', { login: 'second' })
  const bank = `/api/staff/contests/${contest.slug}`
  digests = []
  for (let number = 1; number <= pictured; number++) {
    const address = `${bank}/questions/Q${String(number).padStart(3, '0')}`
    const bytes = await sharp({ create: { width: number, height: 2, channels: 3, background: '#612f8d' } })
      .png()
      .toBuffer()
    const { digest, mediaType } = (await test.upload(`${bank}/pictures`, organiser, { name: 'a.png', bytes })).json
    const { content, version } = (await test.call('GET', address, { cookie: organiser })).json as BankQuestion
    const pictures = [{ digest, mediaType, alt: `Hình ${String(number)}`, option: number % 2 === 0 ? 1 : null }]
    const edited = { version, content: { ...content, pictures, explanation: `Vì thế ${String(number)}.` } }
    const { json } = await test.call('PUT', address, { cookie: organiser, body: edited })
    expect(json.state).toBe('submitted')
    const to = { version: json.version as number, to: 'approved' }
    expect((await test.call('POST', `${address}/state`, { cookie: second, body: to })).status).toBe(200)
    digests.push(digest as string)
  }
  const codes: string[] = []
  for (let page = 1; page <= 5; page++) {
    const { items } = (await test.call('GET', `${bank}/questions?page=${String(page)}`, { cookie: organiser })).json as BankPage
    codes.push(...items.filter(({ content }) => content.pictures.length === 0).map(({ code }) => code))
  }
  const body = { codes, act: { kind: 'state', to: 'retired' }, dryRun: false }
  expect((await test.call('POST', `${bank}/questions/bulk`, { cookie: organiser, body })).json.refused).toEqual([])
  // The set locked before is released by two people, and locked anew with the pictures.
  const release = `${bank}/rounds/${contest.roundKey}/release`
  const reason = { reason: 'Thêm hình vào câu hỏi' }
  expect((await test.call('POST', release, { cookie: organiser, body: reason })).status).toBe(200)
  expect((await test.call('POST', `${release}/agree`, { cookie: second })).status).toBe(200)
  await lockQuestions(test.app, { kind: 'command' }, contest.slug, contest.roundKey)
  test.clock.at += day
  await stepDueRounds(test.app)
}, 60_000)
afterEach(() => test.close())

const cookieOf = (who: number): string => contest.contestants[who]?.cookie ?? ''
const pictureAt = (attempt: StartedAttempt, digest: string, cookie: string) =>
  test.call('GET', `/api/attempts/${attempt.id}/pictures/${digest}`, { cookie })

describe('pictures of a paper', () => {
  it('are printed in the booklet of the jury and in the sample paper', async () => {
    const cookie = await test.signInAs('juror')
    for (const [paper, count] of [
      ['booklet.pdf', pictured],
      ['sample.pdf', 15],
    ] as const) {
      const url = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}/${paper}`
      const answer = await test.server.inject({ method: 'GET', url, headers: { cookie } })
      expect(answer.statusCode).toBe(200)
      const list = execFileSync('pdfimages', ['-list', '-'], { input: answer.rawPayload }).toString()
      expect(list.split('\n').filter((line) => line.includes(' image '))).toHaveLength(count)
    }
  })

  it('are shown to whose paper it is, beside the option they belong to, and no others of the set', async () => {
    const attempt = await test.start(contest.roundId, cookieOf(0))
    const shown = attempt.paper.flatMap(({ pictures }) => pictures)
    expect(shown).toHaveLength(15)
    for (const { option } of shown) expect(option === null || (option >= 0 && option < 4)).toBe(true)
    const [first] = shown
    const answer = await pictureAt(attempt, first?.digest ?? '', cookieOf(0))
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'image/png',
      'private, max-age=604800, immutable',
    ])
    const others = digests.filter((digest) => !shown.some((picture) => picture.digest === digest))
    expect(others).toHaveLength(pictured - 15)
    for (const digest of others) expect((await pictureAt(attempt, digest, cookieOf(0))).status).toBe(404)
    expect((await pictureAt(attempt, first?.digest ?? '', cookieOf(1))).status).toBe(404)
    expect((await pictureAt(attempt, first?.digest ?? '', organiser)).status).toBe(401)
    expect(JSON.stringify(attempt)).not.toContain('Vì thế')
  })

  it('stand with the published answers, and so do the explanations', async () => {
    const attempt = await test.start(contest.roundId, cookieOf(0))
    const body = { entryId: 'bai-thi-cua-toi-1', answers: attempt.paper.map(() => [0]), prediction: 1 }
    expect((await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie: cookieOf(0), body })).status).toBe(201)
    expect((await test.call('GET', `/api/attempts/${attempt.id}/result`, { cookie: cookieOf(0) })).json.code).toBe('not-published')
    test.clock.at = attempt.deadlineAt
    await stepDueRounds(test.app)
    test.clock.at += 1000
    await stepDueRounds(test.app)
    // The days that passed have ended the sessions of the staff.
    organiser = await test.signInAs('organiser')
    const juror = await test.signInAs('juror')
    const step = (name: string, cookie: string) =>
      takeStep(test, `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}`, name, cookie)
    for (const [name, cookie] of [
      ['tally', juror],
      ['approve', juror],
      ['approve', await test.signInAs('juror', { login: 'juror2' })],
      ['publish', organiser],
    ] as const)
      expect([name, (await step(name, cookie)).status]).toEqual([name, 200])
    const result = (await test.call('GET', `/api/attempts/${attempt.id}/result`, { cookie: cookieOf(0) })).json as OwnResult
    expect(result.paper.map(({ pictures }) => pictures)).toEqual(attempt.paper.map(({ pictures }) => pictures))
    for (const { explanation } of result.paper) expect(explanation).toMatch(/^Vì thế \d+\.$/)
  })
})
