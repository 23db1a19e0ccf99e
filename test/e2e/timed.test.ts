/** A paper with a time limit: what can be submitted goes off by itself before the time is over. */
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
  contest = await prepareLiveContest(config, 2, (rules) => ({ ...rules, attempts: { ...rules.attempts, timeLimitMs: LIMIT_MS } }))
  server = await startServer(config)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})

async function begin(contestant: number): Promise<Page> {
  const [name = '', value = ''] = (contest.contestants[contestant]?.cookie ?? '').split('=')
  const context = await browser.newContext(phone)
  await context.addCookies([{ name, value, url: server.address.href }])
  const page = await context.newPage()
  await page.goto(new URL('/phong-cho', server.address).href)
  await enterRound(page)
  return page
}

it('is submitted by itself just before the time is over, with what was answered', async () => {
  const page = await begin(0)
  expect(await page.locator('#timer').innerText()).toMatch(/^Còn (1[0-5]|\d) giây$/)
  await answer(page, 1, 2)
  await page.goto(`${page.url().split('#')[0] ?? ''}#du-doan`)
  await page.getByLabel('Số người bạn dự đoán').fill('9')
  await page.waitForURL(/bien-nhan/, { timeout: LIMIT_MS + 10_000 })
  expect(await page.locator('main').innerText()).toContain('Bài của bạn đã được nhận')
})

it('says so when the time ran out before it could be submitted', async () => {
  const page = await begin(1)
  await answer(page, 1, 1)
  await page.getByText('Đã hết giờ làm bài').waitFor({ timeout: LIMIT_MS + 10_000 })
  await page.goto(`${page.url().split('#')[0] ?? ''}#du-doan`)
  await page.getByLabel('Số người bạn dự đoán').fill('9')
  await page.getByRole('button', { name: 'Xem lại và nộp' }).click()
  await page.getByRole('button', { name: 'Nộp bài' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
  await page.getByText('Đã hết thời gian làm bài nên bài không được nhận.').waitFor()
  await page.getByRole('link', { name: 'Về phòng chờ' }).click()
  await page.getByText('Bạn đã bắt đầu nhưng chưa nộp bài').waitFor()
})
