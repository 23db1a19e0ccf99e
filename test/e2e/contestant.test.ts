/** The contestant's way on a phone, with everything that goes wrong on a phone. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  answer,
  enterRound,
  launchBrowser,
  phone,
  predictAndReview,
  shiftDeviceClock,
  signInContestant,
  startDemo,
  type Demo,
} from '#test/support/browser/browser.ts'

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

describe('on a phone', () => {
  it('survives a dead network, a killed tab and a wrong clock, and gets a receipt', async () => {
    await shiftDeviceClock(context, 2 * 3_600_000)
    await signInContestant(page, demo, person(0))
    await enterRound(page)
    await answer(page, 1, 5)

    // The network goes; answering goes on.
    await context.setOffline(true)
    await answer(page, 6, 8)
    // The tab is killed, and comes back before the network does.
    const address = page.url()
    // The paper was kept by a version that knew no pictures.
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage).filter((one) => one.startsWith('hoithi:paper:')))
        localStorage.setItem(key, (localStorage.getItem(key) ?? '').replaceAll(',"pictures":[]', ''))
    })
    await page.close()
    page = await context.newPage()
    await page.goto(address).catch(() => undefined)
    await context.setOffline(false)
    await page.goto(address)
    await page.getByText('Đã trả lời 8/15').first().waitFor()
    const shown = await page.locator('#progress').innerText()
    for (let number = Number(/\d+/.exec(shown)?.[0]); number < 9; number++) await page.getByRole('button', { name: 'Câu tiếp' }).click()
    await answer(page, 9, 15)
    await predictAndReview(page, 141)
    await page.getByText('Bạn đã trả lời đủ 15 câu.').waitFor()

    // Submitting without a network: nothing is lost, and it goes out by itself.
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Nộp bài' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
    await page.getByText('Mất mạng. Bài của bạn vẫn lưu trên máy này; chúng tôi sẽ tự nộp khi có mạng.').waitFor()
    await context.setOffline(false)
    await page.waitForURL(/bien-nhan/, { timeout: 60_000 })
    const receipt = await page.locator('main').innerText()
    expect(receipt).toContain('Bài của bạn đã được nhận')
    expect(receipt).toMatch(/[0-9A-HJKMNP-TV-Z]{10}/)
    expect(receipt).toMatch(/\d\d:\d\d:\d\d,\d{3}/)

    // The instant is the server's, not the device's two hours later.
    const attempt = page.url().split('/').at(-1) ?? ''
    const stored = (await (await page.request.get(`${demo.address}/api/attempts/${attempt}/receipt`)).json()) as {
      submittedAt: number
      code: string
    }
    expect(Math.abs(stored.submittedAt - Date.now())).toBeLessThan(120_000)
    expect(receipt).toContain(stored.code)

    // Anybody finds it by its code, and learns nothing of what it holds.
    await page.goto(`${demo.address}/tra-cuu/${stored.code}`)
    const found = await page.locator('main').innerText()
    expect(found).toContain('Tuần 1')
    expect(found).not.toContain(person(0).fullName)
  })

  it('makes one entry of double taps, two tabs and a retry', async () => {
    await signInContestant(page, demo, person(1))
    await enterRound(page)
    await page.getByText('Câu 1/15').waitFor()
    await page.waitForTimeout(2000)
    await page.reload()
    await answer(page, 1, 15)
    await page.getByLabel('Con số bạn dự đoán').fill('12,5')
    await page.getByRole('button', { name: 'Xem lại và nộp' }).click()
    await page.getByRole('alert').filter({ hasText: 'Hãy nhập một số từ 0' }).waitFor()
    expect(page.url()).toContain('#du-doan')
    await predictAndReview(page, 7)
    const second = await context.newPage()
    await second.goto(page.url())
    await second.getByText('Đã trả lời 15/15').first().waitFor()

    const sent: string[] = []
    context.on('request', (request) => {
      if (request.method() === 'PUT') sent.push(request.postData() ?? '')
    })
    // The first answer is lost on its way: the page must send the same entry again.
    let lost = 0
    await page.route('**/api/attempts/*/entry', async (route) => {
      if (lost++ > 0) return route.continue()
      await route.fetch()
      return route.abort('connectionreset')
    })
    await page.getByRole('button', { name: 'Nộp bài' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).dblclick()
    await page.waitForURL(/bien-nhan/, { timeout: 60_000 })
    const code = /[0-9A-HJKMNP-TV-Z]{10}/.exec(await page.locator('main').innerText())?.[0]
    expect(code).toBeDefined()
    expect(sent.length).toBeGreaterThan(1)
    expect(new Set(sent).size).toBe(1)
    // How long each of the questions was on screen goes with it; the first was looked at for a while, before the reload.
    const { seconds } = JSON.parse(sent[0] ?? '') as { seconds: readonly number[] }
    expect(seconds).toHaveLength(15)
    expect(seconds.every((one) => Number.isInteger(one) && one >= 0)).toBe(true)
    expect(seconds[0]).toBeGreaterThanOrEqual(2)

    await second.reload()
    await second.waitForURL(/bien-nhan/, { timeout: 30_000 })
    expect(await second.locator('main').innerText()).toContain(code)
    await page.goto(`${demo.address}/phong-cho`)
    await page.getByRole('link', { name: 'Xem biên nhận' }).waitFor()
    expect(await page.getByRole('button', { name: 'Vào thi' }).count()).toBe(0)
  })

  it('is told what is wrong beside the field, and nothing typed is lost', async () => {
    await page.goto(`${demo.address}/vao-thi`)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByText('Bạn chưa nhập mã cán bộ.').waitFor()
    await page.getByLabel('Mã cán bộ').fill(person(2).staffCode)
    await page.getByLabel('Số điện thoại').fill('0900 000 000')
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByText('Mã cán bộ và số điện thoại này không khớp với danh sách.').first().waitFor()
    expect(await page.getByLabel('Mã cán bộ').inputValue()).toBe(person(2).staffCode)
  })

  it('reads every page in English by choice, whatever the language of the browser', async () => {
    await page.goto(`${demo.address}/hoi-thi/${demo.contest}`)
    expect(await page.locator('html').getAttribute('lang')).toBe('vi')
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Tiếng Việt' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    const english = await browser.newContext({ ...phone, locale: 'en-GB' })
    const other = await english.newPage()
    await other.goto(`${demo.address}/vao-thi`)
    expect(await other.locator('html').getAttribute('lang')).toBe('vi')
    await english.close()
  })

  it('can be played by keyboard alone', async () => {
    await signInContestant(page, demo, person(2))
    const press = async (name: string): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        const focused = await page.locator(':focus').evaluateAll(([element]) => element?.textContent.trim() ?? '')
        if (focused === name) break
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
    }
    await press('Vào thi')
    await page.waitForURL(/bai-thi/)
    for (let number = 1; number <= 15; number++) {
      await page.getByText(`Câu ${String(number)}/15`).waitFor()
      for (let i = 0; i < 60; i++) {
        if ((await page.locator('input:focus').count()) > 0) break
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Space')
      await press(number < 15 ? 'Câu tiếp' : 'Câu dự đoán')
    }
    await page.getByLabel('Con số bạn dự đoán').focus()
    await page.keyboard.type('12')
    await press('Xem lại và nộp')
    await page.getByText('Bạn đã trả lời đủ 15 câu.').waitFor()
    await press('Nộp bài')
    await page.getByRole('dialog').waitFor()
    await press('Nộp bài')
    await page.waitForURL(/bien-nhan/, { timeout: 30_000 })
  })

  it('can be played without script, on one page that is looked over before it is submitted', async () => {
    const plain = await browser.newContext({ ...phone, javaScriptEnabled: false })
    const paper = await plain.newPage()
    await signInContestant(paper, demo, person(3))
    await paper.getByRole('button', { name: 'Vào thi' }).click()
    await paper.waitForURL(/mot-trang/)
    for (let number = 0; number < 14; number++) {
      await paper
        .locator(`#q-${String(number)} label.option`)
        .nth(1)
        .click()
    }
    await paper.getByRole('button', { name: 'Xem lại và nộp' }).click()
    await paper.getByText('Bạn chưa nhập số dự đoán.').first().waitFor()
    await paper.locator('#prediction').fill('1.250')
    await paper.getByRole('button', { name: 'Xem lại và nộp' }).click()
    await paper.getByText('Còn 1 câu chưa trả lời:').waitFor()
    expect(await paper.locator('input:checked').count()).toBe(14)
    expect(await paper.locator('#prediction').inputValue()).toBe('1.250')
    await paper.locator('#q-14 label.option').first().click()
    await paper.getByRole('button', { name: 'Nộp bài' }).click()
    await paper.waitForURL(/bien-nhan/)
    expect(await paper.locator('main').innerText()).toContain('Bài của bạn đã được nhận')
    await plain.close()
  })
})
