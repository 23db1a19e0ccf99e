/** An office keeps its units, people, boards and accounts in a browser alone; once a round is open, by two. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookAt } from '#test/support/browser/axe.ts'
import { desktop, launchBrowser, signInStaff, startDemo, type Demo } from '#test/support/browser/browser.ts'

let demo: Demo
let browser: Browser
let people: string
beforeAll(async () => {
  demo = await startDemo()
  browser = await launchBrowser()
  people = `${demo.address}/quan-tri/${demo.contest}/thi-sinh`
})
afterAll(async () => {
  await browser.close()
  await demo.stop()
})

async function enter(role: 'organiser' | 'administrator' | 'assistant', which = 0): Promise<Page> {
  const page = await (await browser.newContext(desktop)).newPage()
  await signInStaff(page, demo, role, which)
  return page
}

/** Approves the first request that waits. */
async function approve(page: Page): Promise<void> {
  await page.goto(people)
  await page.locator('section', { hasText: 'Thay đổi chờ người thứ hai' }).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Duyệt thay đổi' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click()
  await page.waitForURL(/thi-sinh$/)
}

/** In light and dark, and on the narrowest phone. */
async function isReadable(page: Page, name: string): Promise<void> {
  const findings: string[] = []
  await lookAt(page, name, findings)
  expect(findings).toEqual([])
}

describe('people in the browser', () => {
  it('are added and helped: one asks, another approves, a third lets them in', async () => {
    const assistant = await enter('assistant')
    await assistant.goto(`${people}/them`)
    await assistant.getByLabel('Mã cán bộ').fill('MOI 01')
    await assistant.getByLabel('Họ và tên').fill('Trần Thị Mới')
    await assistant.getByLabel('Đơn vị').selectOption({ index: 1 })
    await assistant.getByLabel('Số điện thoại').fill('0905 12')
    await assistant.getByRole('button', { name: 'Xem thay đổi' }).click()
    await assistant.getByText('Đây không phải số điện thoại ở Việt Nam.').waitFor()
    await assistant.getByLabel('Số điện thoại').fill('0905 123 999')
    await assistant.getByRole('button', { name: 'Xem thay đổi' }).click()
    await assistant.getByText('cần một người khác của Ban Tổ chức duyệt').waitFor()
    await assistant.getByRole('button', { name: 'Gửi đề nghị' }).click()
    await assistant.getByText('Đã gửi đề nghị.').waitFor()
    await approve(await enter('organiser'))

    // Found without diacritics.
    await assistant.goto(`${people}?q=tran+thi+moi`)
    await assistant.getByRole('link', { name: 'Trần Thị Mới' }).waitFor()
    // A code leads straight to the person.
    await assistant.getByLabel('Tìm theo họ tên hoặc mã cán bộ').fill('moi 01')
    await assistant.getByRole('button', { name: 'Tìm', exact: true }).click()
    await assistant.waitForURL(/nguoi\/MOI01/)
    await assistant.getByText('Đăng nhập được bằng mã cán bộ và số điện thoại.').waitFor()
    expect(await assistant.locator('main').innerText()).not.toContain('905123999')
    await assistant.getByRole('button', { name: 'Cho xem số' }).click()
    await assistant.getByText('+84905123999').waitFor()
    await assistant.getByRole('button', { name: 'Cho đăng nhập lại ngay' }).click()
    await assistant.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click()
    await assistant.getByText('Người này đăng nhập lại được ngay.').waitFor()
  })

  it('of an unknown unit are not refused one by one: the unit is matched or made', async () => {
    const page = await enter('organiser')
    await page.goto(people)
    const rows = Array.from(
      { length: 40 },
      (_, at) => `N${String(at)},Lê Văn ${'ABCD'[at % 4] ?? ''},,${at % 2 === 0 ? 'Hợp tác xã Lạ' : 'Đội Kỳ Cục'},`,
    )
    const csv = ['Mã cán bộ,Họ và tên,Chức vụ,Đơn vị công tác,Số điện thoại', ...rows].join('\r\n')
    await page.locator('input[type=file]').setInputFiles({ name: 'ds.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('heading', { name: 'Có 2 cách viết đơn vị chưa nhận ra' }).waitFor()
    await isReadable(page, 'unknown units')
    await page.getByLabel('Hợp tác xã Lạ').first().selectOption({ label: 'Tạo đơn vị mới' })
    expect(await page.getByLabel('Mã của đơn vị mới “Hợp tác xã Lạ”').inputValue()).toBe('HTXL')
    await page.getByLabel('Đội Kỳ Cục').first().selectOption({ index: 2 })
    await page.getByRole('button', { name: 'Ghi nhận 2 cách viết và đọc lại tệp' }).click()
    await page.getByText('Đã gửi đề nghị về đơn vị.').waitFor()
    await approve(await enter('organiser', 1))
    await page.goto(people)
    await page.locator('input[type=file]').setInputFiles({ name: 'ds.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: 'Đề nghị nhập 40 người' }).waitFor()
  })

  it('accounts are made with a password shown once', async () => {
    const page = await enter('administrator')
    await page.goto(`${demo.address}/quan-tri`)
    await page.getByRole('link', { name: 'Tài khoản quản trị' }).click()
    const form = page.locator('section', { hasText: 'Tạo tài khoản' })
    await form.getByLabel('Họ và tên').fill('Lê Thị Lan')
    await form.getByLabel('Tên đăng nhập').fill('lan.le')
    await form.getByLabel('Vai trò đầu tiên').selectOption('juror')
    await form.getByRole('button', { name: 'Tạo tài khoản' }).click()
    const password = page.getByRole('textbox', { name: 'Mật khẩu của lan.le' })
    await password.waitFor()
    const answer = await fetch(`${demo.address}/api/staff/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'lan.le', password: await password.inputValue() }),
    })
    expect(answer.status).toBe(204)
    await isReadable(page, 'accounts')
    await page.reload()
    expect(await page.getByText('Mật khẩu của lan.le').count()).toBe(0)
    const own = page.getByRole('listitem').filter({ hasText: 'quantri' })
    await own.getByText('Vai trò, mật khẩu, khóa tài khoản').click()
    await own.getByRole('button', { name: 'Khóa tài khoản' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click()
    await page.getByText('Đây là quản trị viên cuối cùng').waitFor()
  })

  it('are kept on pages everybody can read', async () => {
    const page = await enter('organiser')
    const one = demo.contestants[0]?.staffCode ?? ''
    const { items } = (await (await page.request.get(`${demo.address}/api/staff/contests/${demo.contest}/boards`)).json()) as {
      readonly items: readonly { readonly id: string }[]
    }
    for (const path of [
      '',
      '/don-vi',
      '/don-vi/XA-LOCAN',
      '/ban',
      `/ban/${items[0]?.id ?? ''}`,
      '/them',
      '/them-don-vi',
      '/them-thanh-vien',
      '/hoan-tac',
      `/nguoi/${one}`,
    ]) {
      await page.goto(`${people}${path}`)
      await isReadable(page, path)
    }
    await page.goto(`${people}/hoan-tac`)
    await page.getByRole('button', { name: 'Xem sẽ hoàn tác những gì' }).click()
    await page.getByRole('heading', { name: 'Sẽ thay đổi như sau' }).waitFor()
    await isReadable(page, 'what would be taken back')
  })
})
