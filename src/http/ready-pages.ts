/**
 * Pages that are the same for everybody, kept ready as the bytes that go out for as long as the answers behind them are shared anyway: a
 * crowd on the page of a contest costs one rendering and one compression a second. Such a page is made without a word of who
 * asks but the language, so there is nothing of anybody in it.
 */
import { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SharedAnswers } from '#usecases/app.ts'

/** `/`, a contest with its rulebook, the board of units, results, the form to look up a receipt. */
const everybodys = /^\/(?:hoi-thi\/[a-z0-9-]+(?:\/[a-z-]+)?|don-vi|ket-qua\/[a-z0-9-]+|tra-cuu)?(?:\?hoi-thi=[a-z0-9-]*)?$/

interface ReadyPage {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly tag: string | null
  readonly bytes: Buffer
}

/** What such a page may depend on beside its address and its language. */
const asked = ['accept-encoding', 'host', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-for'] as const
/** The connection's own. */
const notOfPage: ReadonlySet<string> = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding'])

/** Asked by somebody outside; the pages themselves are made by asking in process. */
export const isFromOutside = ({ raw }: FastifyRequest): boolean => raw.socket instanceof Socket

/** @returns the page of this request, made or found; null when it is not everybody's */
export function createReadyPages(server: FastifyInstance, answers: SharedAnswers) {
  const make = async (url: string, headers: Record<string, string>, remoteAddress: string): Promise<ReadyPage> => {
    const { statusCode, headers: made, rawPayload } = await server.inject({ method: 'GET', url, headers, remoteAddress })
    const kept = Object.entries(made).flatMap(([name, value]): [string, string][] =>
      value === undefined || notOfPage.has(name) ? [] : [[name, String(value)]],
    )
    return { status: statusCode, headers: kept, tag: typeof made.etag === 'string' ? made.etag : null, bytes: rawPayload }
  }
  return ({ raw, method, url, protocol }: FastifyRequest): Promise<ReadyPage> | null => {
    if (method !== 'GET' || !everybodys.test(url)) return null
    const language = /(?:^|;\s*)lang=(vi|en)(?:;|$)/.exec(raw.headers.cookie ?? '')?.[1]
    const headers: Record<string, string> = language === undefined ? {} : { cookie: `lang=${language}` }
    for (const name of asked) {
      const value = raw.headers[name]
      if (typeof value === 'string') headers[name] = value
    }
    const { 'x-forwarded-for': _, ...differing } = headers
    const key = JSON.stringify(['page', protocol, url, differing])
    return answers.share(key, () => make(url, headers, raw.socket.remoteAddress ?? ''))
  }
}

export function sendReady({ status, headers, tag, bytes }: ReadyPage, request: FastifyRequest, reply: FastifyReply): void {
  const isKnown = status === 200 && tag !== null && (request.headers['if-none-match'] ?? '').split(/,\s*/).includes(tag)
  for (const [name, value] of headers) if (!isKnown || !name.startsWith('content-')) reply.header(name, value)
  void reply.code(isKnown ? 304 : status).send(isKnown ? undefined : bytes)
}
