/** Doors: signing in by roster and by password, the limits, the cookies, foreign sites, and boards. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeDemo, type DemoFiles, type DemoLogins } from '#usecases/demo/make-demo.ts'
import { disableStaffAccount } from '#usecases/identity/staff-accounts.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { questionFiles, shippedFile, shippedRules } from '../support/live.ts'

const files: DemoFiles = {
  rules: shippedRules(),
  questions: questionFiles.map(shippedFile),
  units: shippedFile('units.csv'),
  roster: shippedFile('roster.xlsx'),
  boards: shippedFile('boards.xlsx'),
}
const slug = files.rules.slug

describe('doors', () => {
  let test: TestApp
  let logins: DemoLogins
  beforeEach(async () => {
    test = await makeTestApp('sqlite')
    logins = await makeDemo(test.app, files)
  }, 60_000)
  afterEach(() => test.close())

  const signIn = (staffCode: string, phone: string) => test.call('POST', `/api/contests/${slug}/session`, { body: { staffCode, phone } })
  const first = () => logins.contestants[0] ?? { staffCode: '', phone: '' }
  const cookieFrom = (headers: Readonly<Record<string, unknown>>): string => String(headers['set-cookie']).split(';')[0] ?? ''

  it('lets a person of the roster in however code and phone are typed', async () => {
    const { staffCode, phone } = first()
    for (const typed of [phone, phone.replace(/^0/, '+84'), `${phone.slice(0, 4)} ${phone.slice(4, 7)}.${phone.slice(7)}`]) {
      expect((await signIn(` ${staffCode.toLowerCase()} `, typed)).status).toBe(204)
    }
    // As a code is pasted out of a chat or a web page.
    const pasted = `\ufeff${staffCode.slice(0, 2)}\u200b${staffCode.slice(2)}\u200e`
    expect((await signIn(pasted, `${phone.slice(0, 4)}\u200b${phone.slice(4)}`)).status).toBe(204)
    const { headers } = await signIn(staffCode, phone)
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^hoithi=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^hoithi-device=[\w-]{32}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^hoithi-person=[\w-]{16}; Max-Age=2592000; Path=\/; SameSite=Lax$/),
    ])
    const cookie = cookieFrom(headers)
    expect((await test.call('GET', '/api/me', { cookie })).status).toBe(200)
    expect((await test.call('DELETE', '/api/session', { cookie })).status).toBe(204)
    expect((await test.call('GET', '/api/me', { cookie })).status).toBe(401)
  })

  it('says the same of a wrong code and a wrong phone', async () => {
    const { staffCode, phone } = first()
    const wrongPhone = await signIn(staffCode, '0900000000')
    const wrongCode = await signIn('PL9999', phone)
    expect([wrongPhone.status, wrongPhone.text]).toEqual([422, wrongCode.text])
  })

  it('keeps members of the boards out, also when they join later', async () => {
    const overview = await test.call('GET', `/api/staff/contests/${slug}/contestants?q=`, { cookie: await test.signInAs('organiser') })
    expect(overview.json.total).toBe(1500)
    const { staffCode, phone } = first()
    const cookie = cookieFrom((await signIn(staffCode, phone)).headers)
    await test.call('POST', '/api/me/consent', { cookie })
    const me = await test.call('GET', '/api/me', { cookie })
    const header = 'Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại,Ban,Nhiệm vụ\r\n'
    const row = `${staffCode},${String(me.json.fullName)},,${phone},Ban Giám khảo,Thành viên\r\n`
    const board = await test.server.inject({
      method: 'POST',
      url: `/api/staff/contests/${slug}/boards/import`,
      headers: {
        cookie: await test.signInAs('assistant'),
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent('bổ sung.csv'),
      },
      payload: Buffer.from(header + row),
    })
    expect([board.statusCode, board.body]).toEqual([200, expect.stringContaining('"added":1')])
    // The round is open: a second person looks at it first, and whoever is shut out is signed out.
    const request = `/api/staff/contests/${slug}/people-requests/${board.json<{ request: string }>().request}`
    const organiser = await test.signInAs('organiser')
    const { digest } = (await test.call('GET', request, { cookie: organiser })).json as { readonly digest: string }
    expect((await test.call('POST', `${request}/approve`, { cookie: organiser, body: { digest } })).status).toBe(200)
    expect((await signIn(staffCode, phone)).json.code).toBe('barred')
    expect((await test.call('POST', `/api/rounds/${String(me.json.rounds[0].id)}/attempts`, { cookie })).status).toBe(401)
  })

  it('signs staff in by password, ends the session of a disabled account and tells strangers nothing', async () => {
    const [account] = logins.staff
    const body = { login: account?.login ?? '', password: account?.password ?? '' }
    const { status, headers } = await test.call('POST', '/api/staff/session', { body })
    expect(status).toBe(204)
    const cookie = cookieFrom(headers)
    expect((await test.call('GET', '/api/staff/me', { cookie })).json).toMatchObject({
      ...{ login: 'bantochuc', administrator: false, serverMay: [] },
      contests: [{ slug, role: 'organiser' }],
    })
    expect(logins.staff.map(({ role }) => role)).toEqual([
      'organiser',
      'organiser',
      'juror',
      'juror',
      'assistant',
      'administrator',
      'contributor',
    ])
    const contributor = logins.staff.find(({ role }) => role === 'contributor')
    const signedIn = await test.call('POST', '/api/staff/session', {
      body: { login: contributor?.login ?? '', password: contributor?.password ?? '' },
    })
    expect((await test.call('GET', `/api/staff/contests/${slug}`, { cookie: cookieFrom(signedIn.headers) })).status).toBe(403)
    const wrong = await test.call('POST', '/api/staff/session', { body: { ...body, password: 'not this one' } })
    const nobody = await test.call('POST', '/api/staff/session', { body: { login: 'nobody', password: 'not this one' } })
    expect([wrong.status, wrong.text]).toEqual([422, nobody.text])
    await disableStaffAccount(test.app, { kind: 'command' }, body.login)
    expect((await test.call('GET', '/api/staff/me', { cookie })).status).toBe(401)
    expect((await test.call('POST', '/api/staff/session', { body })).status).toBe(422)
  })

  it('refuses changing requests that another site sends', async () => {
    const { staffCode, phone } = first()
    const path = `/api/contests/${slug}/session`
    const body = { staffCode, phone }
    const from = async (headers: Record<string, string>) => (await test.call('POST', path, { body, headers })).status
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await from({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await from({ origin: 'https://example.com' })).toBe(403)
    expect(await from({ origin: 'null' })).toBe(403)
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: 'https://localhost:80' })).toBe(204)
    expect(await from({ origin: 'http://localhost:3000', host: 'localhost:3000' })).toBe(204)
  })

  it('asks for consent once before the first attempt', async () => {
    const { staffCode, phone } = first()
    const cookie = cookieFrom((await signIn(staffCode, phone)).headers)
    const me = await test.call('GET', '/api/me', { cookie })
    const path = `/api/rounds/${String(me.json.rounds[0].id)}/attempts`
    expect((await test.call('POST', path, { cookie })).json.code).toBe('consent-required')
    await test.call('POST', '/api/me/consent', { cookie })
    expect((await test.call('POST', path, { cookie })).status).toBe(201)
  })

  it('bounds an upload before it is read, and reports what a file is instead', async () => {
    const cookie = await test.signInAs('organiser')
    const upload = (payload: Buffer) =>
      test.server.inject({
        method: 'POST',
        url: `/api/staff/contests/${slug}/contributions`,
        headers: { cookie, 'content-type': 'application/octet-stream', 'x-file-name': 'a.docx' },
        payload,
      })
    expect((await upload(Buffer.alloc(21 * 1024 * 1024))).statusCode).toBe(413)
    const pdf = await upload(Buffer.from('%PDF-1.7 and so on'))
    const { code, findings } = pdf.json<{ code: string; findings: { code: string }[] }>()
    expect([pdf.statusCode, code, findings[0]?.code]).toEqual([422, 'file-invalid', 'file-pdf'])
  })

  it('does not open a round nobody locked questions for, nor one whose time has passed', async () => {
    test.clock.at += 20 * 86_400_000
    await stepDueRounds(test.app)
    await stepDueRounds(test.app)
    const rounds = (await test.call('GET', `/api/contests/${slug}`)).json.rounds as { status: string }[]
    expect(rounds.map(({ status }) => status)).toEqual(['closed', 'closed'])
  })
})
