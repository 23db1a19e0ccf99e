/** The organisers' way: a round is closed, tallied, approved and published in the browser, and the winners are found. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, launchBrowser, phone, signInStaff, startDemo, type Demo } from '#test/support/browser/browser.ts'
import { playByApi } from '#test/support/play.ts'

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

/** Presses a step of the round page and confirms it. */
async function step(page: Page, name: string, status: string): Promise<void> {
  // The dialog opens once the page's script runs.
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button').first().click()
  await page.getByText(status, { exact: true }).first().waitFor({ timeout: 30_000 })
}

describe('the staff area', () => {
  it('shows a round as it runs, and follows by itself', async () => {
    const page = await (await browser.newContext(desktop)).newPage()
    await signInStaff(page, demo, 'organiser')
    await page.goto(`${demo.address}/quan-tri/${demo.contest}`)
    const live = `/quan-tri/${demo.contest}/tuan-thi/tuan-1/truc-tiep`
    await page.locator(`nav a[href="${live}"]`).click()
    await page.getByRole('heading', { name: 'diễn biến trực tiếp' }).waitFor()
    const submitted = page.locator('.tiles div', { hasText: 'Người đã nộp bài' }).locator('dd')
    expect(await submitted.innerText()).toBe('0')
    await playByApi(demo, demo.contestants[2] ?? { staffCode: '', phone: '' }, { right: false, prediction: 800 })
    await submitted.filter({ hasText: /^1$/ }).waitFor()
    // The list of units follows once entries have come.
    await page.locator('section', { hasText: 'Theo đơn vị' }).last().locator('td', { hasText: /^1$/ }).first().waitFor()
    expect(await page.locator('main').innerText()).not.toContain('800')
  })

  it('takes a round from open to its published winners', async () => {
    const winner = demo.contestants[0] ?? { fullName: '', staffCode: '', phone: '' }
    await playByApi(demo, winner, { right: true, prediction: 1 })
    await playByApi(demo, demo.contestants[1] ?? winner, { right: false, prediction: 900 })

    const office = await browser.newContext(desktop)
    const organiser = await office.newPage()
    await signInStaff(organiser, demo, 'organiser')
    await organiser.goto(`${demo.address}/quan-tri/${demo.contest}/tuan-thi/tuan-1`)
    expect(await organiser.locator('main').innerText()).not.toContain('900')
    await organiser.getByText('Đóng sớm tuần thi…').click()
    await organiser.getByRole('textbox', { name: 'Lý do' }).fill('Mất điện toàn huyện đến hết ngày')
    await organiser.getByRole('button', { name: 'Đề nghị đóng sớm' }).click()
    await organiser.getByText('Đang chờ một người khác').waitFor()
    const second = await (await browser.newContext(desktop)).newPage()
    await signInStaff(second, demo, 'organiser', 1)
    await second.goto(`${demo.address}/quan-tri/${demo.contest}/tuan-thi/tuan-1`)
    await second.getByText('“Mất điện toàn huyện đến hết ngày”').waitFor()
    await step(second, 'Đồng ý đóng ngay', 'Đã đóng, chờ kiểm đếm')
    await organiser.reload()
    await step(organiser, 'Kiểm đếm', 'Đã kiểm đếm, chờ duyệt')
    expect(await organiser.getByRole('button', { name: 'Duyệt kết quả', exact: true }).count()).toBe(0)

    for (const [which, after] of ['Còn cần 1 thành viên Ban Giám khảo duyệt.', 'Đã duyệt, chờ công bố'].entries()) {
      const juror = await (await browser.newContext(desktop)).newPage()
      await signInStaff(juror, demo, 'juror', which)
      await juror.goto(`${demo.address}/quan-tri/${demo.contest}/tuan-thi/tuan-1`)
      await juror.getByText(winner.fullName).first().waitFor()
      await step(juror, 'Duyệt kết quả', after)
      expect(await juror.getByRole('button', { name: 'Duyệt kết quả', exact: true }).count()).toBe(0)
    }

    await organiser.reload()
    await step(organiser, 'Công bố', 'Đã công bố')

    const visitor = await (await browser.newContext(phone)).newPage()
    await visitor.goto(`${demo.address}/hoi-thi/${demo.contest}`)
    await visitor.goto(`${demo.address}/ket-qua/tuan-1`)
    const results = await visitor.locator('main').innerText()
    expect(results).toContain(winner.fullName)
    expect(results).toContain('đúng 15/15 câu, dự đoán 1 (thực tế 1, đúng tuyệt đối)')
  })

  it('takes a file that was picked before any script ran, and says what is wrong with it', async () => {
    const page = await (await browser.newContext(desktop)).newPage()
    await signInStaff(page, demo, 'organiser')
    // The file is picked before any script has run: it must not be lost.
    await page.route('**/_app/immutable/**/*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500))
      await route.continue()
    })
    await page.goto(`${demo.address}/quan-tri/${demo.contest}/cau-hoi/dong-gop`, { waitUntil: 'domcontentloaded' })
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'de.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.7') })
    await page.getByText('Đây là tệp PDF.').first().waitFor()
  })
})
