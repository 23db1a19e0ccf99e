/** A personal link from the lobby of one to the sign-in of another, and what is published of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contestBySlug } from '#store/contests/contests.ts'
import { peopleByIds, sealPerson, updatePeople } from '#store/people/roster.ts'
import { resultHead } from '#store/results/results.ts'
import { addStaff } from '#usecases/identity/staff-accounts.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { publishRound } from '#usecases/results/publication.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { lookAt } from '#test/support/browser/axe.ts'
import { answer, enterRound, launchBrowser, phone, predictAndReview } from '#test/support/browser/browser.ts'
import { prepareLiveContest, startServer, type ChildServer, type LiveContest } from '#test/support/live.ts'
import { readConfig, type Config } from '#config.ts'
import { openApp } from '#main.ts'

let browser: Browser
let server: ChildServer
let contest: LiveContest
let config: Config
const data = mkdtempSync(join(tmpdir(), 'hoithi-invitation-'))
const command = { kind: 'command' } as const

beforeAll(async () => {
  config = readConfig({ data, port: '0' }, { HOITHI_CLOSING_GRACE_MS: '500' })
  contest = await prepareLiveContest(config, 3, (rules) => ({
    ...rules,
    jury: { approvals: 1 },
    referral: { count: 2, amount: 300_000, mostCounted: 50, entryFloor: { correct: 0, seconds: 0 }, ties: 'reached-first' },
  }))
  const { app, close } = await openApp(config, 'server')
  const { db } = app.database
  const contestId = (await contestBySlug(db, contest.slug))?.id ?? ''
  const known = await peopleByIds(
    db,
    app.codec,
    contest.contestants.map(({ id }) => id),
  )
  const phoned = contest.contestants.flatMap(({ id }, i) => {
    const one = known.get(id)
    return one === undefined ? [] : [sealPerson(app.codec, contestId, { ...one, phone: `+8490123450${String(i)}` })]
  })
  await updatePeople(db, phoned)
  await close()
  server = await startServer(config)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
})

const address = (path: string): string => new URL(path, server.address).href

async function newPhone(): Promise<Page> {
  const context = await browser.newContext(phone)
  return context.newPage()
}

/** For somebody who looks: HOITHI_SHOTS names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['HOITHI_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

async function enter(page: Page, i: number): Promise<void> {
  await page.goto(address('/vao-thi'))
  await page.getByLabel('Mã cán bộ').fill(`LT000000${String(i + 1)}`)
  await page.getByLabel('Số điện thoại').fill(`090123450${String(i)}`)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  // Everybody has agreed to the rules.
  await page.waitForURL(/phong-cho/)
  await enterRound(page)
  await answer(page, 1, 15)
  await predictAndReview(page, 1)
  await page.getByRole('button', { name: 'Nộp bài' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài' }).click()
  await page.waitForURL(/bien-nhan/)
}

it('leads somebody to the contest, is used at their sign-in, and wins its owner a prize', async () => {
  const first = await newPhone()
  await enter(first, 0)
  await first.getByRole('heading', { name: 'Mời người khác dự thi' }).waitFor()
  await shoot(first, 'invitation-receipt')
  await first.goto(address('/phong-cho'))
  await shoot(first, 'invitation-lobby')
  const findings: string[] = []
  await lookAt(first, 'lobby', findings)
  const link = (await first.locator('a[href*="/moi/"]').getAttribute('href')) ?? ''

  const second = await newPhone()
  await second.goto(link)
  await second.waitForURL((url) => url.pathname === `/hoi-thi/${contest.slug}`)
  expect(second.url()).not.toContain(link.slice(-20))
  // The first link that was opened stands.
  await second.goto(address(`/moi/${contest.slug}/${'A'.repeat(38)}`))
  await second.goto(address('/moi/khac/khong-phai'))
  await enter(second, 1)
  expect((await second.context().cookies()).filter(({ name }) => name.startsWith('moi'))).toEqual([])

  const { app, close } = await openApp(config, 'command')
  const { db } = app.database
  await departNow(app, command, contest.slug, contest.roundKey, { kind: 'close', reason: 'Hết người dự thi.' })
  for (let status = ''; status !== 'closed'; await new Promise((go) => setTimeout(go, 200)))
    status = (await db.selectFrom('round').select('status').where('id', '=', contest.roundId).executeTakeFirstOrThrow()).status
  await tallyRound(app, command, contest.slug, contest.roundKey)
  const password = 'mật khẩu dài của bài thử'
  await addStaff(app, command, { login: 'juror', name: 'Giám khảo', password, in: { contest: contest.slug, role: 'juror', unit: null } })
  const digest = (await resultHead(db, contest.roundId))?.digest ?? ''
  await approveRound(app, command, contest.slug, contest.roundKey, { digest, juror: 'juror' })
  await publishRound(app, command, contest.slug, contest.roundKey, { digest })
  await close()

  await second.goto(address(`/ket-qua/${contest.roundKey}?hoi-thi=${contest.slug}`))
  await second.getByRole('heading', { name: 'Giải người lan tỏa' }).waitFor()
  await second.getByText('1 người dự thi qua liên kết mời').waitFor()
  await lookAt(second, 'results', findings)
  expect(findings).toEqual([])
  await shoot(second, 'invitation-results')
})
