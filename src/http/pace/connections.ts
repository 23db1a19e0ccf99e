/**
 * What a connection may cost before it has said anything worth answering. Node holds one patience for every request, and
 * looks at it only as often as it is told to: this is told to look each second, and a request that brings no file is held
 * to a shorter one here.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { bodyLimits } from '#contest/limits.ts'
import { networkOf } from '#usecases/identity/tries.ts'

/** Milliseconds from its first byte until a request is here; one that is not is answered 408 and its connection closed. */
export interface Patience {
  readonly headers: number
  /** A form, an entry: on the slowest network a matter of a second. */
  readonly body: number
  /** Twenty megabytes at two megabits a second. */
  readonly file: number
  /** Between two looks. */
  readonly look: number
}

export const usualPatience: Patience = { headers: 10_000, body: 10_000, file: 90_000, look: 1000 }

/** For `Fastify({ http })`: Node swaps the two when the second is the smaller, and Fastify sets only that one afterwards. */
export const nodeLimits = ({ headers, file, look }: Patience) => ({
  headersTimeout: headers,
  requestTimeout: file,
  connectionsCheckingInterval: look,
})

interface Coming {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly since: number
}

/**
 * Connections of one network: an office behind one address, or many phones behind that of their provider, but not all
 * the server can hold. This machine itself is a proxy or a trial; what stands behind a proxy is bounded there.
 */
const mostOfNetwork = 2000

/** @param direct nobody stands between: addresses are those of who asks */
export function watchConnections(server: FastifyInstance, patience: Patience, direct: boolean, most = mostOfNetwork): void {
  /** The last request of each connection that brings a body which is no file. */
  const coming = new Map<Socket, Coming | null>()
  const ofNetwork = new Map<string, number>()
  server.server.on('connection', (socket) => {
    const network = direct ? networkOf(socket.remoteAddress ?? '') : ''
    const isBounded = direct && !isThisMachine(network)
    if (isBounded) {
      const others = ofNetwork.get(network) ?? 0
      if (others >= most) return void socket.destroy()
      ofNetwork.set(network, others + 1)
    }
    coming.set(socket, null)
    socket.once('close', () => {
      coming.delete(socket)
      if (!isBounded) return
      const left = (ofNetwork.get(network) ?? 1) - 1
      if (left === 0) ofNetwork.delete(network)
      else ofNetwork.set(network, left)
    })
  })
  server.addHook('onRequest', ({ raw, routeOptions }, reply, done) => {
    const brings = (raw.headers['content-length'] ?? '0') !== '0' || raw.headers['transfer-encoding'] !== undefined
    if (brings && routeOptions.bodyLimit <= bodyLimits.bank && coming.has(raw.socket))
      coming.set(raw.socket, { request: raw, response: reply.raw, since: performance.now() })
    done()
  })
  const look = setInterval(() => {
    const before = performance.now() - patience.body
    for (const [socket, last] of coming) {
      if (last === null) continue
      if (last.request.complete) coming.set(socket, null)
      else if (last.since < before) cut(socket, last.response)
    }
  }, patience.look).unref()
  server.addHook('onClose', () => clearInterval(look))
}

const isThisMachine = (network: string): boolean => network.startsWith('127.') || network === networkOf('::1')

function cut(socket: Socket, response: ServerResponse): void {
  if (!response.headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
  socket.destroySoon()
}
