/** The analysis of a round's questions in the browser: what to look at first, the chart, the table, one question; axe clean. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addStaff } from '#usecases/identity/staff-accounts.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { answerRound } from '#test/support/answered-round.ts'
import { lookAt } from '#test/support/browser/axe.ts'
import { desktop, launchBrowser, signInStaff, type Demo } from '#test/support/browser/browser.ts'
import { makeLiveContest, startServer, type ChildServer } from '#test/support/live.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'

const password = 'mật khẩu dài của bài thử'
const roles = ['organiser', 'assistant'] as const

let browser: Browser
let server: ChildServer
let data: string
let desk: Pick<Demo, 'address' | 'contest' | 'staff'>

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'hoithi-analysis-'))
  const config = readConfig({ data }, { HOITHI_CLOSING_GRACE_MS: '0' })
  const { app, close } = await openApp(config, 'server')
  const who = { kind: 'command' } as const
  const contest = await makeLiveContest(app, 400)
  for (const role of roles) await addStaff(app, who, { login: role, name: role, password, in: { contest: contest.slug, role } })
  await answerRound(app, contest, contest.contestants, 7, true)
  await departNow(app, who, contest.slug, contest.roundKey, { kind: 'close', reason: 'Theo quyết định của Ban Tổ chức' })
  await stepDueRounds(app)
  await close()
  server = await startServer(config)
  browser = await launchBrowser()
  desk = {
    address: server.address.origin,
    contest: contest.slug,
    staff: roles.map((role) => ({ role, login: role, password })),
  }
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})

async function openAs(role: (typeof roles)[number], path: string): Promise<Page> {
  const page = await (await browser.newContext(desktop)).newPage()
  await signInStaff(page, desk, role)
  await page.goto(`${desk.address}/quan-tri/${desk.contest}/tuan-thi/${path}`)
  return page
}

describe('the analysis of questions', () => {
  it('leads from the round to a question whose key is in doubt, and to its options', async () => {
    const page = await openAs('organiser', 'tuan-1')
    await page.getByRole('link', { name: 'Phân tích câu hỏi' }).click()
    await page.getByRole('heading', { name: 'Phân tích câu hỏi, Tuần 1' }).waitFor()
    expect(await page.locator('main').innerText()).toContain('400 bài được tính, mỗi đề 15 câu')
    const first = page.locator('.next.card')
    expect(await first.locator('h3').first().innerText()).toContain('Nghi sai đáp án')
    const suspect = first.locator('.flagged a').first()
    const code = (await suspect.innerText()).slice(0, 4)
    await suspect.click()
    await page.getByRole('heading', { name: `Câu ${code}` }).waitFor()
    const detail = page.locator('#cau')
    expect(await detail.innerText()).toContain('Đáp án')
    expect(await detail.locator('tbody tr').count()).toBeGreaterThanOrEqual(4)
    expect(new URL(page.url()).searchParams.get('cau')).toBe(code)
    await detail.getByRole('link', { name: 'Câu sau' }).click()
    await page.getByRole('heading', { name: `Câu ${code}` }).waitFor({ state: 'detached' })
    await page.locator('#cau').getByRole('link', { name: 'Đóng' }).click()
    await page.locator('#cau').waitFor({ state: 'detached' })
  })

  it('sorts, filters and searches without diacritics, all in the address', async () => {
    const page = await openAs('organiser', 'tuan-1/phan-tich')
    const codes = (): Promise<string[]> => page.locator('table.items tbody th').allInnerTexts()
    await page.locator('table.items thead').getByRole('link', { name: 'Mã' }).click()
    await expect.poll(async () => (await codes())[0]).toBe('Q001')
    await page.locator('table.items thead').getByRole('link', { name: 'Mã' }).click()
    await expect.poll(async () => (await codes())[0]).toBe('Q120')
    await page.locator('table.items thead').getByRole('link', { name: 'Thời gian' }).click()
    await page.waitForURL(/xep=thoi-gian/)
    const times = (await page.locator('table.items tbody td:nth-child(6)').allInnerTexts()).filter((text) => text !== '–')
    expect(times.length).toBeGreaterThan(100)
    expect(times).toEqual(times.toSorted((a, b) => parseInt(a) - parseInt(b)))
    await page.getByLabel('Tìm trong câu hỏi').fill('chuyen doi so')
    await page.getByRole('button', { name: 'Tìm' }).click()
    await page.waitForURL(/q=chuyen/)
    for (const text of await page.locator('table.items tbody tr').allInnerTexts()) expect(text.length).toBeGreaterThan(0)
    const found = (await codes()).length
    expect(found).toBeGreaterThan(0)
    await page.getByLabel('Cần xem').selectOption('key-suspect')
    await page.getByRole('button', { name: 'Tìm' }).click()
    await page.waitForURL(/co=key-suspect/)
    // The address alone gives the same, on the server.
    const shared = await openAs('organiser', `tuan-1/phan-tich${new URL(page.url()).search}`)
    expect(await shared.locator('table.items tbody th').allInnerTexts()).toEqual(await codes())
  })

  it('is a file, and is hidden from those it is not for', async () => {
    const page = await openAs('organiser', 'tuan-1/phan-tich')
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải Excel' }).click()
    expect((await waiting).suggestedFilename()).toBe('phan-tich-phu-loc-2024-tuan-1.xlsx')
    const early = await openAs('organiser', 'tuan-2/phan-tich')
    expect(await early.locator('main').innerText()).toContain('Phân tích có sau khi tuần thi đóng')
    const assistant = await openAs('assistant', 'tuan-1')
    expect(await assistant.getByRole('link', { name: 'Phân tích câu hỏi' }).count()).toBe(0)
    await assistant.goto(`${desk.address}/quan-tri/${desk.contest}/tuan-thi/tuan-1/phan-tich`)
    expect(await assistant.locator('main').innerText()).toContain('không được xem phân tích câu hỏi')
  })

  it('breaks no rule of accessibility, in light and dark, and is no wider than a phone', async () => {
    const findings: string[] = []
    const page = await openAs('organiser', 'tuan-1/phan-tich')
    await lookAt(page, 'analysis', findings)
    await page.goto(`${page.url()}?cau=Q007#cau`)
    await lookAt(page, 'a question', findings)
    expect(findings).toEqual([])
  })
})
