/** A contest made and edited on pages: a draft nobody else sees, what a change would do, versions once it is announced. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RulesFile } from '#contest/rules/schema.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { readContestYaml } from '#formats/contests/yaml.ts'
import { writeContest } from '#usecases/contests/apply.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { rulesOf } from '../support/contest.ts'
import { makeLiveContest } from '../support/live.ts'

const slug = 'hoi-thi-moi'
const someone = { kind: 'staff', id: 'x', login: 'x', name: 'X', role: 'organiser', unitId: null } as const
const path = `/api/staff/contests/${slug}`

describe.each(['sqlite', 'postgres'] as const)('a contest made on pages (%s)', (dialect) => {
  let test: TestApp
  let organiser = ''
  let administrator = ''
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    administrator = await test.signInAs('administrator')
    const made = await make({})
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ slug, login: 'toan' })
    organiser = await test.signInAs('organiser', { login: 'bantochuc' })
    // The example leaves to be written what cannot be guessed.
    const { file, rulesDigest } = await desk()
    expect((await announce(rulesDigest)).json.findings).toMatchObject([{ place: '/organiser/name' }, { place: '/audience' }])
    await put({ ...file, organiser: { name: 'Ủy ban nhân dân xã' }, audience: 'Cán bộ của xã' }, { rulesDigest })
  })
  afterEach(() => test.close())

  const make = (other: object) =>
    test.call('POST', '/api/staff/contests', {
      cookie: administrator,
      body: { from: { kind: 'starter' }, title: 'Hội thi mới', slug, organiser: { login: 'toan', name: 'Lê Toàn' }, ...other },
    })
  const desk = async () => (await test.call('GET', `${path}/rules`, { cookie: organiser })).json
  const put = (file: unknown, more: object) =>
    test.call('PUT', `${path}/rules`, { cookie: organiser, body: { file, reason: null, dryRun: false, ...more } })
  const announce = (rulesDigest: string) => test.call('POST', `${path}/announcement`, { cookie: organiser, body: { rulesDigest } })

  it('is made once of two presses at once', async () => {
    const presses = await Promise.all([1, 2, 3].map((n) => make({ slug: 'cung-luc', organiser: { login: `to-${String(n)}`, name: 'A' } })))
    const [made, ...others] = presses.map(({ status }) => status).sort()
    expect(made).toBe(201)
    // There is one at this address: before this one was written, or while it was.
    for (const status of others) expect([409, 422]).toContain(status)
  })

  it('is seen by nobody else and does not open before it is announced', async () => {
    expect((await make({ organiser: { login: 'toan', name: '' } })).json.findings[0].place).toBe('/slug')
    for (const [organiser, place] of [
      [{ login: 'hai từ', name: 'A' }, '/organiser/login'],
      [{ login: 'moi', name: ' ' }, '/organiser/name'],
    ] as const)
      expect((await make({ slug: 'khac', organiser })).json.findings[0].place).toBe(place)
    expect((await make({ slug: 'khac', organiser: { login: 'administrator', name: '' } })).json.code).toBe('administrator-role')
    expect(await contestBySlug(test.app.database.db, 'khac')).toBeNull()
    expect((await make({ slug: 'Hội Thi' })).json.findings[0].place).toBe('/slug')
    for (const address of [`/api/contests/${slug}`, `/api/contests/${slug}/rulebook`, `/api/contests/${slug}/openings`, `/api/contests/${slug}/units`])
      expect([address, (await test.call('GET', address)).status]).toEqual([address, 404])
    expect((await test.call('GET', `/api/contests/${slug}/rulebook.pdf`)).status).toBe(404)
    expect((await test.call('GET', '/api/contests')).json).toEqual([])
    for (const address of ['', '/units/list', '/contestants', '/documents', '/rules', '/rules.yaml', '/questions', '/blueprints', '/audit'])
      expect([address, (await test.call('GET', `${path}${address}`, { cookie: organiser })).status]).toEqual([address, 200])
    const signIn = await test.call('POST', `/api/contests/${slug}/session`, { body: { staffCode: 'PL1', phone: '0905000001' } })
    expect(signIn.status).toBe(404)
    const early = await test.call('POST', `${path}/rounds/tuan-1/departure`, {
      cookie: organiser,
      body: { kind: 'open', reason: 'Mở sớm để thử', closesAt: null },
    })
    expect(early.json.code).toBe('not-announced')
    const opensAt = Date.parse(`${String((await desk()).file.rounds[0].opens).replace(' ', 'T')}:00+07:00`)
    test.clock.at = opensAt + 1000
    organiser = await test.signInAs('organiser', { login: 'bantochuc' })
    await stepDueRounds(test.app)
    const id = (await contestBySlug(test.app.database.db, slug))?.id ?? ''
    expect((await roundsOf(test.app.database.db, id)).map(({ status }) => status)).toEqual(['scheduled', 'scheduled'])
    expect((await announce((await desk()).rulesDigest)).status).toBe(204)
    expect((await test.call('GET', `/api/contests/${slug}`)).json.title).toBe('Hội thi mới')
    expect((await announce((await desk()).rulesDigest)).json.code).toBe('conflict')
  })

  it('says what a change would do, keeps it, and keeps what two people did apart', async () => {
    const { file, rulesDigest } = (await desk()) as { file: RulesFile; rulesDigest: string }
    const changed = { ...file, title: 'Hội thi đã đổi tên', minimumCorrect: 10 }
    const tried = (await put(changed, { rulesDigest, dryRun: true })).json
    expect(tried).toMatchObject({ ok: true, rulesDigest, file: { title: 'Hội thi mới' } })
    expect(tried.changed.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['title', 'ranking.floor']))
    const wrong = (await put({ ...changed, title: '', minimumCorrect: 99 }, { rulesDigest, dryRun: true })).json
    expect(wrong).toMatchObject({ ok: false, findings: [{ place: '/title' }] })
    expect((await put({ ...changed, slug: 'khac' }, { rulesDigest })).json.findings[0].place).toBe('/slug')
    const over = { ...file, rounds: [{ ...file.rounds[0], opens: '2020-01-06', closes: '2020-01-10' }, file.rounds[1]] }
    expect((await put(over, { rulesDigest, dryRun: true })).json.findings).toMatchObject([{ severity: 'warning', code: 'round-past' }])
    const seen = { ...file, prediction: { ...file.prediction, asked: true, of: 'participants' as const } }
    expect((await put(seen, { rulesDigest, dryRun: true })).json).toMatchObject({
      ...{ ok: true, findings: [{ severity: 'warning', place: '/prediction/of', code: 'prediction-seen' }] },
    })
    expect((await put(changed, { rulesDigest })).json).toMatchObject({ file: { title: 'Hội thi đã đổi tên' }, announcedAt: null })
    const other = await put({ ...file, title: 'Người thứ hai' }, { rulesDigest })
    expect([other.status, other.json.code]).toEqual([409, 'edited-meanwhile'])
    expect((await announce(rulesDigest)).json.code).toBe('edited-meanwhile')
    const yaml = await test.call('GET', `${path}/rules.yaml`, { cookie: organiser })
    expect(readContestYaml(yaml.text)).toMatchObject({ ok: true, value: { title: 'Hội thi đã đổi tên', minimumCorrect: 10 } })
  })

  it('asks why announced rules change, and shows every version to everybody', async () => {
    const { file, rulesDigest } = (await desk()) as { file: RulesFile; rulesDigest: string }
    await announce(rulesDigest)
    // The form of somebody who began before the announcement, by a press that came after it.
    await expect(
      writeContest(test.app, { ...someone, contestId: (await contestBySlug(test.app.database.db, slug))?.id ?? '' }, rulesOf(file), {
        base: rulesDigest,
        isDraft: true,
      }),
    ).rejects.toMatchObject({ code: 'edited-meanwhile' })
    const changed = { ...file, prizes: { ...file.prizes, capPerContest: 1 } }
    expect((await put(changed, { rulesDigest, reason: ' ' })).json.code).toBe('invalid-request')
    expect((await put(changed, { rulesDigest, reason: 'Mỗi người một giải' })).status).toBe(200)
    const book = (await test.call('GET', `/api/contests/${slug}/rulebook`)).json
    expect(book.versions).toMatchObject([{ number: 2, reason: 'Mỗi người một giải', changed: [{ id: 'prizes.cap' }] }, { number: 1, changed: [] }])
  })

  it('is for an administrator to make, and for its own organisers to edit', async () => {
    for (const cookie of [organiser, ''])
      expect((await test.call('POST', '/api/staff/contests', { cookie, body: { from: { kind: 'starter' }, title: 'x', slug: 'x', organiser: { login: 'x', name: 'x' } } })).status).toBeGreaterThanOrEqual(401)
    const { file, rulesDigest } = await desk()
    const byAdministrator = await test.call('PUT', `${path}/rules`, { cookie: administrator, body: { file, rulesDigest, reason: null, dryRun: true } })
    expect(byAdministrator.status).toBe(403)
    await makeLiveContest(test.app, 0)
    const elsewhere = await test.signInAs('organiser', { login: 'nguoikhac', contest: 'phu-loc-2024' })
    expect((await test.call('GET', `${path}/rules`, { cookie: elsewhere })).status).toBe(404)
    const copy = await make({ slug: 'ban-sao', from: { kind: 'copy', slug: 'phu-loc-2024' }, organiser: { login: 'toan', name: '' } })
    expect([copy.status, copy.json.password]).toEqual([201, null])
    expect((await make({ slug: 'tu-tep', from: { kind: 'file', text: 'version: 2' } })).json.code).toBe('rules-invalid')
  })
})
