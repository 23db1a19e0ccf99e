/**
 * First requests of connections begin at a pace. A thousand connections that come in one instant are a thousand requests in one turn of the
 * loop, 50 to 80 ms in which whoever had a connection already waits; at eight a millisecond the loop has half of its time for the
 * others. Networks take turns, so that somebody who connects a thousand times stands behind everybody who connects once (a proxy in front is one network, and bounds
 * what stands behind it itself). A start and a
 * submission wait for nobody, and who has been answered once waits for the answers anyway.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { networkOf } from '#usecases/identity/tries.ts'

export interface Pace {
  /** Requests. */
  readonly aMillisecond: number
  /** After a long turn of the loop, or a rest. */
  readonly atOnce: number
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** What is served before everything else (`goesFirst`, guard.ts). */
const entry = /^\/api\/(?:rounds\/[^/?]+\/attempts|attempts\/[^/?]+\/entry)\/?(?:\?|$)/
export const isEntry = (method = '', url = ''): boolean => method !== 'GET' && entry.test(url)

/** @param server whose requests somebody handles already */
export function beginInTurns(server: Server, { aMillisecond, atOnce }: Pace = { aMillisecond: 8, atOnce: 64 }): void {
  const [handle] = server.listeners('request') as Handle[]
  if (handle === undefined) throw new Error('Nobody handles the requests of this server.')
  const known = new WeakSet()
  const lines = new Map<string, (() => void)[]>()
  let room = atOnce
  let counted = performance.now()
  /** Once in a turn of the loop: what it takes to serve them makes no room for more. */
  let hasCounted = false

  const count = (): void => {
    if (hasCounted) return
    hasCounted = true
    setImmediate(() => (hasCounted = false))
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
      first?.()
    }
    if (lines.size > 0) setTimeout(next, 1)
  }

  server.removeListener('request', handle)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    if (known.has(socket) || isEntry(request.method, request.url)) {
      handle.call(server, request, response)
      return
    }
    known.add(socket)
    const begin = (): void => {
      if (socket.destroyed) return
      room--
      handle.call(server, request, response)
    }
    if (lines.size === 0) {
      count()
      if (room >= 1) {
        begin()
        return
      }
      setTimeout(next, 1)
    }
    const network = networkOf(socket.remoteAddress ?? '')
    const line = lines.get(network)
    if (line === undefined) lines.set(network, [begin])
    else line.push(begin)
  })
}
