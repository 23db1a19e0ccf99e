/** What is said of a failure calls a round as its contest does. */
import { afterEach, expect, it } from 'vitest'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

let test: TestApp
afterEach(() => test.close())

it('is said in the words of the contest, by its address and by who sends the request', async () => {
  test = await makeTestApp('sqlite')
  const { slug, contestants } = await makeLiveContest(test.app, 1, (rules) => ({
    ...rules,
    rounds: rules.rounds.map((round, at) => ({ ...round, name: `Vòng ${String(at + 1)}` })),
  }))
  const organiser = await test.signInAs('organiser')
  const early = await test.call('POST', `/api/staff/contests/${slug}/rounds/tuan-1/tally`, { cookie: organiser })
  expect([early.status, early.json.code]).toEqual([409, 'wrong-status'])
  expect((early.json.title as { vi: string }).vi).not.toContain('tuần')
  const { id } = (await test.call('GET', `/api/contests/${slug}`)).json.rounds[1] as { id: string }
  const start = await test.call('POST', `/api/rounds/${id}/attempts`, { cookie: contestants[0]?.cookie ?? '' })
  expect((start.json.title as { vi: string }).vi).toBe('Vòng thi chưa mở. Nút “Vào thi” sẽ sáng đúng giờ mở.')
})
