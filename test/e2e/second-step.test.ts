/** A second step of signing in, set up and used on the screens. */
import { mkdirSync } from 'node:fs'
import { generate } from 'otplib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, phone, signInStaff, startDemo, type Demo } from '#test/support/browser/browser.ts'

/** Where pictures of the screens go, when somebody wants to look at them. */
const pictures = process.env['HOITHI_PICTURES']

describe('a second step of signing in', { timeout: 120_000 }, () => {
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

  it('is set up with an app, asked for at the next sign-in, and passed with a recovery code', async () => {
    const page = await (await browser.newContext(phone)).newPage()
    const look = async (name: string): Promise<void> => {
      if (pictures === undefined) return
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: `${pictures}/${name}-360.png`, fullPage: true })
    }
    const account = demo.staff.find(({ role }) => role === 'juror')
    await signInStaff(page, demo, 'juror')
    await page.goto(`${demo.address}/quan-tri/mat-khau`)
    await page.getByRole('link', { name: 'Bước đăng nhập thứ hai' }).click()
    await look('off')
    await page.getByRole('button', { name: 'Bật bước thứ hai' }).click()
    await page.getByText('Hãy nhập mật khẩu.').waitFor()
    await page.getByLabel('Mật khẩu').fill('không phải mật khẩu này')
    await page.getByRole('button', { name: 'Bật bước thứ hai' }).click()
    await page.getByText('Mật khẩu không đúng.').waitFor()
    await page.getByLabel('Mật khẩu').fill(account?.password ?? '')
    await page.getByRole('button', { name: 'Bật bước thứ hai' }).click()
    await page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor()
    await look('proposal')
    const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '')
    await page.getByLabel('Mã xác thực').fill('000000')
    await page.getByRole('button', { name: 'Xác nhận và bật' }).click()
    await page.getByText('Mã không đúng').waitFor()
    expect(((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '')).toBe(secret)
    await page.getByLabel('Mã xác thực').fill(await generate({ secret }))
    await page.getByRole('button', { name: 'Xác nhận và bật' }).click()
    await page.getByRole('heading', { name: 'Mã dự phòng' }).waitFor()
    await look('codes')
    const codes = await page.locator('.codes li').allTextContents()
    expect(codes).toHaveLength(10)
    await page.getByRole('link', { name: 'Tôi đã cất các mã' }).click()
    await page.getByText('Còn 10 mã dự phòng').waitFor()
    await look('on')
    await page.getByRole('button', { name: 'Đăng xuất' }).click()

    await page.goto(`${demo.address}/quan-tri/${demo.contest}`)
    await page.getByLabel('Tên đăng nhập').fill(account?.login ?? '')
    await page.getByLabel('Mật khẩu').fill(account?.password ?? '')
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Mật khẩu đúng.').waitFor()
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByText('Hãy nhập mã.').waitFor()
    await look('enter')
    await page.getByLabel('Mã xác thực').fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    // Where they wanted to go.
    await page.waitForURL(`${demo.address}/quan-tri/${demo.contest}`)
  })
})
