/**
 * The desk of the question bank in the browser: messy files become questions, doubts are mended on the way, a second
 * person approves, two editors of one question lose nothing, and a unit sends its file by a link.
 */
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, launchBrowser, phone, signInStaff, startDemo, type Demo } from '#test/support/browser/browser.ts'

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

const bank = (): string => `${demo.address}/quan-tri/${demo.contest}/cau-hoi`

async function person(role: Demo['staff'][number]['role'], which = 0, device: BrowserContextOptions = desktop): Promise<Page> {
  const page = await (await browser.newContext(device)).newPage()
  await signInStaff(page, demo, role, which)
  return page
}

/** Waits until the page's script has taken over: only then does it say what it knows. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
}

const stemField = (page: Page) => page.getByRole('textbox', { name: 'Câu hỏi', exact: true })

/** A file as a hurried colleague writes it: one question whole, one without a key. */
const messy = (stem: string): Buffer =>
  Buffer.from(
    ['Câu hỏi;A;B;C;D;Đáp án', `${stem} thứ nhất là gì?;một;hai;ba;bốn;B`, `${stem} thứ hai là gì?;năm;sáu;bảy;tám;`].join('\n'),
    'utf8',
  )

async function upload(page: Page, ...files: readonly { readonly name: string; readonly buffer: Buffer }[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })))
}

describe('the desk of the bank', () => {
  it('takes three messy files, mends them in place, and lets a second person approve in bulk', async () => {
    const first = await person('organiser')
    await open(first, `${bank()}/dong-gop`)
    const shipped = (name: string) => ({ name, buffer: readFileSync(`contests/phu-loc-2024/${name}`) })
    await upload(
      first,
      ...['de-phong-vhtt.docx', 'de-van-phong.docx', 'de-trung-tam-vhtttt.xlsx'].map(shipped),
      { name: 'don-vi.csv', buffer: messy('Câu của đơn vị') },
      { name: 'hong.pdf', buffer: Buffer.from('%PDF-1.7') },
    )
    // Damage says why and keeps nothing; the others wait to be looked at.
    await first.getByText('Đây là tệp PDF.').first().waitFor()
    expect(await first.getByText(/^✓ Đã đọc/).count()).toBe(4)

    // Everything of the offices' files is in the demo's bank already: nothing would enter twice.
    await first.getByRole('link', { name: 'de-phong-vhtt.docx' }).click()
    await first.getByText('đã có trong ngân hàng').first().waitFor()
    expect(await first.getByRole('button', { name: /^Nhập 0 câu/ }).isDisabled()).toBe(true)

    await open(first, `${bank()}/dong-gop`)
    await first.getByRole('link', { name: 'don-vi.csv' }).click()
    const enter = first.getByRole('button', { name: /^Nhập \d+ câu/ }).first()
    await first.getByText('1 câu chưa nhập được ở lại trang này để sửa hoặc bỏ ra.').first().waitFor()
    await enter.click()
    await first.getByRole('dialog').getByRole('button', { name: 'Nhập 1 câu' }).click()
    await first.getByText('Đã nhập 1 câu vào ngân hàng.').waitFor()
    expect(await enter.isDisabled()).toBe(true)
    await first.getByText('Còn 1 câu chưa nhập được: hãy sửa hoặc bỏ ra.').waitFor()
    await first.getByRole('link', { name: /Chỉ câu cần xem/ }).click()
    await first.waitForURL(/xem=can-xem/)
    await first.getByRole('link', { name: 'Sửa câu này: Câu 1 của tệp' }).click()
    await first.getByRole('checkbox', { name: 'C đúng' }).check()
    await first.getByRole('button', { name: 'Lưu chỗ sửa' }).click()
    await first.getByText('Không có câu nào cần xem lại.').waitFor()
    await enter.click()
    await first.getByRole('dialog').getByRole('button', { name: 'Nhập 1 câu' }).click()
    await first.getByText('Đã nhập 1 câu vào ngân hàng.').waitFor()

    // Who sent them may not approve them; the desk says so before anything is done.
    await open(first, `${bank()}?state=submitted`)
    await first.getByLabel('Chọn mọi câu của trang này').check()
    await first.getByRole('button', { name: 'Xem trước' }).click()
    await first.getByRole('dialog').getByText('Không có câu nào sẽ thay đổi.').waitFor()
    await first.getByRole('dialog').getByText('không được tự duyệt').waitFor()

    const second = await person('organiser', 1)
    await open(second, `${bank()}?state=submitted`)
    await second.getByLabel('Chọn mọi câu của trang này').check()
    await second.getByRole('button', { name: 'Xem trước' }).click()
    await second.getByRole('dialog').getByRole('button', { name: 'Duyệt 2 câu' }).click()
    await second.getByText('Đã làm xong với 2 câu.').waitFor()
    await open(second, `${bank()}?q=cau+cua+don+vi&state=approved`)
    await second.getByText('Câu của đơn vị thứ hai là gì?').waitFor()

    // What the file has not is said where it can be read: the menu is gone from above it.
    await second.getByText('Tải xuống').click()
    await second.getByRole('link', { name: 'Aiken' }).click()
    await second.getByText(/Định dạng này không mang được|có đủ trong tệp/).waitFor()
    expect(await second.getByRole('link', { name: 'Aiken' }).isVisible()).toBe(false)
  })

  it('is edited by the keyboard alone, and shows the phone as it goes', async () => {
    const page = await person('organiser')
    await open(page, `${bank()}/moi`)
    await stemField(page).focus()
    await page.keyboard.type('Câu gõ bằng bàn phím?')
    await page.keyboard.press('Tab')
    for (const [text, right] of [
      ['một', false],
      ['hai', true],
      ['ba', false],
      ['bốn', false],
    ] as const) {
      if (right) await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
      await page.keyboard.type(text)
      // Past the buttons that move and remove, those that can be pressed.
      for (
        let i = 0;
        i < 5 && !(await page.evaluate('document.activeElement.type === "checkbox" && document.activeElement.name === "right"'));
        i++
      )
        await page.keyboard.press('Tab')
    }
    expect(await page.getByRole('figure').innerText()).toContain('Câu gõ bằng bàn phím?')
    await page.getByRole('textbox', { name: 'Phương án B' }).focus()
    await page.keyboard.press('Alt+ArrowUp')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Phương án A')
    expect(await page.getByRole('checkbox', { name: 'A đúng' }).isChecked()).toBe(true)
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/cau-hoi\/Q\d+/)
    await page.getByText('Bản nháp').first().waitFor()
    expect(await page.getByRole('textbox', { name: 'Phương án A' }).inputValue()).toBe('hai')
  })

  it('says what is wrong beside the field, and asks before what was typed is left', async () => {
    const page = await person('organiser')
    await open(page, `${bank()}/Q005`)
    await page.getByRole('textbox', { name: 'Phương án B' }).fill('')
    await page.getByText('Phương án này còn trống. Hãy viết hoặc xóa.').waitFor()
    let asked = ''
    page.once('dialog', (dialog) => {
      asked = dialog.message()
      void dialog.dismiss()
    })
    await page.getByRole('link', { name: '‹ Về danh sách' }).click()
    await expect.poll(() => asked).toContain('chưa lưu')
    expect(page.url()).toContain('Q005')
    // A tab that is reloaded or killed still has it.
    await expect.poll(() => page.evaluate<string[]>('Object.keys(sessionStorage)')).toContainEqual(expect.stringContaining('Q005'))
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByRole('button', { name: 'Lấy lại bản viết dở' }).click()
    await page.getByText('Phương án này còn trống. Hãy viết hoặc xóa.').waitFor()
  })

  it('shows both versions when two people changed one question, and keeps what each typed', async () => {
    const [mine, theirs] = [await person('organiser', 0), await person('organiser', 1)]
    await open(mine, `${bank()}/Q007`)
    await open(theirs, `${bank()}/Q007`)
    await stemField(theirs).fill('Câu do người thứ hai viết?')
    await theirs.getByRole('button', { name: 'Lưu', exact: true }).click()
    await theirs.getByText('Đã lưu.').waitFor()

    await stemField(mine).fill('Câu do tôi viết?')
    await mine.getByLabel('Giải thích').fill('Giải thích của tôi.')
    await mine.getByRole('button', { name: 'Lưu', exact: true }).click()
    await mine.getByText('Có người vừa lưu câu này trước bạn').waitFor()
    const screen = await mine.locator('.conflict').innerText()
    for (const text of ['tôi viết?', 'người thứ hai viết?', 'Giải thích của tôi.']) expect(screen).toContain(text)
    await mine.getByRole('group', { name: 'Câu hỏi' }).getByRole('radio').nth(1).check()
    await mine.getByRole('button', { name: 'Lưu các phần đã chọn' }).click()
    await mine.getByText('Đã lưu.').waitFor()
    expect(await stemField(mine).inputValue()).toBe('Câu do người thứ hai viết?')
    expect(await mine.getByLabel('Giải thích').inputValue()).toBe('Giải thích của tôi.')
    // History keeps every version.
    await mine
      .getByText(/Xem thay đổi của bản/)
      .first()
      .click()
    await mine
      .getByRole('region', { name: /Xem thay đổi/ })
      .first()
      .waitFor()
  })

  it('keeps a question whole for browsers without script', async () => {
    const context = await browser.newContext({ ...desktop, javaScriptEnabled: false })
    const page = await context.newPage()
    await signInStaff(page, demo, 'organiser')
    await page.goto(`${bank()}/Q009`)
    await page.getByLabel('Chủ đề').fill('Chủ đề không cần script')
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('Đã lưu.').waitFor()
    expect(await page.getByLabel('Chủ đề').inputValue()).toBe('Chủ đề không cần script')
    expect(await page.getByRole('textbox', { name: 'Phương án D' }).inputValue()).not.toBe('')
  })

  it('lets a unit send its file by a link, once, on a phone', async () => {
    const organiser = await person('organiser')
    await open(organiser, `${bank()}/link-gui`)
    await organiser.getByLabel('Đơn vị', { exact: true }).selectOption({ index: 1 })
    await organiser.getByRole('button', { name: 'Tạo đường dẫn' }).click()
    await organiser.getByText('Đường dẫn chỉ hiện một lần.').waitFor()
    const link = await organiser.getByRole('textbox', { name: /^Đường dẫn của/ }).inputValue()

    const sender = await (await browser.newContext(phone)).newPage()
    await sender.goto(link)
    await sender.getByRole('button', { name: 'Bắt đầu' }).click()
    await sender.getByRole('heading', { name: /gửi câu hỏi$/ }).waitFor()
    await sender.waitForLoadState('networkidle')
    await upload(sender, { name: 'tu-don-vi.csv', buffer: messy('Câu gửi qua đường dẫn') })
    await sender.getByRole('link', { name: 'Xem và sửa' }).click()
    await sender.getByRole('button', { name: 'Bỏ câu này ra: Câu 2 của tệp' }).click()
    await sender.getByText('bỏ ra, không nhập').waitFor()
    await sender.getByRole('button', { name: 'Gửi 1 câu' }).first().click()
    await sender.getByRole('dialog').getByRole('button', { name: 'Gửi 1 câu' }).click()
    await sender.getByText('Ban Tổ chức đã nhận câu hỏi của').waitFor()
    await sender.getByText('tu-don-vi.csv: 1 câu').waitFor()

    await organiser.reload()
    await organiser.getByText('Đã gửi câu hỏi').first().waitFor()
    const stranger = await (await browser.newContext(phone)).newPage()
    await stranger.goto(link)
    await stranger.getByRole('button', { name: 'Bắt đầu' }).click()
    await stranger.getByText('Đường dẫn này không dùng được nữa').waitFor()
  })

  it('shows a contributor nothing but their own files', async () => {
    const page = await person('contributor')
    await page.goto(`${demo.address}/quan-tri/${demo.contest}`)
    await page.waitForURL(/dong-gop/)
    await page.getByRole('heading', { name: 'Gửi câu hỏi' }).waitFor()
    await page.goto(bank())
    await page.waitForURL(/dong-gop/)
    expect(await page.locator('main').innerText()).not.toContain('don-vi.csv')
  })
})
