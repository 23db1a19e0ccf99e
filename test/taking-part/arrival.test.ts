/** When an entry arrived, over real sockets: nobody keeps an early instant open for a body that comes later. */
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usualPatience } from '#http/pace/connections.ts'
import { buildServer } from '#http/server.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'
import { headOf, slowRequest } from '../support/slow-request.ts'

describe.each(['sqlite', 'postgres'] as const)('the instant of an entry (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  let port: number

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 2)
    await test.server.listen({ host: '127.0.0.1', port: 0 })
    port = (test.server.server.address() as AddressInfo).port
  })
  afterEach(() => test.close())

  /** Starts, sends the head of the entry at `at(closesAt)` and its body `laterMs` after; `between` happens in the middle. */
  async function submitSlowly(
    at: (closesAt: number) => number,
    laterMs: number,
    between: () => Promise<unknown> = () => Promise.resolve(),
  ) {
    const { cookie = '' } = contest.contestants[0] ?? {}
    const { id, paper, deadlineAt } = await test.start(contest.roundId, cookie)
    const body = JSON.stringify({ entryId: 'entry-that-comes-slowly', answers: paper.map(() => [0]), prediction: 1 })
    const headAt = at(deadlineAt)
    test.clock.at = headAt
    const request = await slowRequest(port, headOf('PUT', `/api/attempts/${id}/entry`, cookie, body) + body.slice(0, 10))
    await expect.poll(() => begun(id)).toBe(true)
    test.clock.at = headAt + laterMs
    await between()
    await request.send(body.slice(10))
    const { status, body: answered } = await request.answer
    const json = JSON.parse(answered) as { readonly submittedAt?: number; readonly code: string }
    return { status, headAt, ...json }
  }

  /** Which entries' heads the server has seen. */
  const seen = new Set<string>()
  beforeEach(() => {
    seen.clear()
    test.server.server.on('request', ({ url = '' }) => void seen.add(url))
  })
  const begun = (attempt: string): boolean => seen.has(`/api/attempts/${attempt}/entry`)

  it('is that of its first byte when the rest came within two seconds, whatever happened meanwhile', async () => {
    const { status, submittedAt, headAt } = await submitSlowly(
      (closesAt) => closesAt - 1,
      900,
      () => stepDueRounds(test.app),
    )
    expect([status, submittedAt]).toEqual([201, headAt])
  })

  it('is that of its last byte when the rest came later', async () => {
    const { status, submittedAt, headAt } = await submitSlowly((closesAt) => closesAt - 60_000, 2001)
    expect([status, submittedAt]).toEqual([201, headAt + 2001])
  })

  it('is after the closing for a body that came after it', async () => {
    const { status, code } = await submitSlowly((closesAt) => closesAt - 1, 2001)
    expect([status, code]).toEqual([409, 'round-closed'])
  })
})

describe('a request that does not come', () => {
  let test: TestApp
  beforeEach(async () => {
    test = await makeTestApp('sqlite')
  })
  afterEach(() => test.close())

  it('is answered 408 when its patience is over, whether its head or its body stays away', async () => {
    const contest = await makeLiveContest(test.app, 1)
    const { cookie = '' } = contest.contestants[0] ?? {}
    const patience = { headers: 400, body: 400, file: 800, look: 50 }
    const server = buildServer(test.app, { pages: null, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0), patience })
    await server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.server.address() as AddressInfo
    const entry = headOf('PUT', '/api/attempts/any/entry', cookie, '{"entryId":"long enough for nobody"}')
    const file = headOf('POST', '/api/staff/contests/any/roster/import', cookie, 'STT;Họ tên').replace('json', 'octet-stream')
    const begun = await Promise.all([entry.slice(0, 40), `${entry}{"en`].map((text) => slowRequest(port, text)))
    expect((await Promise.all(begun.map(({ answer }) => answer))).map(({ status }) => status)).toEqual([408, 408])
    // Nobody's file: refused at once, and what never comes is not waited for.
    expect((await (await slowRequest(port, file)).answer).status).toBe(401)
    const { send, answer } = await slowRequest(port, `${entry}{"entryId":`)
    await sleep(100)
    await send('"long enough for nobody"}')
    expect((await answer).status).toBe(400)
    await server.close()
  })

  it('finds the shorter of the two limits where Node holds the head to it', () => {
    const { headersTimeout, requestTimeout } = test.server.server
    expect([headersTimeout, requestTimeout]).toEqual([usualPatience.headers, usualPatience.file])
    expect(headersTimeout).toBeLessThan(requestTimeout)
  })
})
