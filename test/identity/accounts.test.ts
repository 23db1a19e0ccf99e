/** Staff accounts as an administrator makes them on screens: a password told once, a role in a contest, never without an administrator. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

describeOnEachDatabase('staff accounts', ({ dialect }) => {
  let test: TestApp
  let live: LiveContest
  let cookie: string
  const accounts = '/api/staff/accounts'

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    live = await makeLiveContest(test.app, 0)
    cookie = await test.signInAs('administrator')
  }, 60_000)
  afterEach(() => test.close())

  const post = (path: string, body?: object) => test.call('POST', `${accounts}${path}`, { cookie, ...(body === undefined ? {} : { body }) })
  const signIn = async (login: string, password: string) =>
    (await test.call('POST', '/api/staff/session', { body: { login, password } })).status

  it('are made, given a role, locked and opened again; each password is told once', async () => {
    const made = await post('', { login: 'Lan', name: 'Trần Thị Lan', in: { contest: live.slug, role: 'juror', unit: null } })
    expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store'])
    expect(made.json.account).toEqual({
      ...{ login: 'lan', name: 'Trần Thị Lan', administrator: false, disabled: false, secondStep: false },
      roles: [{ contest: live.slug, role: 'juror', unit: null }],
    })
    expect(await signIn('lan', made.json.password)).toBe(204)
    expect((await post('', { login: 'lan', name: 'Khác', in: null })).json.code).toBe('login-taken')

    const role = (body: object) => test.call('PUT', `${accounts}/lan/roles`, { cookie, body: { contest: live.slug, unit: null, ...body } })
    expect((await role({ role: 'assistant' })).json.roles).toEqual([{ contest: live.slug, role: 'assistant', unit: null }])
    expect((await role({ role: null })).json.roles).toEqual([])
    expect((await role({ role: null })).status).toBe(404)

    const again = await post('/lan/password')
    expect([await signIn('lan', made.json.password), await signIn('lan', again.json.password)]).toEqual([422, 204])
    expect((await post('/lan/disable')).json.disabled).toBe(true)
    expect(await signIn('lan', again.json.password)).toBe(422)
    expect((await post('/lan/enable')).json.disabled).toBe(false)
    expect(await signIn('lan', again.json.password)).toBe(204)
    const list = await test.call('GET', accounts, { cookie })
    expect(list.text).not.toContain(again.json.password)
    const audit = await test.app.database.db.selectFrom('audit').select(['event', 'data']).where('event', 'like', 'staff.%').execute()
    expect(audit.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['staff.added', 'staff.role-taken', 'staff.disabled', 'staff.enabled']),
    )
    expect(JSON.stringify(audit)).not.toContain(again.json.password)
  })

  it('keep at least one administrator', async () => {
    expect((await post('/administrator/disable')).json.code).toBe('last-administrator')
    const second = await post('', { login: 'hai', name: 'Người Hai', in: null })
    expect(second.json.account.administrator).toBe(true)
    expect((await post('/hai/disable')).status).toBe(200)
    expect((await post('/administrator/disable')).json.code).toBe('last-administrator')
    await post('/hai/enable')
    const both = await Promise.all([post('/hai/disable'), post('/administrator/disable')])
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
  })

  it('are nobody’s business but an administrator’s', async () => {
    const organiser = await test.signInAs('organiser')
    expect((await test.call('GET', accounts, { cookie: organiser })).status).toBe(403)
    expect((await test.call('POST', `${accounts}/organiser/password`, { cookie: organiser })).status).toBe(403)
  })
})
