/** From an empty server, on pages alone: the first administrator, a contest, its rules, and the announcement. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { desktop, launchBrowser } from '#test/support/browser/browser.ts'
import { startChild, type ChildServer } from '#test/support/live.ts'

const data = mkdtempSync(join(tmpdir(), 'hoithi-e2e-empty-'))
const password = 'con mèo ngủ trên mái nhà 7'
const own = 'bốn con trâu ăn cỏ ngoài đê'
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

async function signedIn(login: string, secret: string): Promise<Page> {
  const page = await (await browser.newContext(desktop)).newPage()
  await signIn(page, login, secret)
  await page.waitForURL(/quan-tri$/)
  return page
}

async function signIn(page: Page, login: string, secret: string): Promise<void> {
  await page.goto(address('/quan-tri/dang-nhap'))
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(secret)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
}

const rulesPage = async (page: Page): Promise<void> => {
  await page.goto(address('/quan-tri/hoi-thi-chuyen-doi-so/the-le'))
  await page.waitForLoadState('networkidle')
}
const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Lưu thể lệ' }).click()

it('leads from an empty server to an announced contest, whose later changes are versions', async () => {
  const page = await (await browser.newContext(desktop)).newPage()
  await page.goto(address('/'))
  await page.getByRole('link', { name: 'Bắt đầu thiết lập' }).click()
  await page.getByLabel('Mã thiết lập').fill('sai')
  await page.getByLabel('Họ và tên').fill('Nguyễn Văn Quản')
  await page.getByLabel('Tên đăng nhập').fill('nguoiquantri')
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password)
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
  await page.getByText('Mã này không đúng').waitFor()
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Nguyễn Văn Quản')
  await page.getByLabel('Mã thiết lập').fill((server.printed as { firstCode: string }).firstCode)
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password)
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
  await page.getByRole('link', { name: 'Tạo hội thi' }).click()
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Tên hội thi').fill('Hội thi Chuyển đổi số')
  expect(await page.getByLabel('Địa chỉ').inputValue()).toBe('hoi-thi-chuyen-doi-so')
  await page.getByLabel('Tên đăng nhập').fill('toan')
  await page.getByLabel('Họ và tên').fill('Lê Toàn')
  await page.getByRole('button', { name: 'Tạo hội thi' }).click()
  const made = await page.getByRole('textbox', { name: 'Mật khẩu của toan' }).inputValue()

  // The administrator has seen this password: nothing is done with it but taking another.
  const one = await (await browser.newContext(desktop)).newPage()
  await signIn(one, 'toan', made)
  await one.getByText('do người khác tạo cho bạn').waitFor()
  await one.getByLabel('Mật khẩu hiện nay').fill(password)
  for (const label of ['Mật khẩu mới', 'Nhập lại mật khẩu']) await one.getByLabel(label).fill(own)
  await one.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await one.getByText('Mật khẩu hiện nay không đúng').waitFor()
  await one.goto(address('/quan-tri/tai-khoan'))
  await one.waitForURL(/mat-khau$/)
  await one.getByLabel('Mật khẩu hiện nay').fill(made)
  for (const label of ['Mật khẩu mới', 'Nhập lại mật khẩu']) await one.getByLabel(label).fill(own)
  await one.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await one.getByText('Đã đổi mật khẩu').waitFor()
  const two = await signedIn('toan', own)
  await rulesPage(one)
  await rulesPage(two)
  await one.getByRole('button', { name: 'Công bố hội thi' }).click()
  await one.getByRole('button', { name: 'Xác nhận' }).click()
  await one.getByText('Còn chỗ chưa viết').first().waitFor()
  await rulesPage(one)
  await one.getByLabel('Đơn vị tổ chức', { exact: true }).fill('Ủy ban nhân dân xã Phú Lộc')
  await one.getByLabel('Đối tượng dự thi').fill('Cán bộ, công chức của xã')
  await one.locator('#names .clauses').getByText('Ủy ban nhân dân xã Phú Lộc').waitFor()
  await one.getByLabel('Số câu hỏi mỗi đề').fill('0')
  await one.locator('#paper .wrong').first().waitFor()
  expect(await one.getByRole('button', { name: 'Lưu thể lệ' }).isDisabled()).toBe(true)
  await one.getByLabel('Số câu hỏi mỗi đề').fill('15')
  await save(one)
  await one.getByText('Đã lưu thể lệ').waitFor()

  // Somebody else began from what was there before: both versions are seen, and nothing typed is lost.
  await two.getByLabel('Tên hội thi').fill('Hội thi Chuyển đổi số năm 2027')
  await save(two)
  await two.getByText('Người khác vừa lưu thể lệ').waitFor()
  await two.locator('#save').getByText('Ủy ban nhân dân xã Phú Lộc').first().waitFor()
  expect(await two.getByLabel('Tên hội thi').inputValue()).toBe('Hội thi Chuyển đổi số năm 2027')
  await two.getByRole('button', { name: 'Bỏ bản của tôi' }).click()
  await two.getByText('Chưa có thay đổi nào').waitFor()
  expect(await two.getByLabel('Đơn vị tổ chức', { exact: true }).inputValue()).toBe('Ủy ban nhân dân xã Phú Lộc')

  expect((await page.goto(address('/hoi-thi/hoi-thi-chuyen-doi-so')))?.status()).toBe(404)
  await rulesPage(one)
  await one.getByRole('button', { name: 'Công bố hội thi' }).click()
  await one.getByRole('button', { name: 'Xác nhận' }).click()
  await one.getByText('Hội thi đã được công bố').waitFor()
  await one.getByLabel('Số giải nhiều nhất một người').fill('1')
  await one.getByLabel('Lý do sửa thể lệ').fill('Mỗi người nhận nhiều nhất một giải')
  await save(one)
  await one.getByText('Đã lưu thể lệ').waitFor()
  await page.goto(address('/hoi-thi/hoi-thi-chuyen-doi-so/the-le'))
  await page.getByText('Lý do: Mỗi người nhận nhiều nhất một giải').waitFor()

  // A second contest begins with a real one: its rules are there, its dates lie ahead, and who holds it is left to be written.
  const admin = await signedIn('nguoiquantri', password)
  await admin.goto(address('/quan-tri/tao-hoi-thi'))
  await admin.waitForLoadState('networkidle')
  await admin.getByLabel('Tên hội thi').fill('Cuộc thi hai mươi tuần')
  await admin.getByLabel('Thể lệ của một cuộc thi thật').check()
  await admin.getByLabel('Cuộc thi làm mẫu').selectOption('vcnet-2019')
  await admin.getByLabel('Tên đăng nhập').fill('toan')
  await admin.getByRole('button', { name: 'Tạo hội thi' }).click()
  await admin.getByRole('link', { name: 'Xem hội thi' }).waitFor()
  await one.goto(address('/quan-tri/cuoc-thi-hai-muoi-tuan/the-le'))
  await one.getByText('bài đúng nhiều câu nhất được tính (bằng nhau thì tính lượt trước)').waitFor()
  expect(await one.getByLabel('Đơn vị tổ chức', { exact: true }).inputValue()).toBe('Đơn vị tổ chức …')
}, 120_000)
