/** On SQLite whatever writes takes turns before it asks the file, which would hold the loop until another has committed. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTransaction } from '#store/database/database.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

let test: TestApp
let contest: LiveContest
beforeAll(async () => {
  test = await makeTestApp('sqlite')
  contest = await makeLiveContest(test.app, 1)
})
afterAll(() => test.close())

it('a transaction and what else writes go one after another, whatever the one before came to', async () => {
  const { db, writeAlone } = test.app.database
  const done: string[] = []
  const failing = inTransaction(db, () => Promise.reject(new Error('no')))
  const alone = writeAlone(async () => {
    await sleep(20)
    done.push('alone')
  })
  const after = inTransaction(db, () => Promise.resolve(done.push('a transaction')))
  await expect(failing).rejects.toThrow('no')
  await Promise.all([alone, after])
  expect(done).toEqual(['alone', 'a transaction'])
})

it('a batch waits for its turn', async () => {
  const gate = Promise.withResolvers<undefined>()
  const alone = test.app.database.writeAlone(() => gate.promise)
  let answered = false
  const started = test
    .call('POST', `/api/rounds/${contest.roundId}/attempts`, { cookie: contest.contestants[0]?.cookie ?? '' })
    .then((answer) => {
      answered = true
      return answer
    })
  await sleep(100)
  expect(answered).toBe(false)
  gate.resolve(undefined)
  await alone
  expect((await started).status).toBe(201)
})
