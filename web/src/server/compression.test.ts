import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compress } from './compression.ts'

const page = '<p>Hội thi trực tuyến</p>'.repeat(100)
const asking = (encodings?: string): Request =>
  new Request('http://site/', encodings === undefined ? {} : { headers: { 'accept-encoding': encodings } })
const answer = (body: string | null, type = 'text/html'): Response =>
  new Response(body, { status: 404, headers: { 'content-type': type, etag: '"abc"', 'set-cookie': 'a=1' } })

describe('compression of pages', () => {
  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
  ] as const)('%s → %s', async (asked, encoding, open) => {
    const packed = await compress(asking(asked), answer(page))
    expect([packed.status, packed.headers.get('content-encoding'), packed.headers.get('etag'), packed.headers.get('set-cookie')]).toEqual([
      404,
      encoding,
      'W/"abc"',
      'a=1',
    ])
    const bytes = Buffer.from(await packed.arrayBuffer())
    expect(packed.headers.get('content-length')).toBe(String(bytes.length))
    expect(open(bytes).toString()).toBe(page)
  })

  it('leaves alone what nobody asked to pack, what is small, and what is no text', async () => {
    for (const [request, response, body] of [
      [asking(), answer(page), page],
      [asking('br'), answer('<p>ngắn</p>'), '<p>ngắn</p>'],
      [asking('br'), answer(page, 'image/png'), page],
      [asking('br'), answer(null), ''],
    ] as const) {
      const same = await compress(request, response)
      expect(same.headers.get('content-encoding')).toBeNull()
      expect(same.headers.get('etag')).toBe('"abc"')
      expect(await same.text()).toBe(body)
    }
  })

  it('makes what is everybody’s better, and what is one person’s faster', async () => {
    const text = Array.from({ length: 400 }, (_, i) => `<p>Câu ${String((i * 7919) % 101)}: phương án ${String(i % 7)}</p>`).join('')
    const packed = async (cacheControl: string): Promise<Buffer> => {
      const response = answer(text)
      response.headers.set('cache-control', cacheControl)
      return Buffer.from(await (await compress(asking('br'), response)).arrayBuffer())
    }
    const [shared, own] = [await packed('public, no-cache'), await packed('private, no-store')]
    expect(shared.length).toBeLessThan(own.length)
    expect(await packed('public, no-cache')).toEqual(shared)
    for (const bytes of [shared, own]) expect(brotliDecompressSync(bytes).toString()).toBe(text)
  })
})
