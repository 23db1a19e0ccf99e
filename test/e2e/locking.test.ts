/** The set of a round that has not opened: released by two people, its blueprint changed and checked meanwhile, locked again. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, launchBrowser, signInStaff, startDemo, type Demo } from '#test/support/browser/browser.ts'

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

const csv = `Câu hỏi,A,B,C,Đáp án,Chủ đề,Mức độ
${[1, 2, 3].map((i) => `An toàn thông tin có mấy mặt (${String(i)})?,Một,Hai,Ba,C,An toàn thông tin,3`).join('\n')}
`

async function open(role: 'organiser' | 'juror', options: BrowserContextOptions = desktop): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  await signInStaff(page, demo, role)
  await page.goto(`${demo.address}/quan-tri/${demo.contest}/cau-hoi/bo-de/tuan-2`)
  // Until the page's script runs, its buttons are those of plain forms, which do not ask.
  await page.waitForLoadState('networkidle')
  return page
}

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click()
}

describe('the set of a round', () => {
  it('is released by two people, changed, and locked again', async () => {
    const organiser = await open('organiser')
    const before = await organiser.locator('code').innerText()
    expect(await organiser.getByRole('button', { name: 'Lưu cơ cấu đề' }).count()).toBe(0)
    await organiser.getByLabel('Lý do mở chốt').fill('Bổ sung câu về an toàn thông tin')
    await organiser.getByRole('button', { name: 'Đề nghị mở chốt' }).click()
    await organiser.getByText('Đang chờ một người khác').waitFor()
    expect(await organiser.getByRole('button', { name: 'Đồng ý mở chốt' }).count()).toBe(0)

    const juror = await open('juror')
    await juror.getByText('Bổ sung câu về an toàn thông tin').waitFor()
    await confirm(juror, 'Đồng ý mở chốt')
    await juror.getByText('Đã mở chốt bộ đề.').waitFor()

    const staff = `${demo.address}/api/staff/contests/${demo.contest}`
    const upload = await organiser.request.post(`${staff}/contributions`, {
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'an-toan.csv' },
      data: Buffer.from(csv),
    })
    const { id, version } = (await upload.json()) as { id: string; version: number }
    const sent = await organiser.request.post(`${staff}/contributions/${id}/submit`, { data: { version } })
    const { codes } = (await sent.json()) as { codes: string[] }
    const approval = { codes, act: { kind: 'state', to: 'approved' }, dryRun: false }
    expect((await juror.request.post(`${staff}/questions/bulk`, { data: approval })).status()).toBe(200)
    await organiser.reload()
    await organiser.getByLabel('Có cơ cấu riêng').check()
    await organiser.getByLabel('An toàn thông tin, Mức 3 (khó)').fill('5')
    await organiser.getByText('Thiếu 2 câu mức 3 chủ đề An toàn thông tin: cần 5, có 3.').waitFor()
    await organiser.getByText('Tổng cộng 20 trong 15 câu').waitFor()
    await organiser.getByText('Hãy lưu cơ cấu đề trước khi chốt.').waitFor()
    await organiser.getByLabel('An toàn thông tin, Mức 3 (khó)').fill('2')
    await organiser.getByLabel('Chủ đề bất kỳ, Mức bất kỳ').fill('13')
    await organiser.getByText('Đủ câu hỏi: đề thi nào cũng rút được.').waitFor()
    // 2 of 3 questions and 13 of the others, which the 2 are among: an estimate.
    await organiser.getByText(/gặp trung bình \d+,\d\d câu giống nhau trong 15 câu/).waitFor()
    await organiser.getByRole('button', { name: 'Lưu cơ cấu đề' }).click()
    await organiser.getByText('Đã lưu cơ cấu đề.').waitFor()
    expect(await organiser.getByLabel('An toàn thông tin, Mức 3 (khó)').inputValue()).toBe('2')
    await confirm(organiser, 'Chốt bộ đề Tuần 2')
    await organiser.getByText('Đã chốt bộ đề.').waitFor()
    expect(await organiser.locator('code').innerText()).not.toBe(before)
    const booklet = await organiser.getByRole('link', { name: /Tập đáp án/ }).getAttribute('href')
    expect((await organiser.request.get(`${demo.address}${booklet ?? ''}`)).headers()['content-type']).toBe('application/pdf')

    // A round that is open says that its set stays.
    await organiser.goto(`${demo.address}/quan-tri/${demo.contest}/cau-hoi/bo-de/tuan-1`)
    await organiser.getByText('Tuần thi đã đến giờ mở nên không mở chốt bộ đề được nữa.').waitFor()
  })

  it('is released, changed and locked without script as well', async () => {
    const organiser = await open('organiser', { ...desktop, javaScriptEnabled: false })
    const juror = await open('juror', { ...desktop, javaScriptEnabled: false })
    await juror.getByLabel('Lý do mở chốt').fill('Theo ý kiến của Ban Giám khảo')
    await juror.getByRole('button', { name: 'Đề nghị mở chốt' }).click()
    await organiser.reload()
    await organiser.getByRole('button', { name: 'Đồng ý mở chốt' }).click()
    await organiser.getByText('Đã mở chốt bộ đề.').waitFor()
    await organiser.getByLabel('Chủ đề bất kỳ, Mức bất kỳ').fill('12')
    await organiser.getByRole('button', { name: 'Lưu cơ cấu đề' }).click()
    await organiser.getByText('Cơ cấu đề cộng lại là 14 câu, trong khi đề thi có 15 câu.').first().waitFor()
    // Nothing typed is lost.
    expect(await organiser.getByLabel('Chủ đề bất kỳ, Mức bất kỳ').inputValue()).toBe('12')
    await organiser.getByLabel('Chủ đề bất kỳ, Mức bất kỳ').fill('13')
    await organiser.getByRole('button', { name: 'Lưu cơ cấu đề' }).click()
    await organiser.getByText('Đã lưu cơ cấu đề.').waitFor()
    await organiser.getByRole('button', { name: 'Chốt bộ đề Tuần 2' }).click()
    await organiser.getByText('Đã chốt bộ đề.').waitFor()
  })
})
