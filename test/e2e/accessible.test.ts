/** WCAG 2.2 AA by axe on every page, on a phone and on a desktop, in light and dark; and nothing wider than 320 px. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answer,
  desktop,
  enterRound,
  launchBrowser,
  phone,
  predictAndReview,
  signInStaff,
  startDemo,
  type Demo,
} from '#test/support/browser.ts'
import { playByApi } from '#test/support/play.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What axe finds on the page as it is, by rule and first element. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const found: readonly Violation[] = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(standards)} }).then(({ violations }) => violations)`,
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

let demo: Demo
let browser: Browser
beforeAll(async () => {
  demo = await startDemo()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await demo.stop()
})

const person = (i: number) => demo.contestants[i] ?? { staffCode: '', phone: '' }

/** In phone, narrow and dark at once: each finding says where. */
async function look(page: Page, name: string, findings: string[]): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    // Without motion: a colour half-way through its transition is nobody's reading colour.
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const found of await violations(page)) findings.push(`${name} (${scheme}) ${found}`)
  }
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const wider = await overflow(page)
  if (wider > 0) findings.push(`${name} is ${String(wider)} px wider than a screen of 320 px`)
  if (size !== null) await page.setViewportSize(size)
}

describe('accessibility', () => {
  it('of the public pages and the way of a contestant', async () => {
    const findings: string[] = []
    const context: BrowserContext = await browser.newContext(phone)
    const page = await context.newPage()
    for (const path of [
      '/',
      `/hoi-thi/${demo.contest}/the-le`,
      '/don-vi',
      '/tra-cuu',
      '/tra-cuu/AAAAAAAAAA',
      '/ket-qua/tuan-1',
      '/khong-co',
      '/vao-thi',
    ]) {
      await page.goto(`${demo.address}${path}`)
      await look(page, path, findings)
    }
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await look(page, 'sign-in with mistakes', findings)
    await page.getByLabel('Mã cán bộ').fill(person(0).staffCode)
    await page.getByLabel('Số điện thoại').fill(person(0).phone)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.waitForURL(/xac-nhan/)
    await look(page, 'confirmation', findings)
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Đúng, tiếp tục' }).click()
    await page.waitForURL(/phong-cho/)
    await look(page, 'lobby', findings)
    await enterRound(page)
    await look(page, 'question', findings)
    await page.getByText('Danh sách câu').click()
    await look(page, 'grid', findings)
    await answer(page, 1, 15)
    await look(page, 'prediction', findings)
    await predictAndReview(page, 3)
    await look(page, 'review', findings)
    await page.getByRole('button', { name: 'Nộp bài' }).click()
    await look(page, 'confirm', findings)
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
    await page.waitForURL(/bien-nhan/, { timeout: 30_000 })
    await look(page, 'receipt', findings)
    expect(findings).toEqual([])
  })

  it('of the staff area and of published results', async () => {
    const findings: string[] = []
    await playByApi(demo, person(1), { right: true, prediction: 1 })
    const context = await browser.newContext(desktop)
    const page = await context.newPage()
    await page.goto(`${demo.address}/quan-tri/dang-nhap`)
    await look(page, 'staff sign-in', findings)
    await signInStaff(page, demo, 'organiser')
    const home = `/quan-tri/${demo.contest}`
    for (const path of [
      '/quan-tri',
      home,
      `${home}/cau-hoi`,
      `${home}/cau-hoi/bo-de/tuan-1`,
      `${home}/cau-hoi/bo-de/tuan-2`,
      `${home}/thi-sinh`,
      `${home}/thi-sinh?q=nguyen&page=2`,
      `${home}/tuan-thi/tuan-1`,
      `${home}/nhat-ky`,
    ]) {
      await page.goto(`${demo.address}${path}`)
      await look(page, path, findings)
    }
    const staff = demo.staff
    const cookieOf = async (role: string): Promise<string> => {
      const account = staff.find((one) => one.role === role)
      const answerOf = await fetch(`${demo.address}/api/staff/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: account?.login, password: account?.password }),
      })
      return answerOf.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    }
    const cookies = { organiser: await cookieOf('organiser'), juror: await cookieOf('juror') }
    const round = `${demo.address}/api/staff/contests/${demo.contest}/rounds/tuan-1`
    const post = (step: string, cookie: string) => fetch(`${round}/${step}`, { method: 'POST', headers: { cookie } })
    await post('close', cookies.organiser)
    await expect.poll(async () => (await post('tally', cookies.juror)).status, { timeout: 20_000 }).toBe(200)
    await page.goto(`${demo.address}${home}/tuan-thi/tuan-1`)
    await look(page, 'tallied round', findings)
    await post('approve', cookies.juror)
    await post('publish', cookies.organiser)
    await page.goto(`${demo.address}/ket-qua/tuan-1`)
    await look(page, 'results', findings)
    await page.goto(`${demo.address}/`)
    await look(page, 'landing with results', findings)
    expect(findings).toEqual([])
  })
})
