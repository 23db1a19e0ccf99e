/** The contest of Thanh Khê set up by clicking alone: from its template with only names and dates changed, to a paper of a set somebody picked. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lookAt } from '#test/support/browser/axe.ts'
import { desktop, launchBrowser, phone, signInContestant } from '#test/support/browser/browser.ts'
import { startChild, type ChildServer } from '#test/support/live.ts'

const data = mkdtempSync(join(tmpdir(), 'hoithi-thanh-khe-'))
const slug = 'tim-hieu-phuong-thanh-khe'
let server: ChildServer
let browser: Browser
beforeAll(async () => {
  server = await startChild('bin/hoithi.mjs', ['serve', '--port', '0', '--json', '--data', data])
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})

const address = (path: string): string => new URL(path, (server.printed as { address: string }).address).href
const desk = (path: string): string => address(`/quan-tri/${slug}${path}`)

/** As many of each topic as three papers of 45, 20, 20 and 15 percent of 40 questions take. */
const bank = [54, 24, 24, 18].flatMap((count, topic) =>
  Array.from(
    { length: count },
    (_, i) => `Phần ${String(topic + 1)} hỏi điều thứ ${String(i + 1)} là gì?,Một,Hai,Ba,Bốn,A,Chủ đề ${String(topic + 1)},1`,
  ),
)
const csv = `Câu hỏi,A,B,C,D,Đáp án,Chủ đề,Mức độ\n${bank.join('\n')}\n`

/** For whoever wants to see them: SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder === undefined) return
  const before = page.viewportSize()
  for (const [size, viewport] of [
    ['desk', desktop.viewport],
    ['phone', phone.viewport],
  ] as const) {
    if (viewport) await page.setViewportSize(viewport)
    await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: true })
  }
  if (before !== null) await page.setViewportSize(before)
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  // Until the page's script runs, its buttons are those of plain forms, which do not ask.
  await page.waitForLoadState('networkidle')
}

const newPage = async (): Promise<Page> => (await browser.newContext(desktop)).newPage()

/** With the password that was made for them, and then one of their own. */
async function firstSignIn(login: string, made: string): Promise<Page> {
  const page = await newPage()
  const own = `câu rất dài của riêng ${login} mà thôi`
  await page.goto(address('/quan-tri/dang-nhap'))
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(made)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByLabel('Mật khẩu hiện nay').fill(made)
  for (const label of ['Mật khẩu mới', 'Nhập lại mật khẩu']) await page.getByLabel(label).fill(own)
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await page.getByText('Đã đổi mật khẩu').waitFor()
  return page
}

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button').first().click()
}

/** @returns the first administrator's page, signed in */
async function firstAdministrator(): Promise<Page> {
  const page = await newPage()
  await page.goto(address('/'))
  await page.getByRole('link', { name: 'Bắt đầu thiết lập' }).click()
  await page.getByLabel('Mã thiết lập').fill((server.printed as { firstCode: string }).firstCode)
  await page.getByLabel('Họ và tên').fill('Nguyễn Văn Quản')
  await page.getByLabel('Tên đăng nhập').fill('quan')
  for (const field of await page.locator('input[type=password]').all()) await field.fill('con mèo ngủ trên mái nhà 7')
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
  await page.getByRole('link', { name: 'Tạo hội thi' }).waitFor()
  return page
}

/** Two organisers: the one the contest was made with, and another. */
async function makeContest(admin: Page): Promise<readonly [Page, Page]> {
  await open(admin, address('/quan-tri/tao-hoi-thi'))
  await admin.getByLabel('Tên hội thi').fill('Tìm hiểu phường Thanh Khê')
  await admin.getByLabel('Thể lệ của một cuộc thi thật').check()
  await admin.getByLabel('Cuộc thi làm mẫu').selectOption('thanh-khe-2026')
  await admin.getByLabel('Tên đăng nhập').fill('an')
  await admin.getByLabel('Họ và tên').fill('Lê An')
  await picture(admin, '01-tao')
  await admin.getByRole('button', { name: 'Tạo hội thi' }).click()
  const first = await admin.getByRole('textbox', { name: 'Mật khẩu của an' }).inputValue()
  await open(admin, address('/quan-tri/tai-khoan'))
  const form = admin.locator('section', { hasText: 'Tạo tài khoản' })
  await form.getByLabel('Họ và tên').fill('Trần Bình')
  await form.getByLabel('Tên đăng nhập').fill('binh')
  await form.getByLabel('Vai trò đầu tiên').selectOption('organiser')
  await form.getByRole('button', { name: 'Tạo tài khoản' }).click()
  const second = await admin.getByRole('textbox', { name: 'Mật khẩu của binh' }).inputValue()
  return [await firstSignIn('an', first), await firstSignIn('binh', second)]
}

/** Names and dates alone; the rest of the real rulebook stands. */
async function writeNames(an: Page): Promise<void> {
  await open(an, desk('/the-le'))
  await an.getByLabel('Đơn vị tổ chức', { exact: true }).fill('Ủy ban nhân dân phường Thanh Khê')
  await an.getByLabel('Đối tượng dự thi').fill('Cán bộ và Nhân dân phường Thanh Khê')
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await an.getByLabel('Mở lúc').first().fill(`${day}T07:00`)
  await an
    .getByLabel('Đến hết ngày')
    .first()
    .fill(new Date(Date.now() + 33 * 86_400_000).toISOString().slice(0, 10))
  await picture(an, '02-the-le')
  await an.getByRole('button', { name: 'Lưu thể lệ' }).click()
  await an.getByText('Đã lưu thể lệ').waitFor()
  const told = await an.locator('main').innerText()
  for (const clause of ['Mỗi đề thi có 40 câu hỏi', 'Đề số 1, Đề số 2 và Đề số 3', '40 phút', '18 câu', '70%'])
    expect(told).toContain(clause.replace('Mỗi đề thi có 40 câu hỏi', '40 câu hỏi trắc nghiệm'))
  await an.getByRole('button', { name: 'Công bố hội thi' }).click()
  await an.getByRole('button', { name: 'Xác nhận' }).click()
  await an.getByText('Hội thi đã được công bố').waitFor()
}

async function addPeople(an: Page): Promise<void> {
  await open(an, desk('/thi-sinh/them-don-vi'))
  await an.getByLabel('Mã đơn vị').fill('TK1')
  await an.getByLabel('Tên đơn vị').fill('Tổ dân phố số 1')
  await an.getByLabel('Số người').fill('10')
  await an.getByRole('button', { name: 'Xem thay đổi' }).click()
  await an.getByRole('button', { name: 'Lưu thay đổi' }).click()
  await an.getByText('Đã lưu thay đổi.').waitFor()
  await open(an, desk('/thi-sinh/them'))
  await an.getByLabel('Mã cán bộ').fill('TK0001')
  await an.getByLabel('Họ và tên').fill('Phạm Thị Hòa')
  const unit = an.getByLabel('Đơn vị')
  if ((await unit.evaluate((element) => element.tagName)) === 'SELECT') await unit.selectOption({ index: 1 })
  else await unit.fill('TK1')
  await an.getByLabel('Số điện thoại').fill('0905 123 999')
  await picture(an, '03-them-nguoi')
  await an.getByRole('button', { name: 'Xem thay đổi' }).click()
  await an.getByRole('button', { name: 'Lưu thay đổi' }).click()
  await an.getByText('Đã lưu thay đổi.').waitFor()
}

async function fillBank(an: Page, binh: Page): Promise<void> {
  await open(an, desk('/cau-hoi/dong-gop'))
  await an.locator('input[type=file]').setInputFiles({ name: 'ngan-hang.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await an.getByText(/^✓ Đã đọc/).waitFor()
  await an.getByRole('link', { name: 'ngan-hang.csv' }).click()
  await an.getByRole('button', { name: 'Nhập 120 câu' }).first().click()
  await an.getByRole('dialog').getByRole('button', { name: 'Nhập 120 câu' }).click()
  await an.getByText('Đã nhập 120 câu vào ngân hàng.').waitFor()
  // Whoever sent them may not approve them.
  for (let left = 120; left > 0;) {
    await open(binh, desk('/cau-hoi?state=submitted'))
    await binh.getByLabel('Chọn mọi câu của trang này').check()
    await binh.getByRole('button', { name: 'Xem trước' }).click()
    const approve = binh.getByRole('dialog').getByRole('button', { name: /^Duyệt \d+ câu/ })
    const count = Number(/\d+/.exec(await approve.innerText())?.[0] ?? 0)
    await approve.click()
    await binh.getByText(`Đã làm xong với ${String(count)} câu.`).waitFor()
    left -= count
  }
}

async function lockAndOpen(an: Page, binh: Page): Promise<void> {
  await open(an, desk('/cau-hoi/bo-de/dot-1'))
  await picture(an, '04-bo-de')
  await confirm(an, 'Chốt bộ đề Đợt thi')
  await an.getByText('Đã chốt bộ đề.').waitFor()
  for (const name of ['Đề số 1', 'Đề số 2', 'Đề số 3']) await an.getByRole('heading', { name }).waitFor()
  const findings: string[] = []
  await lookAt(an, 'locked', findings)
  expect(findings).toEqual([])
  await picture(an, '05-da-chot')
  await open(an, desk('/tuan-thi/dot-1'))
  await an
    .getByText(/^Mở sớm/)
    .first()
    .click()
  await an.getByRole('textbox', { name: 'Lý do' }).fill('Phát động sớm cuộc thi toàn phường')
  await an.getByRole('button', { name: 'Đề nghị mở sớm' }).click()
  await an.getByText('Đang chờ một người khác').waitFor()
  await open(binh, desk('/tuan-thi/dot-1'))
  await confirm(binh, 'Đồng ý mở ngay')
  await binh.getByText('Đang mở').first().waitFor()
  await picture(binh, '06-dang-mo')
}

it('goes from an empty server to a paper of the set that somebody picked', async () => {
  const admin = await firstAdministrator()
  const [an, binh] = await makeContest(admin)
  await writeNames(an)
  await addPeople(an)
  await fillBank(an, binh)
  await lockAndOpen(an, binh)

  const person = await (await browser.newContext(phone)).newPage()
  await signInContestant(person, { address: address('/').replace(/\/$/, '') }, { staffCode: 'TK0001', phone: '0905123999' })
  const findings: string[] = []
  await lookAt(person, 'lobby', findings)
  expect(findings).toEqual([])
  await picture(person, '07-phong-cho')
  await person.locator('label', { hasText: 'Đề số 2' }).tap()
  await person.getByRole('button', { name: 'Vào thi' }).click()
  await person.getByText('Câu 1/40').waitFor()
  await picture(person, '08-bai-thi')
  for (let number = 1; number <= 40; number++) {
    await person.getByText(`Câu ${String(number)}/40`).waitFor()
    await person.locator('label.option').first().click()
    await person.getByText('Đã lưu trên máy này').waitFor()
    await person.getByRole('button', { name: number < 40 ? 'Câu tiếp' : 'Câu dự đoán' }).click()
  }
  await person.getByLabel('Con số bạn dự đoán').fill('812')
  await picture(person, '09-du-doan')
  await person.getByRole('button', { name: 'Xem lại và nộp' }).click()
  await person.getByText('Bạn đã trả lời đủ 40 câu.').waitFor()
  await person.getByRole('button', { name: 'Nộp bài' }).click()
  await person.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
  await person.waitForURL(/bien-nhan/)
  await person.getByText('Bài của bạn đã được nhận').waitFor()
  await picture(person, '10-bien-nhan')
}, 300_000)
