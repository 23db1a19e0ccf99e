/** An entry that waits on a phone goes by its own attempt's token when somebody else is signed in there by now. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contestantById } from '#store/people/contestants.ts'
import { sealPerson, updatePeople } from '#store/people/roster.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

let test: TestApp
beforeEach(async () => {
  test = await makeTestApp('sqlite')
})
afterEach(() => test.close())

it('sends the entry of its attempt, whoever is signed in, and opens nothing else', async () => {
  const { roundId, contestants } = await makeLiveContest(test.app, 2)
  const [one, two] = contestants.map(({ cookie }) => cookie)
  const attempt = await test.start(roundId, one ?? '')
  const other = await test.start(roundId, two ?? '')
  const put = (id: string, token: string, cookie = '') =>
    test.call('PUT', `/api/attempts/${id}/entry`, {
      cookie,
      headers: { 'x-attempt-token': token },
      body: { entryId: `entry-of-attempt-${id.slice(0, 8)}`, answers: attempt.paper.map(() => [0]), prediction: 7 },
    })
  expect(attempt.sendToken).toMatch(/^[\w-]{43}$/)
  for (const token of ['', 'x', other.sendToken]) expect((await put(attempt.id, token, one)).status).toBe(401)
  expect((await put(attempt.id, attempt.sendToken, two)).status).toBe(201)
  expect((await put(attempt.id, attempt.sendToken)).status).toBe(200)
  expect((await put('none', attempt.sendToken)).status).toBe(401)
  const look = await test.call('GET', `/api/attempts/${attempt.id}`, { headers: { 'x-attempt-token': attempt.sendToken } })
  expect(look.status).toBe(401)
  // What the person signs in with is changed: an impostor's device sends nothing any more.
  const { db } = test.app.database
  const { id = '' } = contestants[1] ?? {}
  const person = await contestantById(db, test.app.codec, id)
  if (person === null) throw new Error('the contestant is gone')
  await updatePeople(db, [sealPerson(test.app.codec, person.contestId, { ...person, phone: '+84905000009' })])
  test.app.sessions.forgetSubject(id)
  expect((await put(other.id, other.sendToken)).status).toBe(401)
}, 60_000)
