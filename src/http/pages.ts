/**
 * The pages: SvelteKit's handler behind every address the API does not own. A page reads its data through
 * `request.hoithi.fetch`, which runs the route in process with the cookies of the page's own request.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { ContestError } from '#contest/errors.ts'
import { bodyLimits } from '#contest/limits.ts'
import { sendProblem } from './problems.ts'

export type PageHandler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

export function mountPages(server: FastifyInstance, handler: PageHandler): void {
  server.register(async (pages) => {
    // Kit reads the body itself.
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser('*', (_request, _payload, done) => {
      done(null)
    })
    pages.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/*',
      bodyLimit: bodyLimits.page,
      handler: (request, reply) => {
        if (request.url.startsWith('/api/')) {
          sendProblem(new ContestError('not-found'), request, reply)
          return
        }
        reply.hijack()
        const { raw } = request
        Object.assign(raw, { hoithi: { fetch: (target: string | Request) => callInProcess(server, raw, request.ip, target) } })
        handler(raw, reply.raw, (error) => {
          if (error !== undefined) request.log.error({ err: error }, 'a page failed')
          reply.raw.writeHead(error === undefined ? 404 : 500, { 'content-type': 'text/plain; charset=utf-8' }).end()
        })
      },
    })
  })
}

const handedOn = ['cookie', 'accept-language', 'user-agent', 'host', 'x-forwarded-proto', 'x-forwarded-for', 'x-forwarded-host'] as const

async function callInProcess(server: FastifyInstance, page: IncomingMessage, ip: string, target: string | Request): Promise<Response> {
  const headers: Record<string, string> = {}
  for (const name of handedOn) {
    const value = page.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const options: InjectOptions = { method: 'GET', url: '', headers, remoteAddress: ip }
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
