/**
 * Connections begin at a pace. A thousand that come in one instant are a thousand first requests in one turn of the loop, 50 to 80 ms in which
 * whoever had a connection already waits; at eight a millisecond the loop has half of its time for the others. Networks take
 * turns, so that somebody who connects a thousand times stands behind everybody who connects once.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '#usecases/identity/tries.ts'

export interface Pace {
  /** Connections. */
  readonly aMillisecond: number
  /** After a long turn of the loop, or a rest. */
  readonly atOnce: number
}

/** @param server before it listens, and before anybody else hears of its connections */
export function beginInTurns(server: Server, { aMillisecond, atOnce }: Pace = { aMillisecond: 8, atOnce: 64 }): void {
  const [begin] = server.listeners('connection') as ((socket: Socket) => void)[]
  if (begin === undefined) throw new Error('This server takes no connections.')
  // What has not begun is not read either: Node's own switch for a server that hands its connections on (net.Server, `pauseOnConnect`).
  Object.assign(server, { pauseOnConnect: true })
  const lines = new Map<string, Socket[]>()
  let room = atOnce
  let counted = performance.now()

  const admit = (socket: Socket): void => {
    room--
    if (socket.destroyed) return
    begin.call(server, socket)
    socket.resume()
  }

  const count = (): void => {
    const now = performance.now()
    room = Math.min(atOnce, room + (now - counted) * aMillisecond)
    counted = now
  }

  const next = (): void => {
    count()
    for (const [network, line] of lines) {
      if (room < 1) break
      // To the end of the turns; a walk through a map comes by there again.
      lines.delete(network)
      const first = line.shift()
      if (line.length > 0) lines.set(network, line)
      if (first !== undefined) admit(first)
    }
    if (lines.size > 0) setTimeout(next, 1)
  }

  server.removeListener('connection', begin)
  server.on('connection', (socket) => {
    if (lines.size === 0) {
      count()
      if (room >= 1) {
        admit(socket)
        return
      }
      setTimeout(next, 1)
    }
    const network = networkOf(socket.remoteAddress ?? '')
    const line = lines.get(network)
    if (line === undefined) lines.set(network, [socket])
    else line.push(socket)
  })
}
