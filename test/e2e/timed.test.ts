/** A paper with a time limit: what is there goes off by itself when the time is over, whatever is missing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answer, enterRound, launchBrowser, phone } from '#test/support/browser/browser.ts'
import { prepareLiveContest, startServer, type ChildServer, type LiveContest } from '#test/support/live.ts'
import { readConfig } from '#config.ts'

const LIMIT_MS = 15_000

let browser: Browser
let server: ChildServer
let contest: LiveContest
const data = mkdtempSync(join(tmpdir(), 'hoithi-timed-'))
beforeAll(async () => {
  const config = readConfig({ data, port: '0' }, {})
  contest = await prepareLiveContest(config, 4, (rules) => ({ ...rules, attempts: { ...rules.attempts, timeLimitMs: LIMIT_MS } }))
  server = await startServer(config)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})

async function openLobby(contestant: number): Promise<Page> {
  const [name = '', value = ''] = (contest.contestants[contestant]?.cookie ?? '').split('=')
  const context = await browser.newContext(phone)
  // As signing in leaves them: the session, and whose papers the device may show.
  const url = server.address.href
  await context.addCookies([
    { name, value, url },
    { name: 'hoithi-person', value: `thi-sinh-${String(contestant)}`, url },
  ])
  const page = await context.newPage()
  await page.goto(new URL('/phong-cho', server.address).href)
  return page
}

async function begin(contestant: number): Promise<Page> {
  const page = await openLobby(contestant)
  await enterRound(page)
  return page
}

/** For somebody who looks: HOITHI_SHOTS names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['HOITHI_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

it('is submitted by itself just before the time is over, with what was answered', async () => {
  const page = await begin(0)
  expect(await page.locator('#timer').innerText()).toMatch(/^Còn (1[0-5]|\d) giây$/)
  await answer(page, 1, 2)
  await page.goto(`${page.url().split('#')[0] ?? ''}#du-doan`)
  await page.getByLabel('Con số bạn dự đoán').fill('9')
  await page.waitForURL(/bien-nhan/, { timeout: LIMIT_MS + 10_000 })
  expect(await page.locator('main').innerText()).toContain('Bài của bạn đã được nhận')
})

it('goes off without the prediction when the time ran out before one was entered', async () => {
  const page = await begin(1)
  await answer(page, 1, 1)
  await page.waitForURL(/bien-nhan/, { timeout: LIMIT_MS + 10_000 })
  expect(await page.locator('main').innerText()).toContain('Bài của bạn đã được nhận')
})

it('goes off after a reload without network in the last moments, once the network is back', async () => {
  const page = await begin(2)
  await answer(page, 1, 1)
  await expect.poll(() => page.locator('#timer').innerText(), { timeout: LIMIT_MS }).toMatch(/^Còn [5-8] giây$/)
  await page.context().setOffline(true)
  await page.reload()
  await page.locator('#question').waitFor()
  await page.waitForTimeout(10_000)
  await page.context().setOffline(false)
  await page.waitForURL(/bien-nhan/, { timeout: 20_000 })
})

it('is named in the lobby before it begins, and after its time is over', async () => {
  const page = await openLobby(3)
  await page.getByText('Bạn có 15 giây để làm bài').waitFor()
  await shoot(page, 'lobby-timed-before')
  await enterRound(page)
  await page.goto('about:blank')
  await page.waitForTimeout(LIMIT_MS)
  await page.goto(new URL('/phong-cho', server.address).href)
  await page.getByText(/^Lượt thi 1 đã hết giờ lúc .* mà chưa nộp bài\.$/).waitFor()
  await shoot(page, 'lobby-timed-after')
  // The device still holds what was answered, and says truthfully what became of it.
  await page.goto(new URL('/bai-thi', server.address).href)
  await page
    .getByRole('link', { name: /biên nhận|phòng chờ/i })
    .or(page.getByText('Bài của bạn đã được nhận'))
    .first()
    .waitFor()
})
