import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { beginInTurns } from './arrivals.ts'

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

test('a connection that ends while it stands in the line is forgotten', async () => {
  const server = createServer((_request, response) => response.end('x'))
  beginInTurns(server, { aMillisecond: 1, atOnce: 1 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  for (const socket of sockets) socket.resetAndDestroy()
  const late = connect(port, '127.0.0.1')
  late.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  await once(late.resume(), 'close')
  const left = (): Promise<number> =>
    new Promise((resolve) => {
      server.getConnections((_error, count) => resolve(count))
    })
  await expect.poll(left).toBe(0)
  server.close()
})
