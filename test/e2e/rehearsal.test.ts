/** A trial run on the screens of an office, and a server that is killed while there is one. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Rehearsal } from '#contract/operations.ts'
import { desktop, launchBrowser, signInStaff, startDemo, type Demo } from '#test/support/browser/browser.ts'
import { startChild, type ChildServer } from '#test/support/live.ts'

describe('a trial run in the browser', { timeout: 300_000 }, () => {
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

  it('is begun, looked at, taken part in, read about and erased', async () => {
    const context = await browser.newContext(desktop)
    const page = await context.newPage()
    await signInStaff(page, demo, 'organiser')
    await page.goto(`${demo.address}/quan-tri/${demo.contest}`)
    await page.getByRole('link', { name: 'Vận hành thử' }).click()
    await page.waitForURL(/van-hanh-thu/)
    await page.waitForLoadState('networkidle')
    await page.getByLabel('Số thí sinh giả').fill('khoảng 30')
    await page.getByRole('button', { name: 'Bắt đầu vận hành thử' }).click()
    await page.getByText('Hãy nhập một số trong khoảng cho phép.').waitFor()
    expect(await page.getByLabel('Số thí sinh giả').inputValue()).toBe('khoảng 30')
    await page.getByLabel('Số thí sinh giả').fill('30')
    await page.getByLabel('Mở trong bao nhiêu phút').fill('1')
    await page.getByRole('button', { name: 'Bắt đầu vận hành thử' }).click()
    const way = page.getByRole('link', { name: 'Mở bản vận hành thử' })
    await way.waitFor({ timeout: 60_000 })
    const whole = (await way.getAttribute('href')) ?? ''
    const trial = new URL(whole).origin

    // Everything says what it is, and who is signed in here stays so.
    const inside = await context.newPage()
    await inside.goto(`${trial}/hoi-thi/${demo.contest}/the-le`)
    expect(await inside.locator('body').innerText()).toMatch(/^Đây là bản vận hành thử của một hội thi/)
    await inside.goto(whole)
    expect(inside.url()).toBe(`${trial}/hoi-thi/${demo.contest}`)
    for (const path of ['/', '/vao-thi', `/hoi-thi/${demo.contest}/the-le`, '/bai-thi', '/tra-cuu', '/quan-tri/dang-nhap', '/khong-co']) {
      await inside.goto(`${trial}${path}`)
      expect(await inside.locator('.rehearsal').count(), path).toBe(1)
    }
    await signInStaff(inside, { address: trial, staff: demo.staff }, 'organiser')
    await inside.goto(`${trial}/quan-tri/${demo.contest}`)
    await inside.getByRole('heading', { level: 1, name: 'VẬN HÀNH THỬ' }).waitFor()
    expect(await inside.getByRole('link', { name: 'Vận hành thử', exact: true }).count()).toBe(0)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Vận hành thử' }).waitFor()
    expect(await page.locator('.rehearsal').count()).toBe(0)
    const rulebook = await inside.request.get(`${trial}/api/contests/${demo.contest}/rulebook.pdf`)
    expect(rulebook.status()).toBe(200)

    await page.getByText('Mọi bài có biên nhận đều nằm trong sổ').waitFor({ timeout: 180_000 })
    await page.getByText('Người đạt giải của bản vận hành thử').waitFor()
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Xoá vận hành thử' }).first().click()
    await page.getByRole('dialog').getByText('35 thí sinh giả').waitFor()
    await page.getByRole('dialog').getByRole('button').first().click()
    await page.getByText('Đã xoá bản vận hành thử').waitFor()
    expect(readdirSync(join(demo.data, 'rehearsals'))).toEqual(['record.jsonl'])
  })
})

describe('a server that is killed', { timeout: 300_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-killed-'))
  let server: ChildServer
  let cookie = ''
  const start = async () => {
    server = await startChild('bin/hoithi.mjs', ['demo', '--port', '0', '--json', '--data', data])
    const { staff } = server.printed as Pick<Demo, 'staff'>
    const account = staff.find(({ role }) => role === 'organiser')
    const answer = await fetch(new URL('/api/staff/session', server.address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: account?.login, password: account?.password }),
    })
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const ask = async (path = '', body?: object): Promise<Rehearsal> => {
    const answer = await fetch(new URL(`/api/staff/contests/phu-loc-2024/rehearsal${path}`, server.address), {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    })
    expect(answer.status).toBe(200)
    return (await answer.json()) as Rehearsal
  }
  const left = (): readonly string[] => (existsSync(join(data, 'rehearsals')) ? readdirSync(join(data, 'rehearsals')) : [])
  const begin = (contestants: number) => ask('', { contestants, seconds: 60, pace: 'rush', badly: 50 })
  afterAll(async () => {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  })

  it('leaves no trial run that was being made, and a whole one that can be erased', async () => {
    await start()
    expect((await begin(5000)).now?.phase).toBe('making')
    await expect.poll(left).toEqual([expect.stringMatching(/^\.making-/)])
    await server.kill()
    await start()
    expect((await ask()).now).toBeNull()
    expect(left()).toEqual([])

    await begin(50)
    await expect.poll(async () => (await ask()).now?.address ?? null, { timeout: 60_000 }).not.toBeNull()
    const { address } = (await ask()).now ?? { address: '' }
    await server.kill()
    // It ends with the server it belongs to.
    await expect.poll(() => fetch(address ?? '').then(() => 'there', () => 'gone')).toBe('gone') // prettier-ignore
    await start()
    const { now } = await ask()
    expect(now).toMatchObject({ phase: 'stopped', address: null, asked: { contestants: 50 } })
    expect(now?.erases.files).toBeGreaterThan(3)
    expect((await ask('/erase', { id: now?.id })).now).toBeNull()
    expect(left()).toEqual(['record.jsonl'])
    expect((await ask()).earlier).toMatchObject([{ contestants: 50, done: null }])
  })
})
