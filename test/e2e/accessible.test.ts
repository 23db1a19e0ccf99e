/** WCAG 2.2 AA by axe on every page, on a phone and on a desktop, in light and dark; and nothing wider than 320 px. */
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookAt } from '#test/support/browser/axe.ts'
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
} from '#test/support/browser/browser.ts'
import { playByApi } from '#test/support/play.ts'
import type { RoundDeparture, StaffRound } from '#contract/rounds.ts'

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

describe('accessibility', () => {
  it('of the public pages and the way of a contestant', async () => {
    const findings: string[] = []
    const context: BrowserContext = await browser.newContext(phone)
    const page = await context.newPage()
    for (const path of [
      '/',
      `/hoi-thi/${demo.contest}/the-le`,
      `/hoi-thi/${demo.contest}/tai-lieu`,
      `/hoi-thi/${demo.contest}/thi-thu`,
      '/don-vi',
      '/tra-cuu',
      '/tra-cuu/AAAAAAAAAA',
      '/ket-qua/tuan-1',
      '/khong-co',
      '/vao-thi',
    ]) {
      await page.goto(`${demo.address}${path}`)
      await lookAt(page, path, findings)
    }
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await lookAt(page, 'sign-in with mistakes', findings)
    await page.getByLabel('Mã cán bộ').fill(person(0).staffCode)
    await page.getByLabel('Số điện thoại').fill(person(0).phone)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.waitForURL(/xac-nhan/)
    await lookAt(page, 'confirmation', findings)
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Đúng, tiếp tục' }).click()
    await page.waitForURL(/phong-cho/)
    await lookAt(page, 'lobby', findings)
    await enterRound(page)
    await lookAt(page, 'question', findings)
    await page.getByText('Danh sách câu').click()
    await lookAt(page, 'grid', findings)
    await answer(page, 1, 15)
    await lookAt(page, 'prediction', findings)
    await predictAndReview(page, 3)
    await lookAt(page, 'review', findings)
    await page.getByRole('button', { name: 'Nộp bài' }).click()
    await lookAt(page, 'confirm', findings)
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
    await page.waitForURL(/bien-nhan/, { timeout: 30_000 })
    await lookAt(page, 'receipt', findings)
    expect(findings).toEqual([])
  })

  it('of the desk of the question bank', async () => {
    const findings: string[] = []
    const page = await (await browser.newContext(desktop)).newPage()
    await signInStaff(page, demo, 'organiser')
    const bank = `${demo.address}/quan-tri/${demo.contest}/cau-hoi`
    const visit = async (path: string): Promise<void> => {
      await page.goto(bank + path)
      await page.waitForLoadState('networkidle')
      await lookAt(page, path, findings)
    }
    for (const path of ['?q=chuyen+doi+so&state=approved', '?q=khong+co+cau+nao', '/moi', '/Q001', '/giong-nhau', '/link-gui'])
      await visit(path)

    await visit('')
    await page.getByLabel('Chọn mọi câu của trang này').check()
    await page.getByRole('button', { name: 'Xem trước' }).click()
    await page.getByRole('dialog').waitFor()
    await lookAt(page, 'what a bulk act would do', findings)

    await page.goto(`${bank}/dong-gop`)
    await page.waitForLoadState('networkidle')
    const rows = ['Câu hỏi;A;B;Đáp án', 'Một?;a;b;B', 'Hai?;a;b;']
    const file = { mimeType: 'application/octet-stream', name: 'de.csv', buffer: Buffer.from(rows.join('\n')) }
    await page.locator('input[type=file]').setInputFiles([file, { ...file, name: 'hong.pdf', buffer: Buffer.from('%PDF-1.7') }])
    await page.getByText('Đây là tệp PDF.').first().waitFor()
    await lookAt(page, 'files just sent', findings)
    await page.getByRole('link', { name: 'Xem và sửa' }).click()
    await page.getByRole('heading', { name: 'Xem trước: de.csv' }).waitFor()
    await lookAt(page, 'preview of an upload', findings)
    await page.getByRole('link', { name: 'Sửa câu này: Câu 2 của tệp' }).click()
    await page.getByRole('textbox', { name: 'Phương án B' }).waitFor()
    await lookAt(page, 'mending in the preview', findings)

    await page.goto(`${bank}/link-gui`)
    await page.waitForLoadState('networkidle')
    await page.getByLabel('Đơn vị', { exact: true }).selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Tạo đường dẫn' }).click()
    const address = page.getByRole('textbox', { name: /^Đường dẫn của/ })
    await address.waitFor()
    await lookAt(page, 'a link just made', findings)

    const sender = await (await browser.newContext(phone)).newPage()
    await sender.goto(await address.inputValue())
    await lookAt(sender, 'door of an upload link', findings)
    await sender.getByRole('button', { name: 'Bắt đầu' }).click()
    await sender.waitForURL(/gui-cau-hoi$/)
    await lookAt(sender, 'pages of an upload link', findings)
    expect(findings).toEqual([])
  })

  it('of the staff area and of published results', async () => {
    const findings: string[] = []
    await playByApi(demo, person(1), { right: true, prediction: 1 })
    const context = await browser.newContext(desktop)
    const page = await context.newPage()
    await page.goto(`${demo.address}/quan-tri/dang-nhap`)
    await lookAt(page, 'staff sign-in', findings)
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
      `${home}/tuan-thi/tuan-1/truc-tiep`,
      `${home}/van-hanh-thu`,
      `${home}/van-ban`,
      `${home}/nhat-ky`,
    ]) {
      await page.goto(`${demo.address}${path}`)
      await lookAt(page, path, findings)
    }
    const staff = demo.staff
    const cookieOf = async (role: string, which = 0): Promise<string> => {
      const account = staff.filter((one) => one.role === role)[which]
      const answerOf = await fetch(`${demo.address}/api/staff/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: account?.login, password: account?.password }),
      })
      return answerOf.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    }
    const cookies = { organiser: await cookieOf('organiser'), juror: await cookieOf('juror'), second: await cookieOf('juror', 1) }
    const round = `${demo.address}/api/staff/contests/${demo.contest}/rounds/tuan-1`
    const post = (step: string, cookie: string, body?: object) =>
      fetch(`${round}/${step}`, {
        method: 'POST',
        headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    await post('departure', cookies.organiser, { kind: 'close', reason: 'Mất điện cả huyện, đóng sớm', closesAt: null })
    await page.goto(`${demo.address}${home}/tuan-thi/tuan-1`)
    await lookAt(page, 'asked to close early', findings)
    const { asked } = (await (await fetch(`${round}/departure`, { headers: { cookie: cookies.juror } })).json()) as RoundDeparture
    expect((await post('departure/agree', cookies.juror, { id: asked?.id })).status).toBe(200)
    await page.goto(`${demo.address}/hoi-thi/${demo.contest}/the-le`)
    await lookAt(page, 'rulebook with a departure', findings)
    await expect.poll(async () => (await post('tally', cookies.juror)).status, { timeout: 20_000 }).toBe(200)
    await page.goto(`${demo.address}${home}/tuan-thi/tuan-1`)
    await lookAt(page, 'tallied round', findings)
    const { approval } = (await (await fetch(round, { headers: { cookie: cookies.juror } })).json()) as StaffRound
    const seen = { digest: approval?.digest ?? '' }
    for (const [step, cookie] of [
      ['approve', cookies.juror],
      ['approve', cookies.second],
      ['publish', cookies.organiser],
    ] as const)
      expect([step, (await post(step, cookie, seen)).status]).toEqual([step, 200])
    await page.goto(`${demo.address}/ket-qua/tuan-1`)
    await lookAt(page, 'results', findings)
    await page.goto(`${demo.address}/`)
    await lookAt(page, 'landing with results', findings)
    expect(findings).toEqual([])
  })
})
