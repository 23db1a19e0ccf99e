/** Where the rules say so, a prediction is at most as many as are on the roster. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removePeople } from '#store/people/roster.ts'
import type { OpenAttempt } from '#usecases/app.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

describe.each(['sqlite', 'postgres'] as const)('a prediction bounded by the roster (%s)', (dialect) => {
  let test: TestApp
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })
  afterEach(() => test.close())

  it('is shown and held, and what somebody was shown stays though people leave', async () => {
    const { roundId, contestants } = await makeLiveContest(test.app, 4, (rules) => ({
      ...rules,
      prediction: { ...rules.prediction, maximum: 'roster' },
    }))
    const { db } = test.app.database
    const changed = async (revision: number): Promise<void> => {
      await db.updateTable('contest').set({ roster_revision: revision }).execute()
      await test.app.runtimes.refresh()
    }
    await changed(101)
    const cookie = contestants[0]?.cookie ?? ''
    const attempt = await test.start(roundId, cookie)
    expect(attempt.prediction.maximum).toBe(4)
    await removePeople(db, [contestants[3]?.id ?? ''])
    await changed(102)
    const put = (prediction: number) =>
      test.call('PUT', `/api/attempts/${attempt.id}/entry`, {
        cookie,
        body: { entryId: 'entry-of-the-first-one', answers: attempt.paper.map(() => [0]), prediction },
      })
    expect((await put(5)).json.code).toBe('prediction-out-of-range')
    expect((await put(4)).status).toBe(201)
    // Another process, or this one after a restart, knows of three: what is in is in.
    const roundKept = await test.app.runtimes.get(roundId)
    Object.assign(roundKept, { mostPredicted: 3 })
    test.app.attempts.put({ ...(test.app.attempts.get(attempt.id) as OpenAttempt), runtime: roundKept })
    expect((await put(4)).status).toBe(200)
  }, 60_000)
})
