/** Several attempts in a round, few of them on one day of the contest's zone; and what people predict of them. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { predictedValues } from '#contest/rules/predicted.ts'
import type { Me } from '#contract/taking-part.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest } from '../support/live.ts'

describeOnEachDatabase('attempts a day', ({ dialect }) => {
  let test: TestApp
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })
  afterEach(() => test.close())

  it('are refused beyond the day, told in the lobby, and go on the next day', async () => {
    const { roundId, contestants } = await makeLiveContest(test.app, 1, (rules) => ({
      ...rules,
      attempts: { ...rules.attempts, perRound: 3, perDay: 1, counts: 'best' },
      prediction: { ...rules.prediction, of: 'all-correct-percentage', decimals: 5, maximum: 10_000_000 },
    }))
    const cookie = contestants[0]?.cookie ?? ''
    const lobby = async () => ((await test.call('GET', '/api/me', { cookie })).json as Me).rounds.find(({ id }) => id === roundId)
    const press = () => test.call('POST', `/api/rounds/${roundId}/attempts`, { cookie })
    const enter = async (name: string, prediction: number) => {
      const attempt = await test.start(roundId, cookie)
      expect(attempt.prediction).toEqual({
        asked: true,
        required: true,
        maximum: 10_000_000,
        decimals: 5,
        ask: predictedValues['all-correct-percentage'].ask(15, 5),
      })
      const body = { entryId: `entry-of-the-${name}-day`, answers: attempt.paper.map(() => []), prediction }
      return (await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })).status
    }
    expect((await lobby())?.againAt).toBeNull()
    expect(await enter('first', 10_000_001)).toBe(422)
    expect(await enter('first', 8_765_432)).toBe(201)
    const refused = await press()
    expect([refused.status, refused.json.code]).toEqual([409, 'attempts-exhausted-today'])
    const again = (await lobby())?.againAt ?? 0
    expect(new Date(again).toISOString()).toMatch(/T17:00:00\.000Z$/)
    test.clock.at = again - 1
    expect((await press()).json.code).toBe('attempts-exhausted-today')
    test.clock.at = again
    expect((await lobby())?.againAt).toBeNull()
    expect(await enter('second', 0)).toBe(201)
    test.clock.at += 86_400_000
    expect(await enter('third', 10_000_000)).toBe(201)
    test.clock.at += 86_400_000
    expect((await press()).json.code).toBe('attempts-exhausted')
  }, 60_000)
})
