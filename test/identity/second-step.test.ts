/** A second step of signing in, with the codes a real authenticator would show. */
import { generate } from 'otplib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'

describeOnEachDatabase('a second step of signing in', ({ dialect }) => {
  let test: TestApp
  let cookie = ''
  const login = 'thu-ky'
  const password = 'mật khẩu dài của bài thử'
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    cookie = await test.signInAs('administrator', { login })
  })
  afterEach(() => test.close())

  const path = '/api/staff/second-step'
  const appShows = (secret: string, at = test.clock.at): Promise<string> => generate({ secret, epoch: Math.floor(at / 1000) })
  const begin = async (): Promise<string> => {
    const begun = await test.call('POST', path, { cookie, body: { password } })
    expect(begun.status).toBe(200)
    const { secret, address } = begun.json as { readonly secret: string; readonly address: string }
    expect(address).toContain(`secret=${secret}`)
    return secret
  }
  const setUp = async () => {
    const secret = await begin()
    const confirmed = await test.call('PUT', path, { cookie, body: { code: await appShows(secret) } })
    expect(confirmed.status).toBe(200)
    return { secret, codes: (confirmed.json as { readonly codes: readonly string[] }).codes }
  }
  /** With the password: what the browser holds then. */
  const half = async (): Promise<string> => {
    const answer = await test.server.inject({ method: 'POST', url: '/api/staff/session', payload: { login, password } })
    expect([answer.statusCode, answer.json()]).toEqual([200, { secondStep: true }])
    expect(answer.cookies.map(({ name }) => name)).toEqual(['hoithi-half-way'])
    return `hoithi-half-way=${answer.cookies[0]?.value ?? ''}`
  }
  const enter = (from: string, code: string) => test.call('POST', '/api/staff/session/second-step', { cookie: from, body: { code } })
  const me = (from: string) => test.call('GET', '/api/staff/me', { cookie: from })

  it('is asked for once it was confirmed, and takes each code once', async () => {
    const wrong = await test.call('POST', path, { cookie, body: { password: 'không phải mật khẩu này' } })
    expect(wrong.json).toMatchObject({ code: 'wrong-credentials' })
    // Begun and not confirmed, it locks nobody out; begun anew, the code of the first is none.
    const first = await begin()
    const secret = await begin()
    expect(await test.signInAs('administrator', { login })).toContain('hoithi-staff')
    expect((await test.call('PUT', path, { cookie, body: { code: await appShows(first) } })).json).toMatchObject({ code: 'wrong-code' })
    expect((await test.call('PUT', path, { cookie, body: { code: await appShows(secret) } })).status).toBe(200)
    expect((await test.call('GET', path, { cookie })).json).toEqual({ since: test.clock.at, recoveryCodes: 10 })
    expect((await test.call('POST', path, { cookie, body: { password } })).json).toMatchObject({ code: 'conflict' })

    const halfway = await half()
    expect((await me(halfway)).status).toBe(401)
    // The code that confirmed it is used up.
    expect((await enter(halfway, await appShows(secret))).json).toMatchObject({ code: 'wrong-code' })
    test.clock.at += 60_000
    expect((await enter(halfway, '000000')).json).toMatchObject({ code: 'wrong-code' })
    const code = await appShows(secret)
    const presses = await Promise.all([1, 2, 3].map(() => enter(halfway, code)))
    expect(presses.filter(({ status }) => status === 204)).toHaveLength(1)
    expect((await enter(halfway, code)).status).not.toBe(204)
    // A minute later, of a phone whose clock is half a minute slow.
    test.clock.at += 600_000
    const again = await half()
    expect((await enter(again, await appShows(secret, test.clock.at - 30_000))).status).toBe(204)
    expect((await enter(again, await appShows(secret, test.clock.at - 90_000))).json).toMatchObject({ code: 'wrong-code' })
  })

  it('lets nobody in who only says that the password was shown', async () => {
    const { secret } = await setUp()
    test.clock.at += 60_000
    const halfway = await half()
    const value = halfway.split('=')[1] ?? ''
    const forged = Buffer.from(value, 'base64url')
    forged.writeUInt8(forged.readUInt8(20) ^ 1, 20)
    for (const other of ['', value.slice(0, 40), forged.toString('base64url')])
      expect((await enter(`hoithi-half-way=${other}`, await appShows(secret))).json).toMatchObject({ code: 'not-signed-in' })
    const odd = Buffer.concat([Buffer.alloc(16), Buffer.from('1 a\0b')]).toString('base64url')
    expect((await enter(`hoithi-half-way=${odd}`, '000000')).status).toBe(401)
    for (const path of ['/api/contests/%00', '/api/receipts/a%00'])
      expect((await test.call('GET', path, { cookie })).json, path).toMatchObject({ code: 'invalid-request' })
    test.clock.at += 301_000
    expect((await enter(halfway, await appShows(secret))).json).toMatchObject({ code: 'not-signed-in' })
    // Of a password that is another by now.
    const earlier = await half()
    await test.call('PUT', '/api/staff/password', { cookie, body: { current: password, next: 'bốn con trâu ăn cỏ ngoài đê' } })
    expect((await enter(earlier, await appShows(secret))).json).toMatchObject({ code: 'not-signed-in' })
  })

  it('is guessed no more often than a password', async () => {
    const signedIn = await test.server.inject({ method: 'POST', url: '/api/staff/session', payload: { login, password } })
    const kept = signedIn.cookies.find(({ name }) => name === 'hoithi-device')
    const device = `hoithi-device=${kept?.value ?? ''}`
    const { secret } = await setUp()
    test.clock.at += 60_000
    const halfway = await half()
    const guesses = await Promise.all(Array.from({ length: 40 }, (_, i) => enter(halfway, String(100_000 + i))))
    expect(guesses.filter(({ json }) => (json as { readonly code: string }).code === 'wrong-code').length).toBeLessThanOrEqual(5)
    expect(guesses.some(({ status }) => status === 429)).toBe(true)
    expect((await enter(halfway, await appShows(secret))).status).toBe(429)
    // A device that signed in before waits for no stranger; that the password is known to somebody is told.
    const known = await test.server.inject({
      method: 'POST',
      url: '/api/staff/session/second-step',
      headers: { cookie: `${halfway}; ${device}` },
      payload: { code: await appShows(secret) },
    })
    expect(known.statusCode).toBe(204)
    const told = await test.app.database.db.selectFrom('audit').select('event').where('event', '=', 'staff.second-step-refused').execute()
    expect(told.length).toBeGreaterThan(0)
  })

  it('is passed with a recovery code, each once, until new ones are made', async () => {
    const { codes } = await setUp()
    expect(new Set(codes).size).toBe(10)
    const typed = (code = ''): string => ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `
    const passes = await Promise.all([1, 2].map(async () => enter(await half(), typed(codes[0]))))
    expect(passes.map(({ status }) => status).sort()).toEqual([204, 422])
    expect((await test.call('GET', path, { cookie })).json).toMatchObject({ recoveryCodes: 9 })
    const made = await test.call('POST', `${path}/recovery-codes`, { cookie, body: { password } })
    const [next] = (made.json as { readonly codes: readonly string[] }).codes
    test.clock.at += 600_000
    expect((await enter(await half(), typed(codes[1]))).json).toMatchObject({ code: 'wrong-code' })
    expect((await enter(await half(), typed(next))).status).toBe(204)
    // What stands in the database is neither.
    const rows = JSON.stringify(
      await test.app.database.db.selectFrom('recovery_code').select('code_index').execute(),
      (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value),
    )
    expect(rows).not.toContain(codes[2])
  })

  it('is taken off by its owner with the password, or by an administrator where phone and codes are lost', async () => {
    await setUp()
    const other = await test.signInAs('administrator', { login: 'quan-tri-khac' })
    const accounts = async () =>
      (
        (await test.call('GET', '/api/staff/accounts', { cookie: other })).json as {
          readonly items: readonly { readonly login: string; readonly secondStep: boolean }[]
        }
      ).items
    expect((await accounts()).filter(({ secondStep }) => secondStep).map((one) => one.login)).toEqual([login])
    const removed = await test.call('POST', `/api/staff/accounts/${login}/second-step/remove`, { cookie: other })
    expect(removed.json).toMatchObject({ login, secondStep: false })
    expect((await test.call('POST', `/api/staff/accounts/${login}/second-step/remove`, { cookie: other })).status).toBe(404)
    await setUp()
    expect((await test.call('POST', `${path}/remove`, { cookie, body: { password: 'x' } })).json).toMatchObject({
      code: 'wrong-credentials',
    })
    expect((await test.call('POST', `${path}/remove`, { cookie, body: { password } })).status).toBe(204)
    const plain = await test.server.inject({ method: 'POST', url: '/api/staff/session', payload: { login, password } })
    expect(plain.statusCode).toBe(204)
    const told = await test.app.database.db.selectFrom('audit').select('event').where('event', 'like', 'staff.second-factor%').execute()
    expect(told.map(({ event }) => event)).toEqual([
      'staff.second-factor-set',
      'staff.second-factor-removed',
      'staff.second-factor-set',
      'staff.second-factor-removed',
    ])
  })
})
