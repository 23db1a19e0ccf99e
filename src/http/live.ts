/**
 * What waiting lobbies, and the staff that watches a round, are told as it happens: one string for everybody, looked at once a second for
 * as long as somebody listens, and sent when it has changed. Server-sent events (HTML Living Standard, 9.2); whoever cannot hold a connection asks for the same by itself.
 */
import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ContestError } from '#contest/errors.ts'
import { networkOf } from '#usecases/identity/tries.ts'

/** Between two looks: lobbies follow within two seconds. */
const LOOK_MS = 1000
/** Between two signs of life on a connection on which nothing is said: proxies end silent ones after a minute. */
const ALIVE_MS = 20_000
/** Told in one turn of the loop. */
const AT_ONCE = 200
/** Who reads slower than is said is not waited for. */
const MOST_UNREAD = 16_384
/** Altogether; the next is told to ask by itself. */
const mostListeners = 50_000

/** Of one network: connections are left for starting; the next asks by itself. */
const mostOfNetwork = 800

interface Audience {
  said: string
  /** Of those who may hear it only as long as they may. */
  readonly held: Map<ServerResponse, () => Promise<boolean>>
  readonly listeners: Set<ServerResponse>
}

export interface Live {
  /**
   * @param holds asked at every look: whoever may not hear it any more is told nothing more
   * @throws ContestError what `read` throws, `busy` when too many listen
   */
  listen(about: string, request: FastifyRequest, reply: FastifyReply, holds?: () => Promise<boolean>): Promise<void>
  /** How many hear about it at this server. */
  listeners(about: string): number
}

/** @param read what is to be said about this, the same for everybody */
export function createLive(
  server: FastifyInstance,
  read: (about: string) => Promise<string>,
  { most = mostListeners, lookMs = LOOK_MS }: { readonly most?: number; readonly lookMs?: number } = {},
): Live {
  const audiences = new Map<string, Audience>()
  let timer: NodeJS.Timeout | undefined
  let count = 0
  const ofNetwork = new Map<string, number>()
  let aliveAt = performance.now() + ALIVE_MS

  const tell = async (listeners: Iterable<ServerResponse>, text: string): Promise<void> => {
    let told = 0
    for (const raw of [...listeners]) {
      if (raw.writableLength > MOST_UNREAD) raw.destroy()
      else if (!raw.writableEnded) raw.write(text)
      if (++told % AT_ONCE === 0) await new Promise((next) => setImmediate(next))
    }
  }

  const look = async (): Promise<void> => {
    for (const [about, audience] of audiences) {
      for (const [raw, holds] of audience.held) if (!(await holds().catch(() => true))) raw.end()
      // What cannot be read now is told with the next look.
      const text = await read(about).catch(() => audience.said)
      if (text === audience.said) continue
      audience.said = text
      await tell(audience.listeners, `data: ${text}\n\n`)
    }
    if (performance.now() < aliveAt) return
    aliveAt = performance.now() + ALIVE_MS
    for (const { listeners } of audiences.values()) await tell(listeners, ':\n\n')
  }
  const lookAgain = (): void => {
    timer = setTimeout(() => void look().finally(() => (count > 0 ? lookAgain() : (timer = undefined))), lookMs).unref()
  }

  server.addHook('preClose', (done) => {
    clearTimeout(timer)
    for (const { listeners } of audiences.values()) for (const raw of listeners) raw.end()
    done()
  })

  const listen: Live['listen'] = async (about, request, reply, holds) => {
    const said = await read(about)
    // Gone before it could be answered: nobody would ever be told that it is.
    if (reply.raw.destroyed || request.raw.socket.destroyed) return void reply.hijack()
    const network = networkOf(request.ip)
    const others = ofNetwork.get(network) ?? 0
    if (count >= most || others >= mostOfNetwork) throw new ContestError('busy', { retryAfterSeconds: 20 })
    ofNetwork.set(network, others + 1)
    const { raw } = reply.hijack()
    const audience = audiences.get(about) ?? { said, listeners: new Set(), held: new Map() }
    audiences.set(about, audience)
    audience.listeners.add(raw)
    if (holds !== undefined) audience.held.set(raw, holds)
    count++
    raw.once('close', () => {
      audience.listeners.delete(raw)
      audience.held.delete(raw)
      count--
      const left = (ofNetwork.get(network) ?? 1) - 1
      if (left === 0) ofNetwork.delete(network)
      else ofNetwork.set(network, left)
      if (audience.listeners.size === 0) audiences.delete(about)
    })
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // nginx would hold it back.
      'x-accel-buffering': 'no',
    })
    // Not all at once after a restart.
    raw.write(`retry: ${String(1000 + Math.floor(Math.random() * 7000))}\ndata: ${said}\n\n`)
    if (timer === undefined) lookAgain()
  }
  return { listen, listeners: (about) => audiences.get(about)?.listeners.size ?? 0 }
}
