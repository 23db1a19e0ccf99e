/** Who is believed to be a proxy, what a spoofed header changes (nothing), and cookies behind TLS. */
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '#config.ts'
import { bodyLimits, tryLimits } from '#contest/limits.ts'
import type { PageHandler } from '#http/pages.ts'
import { buildServer } from '#http/server.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { lastUnnamedProxy } from '#store/audit/lines.ts'
import { makeTestApp, type Answer, type TestApp } from '../support/app.ts'

describe('proxies', () => {
  let test: TestApp
  afterEach(() => test.close())
  const guess = (headers: Record<string, string>, address?: string): Promise<Answer> =>
    test.call('POST', '/api/staff/session', { body: { login: 'administrator', password: 'đoán mò' }, headers, ...(address && { address }) })
  const password = 'mật khẩu dài của bài thử'
  const signIn = (headers: Record<string, string>, address?: string): Promise<Answer> =>
    test.call('POST', '/api/staff/session', { body: { login: 'administrator', password }, headers, ...(address && { address }) })

  it('that nobody named are not believed, and one in front is kept for doctor to say', async () => {
    test = await makeTestApp('sqlite')
    for (let i = 0; i < tryLimits.pair.free; i++) await guess({ 'x-forwarded-for': `192.0.2.${String(i)}` })
    expect((await guess({ 'x-forwarded-for': '192.0.2.99' })).status).toBe(429)
    await expect.poll(() => lastUnnamedProxy(test.app.database.db)).toEqual({ at: test.clock.at, peer: '127.0.0.1' })
    await test.signInAs('administrator')
    const spoofed = await signIn({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'example.com' }, '198.51.100.7')
    expect([spoofed.status, spoofed.headers['strict-transport-security']]).toEqual([204, undefined])
    expect(String(spoofed.headers['set-cookie'])).not.toContain('__Host-')
  })

  it('that are named tell where others come from; what stands before their own word does not', async () => {
    test = await makeTestApp('sqlite', undefined, ['10.0.0.0/8'])
    for (let i = 0; i < tryLimits.pair.free; i++) await guess({ 'x-forwarded-for': `192.0.2.${String(i)}, 203.0.113.5` }, '10.1.2.3')
    expect((await guess({ 'x-forwarded-for': '192.0.2.99, 203.0.113.5' }, '10.1.2.3')).status).toBe(429)
    expect((await guess({ 'x-forwarded-for': '203.0.113.6' }, '10.1.2.3')).status).toBe(422)
    // Not the proxy itself: its word is nothing.
    expect((await guess({ 'x-forwarded-for': '203.0.113.5' }, '198.51.100.7')).status).toBe(422)
    expect(await lastUnnamedProxy(test.app.database.db)).toBeNull()
  })

  it('that speak TLS to browsers give cookies to this host alone, and keep browsers to TLS', async () => {
    test = await makeTestApp('sqlite', undefined, ['10.1.2.3'])
    await test.signInAs('administrator')
    const tls = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.5' }
    const { headers } = await signIn(tls, '10.1.2.3')
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
    const [session = '', device] = headers['set-cookie'] as string[]
    expect(session).toMatch(/^__Host-hoithi-staff=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
    expect(device).toMatch(/^__Host-hoithi-device=[\w-]{32}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
    const cookie = session.split(';')[0] ?? ''
    const me = (sent: string) => test.call('GET', '/api/staff/me', { cookie: sent, headers: tls, address: '10.1.2.3' })
    expect((await me(cookie)).status).toBe(200)
    // What a neighbouring host or a request in the clear may have put there.
    expect((await me(cookie.replace('__Host-', ''))).status).toBe(401)
    const out = await test.call('DELETE', '/api/staff/session', { cookie, headers: tls, address: '10.1.2.3' })
    expect(String(out.headers['set-cookie'])).toMatch(/^__Host-hoithi-staff=; Max-Age=0; .*Secure$/)
  })
})

describe('pages behind TLS', () => {
  it('keep browsers to TLS too, made or ready, and also where nothing is served', async () => {
    const test = await makeTestApp('sqlite')
    const pages: PageHandler = (request, response) => {
      response.end(request.url)
    }
    const server = buildServer(test.app, { pages, trustProxy: ['127.0.0.1'], log: false, publicAnswers: createSharedAnswers(60_000) })
    const at = await server.listen({ host: '127.0.0.1', port: 0 })
    const keptTo = async (path: string, proto: string, method = 'GET'): Promise<string | null> => {
      const body = method === 'POST' ? { body: Buffer.alloc(bodyLimits.form + 1) } : {}
      const { headers } = await fetch(at + path, { method, headers: { 'x-forwarded-proto': proto }, ...body })
      return headers.get('strict-transport-security')
    }
    for (const path of ['/hoi-thi/phu-loc', '/hoi-thi/phu-loc', '/phong-cho', '/quan-tri', '/_app/a.js', '/api/time', '/api/no-such'])
      expect([path, await keptTo(path, 'https'), await keptTo(path, 'http')]).toEqual([path, 'max-age=31536000', null])
    expect([await keptTo('/vao-thi', 'https', 'POST'), await keptTo('/vao-thi', 'http', 'POST')]).toEqual(['max-age=31536000', null])
    await server.close()
    await test.close()
  })
})

describe('the setting of proxies', () => {
  const named = (text: string) => readConfig({ data: '/nowhere' }, { HOITHI_TRUST_PROXY: text }).trustProxy

  it('is a list of addresses and networks', () => {
    expect(named('')).toEqual([])
    expect(named('127.0.0.1, 10.0.0.0/8,::1 , fd00::/8')).toEqual(['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'])
  })

  it.each(['true', '1', 'loopback', 'proxy.example.com', '10.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0'])(
    'refuses “%s”',
    (text) => {
      expect(() => named(text)).toThrow(ConfigError)
      expect(() => named(text)).toThrow(/HOITHI_TRUST_PROXY/)
    },
  )
})
