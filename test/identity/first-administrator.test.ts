/** The first account of a server nobody runs, made with the code of its terminal. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstCode } from '#usecases/identity/first-administrator.ts'
import { staffAccounts } from '#usecases/identity/staff-accounts.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'

describe.each(['sqlite', 'postgres'] as const)('the first administrator (%s)', (dialect) => {
  let test: TestApp
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  })
  afterEach(() => test.close())

  const account = { login: 'quantri', name: 'Nguyễn Văn An', password: 'con mèo ngủ trên mái nhà 7' }
  const make = (body: object) => test.call('POST', '/api/first-administrator', { body: { ...account, code: firstCode(test.app), ...body } })
  const awaited = async () => (await test.call('GET', '/api/first-administrator')).json.awaited as boolean

  it('is made once, signs in and runs the server', async () => {
    expect(firstCode(test.app)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(await awaited()).toBe(true)
    expect((await make({ code: '0000-0000-0000-0000' })).json.code).toBe('wrong-credentials')
    expect((await make({ password: 'quantri12345' })).json.code).toBe('weak-password')
    expect((await make({ login: 'hai từ' })).json.code).toBe('invalid-request')
    expect((await make({ name: 'A\0B' })).json.code).toBe('invalid-request')
    expect((await make({ code: '\\u0000' })).json.code).toBe('wrong-credentials')
    expect(await awaited()).toBe(true)
    // As somebody types what they read.
    const typed = ` ${firstCode(test.app).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`
    expect((await make({ code: typed })).status).toBe(204)
    expect(await awaited()).toBe(false)
    expect((await make({ login: 'another' })).json.code).toBe('not-found')
    const signedIn = await test.call('POST', '/api/staff/session', { body: { login: account.login, password: account.password } })
    expect(signedIn.status).toBe(204)
    expect(await staffAccounts(test.app, { kind: 'command' })).toMatchObject([{ login: 'quantri', administrator: true }])
  })

  it('is one, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, (_, i) => make({ login: `quantri${String(i)}` })))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await staffAccounts(test.app, { kind: 'command' })).toHaveLength(1)
  })

  it('is asked for by code a bounded number of times', async () => {
    for (let i = 0; i < 60; i++) await make({ code: 'wrong' })
    expect((await make({})).json.code).toBe('too-many-attempts')
  }, 60_000)

  it('has another code on every server', async () => {
    const other = await makeTestApp('sqlite')
    expect(firstCode(other.app)).not.toBe(firstCode(test.app))
    await other.close()
  })
})
