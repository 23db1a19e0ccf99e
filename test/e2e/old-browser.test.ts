/** Browsers that lack what newer ones have: a question is shown, or the paper that needs no script is; an empty screen never. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { answer, enterRound, launchBrowser, phone, signInContestant, startDemo, type Demo } from '#test/support/browser/browser.ts'

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
  context = await browser.newContext({ ...phone, viewport: { width: 360, height: 740 }, serviceWorkers: 'block' })
  page = await context.newPage()
})
afterEach(() => context.close())

const person = (i: number) => demo.contestants[i] ?? { staffCode: '', phone: '' }

it('without replaceChildren, as before Chromium 86, questions are shown and answered', async () => {
  await context.addInitScript('for (const kind of [Element, Document, DocumentFragment]) delete kind.prototype.replaceChildren')
  await signInContestant(page, demo, person(0))
  await enterRound(page)
  await answer(page, 1, 2)
  expect((await page.locator('#stem').innerText()).length).toBeGreaterThan(20)
  expect(await page.locator('#options label').count()).toBeGreaterThan(1)
})

it('that can draw no question gets the paper on one page', async () => {
  await signInContestant(page, demo, person(1))
  await context.addInitScript('delete Element.prototype.append')
  await page.getByRole('button', { name: 'Vào thi' }).click()
  await page.waitForURL(/bai-thi\/mot-trang\?luot=/)
  expect(await page.locator('fieldset').count()).toBeGreaterThanOrEqual(15)
})

it('whose script never runs is led from the empty shell to the attempt that runs', async () => {
  await signInContestant(page, demo, person(2))
  await enterRound(page)
  await context.route('**/*.js', (route) => route.abort())
  const without = await context.newPage()
  await without.goto(`${demo.address}/bai-thi`)
  await without.getByRole('link', { name: 'trên một trang' }).click()
  await without.waitForURL(/bai-thi\/mot-trang\?luot=/)
})

it('the button to the next question is on the screen before anybody scrolls, however long the question', async () => {
  await signInContestant(page, demo, person(3))
  await enterRound(page)
  for (let question = 1; question <= 15; question++) {
    const box = await page.locator('#next').boundingBox()
    expect((box?.y ?? Infinity) + (box?.height ?? 0), String(question)).toBeLessThanOrEqual(740)
    await answer(page, question, question)
  }
})

it('a paper opened anew goes on at the first question without an answer', async () => {
  await signInContestant(page, demo, person(4))
  await enterRound(page)
  await answer(page, 1, 3)
  await page.goto(`${demo.address}/phong-cho`)
  await page.getByRole('link', { name: 'Làm tiếp' }).click()
  await page.getByText('Câu 4/15').waitFor()
})
