/** The shell of the paper that a phone keeps: shown first while it is fresh, and never in another language or after its hour. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answer, enterRound, launchBrowser, phone, signInContestant, startDemo, type Demo } from '#test/support/browser/browser.ts'

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

/** Marks the kept shell, and says how long ago the server gave it. */
const mark = (page: Page, hoursAgo: number): Promise<void> =>
  page.evaluate(`(async () => {
    const cache = await caches.open('hoithi-paper-1')
    const kept = await cache.match('/bai-thi')
    const marked = (await kept.text()).replace('<title>', '<title>KEPT ')
    await cache.put('/bai-thi', new Response(marked, { headers: { 'content-type': 'text/html' } }))
    await cache.put('/bai-thi/given', new Response(String(Date.now() - ${String(hoursAgo)} * 3600000)))
  })()`)

const keptShell = (page: Page): Promise<string> => page.evaluate(`caches.match('/bai-thi').then((kept) => kept.text())`)

it('a kept shell opens the paper within its hour; after it, in another language and in the next lobby the server gives it anew', async () => {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  await signInContestant(page, demo, demo.contestants[0] ?? { staffCode: '', phone: '' })
  await enterRound(page)
  await answer(page, 1, 2)
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  const paper = page.url()
  const shownTitle = async (): Promise<boolean> => {
    await page.goto('about:blank')
    await page.goto(paper)
    await page.getByText('/15').first().waitFor()
    return (await page.title()).startsWith('KEPT')
  }
  await page.reload()
  await mark(page, 0.5)
  expect(await shownTitle()).toBe(true)
  for (const hours of [1.5, -0.5]) {
    await mark(page, hours)
    expect(await shownTitle()).toBe(false)
    await expect.poll(() => keptShell(page)).not.toContain('KEPT')
  }

  await mark(page, 0.5)
  expect(await shownTitle()).toBe(true)
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByText('Next').first().waitFor()
  // The address still has the attempt, which the shell of everybody does not know.
  expect(new URL(page.url()).search).toBe(new URL(paper).search)

  await mark(page, 0.5)
  await page.goto(`${demo.address}/phong-cho`)
  await expect.poll(() => keptShell(page)).not.toContain('KEPT')
  await context.close()
})
