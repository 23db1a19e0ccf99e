/** Whoever tries several times ranks with one entry: the others are told so, and only counted where there may be a million of them. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { OwnResult } from '#contract/taking-part.ts'
import type { StandingPage } from '#contract/results.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, signInDeciders, takeStep, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest } from '../support/live.ts'

describeOnEachDatabase('attempts that another attempt counts for', ({ dialect }) => {
  let test: TestApp
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })
  afterEach(() => test.close())

  it('are a number in the standings, and say why to whoever made them', async () => {
    const live = await makeLiveContest(test.app, 2, (rules) => ({ ...rules, attempts: { ...rules.attempts, perRound: 3, counts: 'last' } }))
    const made: string[] = []
    const [first, second] = live.contestants.map(({ cookie }) => cookie)
    for (const [cookie = '', times] of [
      [first, 3],
      [second, 1],
    ] as const)
      // prettier-ignore
      for (let i = 0; i < times; i++) {
        const attempt = await test.start(live.roundId, cookie)
        made.push(attempt.id)
        const body = { entryId: `entry-${String(made.length).padStart(20, '0')}`, answers: attempt.paper.map(() => [0]), prediction: i }
        expect((await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })).status).toBe(201)
        test.clock.at += 1000
      }
    test.clock.at += 10 * 86_400_000
    await stepDueRounds(test.app)
    await stepDueRounds(test.app)
    const staff = await signInDeciders(test)
    const round = `/api/staff/contests/${live.slug}/rounds/${live.roundKey}`
    for (const [step, cookie] of [
      ['tally', staff.one],
      ['approve', staff.one],
      ['approve', staff.two],
      ['publish', staff.organiser],
    ] as const)
      expect((await takeStep(test, round, step, cookie)).status, step).toBe(200)
    const standings = (await test.call('GET', `${round}/standings`, { cookie: staff.one })).json as StandingPage
    expect([standings.total, standings.setAside]).toEqual([2, { items: [], total: 0, otherAttempts: 2 }])
    const own = async (attempt: string | undefined, cookie = ''): Promise<OwnResult> =>
      (await test.call('GET', `/api/attempts/${attempt ?? ''}/result`, { cookie })).json as OwnResult
    for (const attempt of made.slice(0, 2))
      expect(await own(attempt, first)).toMatchObject({ rank: null, setAside: 'another-attempt-counts' })
    expect((await own(made[2], first)).setAside).toBeNull()
    expect((await own(made[2], first)).rank).not.toBeNull()
    expect((await own(made[3], second)).setAside).toBeNull()
  }, 60_000)
})
