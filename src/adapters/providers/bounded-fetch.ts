/**
 * Requests to providers of sign-in: so long, so large, to public addresses by TLS, and no further than the address that was asked.
 * The address a name stands for is looked at where the connection is made, so that it cannot be another by then.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns'
import { request as requestPlainly, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestByTls } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const TIMEOUT_MS = 5000
const MOST_BYTES = 256 * 1024

/** Nothing came that could be used: away, too slow, too large, or not to be asked. */
export class UnreachableError extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause })
    this.name = 'UnreachableError'
  }
}

interface BoundedInit {
  readonly method?: string
  readonly headers?: ConstructorParameters<typeof Headers>[0]
  readonly body?: unknown
}

export type BoundedFetch = (url: string | URL, init?: BoundedInit) => Promise<Response>

const own = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  own.addSubnet(network, prefix, 'ipv4')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
/** Of these the part behind may be any address of IPv4; or nobody's. */
const own6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  own6.addSubnet(network, prefix, 'ipv6')

/** Of the internet, and not of a network of one's own. */
export const isPublicAddress = (address: string): boolean =>
  isIP(address) === 4 ? !own.check(address, 'ipv4') : isIP(address) === 6 && global6.check(address, 'ipv6') && !own6.check(address, 'ipv6')

const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error !== null) return done(error, '')
    const refused = found.length === 0 ? host : found.find(({ address }) => !isPublicAddress(address))?.address
    if (refused !== undefined) return done(new UnreachableError(`${host} is at ${refused}, which is no public address`), '')
    if (options.all === true) return done(null, found)
    const [{ address, family }] = found as [LookupAddress]
    done(null, address, family)
  })
}

/** @param inside hosts (`host:port`, or `host`) the administrator lets be asked, wherever they are and without TLS */
export function createBoundedFetch(inside: readonly string[]): BoundedFetch {
  return (target, init = {}) => {
    const url = new URL(target)
    const isInside = inside.includes(url.host) || inside.includes(url.hostname)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (!isInside && url.protocol !== 'https:') return Promise.reject(new UnreachableError(`${url.host} is asked by https alone`))
    if (!isInside && isIP(host) !== 0 && !isPublicAddress(host))
      return Promise.reject(new UnreachableError(`${url.host} is no public address`))
    return send(url, init, isInside ? {} : { lookup: publicLookup })
  }
}

function send(url: URL, { method = 'GET', headers, body }: BoundedInit, options: RequestOptions): Promise<Response> {
  const sent = new Headers(headers)
  sent.set('accept-encoding', 'identity')
  sent.set('user-agent', 'hoithi')
  const payload = body === undefined || body === null ? null : Buffer.from(bodyText(body))
  if (body instanceof URLSearchParams && !sent.has('content-type'))
    sent.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  if (payload !== null) sent.set('content-length', String(payload.length))
  const ask = url.protocol === 'https:' ? requestByTls : requestPlainly
  return new Promise((done, failed) => {
    const request = ask(url, { ...options, method, headers: Object.fromEntries(sent), agent: false, maxHeaderSize: 16_384 })
    const tooLate = setTimeout(
      () => request.destroy(new UnreachableError(`${url.host} took more than ${String(TIMEOUT_MS)} ms`)),
      TIMEOUT_MS,
    )
    request.once('close', () => clearTimeout(tooLate))
    request.once('error', (error) => failed(error instanceof UnreachableError ? error : new UnreachableError(`${url.host} is away`, error)))
    request.once('response', (answer) => {
      wholeOf(answer, url)
        .then(done)
        .catch((error: unknown) => {
          request.destroy()
          failed(error instanceof Error ? error : new UnreachableError(`${url.host} broke off`, error))
        })
    })
    request.end(payload ?? undefined)
  })
}

const bodyText = (body: unknown): string => {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('a body is text or parameters')
}

async function wholeOf(answer: IncomingMessage, url: URL): Promise<Response> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      bytes += part.length
      if (bytes > MOST_BYTES) throw new UnreachableError(`${url.host} sent more than ${String(MOST_BYTES)} bytes`)
      parts.push(part)
    }
  } catch (error) {
    throw error instanceof UnreachableError ? error : new UnreachableError(`${url.host} broke off`, error)
  }
  const status = answer.statusCode ?? 502
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) for (const one of [value ?? []].flat()) headers.append(name, one)
  // No redirect is followed: where a provider is stands in its value.
  return new Response([204, 205, 304].includes(status) ? null : Buffer.concat(parts), { status: status < 200 ? 502 : status, headers })
}
