/** One phone, two people: what one left on it is not the other's to see; and a server that came back from a backup. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  answer,
  enterRound,
  launchBrowser,
  phone,
  predictAndReview,
  signInContestant,
  startDemo,
  type Demo,
} from '#test/support/browser/browser.ts'
import { startChild } from '#test/support/live.ts'

let demo: Demo
let browser: Browser
let context: BrowserContext
let page: Page
beforeAll(async () => {
  demo = await startDemo()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await demo.stop()
})
beforeEach(async () => {
  context = await browser.newContext(phone)
  page = await context.newPage()
})
afterEach(() => context.close())

const person = (i: number) => demo.contestants[i] ?? { staffCode: '', phone: '', fullName: '' }

async function leave(): Promise<void> {
  await page.goto(`${demo.address}/phong-cho`)
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/phong-cho'))
}

const submitted = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Nộp bài' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
}

it('the next person sees nothing of the paper of the one before', async () => {
  await signInContestant(page, demo, person(0))
  await enterRound(page)
  await answer(page, 1, 3)
  const paper = page.url()
  await leave()
  // Nobody is signed in, with and without network.
  await page.goto(paper)
  await page.waitForURL(/vao-thi/)
  await signInContestant(page, demo, person(1))
  await page.goto(paper)
  await page.getByText('Chưa có đề thi nào trên máy này').waitFor()
  expect(await page.locator('label.option').count()).toBe(0)
  expect(await page.getByText('Đã trả lời').count()).toBe(0)
  await context.setOffline(true)
  await page.goto(paper).catch(() => undefined)
  expect(await page.locator('label.option').count()).toBe(0)
  await context.setOffline(false)
  await leave()
  // Whose it is finds it as it was.
  await signInAgain(person(0))
  await page.goto(paper)
  await page.getByText('Đã trả lời 3/15').first().waitFor()
})

it('what waits to be sent goes, though another has signed in', async () => {
  await signInContestant(page, demo, person(2))
  await enterRound(page)
  await answer(page, 1, 15)
  await predictAndReview(page, 12)
  // Refused by route, not `setOffline`: a page that is left or closed gets its network back a moment before, and sends by itself.
  await context.route('**/entry', (route) => route.abort())
  await submitted()
  await page.locator('#sending-state.attention').waitFor()
  await page.close()
  page = await context.newPage()
  await context.unroute('**/entry')
  await context.clearCookies()
  const sent = page.waitForResponse((response) => response.url().includes('/entry') && response.request().method() === 'PUT')
  await signInContestant(page, demo, person(3))
  expect((await sent).status()).toBe(201)
  await page.reload()
  expect(await page.getByText('Bài của bạn đã nộp').count()).toBe(0)
  await leave()
  await signInAgain(person(2))
  await page.getByRole('link', { name: 'Xem biên nhận' }).waitFor()
})

async function signInAgain(who: { readonly staffCode: string; readonly phone: string }): Promise<void> {
  await page.goto(`${demo.address}/vao-thi`)
  await page.getByLabel('Mã cán bộ').fill(who.staffCode)
  await page.getByLabel('Số điện thoại').fill(who.phone)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.waitForURL(/phong-cho|xac-nhan/)
}

it('an entry the server lost with a restoration comes back when its phone opens the lobby', async () => {
  const base = mkdtempSync(join(tmpdir(), 'hoithi-e2e-restore-'))
  const hoithi = (...args: readonly string[]) =>
    execFileSync(process.execPath, [fileURLToPath(new URL('../../bin/hoithi.mjs', import.meta.url)), ...args], { stdio: 'pipe' })
  const own = await startDemo()
  const { port } = new URL(own.address)
  try {
    const file = join(base, 'backup')
    hoithi('backup', file, '--data', own.data)
    const who = own.contestants[4] ?? { staffCode: '', phone: '' }
    await signInContestant(page, own, who)
    await enterRound(page)
    await answer(page, 1, 15)
    await predictAndReview(page, 21)
    await submitted()
    await page.waitForURL(/bien-nhan/)
    const code = await page.locator('#receipt').getAttribute('data-code')
    await own.stop()
    hoithi('restore', file, '--data', join(base, 'data'))
    const server = await startChild('bin/hoithi.mjs', ['serve', '--port', port, '--json', '--data', join(base, 'data')])
    try {
      await signInContestant(page, own, who)
      await page.getByText('khôi phục từ bản sao lưu').waitFor()
      await page.getByRole('link', { name: 'Xem biên nhận' }).click()
      await page.waitForURL(/bien-nhan/)
      expect(await page.locator('#receipt').getAttribute('data-code')).toBe(code)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})
