/** The sentences of what really happens: a contest is set up, played and published, and nothing reads like a machine. */
import { afterEach, expect, it } from 'vitest'
import type { AuditPage } from '#contract/audit.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { answerRound } from '../support/answered-round.ts'
import { makeTestApp, signInDeciders, takeStep, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

let test: TestApp
afterEach(() => test.close())

it('are whole, name rounds and people as people do, and hold no id but of contestants', async () => {
  test = await makeTestApp('sqlite')
  const contest = await makeLiveContest(test.app, 6)
  await answerRound(test.app, contest)
  const path = `/api/staff/contests/${contest.slug}`
  const round = `${path}/rounds/${contest.roundKey}`
  const early = await test.signInAs('organiser')
  const post = (address: string, body: object, cookie = early) => test.call('POST', address, { cookie, body })
  await post(`${path}/rounds/tuan-2/release`, { reason: 'Cần thay câu theo văn bản mới' })
  await post(`${path}/rounds/tuan-2/release/agree`, {}, await test.signInAs('juror'))
  await test.call('GET', `${round}/booklet.pdf`, { cookie: early })
  await test.call('GET', `${path}/questions/export?format=docx`, { cookie: early })
  await test.call('POST', `${path}/questions/lock`, { cookie: await test.signInAs('assistant') })
  test.clock.at = (await test.call('GET', `/api/contests/${contest.slug}`)).json.rounds[0].closesAt as number
  await stepDueRounds(test.app)
  test.clock.at += 1000
  await stepDueRounds(test.app)
  const cookies = await signInDeciders(test)
  await takeStep(test, round, 'tally', cookies.organiser)
  for (const juror of [cookies.one, cookies.two]) await takeStep(test, round, 'approve', juror)
  await takeStep(test, round, 'publish', cookies.organiser)
  await test.call('GET', `${round}/export?format=csv`, { cookie: cookies.organiser })

  const lines: AuditPage['items'] = []
  for (let page = 1; ; page++) {
    const { items } = (await test.call('GET', `${path}/audit?page=${String(page)}`, { cookie: cookies.organiser })).json as AuditPage
    if (items.length === 0) break
    lines.push(...items)
  }
  const events = new Set(lines.map(({ event }) => event))
  for (const event of ['contest.applied', 'questions.imported', 'questions.locked', 'round.opened', 'round.tallied'])
    expect(events).toContain(event)
  expect(events.size).toBeGreaterThan(18)
  for (const { event, who, did, changes, where } of lines) {
    for (const language of ['vi', 'en'] as const) {
      const texts = [who, did, where, ...changes.flatMap(({ what, before, after }) => [what, before, after])]
      const said = texts.flatMap((one) => one?.[language] ?? []).join(' | ')
      expect([event, said]).toEqual([
        event,
        expect.not.stringMatching(/undefined|NaN|\[object|tuan-\d|“”|\s\s|(?<![\w-])[\w-]{22}(?![\w-])/),
      ])
    }
  }
  const published = lines.find(({ event }) => event === 'round.published')
  expect([published?.who.vi, published?.did.vi]).toEqual(['organiser (organiser)', 'công bố kết quả Tuần 1'])
  expect(lines.find(({ event }) => event === 'lock.released')?.reason).toBe('Cần thay câu theo văn bản mới')
})
