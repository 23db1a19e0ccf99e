/**
 * Pages that are the same for everybody, kept ready as the bytes that go out for as long as the answers behind them are shared anyway: a
 * crowd on the page of a contest costs one rendering and one compression a second. Such a page is made without a word of who
 * asks but the language, so there is nothing of anybody in it.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SharedAnswers } from '#usecases/app.ts'

/** `/`, a contest with its rulebook, the board of units, results, the form to look up a receipt. */
const everybodys = /^\/(?:hoi-thi\/[a-z0-9-]+(?:\/[a-z-]+)?|don-vi|ket-qua\/[a-z0-9-]+|tra-cuu)?(?:\?hoi-thi=[a-z0-9-]*)?$/
/** The shell of the paper: its script alone reads which attempt it is for. */
const shell = '/bai-thi'
const ofShell = /^\/bai-thi(?:\?luot=[\w-]*)?$/

interface ReadyPage {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly tag: string | null
  readonly bytes: Buffer
}

export interface AskedPage {
  /** Made already, or being made for somebody else. */
  readonly isHeld: boolean
  /**
   * The shell as it was made last, and another asked for when it is no longer shared: whoever has started needs it now, and nobody waits
   * behind thousands for the same bytes. Null: it was not made lately, or this is no shell.
   */
  lastShell(passing: (make: () => Promise<unknown>) => Promise<unknown>): ReadyPage | null
  page(): Promise<ReadyPage>
}

/** What such a page may depend on beside its address, its language and how it is packed. */
const packings = [
  ['br', /\bbr\b/],
  ['gzip', /\bgzip\b/],
] as const
const asked = ['host', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-for'] as const
/** The connection's own. */
const notOfPage: ReadonlySet<string> = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding'])

/** Asked by somebody outside; the pages themselves are made by asking in process. */
export const isFromOutside = ({ raw }: FastifyRequest): boolean => raw.socket instanceof Socket

function packingOf(headers: IncomingHttpHeaders): { 'accept-encoding'?: string } {
  const packing = packings.find(([, accepts]) => accepts.test(headers['accept-encoding'] ?? ''))?.[0]
  return packing === undefined ? {} : { 'accept-encoding': packing }
}

/** What it shows changes with the program alone, and that begins with none. */
const shellKeptMs = 60_000
/** A language, a packing and a name of the host each. */
const mostShells = 50

const immutable = /^\/_app\/immutable\/[\w./-]+$/
/** Bytes of one file and how many of them: all of the build in each packing, and no more than it. */
const largestFile = 262_144
const mostFiles = 600

/** @returns the page of this request, made or found, null when it is not everybody's; and files of the build */
export function createReadyPages(server: FastifyInstance, answers: SharedAnswers) {
  const make = async (url: string, headers: Record<string, string>, remoteAddress: string): Promise<ReadyPage> => {
    const { statusCode, headers: made, rawPayload } = await server.inject({ method: 'GET', url, headers, remoteAddress })
    const kept = Object.entries(made).flatMap(([name, value]): [string, string][] =>
      value === undefined || notOfPage.has(name) ? [] : [[name, String(value)]],
    )
    return { status: statusCode, headers: kept, tag: typeof made.etag === 'string' ? made.etag : null, bytes: rawPayload }
  }
  const shells = new Map<string, { readonly page: ReadyPage; readonly until: number }>()
  const renewing = new Set<string>()
  const page = ({ raw, method, url: askedUrl, protocol }: FastifyRequest): AskedPage | null => {
    const isShell = ofShell.test(askedUrl)
    if (method !== 'GET' || !(isShell || everybodys.test(askedUrl))) return null
    const url = isShell ? shell : askedUrl
    const language = /(?:^|;\s*)lang=(vi|en)(?:;|$)/.exec(raw.headers.cookie ?? '')?.[1]
    const headers: Record<string, string> = language === undefined ? {} : { cookie: `lang=${language}` }
    Object.assign(headers, packingOf(raw.headers))
    for (const name of asked) {
      const value = raw.headers[name]
      if (typeof value === 'string') headers[name] = value
    }
    const { 'x-forwarded-for': _, ...differing } = headers
    const key = JSON.stringify(['page', protocol, url, differing])
    const isHeld = answers.holds(key)
    const made = async (): Promise<ReadyPage> => {
      const now = await answers.share(key, () => make(url, headers, raw.socket.remoteAddress ?? ''))
      if (isShell && now.status === 200 && (shells.size < mostShells || shells.has(key)))
        shells.set(key, { page: now, until: performance.now() + shellKeptMs })
      return now
    }
    return {
      isHeld,
      page: made,
      lastShell: (passing) => {
        const last = shells.get(key)
        if (last === undefined || performance.now() >= last.until) return null
        if (!isHeld && !renewing.has(key)) {
          renewing.add(key)
          void passing(made)
            .catch(() => undefined)
            .finally(() => renewing.delete(key))
        }
        return last.page
      },
    }
  }

  const files = new Map<string, ReadyPage>()
  /** A file of the build, whose address is its digest: read once. Null: it is to be read as it lies there. */
  const file = async ({ raw, method, url }: FastifyRequest): Promise<ReadyPage | null> => {
    if (method !== 'GET' || raw.headers.range !== undefined || !immutable.test(url)) return null
    const headers = packingOf(raw.headers)
    const key = `${headers['accept-encoding'] ?? ''} ${url}`
    const known = files.get(key)
    if (known !== undefined) return known
    const made = await make(url, headers, '')
    if (made.status === 200 && made.bytes.length <= largestFile && files.size < mostFiles) files.set(key, made)
    return made
  }
  return { page, file }
}

export function sendReady({ status, headers, tag, bytes }: ReadyPage, request: FastifyRequest, reply: FastifyReply): void {
  const isKnown = status === 200 && tag !== null && (request.headers['if-none-match'] ?? '').split(/,\s*/).includes(tag)
  for (const [name, value] of headers) if (!isKnown || !name.startsWith('content-')) reply.header(name, value)
  void reply.code(isKnown ? 304 : status).send(isKnown ? undefined : bytes)
}
