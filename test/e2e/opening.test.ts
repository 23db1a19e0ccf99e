/** The lobby at the opening instant, on a device whose clock is two hours wrong; and what the paper weighs. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, describe, it, beforeAll, afterAll } from 'vitest'
import type { Browser, BrowserContext } from 'playwright-core'
import { launchBrowser, phone, shiftDeviceClock, signInContestant, startDemo, type Demo } from '#test/support/browser/browser.ts'
import { prepareLiveContest, startServer } from '#test/support/live.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { departNow } from '#usecases/rounds/departures.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Everything of the first visit but fonts, compressed as it travels. */
const BUDGET = 12 * 1024

describe('the opening', () => {
  it('comes to a waiting lobby when it is moved ahead, without a reload and without asking', async () => {
    const data = mkdtempSync(join(tmpdir(), 'hoithi-early-'))
    const config = readConfig({ data, port: '0' }, {})
    const contest = await prepareLiveContest(config, 1, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round, i) => ({
        ...round,
        opensAt: Date.now() + 3_600_000 + i * 86_400_000,
        closesAt: Date.now() + 7_200_000 + i * 86_400_000,
      })),
    }))
    const server = await startServer(config)
    try {
      const context = await browser.newContext(phone)
      const [name = '', value = ''] = (contest.contestants[0]?.cookie ?? '').split('=')
      await context.addCookies([{ name, value, url: server.address.href }])
      const page = await context.newPage()
      await page.goto(new URL('/phong-cho', server.address).href)
      const button = page.getByRole('button', { name: 'Vào thi' })
      await expect.poll(() => page.locator('#left-minutes').innerText()).toBe('59')
      let loads = 0
      let asked = 0
      page.on('load', () => loads++)
      page.on('request', (request) => (asked += Number(request.url().endsWith('/openings'))))
      const { app, close } = await openApp(config, 'command')
      await departNow(app, { kind: 'command' }, contest.slug, contest.roundKey, { kind: 'open', reason: 'Bão đến tối nay' })
      await expect.poll(() => button.isEnabled(), { timeout: 10_000, interval: 20 }).toBe(true)
      await close()
      // Told on the connection it holds, a second after each look of the server; it asked for nothing.
      expect([loads, asked]).toEqual([0, 0])
      await button.click()
      await page.getByText('Câu 1/15').waitFor()
    } finally {
      await server.stop()
      rmSync(data, { recursive: true, force: true })
    }
  })

  it('makes the button live at the instant by the server clock, without a reload and without polling', async () => {
    const data = mkdtempSync(join(tmpdir(), 'hoithi-opening-'))
    const config = readConfig({ data, port: '0' }, {})
    const opensAt = Date.now() + 14_000
    const contest = await prepareLiveContest(config, 1, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round, i) => ({
        ...round,
        opensAt: opensAt + i * 86_400_000,
        closesAt: opensAt + i * 86_400_000 + 3_600_000,
      })),
    }))
    const server = await startServer(config)
    try {
      const context = await browser.newContext(phone)
      await shiftDeviceClock(context, -2 * 3_600_000)
      const [name = '', value = ''] = (contest.contestants[0]?.cookie ?? '').split('=')
      await context.addCookies([{ name, value, url: server.address.href }])
      const page = await context.newPage()
      await page.goto(new URL('/phong-cho', server.address).href)
      const button = page.getByRole('button', { name: 'Vào thi' })
      expect(Date.now()).toBeLessThan(opensAt)
      expect(await button.isEnabled()).toBe(false)
      expect(Number(await page.locator('#left-hours').innerText())).toBe(0)
      let requests = 0
      let loads = 0
      page.on('request', () => requests++)
      page.on('load', () => loads++)
      await expect.poll(() => button.isEnabled(), { timeout: 30_000, interval: 50 }).toBe(true)
      expect(Math.abs(Date.now() - opensAt)).toBeLessThan(2500)
      expect(loads).toBe(0)
      expect(requests).toBeLessThan(4)
      await button.click()
      await page.waitForURL(/bai-thi/)
      await page.getByText('Câu 1/15').waitFor()
    } finally {
      await server.stop()
      rmSync(data, { recursive: true, force: true })
    }
  })
})

describe('what pages weigh', () => {
  let demo: Demo
  beforeAll(async () => {
    demo = await startDemo()
  })
  afterAll(() => demo.stop())

  /** Bytes that travel for a page with nothing cached, its own answers of the API aside. */
  async function weigh(context: BrowserContext, path: string): Promise<{ readonly bytes: number; readonly files: readonly string[] }> {
    const page = await context.newPage()
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.clearBrowserCache')
    const urls = new Map<string, string>()
    const files: string[] = []
    let bytes = 0
    session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, new URL(response.url).pathname))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const url = urls.get(requestId) ?? ''
      if (url.startsWith('/api/')) return
      if (!url.endsWith('.woff2')) bytes += encodedDataLength
      files.push(`${url} ${String(encodedDataLength)}`)
    })
    await page.goto(`${demo.address}${path}`, { waitUntil: 'networkidle' })
    await page.close()
    return { bytes, files }
  }

  it('keeps the contestant’s pages within their budget', async () => {
    const context = await browser.newContext({ ...phone, serviceWorkers: 'block' })
    const weights: Record<string, { readonly bytes: number; readonly files: readonly string[] }> = {}
    weights['sign-in'] = await weigh(context, '/vao-thi')
    const page = await context.newPage()
    await signInContestant(page, demo, demo.contestants[0] ?? { staffCode: '', phone: '' })
    // The lobby fetches the paper ahead of time; that must not run into the weighing.
    await page.waitForLoadState('networkidle')
    await page.close()
    weights['paper'] = await weigh(context, '/bai-thi')
    weights['landing'] = await weigh(context, `/hoi-thi/${demo.contest}`)
    const fonts = (name: string): number => (weights[name]?.files ?? []).filter((file) => file.includes('.woff2')).length
    // On the paper nothing is fetched that can wait.
    expect([fonts('landing') > 0, fonts('paper')]).toEqual([true, 0])
    for (const [name, { bytes, files }] of Object.entries(weights)) {
      expect(files.length, name).toBeGreaterThan(1)
      expect(bytes, `${name}: ${files.join(', ')}`).toBeLessThanOrEqual(BUDGET)
    }
  })
})
