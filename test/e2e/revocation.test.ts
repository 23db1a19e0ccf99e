/** A published prize is taken back on pages by two people, and everybody reads why. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { resultHead } from '#store/results/results.ts'
import { addStaff } from '#usecases/identity/staff-accounts.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { publishRound } from '#usecases/results/publication.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { answerRound } from '#test/support/answered-round.ts'
import { lookAt } from '#test/support/browser/axe.ts'
import { desktop, launchBrowser, phone } from '#test/support/browser/browser.ts'
import { prepareLiveContest, startServer, type ChildServer, type LiveContest } from '#test/support/live.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'

let browser: Browser
let server: ChildServer
let contest: LiveContest
const data = mkdtempSync(join(tmpdir(), 'hoithi-revocation-'))
const command = { kind: 'command' } as const
const password = 'mật khẩu dài của bài thử'

beforeAll(async () => {
  const config = readConfig({ data, port: '0' }, { HOITHI_CLOSING_GRACE_MS: '500' })
  contest = await prepareLiveContest(config, 8, (rules) => ({
    ...rules,
    jury: { approvals: 1 },
    minimumCorrect: 0,
    prizes: { ...rules.prizes, whenRevoked: 'next-moves-up' },
  }))
  const { slug, roundKey } = contest
  const { app, close } = await openApp(config, 'server')
  await answerRound(app, contest)
  await departNow(app, command, slug, roundKey, { kind: 'close', reason: 'Hết người dự thi.' })
  const { db } = app.database
  for (let status = ''; status !== 'closed'; await new Promise((go) => setTimeout(go, 200))) {
    await stepDueRounds(app)
    status = (await db.selectFrom('round').select('status').where('id', '=', contest.roundId).executeTakeFirstOrThrow()).status
  }
  await tallyRound(app, command, slug, roundKey)
  for (const [login, role] of [
    ['bantochuc', 'organiser'],
    ['giamkhao', 'juror'],
  ] as const)
    await addStaff(app, command, { login, name: login, password, in: { contest: slug, role, unit: null } })
  const digest = (await resultHead(db, contest.roundId))?.digest ?? ''
  await approveRound(app, command, slug, roundKey, { digest, juror: 'giamkhao' })
  await publishRound(app, command, slug, roundKey, { digest })
  await close()
  server = await startServer(config)
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})

const address = (path: string): string => new URL(path, server.address).href

async function signedIn(login: string): Promise<Page> {
  const page = await (await browser.newContext(desktop)).newPage()
  await page.goto(address('/quan-tri/dang-nhap'))
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL(/quan-tri(?!\/dang-nhap)/)
  return page
}

/** For somebody who looks: HOITHI_SHOTS names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['HOITHI_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

it('is looked at, asked for, agreed to by another, and read by everybody with its reason', async () => {
  const findings: string[] = []
  const asking = await signedIn('bantochuc')
  await asking.goto(address(`/quan-tri/${contest.slug}/tuan-thi/${contest.roundKey}`))
  await asking.getByRole('link', { name: 'Thu hồi một giải đã công bố' }).click()
  await asking.getByLabel('Giải').selectOption('2')
  await asking.getByRole('button', { name: 'Xem sẽ thay đổi gì' }).click()
  await asking.getByText('Sẽ thay đổi đúng những giải sau').waitFor()
  expect(await asking.locator('tbody tr').count()).toBe(4)
  await shoot(asking, 'revocation-asking')
  await lookAt(asking, 'asking', findings)
  await asking.getByLabel('Lý do thu hồi').fill('Người đạt giải nhờ người khác làm bài.')
  await asking.getByRole('button', { name: 'Đề nghị thu hồi' }).click()
  await asking.getByText('Đang chờ một người khác đồng ý.').waitFor()

  const agreeing = await signedIn('giamkhao')
  await agreeing.goto(address(`/quan-tri/${contest.slug}/tuan-thi/${contest.roundKey}/thu-hoi`))
  await agreeing.getByText('“Người đạt giải nhờ người khác làm bài.”').waitFor()
  await agreeing.waitForLoadState('networkidle')
  await agreeing.getByRole('button', { name: 'Đồng ý thu hồi và công bố lại' }).click()
  await agreeing.getByRole('dialog').getByRole('button').first().click()
  await agreeing.getByText('Đã thu hồi giải và công bố lại kết quả.').waitFor()
  await shoot(agreeing, 'revocation-made')
  await lookAt(agreeing, 'made', findings)

  const anybody = await (await browser.newContext(phone)).newPage()
  await anybody.goto(address(`/ket-qua/${contest.roundKey}?hoi-thi=${contest.slug}`))
  await anybody.getByText('Lý do công bố lại: Người đạt giải nhờ người khác làm bài.').waitFor()
  await anybody.getByText('Các bản công bố').click()
  await shoot(anybody, 'revocation-public')
  await lookAt(anybody, 'public', findings)
  await anybody.getByRole('link', { name: /^Bản 1,/ }).click()
  await anybody.getByText('Đây là bản công bố trước').waitFor()
  expect(findings).toEqual([])
})

it('the archive tells beforehand what will be erased, and why nothing is yet', async () => {
  const page = await signedIn('bantochuc')
  await page.goto(address(`/quan-tri/${contest.slug}/luu-tru`))
  await page.getByText('Hội thi chưa công bố xong').waitFor()
  await page.getByText('Còn vòng thi chưa công bố kết quả.').waitFor()
  const row = page.getByRole('row', { name: /Họ tên, mã cán bộ, chức vụ của người không có giải/ })
  expect(await row.innerText()).toMatch(/\d/)
  const findings: string[] = []
  await lookAt(page, 'archive', findings)
  expect(findings).toEqual([])
  await shoot(page, 'archive')
  await page.setViewportSize(phone.viewport ?? { width: 360, height: 740 })
  await shoot(page, 'archive-phone')
})
