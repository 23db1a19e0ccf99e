/**
 * The pages: SvelteKit's handler behind every address the API does not own. A page reads its data through
 * `request.hoithi.fetch`, which runs the route in process with the cookies of the page's own request.
 */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest, InjectOptions } from 'fastify'
import { ContestError, errorCatalogue } from '#contest/errors.ts'
import { bodyLimits } from '#contest/limits.ts'
import type { App, SharedAnswers } from '#usecases/app.ts'
import { createFairLine } from '#usecases/fair-line.ts'
import { networkOf } from '#usecases/identity/tries.ts'
import type { Hurry } from './pace/hurry.ts'
import { createOwnTurn } from './pace/own-turn.ts'
import { createReadyPages, isFromOutside, sendReady, type AskedPage } from './ready-pages.ts'
import { refuseInTurn } from './refusals.ts'
import { contestantCookie, linkHolderCookie, readCookie, staffCookie, strictTransport } from './session.ts'

/**
 * A page can wait: one at a time and with a rest after each while people start and submit, and else no more than keep the
 * other processor free. An office behind one address opens the same page at once, so it may wait in hundreds.
 */
const pageLimits = { atOnce: 4, besideEntries: 1, restMs: 5, waiting: 2000, waitingEach: 1000 } as const
/** Of one session. */
const ownLimits = { waiting: 250, restMs: 50 } as const

export type PageHandler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

interface Beside {
  /** Kept as long as what everybody shares. */
  readonly answers: SharedAnswers
  readonly hurry: Hurry
}

export function mountPages(server: FastifyInstance, app: App, handler: PageHandler, { answers, hurry }: Beside): void {
  const ready = createReadyPages(server, answers)
  const line = createFairLine({
    ...pageLimits,
    atOnce: () => (hurry.isOn() ? pageLimits.besideEntries : pageLimits.atOnce),
    restMs: () => (hurry.isOn() ? pageLimits.restMs : 0),
  })
  const own = createOwnTurn({ waiting: ownLimits.waiting, restMs: () => (hurry.isOn() ? ownLimits.restMs : 0) })
  /** After the turns of this person, if it is anybody. */
  const pass = (request: FastifyRequest, make: () => Promise<void>): Promise<void> => {
    const inLine = (): Promise<void> => line.pass(networkOf(request.ip), make)
    const token = readCookie(request, contestantCookie) ?? readCookie(request, staffCookie)
    return token ? own.pass(token, inLine) : inLine()
  }
  /** The bytes of a form this browser may send. */
  const mostBytes = async (request: FastifyRequest): Promise<number> => {
    const now = app.clock.now()
    const [staff, link] = [staffCookie, linkHolderCookie].map((name) => readCookie(request, name))
    const writes = (staff && (await app.sessions.staff(staff, now))) ?? (link && (await app.sessions.linkHolder(link, now)))
    return writes ? bodyLimits.staffForm : bodyLimits.form
  }
  server.register(async (pages) => {
    // Kit reads the body itself.
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser('*', (_request, _payload, done) => {
      done(null)
    })
    pages.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/*',
      bodyLimit: bodyLimits.staffForm,
      handler: async (request, reply) => {
        if (request.url.startsWith('/api/')) throw new ContestError('not-found')
        const { raw } = request
        // Before anybody reads it. A form says how long it is; what does not is no browser's.
        const length = Number(raw.headers['content-length'] ?? (raw.headers['transfer-encoding'] === undefined ? 0 : Infinity))
        if (length > bodyLimits.form && length > (await mostBytes(request))) {
          reply.header('connection', 'close')
          throw new ContestError('payload-too-large')
        }
        // What was built lies ready; only what is made for the asking waits its turn.
        if (!isFromOutside(request)) return answer(request, reply)
        if (raw.url?.startsWith('/_app/') === true) {
          const file = await ready.file(request)
          if (file === null) return answer(request, reply)
          sendReady(file, request, reply)
          return reply
        }
        const page = ready.page(request)
        // What lies ready costs no turn.
        const shell = page?.lastShell((make) => line.pass(networkOf(request.ip), make)) ?? null
        if (shell !== null || (page?.isHeld === true && !hurry.isOn())) {
          sendReady(shell ?? (await (page as AskedPage).page()), request, reply)
          return reply
        }
        if (length > 0 && length <= bodyLimits.form) await isHere(raw)
        try {
          await pass(request, async () => {
            if (raw.destroyed || raw.socket.destroyed) return
            if (page === null) await answer(request, reply)
            else sendReady(await page.page(), request, reply)
          })
        } catch (error) {
          if (!(error instanceof ContestError && error.code === 'busy')) throw error
          refuseInTurn(request, reply, () => sayBusy(request, reply))
        }
        return reply
      },
    })

    /** Resolves when the page has gone out, or whoever asked for it has. */
    const answer = (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
      new Promise((done) => {
        reply.hijack()
        const { raw, protocol } = request
        if (protocol === 'https') reply.raw.setHeader('strict-transport-security', strictTransport)
        if (raw.url?.startsWith('/_app/immutable/') === true) sendPlainly(reply.raw)
        // Handed to the system: a reader that takes its time keeps nobody waiting.
        reply.raw.once('finish', done).once('close', done)
        Object.assign(raw, { hoithi: { protocol, fetch: (target: string | Request) => callInProcess(server, raw, target) } })
        handler(raw, reply.raw, (error) => {
          if (error !== undefined) request.log.error({ err: error }, 'a page failed')
          reply.raw.writeHead(error === undefined ? 404 : 500, { 'content-type': 'text/plain; charset=utf-8' }).end()
        })
      })
  })
}

/** Under an address of its own bytes' digest nothing ever changes: no word of how to ask again, or for a part; a phone's first visit counts each. */
function sendPlainly(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (status: number, headers?: OutgoingHttpHeaders) => ServerResponse
  response.writeHead = (status: number, headers?: unknown) =>
    writeHead(
      status,
      Object.fromEntries(Object.entries((headers ?? {}) as OutgoingHttpHeaders).filter(([name]) => !/^(etag|accept-ranges)$/i.test(name))),
    )
}

/**
 * A small form waits whole in memory until somebody reads it: one whose sender takes their time holds no turn. Looks ever
 * more rarely; what never comes is cut off by connections.ts.
 */
async function isHere(request: IncomingMessage): Promise<void> {
  for (let ms = 1; !request.complete && !request.destroyed; ms = Math.min(250, 2 * ms)) await sleep(ms)
}

/** A page anybody can read, which comes again by itself. */
function sayBusy(request: FastifyRequest, reply: FastifyReply): void {
  const seconds = 3
  const { vi, en } = errorCatalogue.busy
  void reply
    .code(503)
    .header('retry-after', String(seconds))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${
        request.method === 'GET' ? `<meta http-equiv="refresh" content="${String(seconds)}">` : ''
      }<title>503</title><p>${vi}<p lang="en">${en}</html>`,
    )
}

const handedOn = ['cookie', 'user-agent', 'host', 'x-forwarded-proto', 'x-forwarded-for', 'x-forwarded-host'] as const

/** From where the page's own request came and with what it brought, so that a proxy is believed here as there. */
async function callInProcess(server: FastifyInstance, page: IncomingMessage, target: string | Request): Promise<Response> {
  const headers: Record<string, string> = {}
  for (const name of handedOn) {
    const value = page.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const options: InjectOptions = { method: 'GET', url: '', headers, remoteAddress: page.socket.remoteAddress ?? '' }
  if (typeof target === 'string') options.url = target
  else {
    const { pathname, search } = new URL(target.url)
    for (const [name, value] of target.headers) headers[name] = value
    options.url = pathname + search
    Object.assign(options, { method: target.method })
    const body = Buffer.from(await target.arrayBuffer())
    if (body.length > 0) options.payload = body
  }
  const answer = await server.inject(options)
  const received = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) received.append(name, String(one))
  }
  const empty = answer.statusCode === 204 || answer.statusCode === 304
  return new Response(empty ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers: received })
}
