/**
 * Compresses rendered pages: they go out past the server's own hooks. Brotli at quality 5 takes a hundredth of the time of 9 and
 * gives four per cent more bytes: a page for one person is made at 5. One that is everybody's is made at 9 and remembered by what it
 * holds, so that it is made once. Files of the build are compressed once, at build time.
 */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Below this many bytes compression gains nothing. */
const smallest = 1_000
/** Beyond it quality 9 gains nothing worth its time. */
const small = 16_384
/** Pages that are remembered, the last ones. */
const mostKnown = 200

type Encoding = 'br' | 'gzip'
const known = new Map<string, Promise<Buffer>>()

const withBrotli = (plain: Buffer, quality: number): Promise<Buffer> =>
  brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } })

const packOnce = (plain: Buffer, encoding: Encoding, quality: number): Promise<Buffer> =>
  encoding === 'br' ? withBrotli(plain, quality) : gzipped(plain)

function packShared(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  const key = `${encoding} ${createHash('sha256').update(plain).digest('base64')}`
  const packed = known.get(key) ?? packOnce(plain, encoding, plain.length < small ? 9 : 5)
  known.delete(key)
  known.set(key, packed)
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break
    known.delete(oldest)
  }
  packed.catch(() => known.delete(key))
  return packed
}

export async function compress(request: Request, response: Response): Promise<Response> {
  const accepted = request.headers.get('accept-encoding') ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
  const type = response.headers.get('content-type') ?? ''
  if (encoding === null || response.body === null || !/^(text\/html|application\/json|text\/sveltekit-data)/.test(type)) return response
  const plain = Buffer.from(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  if (plain.length < smallest) return new Response(plain, { status: response.status, statusText: response.statusText, headers })
  const isShared = headers.get('cache-control')?.startsWith('public') === true
  const packed = await (isShared ? packShared(plain, encoding) : packOnce(plain, encoding, 5))
  headers.set('content-encoding', encoding)
  headers.set('content-length', String(packed.length))
  // The entity tag was made of the plain bytes.
  const tag = headers.get('etag')
  if (tag !== null && !tag.startsWith('W/')) headers.set('etag', `W/${tag}`)
  return new Response(new Uint8Array(packed), { status: response.status, statusText: response.statusText, headers })
}
