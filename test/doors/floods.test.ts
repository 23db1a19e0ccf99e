/** What one stranger, one network or one account may ask of the server at once: more is refused before it costs anything. */
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bodyLimits } from '#contest/limits.ts'
import type { PageHandler } from '#http/pages.ts'
import { buildServer } from '#http/server.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'
import { headOf, slowRequest } from '../support/slow-request.ts'

describe('floods', () => {
  let test: TestApp
  beforeEach(async () => {
    test = await makeTestApp('sqlite')
  })
  afterEach(() => test.close())

  async function withPages(pages: PageHandler) {
    const server = buildServer(test.app, { pages, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0) })
    await server.listen({ host: '127.0.0.1', port: 0 })
    const at = `http://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`
    return { at, close: () => server.close() }
  }

  it('refuses a form larger than any of its page before the page reads a byte of it, also one that does not say how large it is', async () => {
    const read: string[] = []
    const { at, close } = await withPages((request, response) => {
      read.push(request.url ?? '')
      request.resume().once('end', () => response.end('read'))
    })
    const cookie = await test.signInAs('administrator')
    const post = async (path: string, bytes: number, headers: Record<string, string> = {}): Promise<number> => {
      const body = Buffer.alloc(bytes, 'a')
      return fetch(at + path, { method: 'POST', headers, body }).then(
        ({ status }) => status,
        // The server says so and hangs up before all of it is sent.
        () => 413,
      )
    }
    expect(await post('/vao-thi', bodyLimits.form)).toBe(200)
    expect(await post('/vao-thi', bodyLimits.form + 1)).toBe(413)
    expect(await post('/vao-thi', 20_000_000)).toBe(413)
    expect(await post('/quan-tri/a/cau-hoi', bodyLimits.staffForm, { cookie: 'hoithi-staff=somebody-who-is-nobody-at-all' })).toBe(413)
    expect(await post('/quan-tri/a/cau-hoi', bodyLimits.staffForm, { cookie })).toBe(200)
    expect(await post('/quan-tri/a/cau-hoi', bodyLimits.staffForm + 1, { cookie })).toBe(413)
    const unsaid = await fetch(`${at}/vao-thi`, {
      method: 'POST',
      body: new Blob([Buffer.alloc(10)]).stream(),
      duplex: 'half',
    }).then(({ status }) => status)
    expect(unsaid).toBe(413)
    expect(read).toEqual(['/vao-thi', '/quan-tri/a/cau-hoi'])
    await close()
  })

  it('lets a few pages be made at once, the others wait, and files of the build go by', async () => {
    let making = 0
    let most = 0
    const ends: (() => void)[] = []
    const { at, close } = await withPages((request, response) => {
      if (request.url?.startsWith('/_app/') === true) return void response.end('file')
      most = Math.max(most, ++making)
      ends.push(() => {
        making--
        response.end('page')
      })
    })
    // Forms whose senders take their time hold no turn.
    const slow = await Promise.all(
      Array.from({ length: 8 }, () => slowRequest(Number(new URL(at).port), headOf('POST', '/vao-thi', 'a=b', '{"code":"CB1"}') + '{"co')),
    )
    const pages = Array.from({ length: 40 }, () => fetch(at).then((answer) => answer.text()))
    await expect.poll(() => making).toBe(4)
    expect(await fetch(`${at}/_app/a.js`).then((answer) => answer.text())).toBe('file')
    let done = false
    const all = Promise.all(pages).finally(() => (done = true))
    while (!done) {
      ends.shift()?.()
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect([new Set(await all), most]).toEqual([new Set(['page']), 4])
    const forms = slow.map(async ({ send, answer }) => {
      await send('de":"CB1"}')
      return (await answer).body
    })
    const turns = setInterval(() => ends.shift()?.(), 1)
    expect(new Set(await Promise.all(forms))).toEqual(new Set(['page']))
    clearInterval(turns)
    await close()
  })

  it('makes the pages of one person one at a time, on however many connections they are asked for', async () => {
    const making: string[] = []
    const ends: (() => void)[] = []
    const { at, close } = await withPages((request, response) => {
      making.push(request.headers.cookie ?? '')
      ends.push(() => response.end('page'))
    })
    const [one, other] = ['one', 'two'].map((who) => `hoithi=${who.repeat(10)}`)
    const ask = (cookie = ''): Promise<string> => fetch(`${at}/phong-cho`, { headers: { cookie } }).then((answer) => answer.text())
    const many = Array.from({ length: 20 }, () => ask(one))
    await expect.poll(() => making).toEqual([one])
    const others = [ask(other), ask(), ask()]
    await expect.poll(() => making.toSorted()).toEqual(['', '', one, other].toSorted())
    const turns = setInterval(() => ends.shift()?.(), 1)
    expect(new Set(await Promise.all([...many, ...others]))).toEqual(new Set(['page']))
    clearInterval(turns)
    await close()
  })

  it('refuses what is too large at a slower pace than the rest', async () => {
    const { at, close } = await withPages((_request, response) => void response.end('page'))
    const { port } = new URL(at)
    const head = `POST /vao-thi HTTP/1.1\r\nHost: x\r\nContent-Length: ${String(bodyLimits.form + 1)}\r\n\r\n`
    // Nothing is sent but what it would be, so that only the rests take time.
    const refused = (): Promise<unknown> => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.write(head)
      return once(socket.resume(), 'close')
    }
    const before = performance.now()
    await Promise.all(Array.from({ length: 8 }, refused))
    // Seven rests of 50 ms; of 4 ms each they were over in a tenth of it. A timer may be a little early.
    expect(performance.now() - before).toBeGreaterThan(300)
    await close()
  })

  it('serves so many requests of one account at a time, and the others of everybody', async () => {
    const contest = await makeLiveContest(test.app, 2)
    const [one = '', other = ''] = contest.contestants.map(({ cookie }) => cookie)
    const statuses = await Promise.all([
      ...Array.from({ length: 60 }, () => test.call('GET', '/api/me', { cookie: one })),
      test.call('GET', '/api/me', { cookie: other }),
    ])
    const refused = statuses.filter(({ json }) => json.code === 'busy')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every(({ status, headers }) => status === 503 && headers['retry-after'] === '2')).toBe(true)
    expect([statuses.filter(({ status }) => status === 200).length + refused.length, statuses.at(-1)?.status]).toEqual([61, 200])
    expect((await test.call('GET', '/api/me', { cookie: one })).status).toBe(200)
  })

  it('counts none that was given up', async () => {
    const contest = await makeLiveContest(test.app, 1)
    const { cookie = '' } = contest.contestants[0] ?? {}
    const { id } = await test.start(contest.roundId, cookie)
    await test.server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = test.server.server.address() as AddressInfo
    let gone = 0
    test.server.server.on('request', (_request, response) => response.once('close', () => gone++))
    const sockets = Array.from({ length: 40 }, () => connect(port, '127.0.0.1'))
    for (const socket of sockets) socket.write(headOf('PUT', `/api/attempts/${id}/entry`, cookie, '{"entryId":"never sent"}'))
    const looks = Array.from({ length: 40 }, () => connect(port, '127.0.0.1'))
    for (const socket of looks) socket.write(headOf('GET', '/api/me', cookie, ''))
    await expect.poll(() => gone).toBeGreaterThan(0)
    for (const socket of [...sockets, ...looks]) socket.destroy()
    await expect.poll(() => gone).toBe(80)
    expect((await test.call('GET', '/api/me', { cookie })).status).toBe(200)
    const entry = { entryId: 'entry-of-somebody-who-waits', answers: [], prediction: 1 }
    expect((await test.call('PUT', `/api/attempts/${id}/entry`, { cookie, body: entry })).json.code).toBe('invalid-answers')
  })

  it('looks at so many passwords of one network, and lets somebody from elsewhere in between', async () => {
    const password = 'mật khẩu dài của bài thử'
    await test.signInAs('administrator')
    const flood = Array.from({ length: 100 }, (_, i) =>
      test.call('POST', '/api/staff/session', { body: { login: `nobody-${String(i)}`, password: 'x' }, address: '198.51.100.7' }),
    )
    const own = await test.call('POST', '/api/staff/session', { body: { login: 'administrator', password }, address: '203.0.113.9' })
    expect(own.status).toBe(204)
    const codes = (await Promise.all(flood)).map(({ json }) => json.code as string)
    expect(codes.filter((code) => code === 'busy').length).toBeGreaterThan(50)
    expect(new Set(codes)).toEqual(new Set(['busy', 'wrong-credentials']))
  })

  it('lets a device that is known at its account in, however many networks strangers come from', async () => {
    const body = { login: 'administrator', password: 'mật khẩu dài của bài thử' }
    await test.signInAs('administrator')
    const { headers } = await test.call('POST', '/api/staff/session', { body, address: '203.0.113.9' })
    const cookie = [headers['set-cookie']]
      .flat()
      .map((one) => String(one).split(';')[0])
      .join('; ')
    const flood = Array.from({ length: 100 }, (_, i) =>
      test.call('POST', '/api/staff/session', {
        body: { login: `nobody-${String(i)}`, password: 'x' },
        address: `198.51.100.${String(i)}`,
      }),
    )
    const unknown = await test.call('POST', '/api/staff/session', { body, address: '203.0.113.9' })
    expect(unknown.json).toMatchObject({ code: 'busy' })
    expect((await test.call('POST', '/api/staff/session', { body, address: '203.0.113.9', cookie })).status).toBe(204)
    await Promise.all(flood)
  })

  it('turns strangers away from a sign-in before their bodies are here, and no device that is known', async () => {
    await test.server.listen({ host: '127.0.0.1', port: 0 })
    const { port } = test.server.server.address() as AddressInfo
    const body = JSON.stringify({ login: 'nobody', password: 'x' })
    const path = '/api/staff/session'
    const coming = await Promise.all(Array.from({ length: 24 }, () => slowRequest(port, headOf('POST', path, '', body))))
    const late = await slowRequest(port, headOf('POST', path, '', body))
    expect(await late.answer).toMatchObject({ status: 503, body: expect.stringContaining('"busy"') as string })
    const known = await slowRequest(port, headOf('POST', path, `hoithi-device=${'a'.repeat(32)}`, body) + body)
    expect((await known.answer).status).toBe(422)
    for (const { send } of coming) await send(body)
    await Promise.all(coming.map(({ answer }) => answer))
    // None is counted any more: the limit of tries is the one that holds.
    expect((await (await slowRequest(port, headOf('POST', path, '', body) + body)).answer).status).toBe(429)
  })

  it('refuses at a pace, in turn by network, and reads nothing large only to refuse it', async () => {
    const server = buildServer(test.app, { pages: null, trustProxy: ['127.0.0.1'], log: false, publicAnswers: createSharedAnswers(0) })
    await server.listen({ host: '127.0.0.1', port: 0 })
    const at = `http://127.0.0.1:${String((server.server.address() as AddressInfo).port)}/api/staff/session`
    const refused: string[] = []
    const ask = async (network: string, body: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': network }
      const answer = await fetch(at, { method: 'POST', headers, body })
      await answer.arrayBuffer()
      refused.push(network)
      return answer
    }
    const large = JSON.stringify({ login: 'x', password: 'x'.repeat(bodyLimits.usual) })
    const flood = Array.from({ length: 200 }, () => ask('198.51.100.7', large))
    await expect.poll(() => refused.length, { timeout: 10_000 }).toBeGreaterThan(0)
    const other = await ask('203.0.113.9', large)
    expect([other.status, other.headers.get('connection')]).toEqual([413, 'close'])
    expect(refused.length).toBeLessThan(200)
    expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([413, 503]))
    await server.close()
  })

  it('lets contestants sign in in turn by network, and those whom a device knows past all strangers', async () => {
    const { slug, contestants } = await makeLiveContest(test.app, 1)
    expect(contestants.length).toBe(1)
    const signIn = (address: string) =>
      test.call('POST', `/api/contests/${slug}/session`, { body: { staffCode: 'CB-NOBODY', phone: '0905123456' }, address })
    const flood = await Promise.all(Array.from({ length: 400 }, () => signIn('198.51.100.7')))
    const codes = new Set(flood.map(({ json }) => json.code as string))
    expect(codes).toEqual(new Set(['wrong-credentials', 'too-many-attempts', 'busy']))
    expect((await signIn('203.0.113.9')).json.code).not.toBe('busy')
  })

  it('makes a page that is the same for everybody once in a moment, whoever asks, and no personal one twice for two', async () => {
    const made: string[] = []
    const pages: PageHandler = (request, response) => {
      made.push(`${request.url ?? ''} ${request.headers.cookie ?? ''}`)
      response.setHeader('etag', '"tag"')
      response.setHeader('content-type', 'text/html')
      response.end(`page of ${request.headers.cookie ?? 'nobody'}`)
    }
    const server = buildServer(test.app, { pages, trustProxy: [], log: false, publicAnswers: createSharedAnswers(60_000) })
    await server.listen({ host: '127.0.0.1', port: 0 })
    const at = `http://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`
    const get = async (path: string, headers: Record<string, string> = {}): Promise<readonly [number, string]> => {
      const answer = await fetch(at + path, { headers })
      return [answer.status, await answer.text()]
    }
    const crowd = await Promise.all(
      Array.from({ length: 30 }, (_, i) => get('/hoi-thi/phu-loc', { cookie: `hoithi=${'x'.repeat(20)}${String(i)}` })),
    )
    expect(new Set(crowd.map(String))).toEqual(new Set(['200,page of nobody']))
    expect(await get('/hoi-thi/phu-loc', { cookie: 'a=b; lang=en' })).toEqual([200, 'page of lang=en'])
    expect(await get('/hoi-thi/phu-loc', { 'if-none-match': '"other", "tag"' })).toEqual([304, ''])
    expect(made.splice(0)).toEqual(['/hoi-thi/phu-loc ', '/hoi-thi/phu-loc lang=en'])
    // The shell of the paper: whose it is stands in its address and in the session, and neither reaches it.
    for (const [luot, encodings] of [
      ['attempt-1', 'gzip, deflate, br'],
      ['attempt-2', 'br;q=1.0, gzip;q=0.5'],
    ] as const)
      expect(await get(`/bai-thi?luot=${luot}`, { cookie: `hoithi=${luot}`, 'accept-encoding': encodings })).toEqual([
        200,
        'page of nobody',
      ])
    expect(await get('/bai-thi?luot=attempt-1', { 'accept-encoding': 'br', 'if-none-match': '"tag"' })).toEqual([304, ''])
    expect(made.splice(0)).toEqual(['/bai-thi '])
    // Files of the build, which never change under their address; others may.
    for (const path of ['/_app/immutable/a.js', '/_app/immutable/a.js', '/_app/version.json', '/_app/version.json'])
      expect(await get(path, { cookie: 'hoithi=one' })).toEqual([200, `page of ${path.includes('immutable') ? 'nobody' : 'hoithi=one'}`])
    expect(made).toEqual(['/_app/immutable/a.js ', '/_app/version.json hoithi=one', '/_app/version.json hoithi=one'])
    made.length = 0

    for (const path of ['/phong-cho', '/bai-thi/mot-trang?luot=a', '/hoi-thi/phu-loc?ve=%2F', '/quan-tri', '/vao-thi'])
      for (const cookie of ['hoithi=one', 'hoithi=other']) expect(await get(path, { cookie })).toEqual([200, `page of ${cookie}`])
    await server.close()
  })

  it('gives the shell of the paper as it was made last while the next is being made', async () => {
    const waiting: (() => void)[] = []
    let made = 0
    const { at, close } = await withPages((_request, response) => {
      const text = `shell ${String(++made)}`
      if (made === 1) response.end(text)
      else waiting.push(() => response.end(text))
    })
    const shell = (): Promise<string> => fetch(`${at}/bai-thi?luot=a`).then((answer) => answer.text())
    expect(await shell()).toBe('shell 1')
    // Nothing is shared in this test: each would be made anew, in the line of pages.
    expect(new Set(await Promise.all(Array.from({ length: 50 }, shell)))).toEqual(new Set(['shell 1']))
    expect(made).toBe(2)
    waiting.shift()?.()
    await expect.poll(shell).toBe('shell 2')
    while (waiting.length > 0) waiting.shift()?.()
    await close()
  })
})
