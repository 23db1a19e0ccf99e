/** The audit as its readers see it: sentences with names, filters, pages, a file by the same filters; on both databases. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AuditPage } from '#contract/audit.ts'
import { readSheets } from '#formats/sheets/table.ts'
import { mostAuditLines, pageSize } from '#contest/limits.ts'
import { writeAudits } from '#store/audit/lines.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { disableStaffAccount } from '#usecases/identity/staff-accounts.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { makeTestApp, testStart, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { shippedRules } from '../support/live.ts'

const command = { kind: 'command' } as const
const hour = 3_600_000

describeOnEachDatabase('the audit', ({ dialect }) => {
  let test: TestApp
  let organiser: string
  const rules = shippedRules()
  const path = `/api/staff/contests/${rules.slug}/audit`
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    await applyContest(test.app, command, rules)
    organiser = await test.signInAs('organiser')
  })
  afterEach(() => test.close())

  const see = async (query = '', cookie = organiser): Promise<AuditPage> => {
    const { status, json, text } = await test.call('GET', `${path}?${query}`, { cookie })
    if (status !== 200) throw new Error(text)
    return json as AuditPage
  }
  const said = (page: AuditPage): readonly string[] => page.items.map(({ who, did }) => `${who.vi} ${did.vi}`)
  const told = async (query: string): Promise<readonly string[]> => said(await see(query))

  it('says who did what in a sentence, from what to what, and where', async () => {
    await applyContest(test.app, command, { ...rules, title: 'Hội thi khác' })
    const [newest, , , first] = (await see('')).items
    expect(newest).toMatchObject({
      who: { vi: 'Người dùng dòng lệnh của máy chủ' },
      did: { vi: 'đặt hoặc đổi thể lệ hội thi', en: 'set or changed the rules of the contest' },
      changes: [{ what: { vi: 'Tên hội thi' }, before: { vi: rules.title }, after: { vi: 'Hội thi khác' } }],
      reason: null,
      where: { vi: 'hoithi contest' },
    })
    expect(first?.did.vi).toBe(`lập hội thi; số tuần thi: ${String(rules.rounds.length)}`)
    expect(await told('kind=staff')).toEqual([
      'organiser (organiser) đăng nhập',
      'Người dùng dòng lệnh của máy chủ giao vai trò trong hội thi cho organiser (organiser)',
    ])
  })

  it('names an account that was disabled since, and says so', async () => {
    await test.signInAs('juror')
    await disableStaffAccount(test.app, command, 'juror')
    expect(await told('person=juror')).toContain('juror (juror, đã khóa) đăng nhập')
  })

  it('is narrowed by kind, person, days and words of what is shown, and counted so', async () => {
    test.clock.at = testStart + 30 * hour
    const later = await test.signInAs('organiser')
    const juror = await test.signInAs('juror')
    await test.call('POST', `${path.replace('/audit', '')}/questions/lock`, { cookie: juror })
    const own = (query: string) => see(query, later)
    expect(said(await own('kind=access'))).toEqual(['juror (juror) muốn chốt bộ đề nhưng bị từ chối vì vai trò không có quyền'])
    expect((await own('person=JUROR&kind=staff')).total).toBe(2)
    expect((await own('q=chot+bo+de')).items.map(({ event }) => event)).toEqual(['access.refused'])
    expect(await own('q=ch%E1%BB%91t+b%E1%BB%99+%C4%91%E1%BB%81+khong+co+chu+nay')).toMatchObject({ total: 0, items: [], isCut: false })
    // The zone of the contest decides what a day is: 08:00 and, thirty hours later, 14:00 of the next day.
    expect((await own('from=2026-09-08')).items.map(({ event }) => event)).toEqual([
      'access.refused',
      'staff.signed-in',
      'staff.role-given',
      'staff.signed-in',
    ])
    const [all, one, two] = [await own(''), await own('to=2026-09-07'), await own('from=2026-09-08&to=2026-09-08')]
    expect(one.total + two.total).toBe(all.total)
    expect((await test.call('GET', `${path}?from=2026-02-30`, { cookie: later })).status).toBe(400)
    expect((await test.call('GET', `${path}?kind=moon`, { cookie: later })).status).toBe(400)
  })

  it('comes page by page, with and without words to look for', async () => {
    const { db } = test.app.database
    const contestId = (await contestBySlug(db, rules.slug))?.id ?? ''
    const many = Array.from({ length: pageSize + 5 }, (_, at) => ({
      ...({ at: testStart + at, actor: command, event: 'question.written', contestId } as const),
      data: { code: `Q${String(at)}` },
    }))
    await writeAudits(db, many)
    for (const filter of ['kind=question', 'kind=question&q=soan+cau']) {
      const [first, second] = [await see(`${filter}&page=1`), await see(`${filter}&page=2`)]
      expect([first.total, first.items.length, second.total, second.items.length]).toEqual([pageSize + 5, pageSize, pageSize + 5, 5])
      expect(second.items.at(-1)?.did.vi).toBe('soạn câu Q0')
      expect((await see(`${filter}&page=3`)).items).toEqual([])
    }
  })

  it('is taken away by the same filters, in either language, and that it was is a line of it', async () => {
    const take = (query: string, cookie = organiser) =>
      test.server.inject({ method: 'GET', url: `${path}/export?${query}`, headers: { cookie } })
    const csv = await take('kind=contest&format=csv')
    expect([csv.statusCode, csv.headers['content-disposition']]).toEqual([200, `attachment; filename="nhat-ky-${rules.slug}.csv"`])
    expect(csv.body.replace('\uFEFF', '').split('\r\n')).toEqual([
      'Ngày,Giờ,Ai,Việc,Từ,Thành,Lý do,Đối với ai,Nơi thực hiện,Số lần',
      `07/9/2026,"08:00:00,000",Người dùng dòng lệnh của máy chủ,lập hội thi; số tuần thi: ${String(rules.rounds.length)},,,,,hoithi contest,1`,
      '',
    ])
    const xlsx = await take('q=signed&format=xlsx&lang=en&person=organiser')
    const read = readSheets(xlsx.rawPayload, 'nhat-ky.xlsx')
    if (!read.ok) throw new Error('no sheet')
    expect(read.value[0]?.rows.map(({ cells }) => [2, 3].map((column) => cells.get(column)?.text))).toEqual([
      ['Who', 'What'],
      ['organiser (organiser)', 'signed in'],
    ])
    const [newest, before] = (await see('kind=audit')).items
    expect([newest?.did.vi, before?.did.vi]).toEqual(['xuất 1 dòng nhật ký ra tệp xlsx', 'xuất 1 dòng nhật ký ra tệp csv'])
    // What was typed may be somebody's name: the log says only that something was.
    expect(JSON.parse(newest?.data ?? '')).toEqual({ format: 'xlsx', lines: 1, byPerson: true, byText: true })
    for (const role of ['assistant', 'administrator'] as const)
      expect((await take('format=csv', await test.signInAs(role))).statusCode).toBe(403)
    const administrator = await test.signInAs('administrator')
    const own = await test.server.inject({ method: 'GET', url: '/api/staff/audit/export?format=csv', headers: { cookie: administrator } })
    expect(own.body).toContain('tạo tài khoản')
    const server = (await test.call('GET', '/api/staff/audit?kind=audit', { cookie: administrator })).json as AuditPage
    expect(said(server)[0]).toMatch(/^administrator \(administrator\) xuất \d+ dòng nhật ký ra tệp csv$/)
    expect(mostAuditLines).toBeGreaterThan(1000)
  })
})
