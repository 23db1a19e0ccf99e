/** The same contestant signs in through each of four providers, in a browser, by the values of contest.yaml alone. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { profileOf } from '#contest/person.ts'
import { checkSignIn } from '#contest/sign-in/check.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { insertPerson, unitsOf } from '#store/people/roster.ts'
import { putRole } from '#store/identity/roles.ts'
import { insertSession } from '#store/identity/sessions.ts'
import { insertStaff } from '#store/identity/staff.ts'
import type { App } from '#usecases/app.ts'
import { newId, sha256 } from '#usecases/ids.ts'
import { lookAt } from '#test/support/browser/axe.ts'
import { answer, desktop, launchBrowser, phone } from '#test/support/browser/browser.ts'
import { prepareLiveContest, startChild, type ChildServer } from '#test/support/live.ts'
import { huong, providersAt, startFakes, writeSecrets } from '#test/support/providers/contest.ts'
import { launchLink } from '#test/support/providers/examples.ts'
import { launchSecret, launchToken } from '#test/support/providers/launch-link.ts'
import { serve } from '#test/support/providers/served.ts'
import { providerSecrets, writeSecret } from '#adapters/providers/secrets.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'

const slug = 'phu-loc-2024'
const data = mkdtempSync(join(tmpdir(), 'hoithi-providers-'))
let browser: Browser
let server: ChildServer
let fakes: Awaited<ReturnType<typeof startFakes>>
let site: string
let staffToken: string

beforeAll(async () => {
  const free = await serve(0, () => undefined)
  const { port } = new URL(free.origin)
  await free.close()
  site = `http://127.0.0.1:${port}`
  fakes = await startFakes(slug, site)
  const config = readConfig({ data, port }, { HOITHI_CLOSING_GRACE_MS: '500' })
  writeSecrets(data, slug, fakes)
  const byScript = [
    { ...launchLink, id: 'manh', name: 'Mảnh địa chỉ', proof: { from: 'fragment' as const } },
    { ...launchLink, id: 'cau-noi', name: 'Cầu nối', proof: { from: 'bridge' as const, name: 'UngDung.layMa' } },
  ]
  for (const { id } of byScript) writeSecret(join(data, providerSecrets), slug, id, { secret: launchSecret, hosts: [] })
  const signIn = checkSignIn({ providers: [...providersAt(fakes), ...byScript] }, '').value
  await prepareLiveContest(config, 1, (rules) => ({ ...rules, signIn }))
  const { app, close } = await openApp(config, 'server')
  const { db } = app.database
  const contestId = (await contestBySlug(db, slug))?.id ?? ''
  const unitId = (await unitsOf(db, contestId))[0]?.id ?? ''
  const { name: fullName, phone: number, staffCode } = huong
  await insertPerson(db, app.codec, contestId, { ...profileOf({ staffCode, fullName, phone: number }), id: newId(), unitId }, Date.now())
  staffToken = await organiserToken(app, contestId)
  await close()
  // At the address the providers were told.
  server = await startChild('bin/hoithi.mjs', ['serve', '--port', port, '--json', '--data', data], { HOITHI_SIGN_IN_HOSTS: '127.0.0.1' })
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.stop()
  await fakes.close()
  rmSync(data, { recursive: true, force: true })
})

/** An organiser who is signed in. */
async function organiserToken({ database: { db }, codec, clock }: App, contestId: string): Promise<string> {
  const [at, staffId, token] = [clock.now(), newId(), randomBytes(32).toString('base64url')]
  const account = { id: staffId, login: 'to', name: 'Lê Toàn', administrator: false, passwordHash: 'none', passwordGiven: false }
  await insertStaff(db, { ...account, disabledAt: null, createdAt: at })
  await putRole(db, { staffId, contestId, role: 'organiser', unitId: null }, at)
  const session = { kind: 'staff', subjectId: staffId, contestId: null, createdAt: at, expiresAt: at + 86_400_000 } as const
  await insertSession(db, codec, { tokenHash: sha256(Buffer.from(token)), ...session })
  return token
}

const newPhone = async (): Promise<Page> => (await browser.newContext(phone)).newPage()
const atLobby = async (page: Page): Promise<void> => {
  await page.waitForURL(/\/phong-cho$/, { timeout: 8000 }).catch(async () => {
    throw new Error(`${page.url()} ${(await page.textContent('body')) ?? ''}`.slice(0, 1500))
  })
  expect(await page.textContent('main')).toContain(huong.name)
}

/** What is wrong for somebody who sees or moves otherwise. */
const barriers: string[] = []
afterAll(() => expect(barriers.join('; ')).toBe(''))

it('takes two taps from the city app to the paper, once somebody has agreed to the rules', async () => {
  const first = await newPhone()
  await first.goto(`${fakes.hueS.origin}/app`)
  await first.click('text=Hội thi')
  await first.waitForURL(/\/xac-nhan$/, { timeout: 8000 }).catch(async () => {
    throw new Error(`${first.url()} ${(await first.textContent('body')) ?? ''}`.slice(0, 1500))
  })
  expect(await first.textContent('h1')).toContain(huong.name)
  await first.check('input[name=consent]')
  await first.click('button:has-text("Đúng, tiếp tục")')
  await atLobby(first)

  const again = await newPhone()
  await again.goto(`${fakes.hueS.origin}/app`)
  await again.click('text=Hội thi')
  await atLobby(again)
  await again.click('#start button')
  await again.waitForURL(/\/bai-thi/)
})

it('is the same person by a button, a form of another site, a signed link, the part behind #, and a bridge', async () => {
  const social = await newPhone()
  await social.goto(`${site}/vao-thi?hoi-thi=${slug}`)
  await lookAt(social, 'vao-thi', barriers)
  await social.click('text=Vào bằng Mạng xã hội')
  await atLobby(social)

  const office = await newPhone()
  await office.goto(`${fakes.office.origin}/app`)
  await office.click('button')
  await atLobby(office)

  const link = await newPhone()
  const address = `${site}/vao-thi/${slug}/link-ky?token=${await launchToken(huong, Date.now())}`
  await link.goto(address)
  await atLobby(link)

  const fragment = await newPhone()
  await fragment.goto(`${site}/vao-thi/${slug}/manh#token=${await launchToken(huong, Date.now())}`)
  await atLobby(fragment)
  await fragment.goBack().catch(() => null)
  expect(fragment.url()).not.toContain('token')

  const bridge = await newPhone()
  const token = await launchToken(huong, Date.now())
  await bridge.addInitScript((given) => Object.assign(globalThis, { UngDung: { layMa: () => Promise.resolve(given) } }), token)
  await bridge.goto(`${site}/vao-thi/${slug}/cau-noi`)
  await atLobby(bridge)
})

it('says what to do, at an address with nothing of the proof in it', async () => {
  const page = await newPhone()
  const address = `${site}/vao-thi/${slug}/link-ky?token=${await launchToken(huong, Date.now())}`
  await page.goto(address)
  await atLobby(page)
  const other = await newPhone()
  await other.goto(address)
  expect(other.url()).toBe(`${site}/vao-thi/${slug}/link-ky/loi?ma=proof-replayed`)
  expect(await other.textContent('[role=alert]')).toContain('đã dùng rồi')
  await lookAt(other, 'loi', barriers)
  await other.goto(`${site}/vao-thi/${slug}/link-ky?token=${await launchToken(huong, Date.now() - 200_000)}`)
  expect(await other.textContent('[role=alert]')).toContain('quá hạn')
  fakes.state.answer = 'refuses'
  await other.goto(`${site}/vao-thi/${slug}/hue-s`)
  expect(await other.textContent('[role=alert]')).toContain('không đồng ý')
  expect(await other.getAttribute('a:has-text("Quay lại Hue-S")', 'href')).toBe('hues://home')
  fakes.state.answer = 'agrees'
  await other.click('text=Thử lại bằng Hue-S')
  await atLobby(other)
})

it('goes on in another browser by six digits, at the same question', async () => {
  const one = await newPhone()
  await one.goto(`${site}/vao-thi/${slug}/hue-s`)
  await atLobby(one)
  await one.click('text=Chuyển sang trình duyệt khác')
  await one.click('text=Lấy mã 6 số')
  await one.waitForURL(/\/chuyen\/[\w-]{12}$/)
  const code = (await one.textContent('#move-code')) ?? ''
  await lookAt(one, 'chuyen-ma', barriers)
  const other = await newPhone()
  await other.goto(one.url())
  expect(await other.locator('#move-code').count()).toBe(0)
  await lookAt(other, 'chuyen-nhap', barriers)
  await other.fill('input[name=code]', code)
  await other.click('text=Tiếp tục ở đây')
  await atLobby(other)
  // The attempt that was begun in the first test goes on.
  await other.click('a[href^="/bai-thi?luot="]')
  await other.waitForURL(/\/bai-thi/)
  await answer(other, 1, 2)
})

it('is tried by an organiser, and somebody else’s account at the provider is decided on the page of the person', async () => {
  const claimed = await newPhone()
  await claimed.goto(`${site}/vao-thi/${slug}/link-ky?token=${await launchToken({ ...huong, sub: 'nguoi-khac' }, Date.now())}`)
  expect(await claimed.locator('[role=alert]').count()).toBe(1)

  const context = await browser.newContext(desktop)
  await context.addCookies([{ name: 'hoithi-staff', value: staffToken, url: site }])
  const desk = await context.newPage()
  await desk.goto(`${site}/quan-tri/${slug}/the-le`)
  await desk.getByRole('button', { name: 'Thử kết nối Hue-S' }).click()
  await desk.getByText('Nhà cung cấp đã xác nhận').waitFor()
  expect(await desk.textContent('main')).toContain(huong.name)

  await desk.goto(`${site}/quan-tri/${slug}/thi-sinh/nguoi/${huong.staffCode}`)
  const accounts = desk.getByRole('region', { name: 'Tài khoản đăng nhập' })
  expect(await accounts.textContent()).toContain('đã đăng nhập bằng một tài khoản khác của cùng nhà cung cấp')
  await lookAt(desk, 'tai-khoan-dang-nhap', barriers)
  await accounts.getByRole('button', { name: 'Không phải người này' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click()
  await desk.getByText('Đã ghi quyết định về tài khoản đăng nhập.').waitFor()
  expect(await accounts.textContent()).not.toContain('muốn vào thi bằng tên người này')
  await context.close()
})
