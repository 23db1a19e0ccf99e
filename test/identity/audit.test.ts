/** Accounts, sign-ins and refusals in the audit: readable by those who should, counted by the minute, without personal data. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { applyContest } from '#usecases/contests/apply.ts'
import { disableStaffAccount, revokeRole, setPassword } from '#usecases/identity/staff-accounts.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { shippedRules } from '../support/live.ts'

const command = { kind: 'command' } as const

describeOnEachDatabase('the audit', ({ dialect }) => {
  let test: TestApp
  const { slug } = shippedRules()
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    await applyContest(test.app, command, shippedRules())
  })
  afterEach(() => test.close())

  const lines = async (path: string, cookie: string) => {
    const { status, json } = await test.call('GET', `/api/staff/${path}`, { cookie })
    expect(status).toBe(200)
    return (json.items as { event: string; actor: string | null; subject: string | null; data: string; times: number }[]).map(
      ({ event, actor, subject, times }) => [event, actor, subject, times] as const,
    )
  }

  it('tells of accounts and roles: of the server to who runs it, of a contest to its organisers', async () => {
    const admin = await test.signInAs('administrator')
    const organiser = await test.signInAs('organiser')
    await test.signInAs('juror')
    await setPassword(test.app, command, 'juror', 'một mật khẩu khác đủ dài')
    await revokeRole(test.app, command, 'juror', slug)
    await disableStaffAccount(test.app, command, 'juror')
    const server = (await lines('audit?kind=staff', admin)).map(([event, , subject]) => `${event} ${subject ?? ''}`)
    for (const told of ['staff.added juror', 'staff.password-changed juror', 'staff.disabled juror']) expect(server).toContain(told)
    const own = (await lines(`contests/${slug}/audit?kind=staff`, organiser)).map(([event, , subject]) => `${event} ${subject ?? ''}`)
    expect(own).toEqual(
      expect.arrayContaining([
        'staff.role-given juror',
        'staff.password-changed juror',
        'staff.role-taken juror',
        'staff.role-given organiser',
      ]),
    )
    expect(own).not.toContain('staff.disabled juror')
    expect((await lines('audit?person=juror', admin)).every(([, actor, subject]) => actor === 'juror' || subject === 'juror')).toBe(true)
    expect(await lines('audit?person=nobody', admin)).toEqual([])
    expect((await test.call('GET', '/api/staff/audit', { cookie: organiser })).status).toBe(403)
    expect((await test.call('GET', `/api/staff/contests/${slug}/audit`, { cookie: admin })).status).toBe(403)
  })

  it('counts refusals by the minute, so that a flood is one line and none is missing', async () => {
    const admin = await test.signInAs('administrator')
    const organiser = await test.signInAs('organiser')
    const assistant = await test.signInAs('assistant')
    for (let i = 0; i < 3; i++) await test.call('POST', '/api/staff/session', { body: { login: 'assistant', password: 'sai' } })
    await Promise.all(Array.from({ length: 20 }, () => test.call('GET', `/api/staff/contests/${slug}/questions`, { cookie: assistant })))
    test.clock.at += 60_000
    await test.call('GET', `/api/staff/contests/${slug}/questions`, { cookie: assistant })
    expect(await lines(`contests/${slug}/audit?kind=access`, organiser)).toEqual([
      ['access.refused', 'assistant', null, 1],
      ['access.refused', 'assistant', null, 20],
    ])
    const refused = (await lines('audit?kind=staff', admin)).filter(([event]) => event === 'staff.sign-in-refused')
    expect(refused).toEqual([['staff.sign-in-refused', null, 'assistant', 3]])
    // Whoever answers for a contest sees the sign-ins of its members.
    const own = await lines(`contests/${slug}/audit?kind=staff&person=assistant`, organiser)
    expect(own.map(([event]) => event)).toEqual(expect.arrayContaining(['staff.signed-in', 'staff.sign-in-refused']))
    for (let i = 0; i < 3; i++) await test.call('POST', `/api/contests/${slug}/session`, { body: { staffCode: 'X1', phone: '0905123456' } })
    expect(await lines(`contests/${slug}/audit?kind=contestant`, organiser)).toEqual([['contestant.sign-in-refused', null, null, 3]])
    const all = await test.app.database.db.selectFrom('audit').select(['data', 'counted']).execute()
    expect(JSON.stringify(all)).not.toMatch(/905123456|(?<![\w-])X1(?![\w-])/)
  })
})
