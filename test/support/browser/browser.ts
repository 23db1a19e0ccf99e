/** Debian's Chromium on the real server with the demo contest, and the contestant's way through its pages. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import type { DemoLogins } from '#usecases/demo/make-demo.ts'
import { startChild } from '../live.ts'

export interface Demo extends DemoLogins {
  readonly address: string
  readonly contest: string
  readonly data: string
  stop(): Promise<void>
}

/** `hoithi demo` in a process and a data directory of its own. */
export async function startDemo(environment: Readonly<Record<string, string>> = {}): Promise<Demo> {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-e2e-'))
  const server = await startChild('bin/hoithi.mjs', ['demo', '--port', '0', '--json', '--data', data], {
    HOITHI_CLOSING_GRACE_MS: '500',
    ...environment,
  })
  return {
    ...(server.printed as Omit<Demo, 'stop'>),
    stop: async () => {
      await server.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('no browser: apt-get install chromium')
  // Root has no sandbox in Chromium; the pages are ours and the network is loopback.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

export const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  locale: 'vi-VN',
  deviceScaleFactor: 2,
}
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'vi-VN' }

/** Every page of the context believes it is `ms` later than it is. */
export async function shiftDeviceClock(context: BrowserContext, ms: number): Promise<void> {
  await context.addInitScript((shift) => {
    const RealDate = Date
    const now = (): number => RealDate.now() + shift
    globalThis.Date = class extends RealDate {
      constructor(...args: ConstructorParameters<typeof RealDate> | []) {
        if (args.length === 0) super(now())
        else super(...args)
      }
      static override now(): number {
        return now()
      }
    } as DateConstructor
  }, ms)
}

/** Sign-in, confirmation and consent, up to the lobby. */
export async function signInContestant(
  page: Page,
  demo: Pick<Demo, 'address'>,
  person: { readonly staffCode: string; readonly phone: string },
): Promise<void> {
  await page.goto(`${demo.address}/vao-thi`)
  await page.getByLabel('Mã cán bộ').fill(person.staffCode)
  await page.getByLabel('Số điện thoại').fill(person.phone)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.waitForURL(/xac-nhan/)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Đúng, tiếp tục' }).click()
  await page.waitForURL(/phong-cho/)
}

/** From the lobby to the first question. */
export async function enterRound(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Vào thi' }).click()
  await page.waitForURL(/bai-thi/)
  await page.getByText('Câu 1/15').waitFor()
}

/** Answers questions `from`–`to` (from 1), one option each, going on to the next; leaves the page on question `to` + 1. */
export async function answer(page: Page, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number++) {
    await page.getByText(`Câu ${String(number)}/15`).waitFor()
    await page
      .locator('label.option')
      .nth(number % 4)
      .click()
    await page.getByText('Đã lưu trên máy này').waitFor()
    await page.getByRole('button', { name: number < 15 ? 'Câu tiếp' : 'Câu dự đoán' }).click()
  }
}

export async function predictAndReview(page: Page, prediction: number): Promise<void> {
  await page.getByLabel('Con số bạn dự đoán').fill(String(prediction))
  await page.getByRole('button', { name: 'Xem lại và nộp' }).click()
  await page.getByRole('heading', { name: 'Xem lại trước khi nộp' }).waitFor()
}

/** @param which of the accounts of that role, from 0 */
export async function signInStaff(
  page: Page,
  demo: Pick<Demo, 'address' | 'staff'>,
  role: Demo['staff'][number]['role'],
  which = 0,
): Promise<void> {
  const account = demo.staff.filter((one) => one.role === role)[which]
  await page.goto(`${demo.address}/quan-tri/dang-nhap`)
  await page.getByLabel('Tên đăng nhập').fill(account?.login ?? '')
  await page.getByLabel('Mật khẩu').fill(account?.password ?? '')
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL(/quan-tri(?!\/dang-nhap)/)
}
