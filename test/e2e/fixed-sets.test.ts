/** A contest as Thanh Khê's: one of three sets chosen with a thumb, and a tie that two organisers decide, all on pages. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContestRules } from '#contest/rules/rules.ts'
import { readConfig, type Config } from '#config.ts'
import { openApp } from '#main.ts'
import { lookAt } from '#test/support/browser/axe.ts'
import { desktop, launchBrowser, phone } from '#test/support/browser/browser.ts'
import { prepareLiveContest, startServer, type ChildServer, type LiveContest } from '#test/support/live.ts'
import { addStaff } from '#usecases/identity/staff-accounts.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { tallyRound } from '#usecases/results/tally.ts'

const command = { kind: 'command' } as const
const password = 'mật khẩu dài của bài thử'
const staff = [
  ['an', 'Lê An', 'organiser'],
  ['binh', 'Trần Bình', 'organiser'],
] as const

const rules = (of: ContestRules): ContestRules => ({
  ...of,
  paper: {
    ...of.paper,
    ...{ questions: 5, blueprint: [{ topic: null, difficulty: null, count: 5 }], apart: [] },
    fixedSets: { names: ['Đề số 1', 'Đề số 2', 'Đề số 3'], chosenBy: 'contestant', further: 'another' },
  },
  minimumCorrect: 0,
  prediction: { ...of.prediction, asked: false, required: false },
  ranking: ['organisers'],
  prizes: { ...of.prizes, levels: [{ id: 'nhat', name: 'Giải Nhất', count: 1, amount: 1_000_000 }] },
})

let browser: Browser
let server: ChildServer
let contest: LiveContest
let config: Config
const data = mkdtempSync(join(tmpdir(), 'hoithi-sets-'))
beforeAll(async () => {
  browser = await launchBrowser()
  config = readConfig({ data, port: '0' }, { HOITHI_CLOSING_GRACE_MS: '500' })
  contest = await prepareLiveContest(config, 3, rules)
  const { app, close } = await openApp(config, 'command')
  for (const [login, name, role] of staff)
    await addStaff(app, command, { login, name, password, in: { contest: contest.slug, role, unit: null } })
  await close()
  server = await startServer(config)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})

const at = (path: string): string => new URL(path, server.address).href

async function lobby(person: number, options: BrowserContextOptions = phone): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options)
  const [name = '', value = ''] = (contest.contestants[person]?.cookie ?? '').split('=')
  await context.addCookies([{ name, value, url: server.address.href }])
  const page = await context.newPage()
  await page.goto(at('/phong-cho'))
  return page
}

async function desk(login: string): Promise<Page> {
  const page = await (await browser.newContext(desktop)).newPage()
  const signedIn = await page.request.post(at('/api/staff/session'), { data: { login, password } })
  expect(signedIn.ok()).toBe(true)
  return page
}

/** For whoever wants to see them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

describe('three fixed sets', () => {
  it('are chosen with one thumb before the attempt begins, and the choice stays', async () => {
    const page = await lobby(0)
    const findings: string[] = []
    await lookAt(page, 'lobby', findings)
    expect(findings).toEqual([])
    await picture(page, 'lobby')
    const choice = page.getByLabel('Đề số 2')
    const box = await page.locator('label', { hasText: 'Đề số 2' }).boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(48)
    await page.getByRole('button', { name: 'Vào thi' }).click()
    // Nothing is chosen: the page says so by itself, and nothing was sent.
    expect(
      await choice.evaluate<boolean, { readonly validity: { readonly valueMissing: boolean } }>((input) => input.validity.valueMissing),
    ).toBe(true)
    await page.locator('label', { hasText: 'Đề số 2' }).tap()
    await picture(page, 'lobby-chosen')
    await page.getByRole('button', { name: 'Vào thi' }).click()
    await page.getByText('Câu 1/5').waitFor()
    await page.goto(at('/phong-cho'))
    await page.getByText('Bạn đang làm Đề số 2.').waitFor()
  })

  it('are chosen without a script too', async () => {
    const page = await lobby(1, { ...phone, javaScriptEnabled: false })
    await page.getByLabel('Đề số 3').check()
    await page.getByRole('button', { name: 'Vào thi' }).click()
    await page.waitForURL(/\/bai-thi\/mot-trang/)
  })

  it('are shown where the set is locked, each with its topics', async () => {
    const page = await desk('an')
    await page.goto(at(`/quan-tri/${contest.slug}/cau-hoi/bo-de/${contest.roundKey}`))
    await page.getByRole('heading', { name: 'Các đề cố định' }).waitFor()
    for (const name of ['Đề số 1', 'Đề số 2', 'Đề số 3']) await page.getByRole('heading', { name }).waitFor()
    const findings: string[] = []
    await lookAt(page, 'lock', findings)
    expect(findings).toEqual([])
    await picture(page, 'lock')
    await page.goto(at(`/quan-tri/${contest.slug}/the-le`))
    await page.waitForLoadState('networkidle')
    await picture(page, 'rules')
  })
})

describe('a tie', () => {
  it('is decided by two organisers on a page, with reasons', async () => {
    for (const person of [0, 2]) {
      const page = await lobby(person)
      if (person === 0) await page.getByRole('link', { name: 'Làm tiếp' }).click()
      else {
        await page.locator('label', { hasText: 'Đề số 1' }).tap()
        await page.getByRole('button', { name: 'Vào thi' }).click()
      }
      await page.getByText('Câu 1/5').waitFor()
      const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      const attempt = /luot=([\w-]+)/.exec(page.url())?.[1] ?? ''
      const sent = await page.request.put(at(`/api/attempts/${attempt}/entry`), {
        headers: { cookie },
        data: { entryId: `entry-of-${attempt}`, answers: [[0], [0], [0], [0], [0]], prediction: null },
      })
      expect(sent.status()).toBe(201)
    }
    const { app, close } = await openApp(config, 'command')
    await departNow(app, command, contest.slug, contest.roundKey, { kind: 'close', reason: 'Hết giờ sớm' }, 20_000)
    // It waits a moment for what is on its way.
    const tallied = () => tallyRound(app, command, contest.slug, contest.roundKey).then(Boolean, () => false)
    await expect.poll(tallied, { timeout: 20_000, interval: 300 }).toBe(true)
    await close()

    const round = at(`/quan-tri/${contest.slug}/tuan-thi/${contest.roundKey}`)
    const one = await desk('an')
    await one.goto(round)
    await one.getByText('Có 1 nhóm thí sinh bằng nhau').waitFor()
    await picture(one, 'round')
    await one.getByRole('link', { name: 'Đồng hạng' }).click()
    await one.getByText('Hạng 1–2: chưa quyết định').waitFor()
    await one.waitForLoadState('networkidle')
    const findings: string[] = []
    await lookAt(one, 'ties', findings)
    expect(findings).toEqual([])
    await one
      .getByLabel(/^Thứ tự của/)
      .first()
      .selectOption('2')
    await one
      .getByLabel(/^Thứ tự của/)
      .last()
      .selectOption('1')
    await one
      .getByLabel(/xếp sau người liền trên$/)
      .first()
      .fill('Dự thi sau theo biên bản họp Ban Tổ chức')
    await picture(one, 'ties')
    await one.getByRole('button', { name: 'Đề xuất thứ tự này' }).click()
    await one.getByText('Cần một người khác của Ban Tổ chức đồng ý.').waitFor()

    const two = await desk('binh')
    await two.setViewportSize({ width: 360, height: 740 })
    await two.goto(`${round}/dong-hang`)
    await two.getByText('Dự thi sau theo biên bản họp Ban Tổ chức').first().waitFor()
    await two.waitForLoadState('networkidle')
    await picture(two, 'ties-second')
    await two.getByRole('button', { name: 'Đồng ý và kiểm đếm lại' }).click()
    await two.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click()
    await two.getByText('Hạng 1–2: đã quyết định').waitFor()
    await two.goto(round)
    await two.getByText('theo quyết định của Ban Tổ chức').first().waitFor()
    await picture(two, 'standings')
  })
})
