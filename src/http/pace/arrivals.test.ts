import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { RouteOptions } from 'fastify'
import { expect, test } from 'vitest'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { makeTestApp } from '#test/support/app.ts'
import { beginInTurns, isEntry } from './arrivals.ts'
import { buildServer } from '../server.ts'

test('whoever connects once does not stand behind somebody who connects six hundred times', async () => {
  const served: string[] = []
  const server = createServer((request, response) => {
    served.push(request.socket.remoteAddress ?? '')
    response.end('x')
  })
  beginInTurns(server, { aMillisecond: 1, atOnce: 4 })
  server.listen({ port: 0, host: '0.0.0.0', backlog: 700 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = (localAddress: string): Promise<unknown> => {
    const socket = connect({ host: '127.0.0.1', port, localAddress })
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    return once(socket.resume(), 'close')
  }
  await Promise.all([...Array.from({ length: 600 }, () => ask('127.0.0.1')), ask('127.0.0.2')])
  expect(served).toHaveLength(601)
  expect(served.indexOf('127.0.0.2')).toBeLessThan(300)
  server.close()
})

test('a start and a submission do not stand in the line, nor does what comes later on a connection', async () => {
  const served: string[] = []
  const server = createServer((request, response) => {
    served.push(`${String(request.method)} ${String(request.url)}`)
    response.end('x')
  })
  beginInTurns(server, { aMillisecond: 0.2, atOnce: 1 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const open = (text: string): Promise<unknown> => {
    const socket = connect(port, '127.0.0.1')
    socket.write(text)
    return once(socket.resume(), 'close')
  }
  const line = (what: string, more = 'Connection: close\r\n'): string => `${what} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n${more}\r\n`
  await Promise.all([
    open(line('GET /first', '') + line('GET /again')),
    ...Array.from({ length: 40 }, (_, i) => open(line(`GET /${String(i)}`))),
    open(line('POST /api/rounds/r/attempts')),
    open(line('PUT /api/attempts/a/entry')),
  ])
  expect(served).toHaveLength(44)
  for (const early of ['GET /first', 'GET /again', 'POST /api/rounds/r/attempts', 'PUT /api/attempts/a/entry'])
    expect(served.indexOf(early), early).toBeLessThan(20)
  server.close()
})

test('what goes first is known by its address', async () => {
  const app = await makeTestApp('sqlite')
  const server = buildServer(app.app, { pages: null, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0) })
  const routes: RouteOptions[] = []
  server.addHook('onRoute', (route) => void routes.push(route))
  await server.ready()
  const first = routes.filter(({ config }) => config?.goesFirst === true)
  expect(first).toHaveLength(2)
  expect(routes.filter(({ method, url }) => isEntry(String(method), url))).toEqual(first)
  await server.close()
  await app.close()
})

test('a request whose sender has gone is not begun', async () => {
  let begun = 0
  const server = createServer((_request, response) => {
    begun++
    response.end('x')
  })
  beginInTurns(server, { aMillisecond: 0.002, atOnce: 1 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sockets = Array.from({ length: 20 }, () => {
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    return socket
  })
  await expect.poll(() => begun).toBeGreaterThan(0)
  for (const socket of sockets) socket.resetAndDestroy()
  const left = (): Promise<number> =>
    new Promise((resolve) => {
      server.getConnections((_error, count) => resolve(count))
    })
  await expect.poll(left).toBe(0)
  expect(begun).toBeLessThan(20)
  server.close()
})
