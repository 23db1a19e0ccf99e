/** What waiting lobbies hear of an opening that is moved, over real connections. */
import { connect, type AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { departNow } from '#usecases/rounds/departures.ts'
import { createLive } from '#http/live.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

/** The events of a connection, as they come. */
async function listen(address: string) {
  const answer = await fetch(address)
  const reader = answer.body?.getReader()
  const text = new TextDecoder()
  let held = ''
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    /** The data of the next event; null once the connection has ended. */
    next: async (): Promise<unknown> => {
      for (;;) {
        const end = held.indexOf('\n\n')
        if (end >= 0) {
          const event = held.slice(0, end)
          held = held.slice(end + 2)
          const data = /^data: (.*)$/m.exec(event)?.[1]
          if (data !== undefined) return JSON.parse(data)
          continue
        }
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
        if (done) return null
        held += text.decode(value, { stream: true })
      }
    },
  }
}

describe.each(['sqlite', 'postgres'] as const)('a lobby that waits (%s)', (dialect) => {
  let test: TestApp
  afterEach(() => test.close())

  it('hears of an opening that was moved, and of the end of the server', async () => {
    test = await makeTestApp(dialect)
    const contest = await makeLiveContest(test.app, 0, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + 3_600_000, closesAt: round.closesAt + 3_600_000 })),
    }))
    const address = await test.server.listen({ port: 0, host: '127.0.0.1' })
    const path = `/api/contests/${contest.slug}/openings`
    const [one, other] = await Promise.all([listen(`${address}${path}/live`), listen(`${address}${path}/live`)])
    expect([one.status, one.type]).toEqual([200, 'text/event-stream; charset=utf-8'])
    const before = (await one.next()) as Readonly<Record<string, number>>
    expect(before[contest.roundId]).toBeGreaterThan(test.clock.at)
    expect(await other.next()).toEqual(before)

    await departNow(test.app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'open', reason: 'Bão đến tối nay' })
    const after = { ...before, [contest.roundId]: test.clock.at }
    expect([await one.next(), await other.next()]).toEqual([after, after])
    expect((await test.call('GET', path)).json).toEqual(after)
    expect((await fetch(`${address}/api/contests/none-there/openings/live`)).status).toBe(404)

    const closed = test.server.close()
    expect([await one.next(), await other.next()]).toEqual([null, null])
    await closed
  })
})

it('the one too many is told to ask by itself', async () => {
  const server = Fastify()
  const { listen: hear, listeners } = createLive(server, () => Promise.resolve('1'), { most: 1 })
  server.get('/', (request, reply) => hear('it', request, reply))
  server.setErrorHandler((error, _request, reply) => reply.code((error as { code?: string }).code === 'busy' ? 503 : 500).send())
  await server.listen({ port: 0, host: '127.0.0.1' })
  const address = `http://127.0.0.1:${String((server.server.address() as AddressInfo).port)}/`
  const first = await listen(address)
  expect(await first.next()).toBe(1)
  expect((await listen(address)).status).toBe(503)
  expect([listeners('it'), listeners('another')]).toEqual([1, 0])
  await server.close()
})

it('who is gone before anything could be read is no listener', async () => {
  const server = Fastify()
  const slow = Promise.withResolvers<string>()
  let left = 3
  const allLeft = Promise.withResolvers<null>()
  const allRead = Promise.withResolvers<null>()
  const { listen: hear } = createLive(server, () => slow.promise, { most: 2 })
  let [heard, failed] = [0, 0]
  server.get('/', { exposeHeadRoute: false }, async (request, reply) => {
    reply.raw.once('close', () => {
      left--
      if (left === 0) allLeft.resolve(null)
    })
    await hear('it', request, reply).then(
      () => heard++,
      () => failed++,
    )
    if (heard + failed === 3) allRead.resolve(null)
  })
  server.setErrorHandler((_error, _request, reply) => reply.code(503).send())
  await server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.server.address() as AddressInfo
  for (let i = 0; i < 3; i++) {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n', () => setTimeout(() => socket.destroy(), 20)),
    )
  }
  await allLeft.promise
  slow.resolve('1')
  await allRead.promise
  expect([heard, failed]).toEqual([3, 0])
  expect((await listen(`http://127.0.0.1:${String(port)}/`)).status).toBe(200)
  await server.close()
})
