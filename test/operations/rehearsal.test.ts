/** A trial run, whole: begun, played over HTTP in processes of its own, told of and erased, beside data that stays as it was. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { Rehearsal } from '#contract/operations.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { roundsInMotion } from '#store/rounds/rounds.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

/** Of every row of every table, and of every byte of every other file but the trial runs' own folder. */
async function digestOf({ app, data }: TestApp): Promise<string> {
  const hash = createHash('sha256')
  const tables = (await app.database.db.introspection.getTables()).map(({ name }) => name).sort()
  expect(tables.length).toBeGreaterThan(40)
  for (const name of tables) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(app.database.db)
    hash.update(`${name} ${String(rows.length)}\n`)
    for (const line of rows.map((row) => JSON.stringify(row)).sort()) hash.update(line)
  }
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter(
    (one) => one.isFile() && !join(one.parentPath, one.name).includes('rehearsals') && !one.name.startsWith('hoithi.sqlite'),
  )
  for (const one of files.sort((a, b) => (a.name < b.name ? -1 : 1)))
    hash.update(one.name).update(readFileSync(join(one.parentPath, one.name)))
  return hash.digest('hex')
}

const week = 7 * 86_400_000
const inAWeek = (rules: ContestRules): ContestRules => ({
  ...rules,
  rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + week, closesAt: round.closesAt + week })),
})

describe.each(['sqlite', 'postgres'] as const)('a trial run (%s)', { timeout: 300_000 }, (dialect) => {
  let test: TestApp
  afterEach(() => test.close())

  // Many things of one run, which takes a minute.
  // eslint-disable-next-line complexity
  it('is played and erased, and leaves every row and file of the contest as it was', async () => {
    test = await makeTestApp(dialect)
    const { slug } = await makeLiveContest(test.app, 20, inAWeek)
    const [cookie, juror] = [await test.signInAs('organiser'), await test.signInAs('juror')]
    const path = `/api/staff/contests/${slug}/rehearsal`
    const seen = async () => (await test.call('GET', path, { cookie: juror })).json as Rehearsal
    expect(await seen()).toEqual({ may: { manage: false }, now: null, earlier: [] })
    const before = await digestOf(test)

    const body = { contestants: 60, seconds: 20, pace: 'even', badly: 50 }
    const presses = await Promise.all([1, 2].map(() => test.call('POST', path, { cookie, body })))
    expect(presses.map(({ status }) => status).sort()).toEqual([200, 409])
    let now = (await seen()).now
    expect(now).toMatchObject({ phase: 'making', report: null, asked: body })
    let inside: { readonly questions: string; readonly rules: string } | null = null
    while (now !== null && now.phase !== 'ready' && now.phase !== 'failed') {
      await sleep(300)
      now = (await seen()).now
      if (now?.phase === 'playing' && now.address !== null && inside === null) inside = await lookInside(now.address, slug)
    }
    expect(now?.problem).toBeNull()
    expect(now?.report).toMatchObject({
      ...{ entries: 60, participants: 60, lost: 0 },
      played: { done: 60, gaveUp: 0, differing: 0, errors: [] },
    })
    const { played, awards } = now?.report ?? { played: null, awards: [] }
    expect(played?.steps.start.count).toBeGreaterThanOrEqual(60)
    expect(played?.devices.map(({ what }) => what)).toContain('steady')
    expect(played?.papers.different).toBeGreaterThan(50)
    expect(awards[0]?.fullName).toContain('Diễn Tập')
    expect(now?.erases).toMatchObject({ people: 65, accounts: 2 })
    expect(now?.erases.bytes).toBeGreaterThan(100_000)
    expect(await digestOf(test)).toBe(before)

    // Nothing of a real question is there: neither in the bank nor in the rules, which name some by their first words.
    const real = (await test.call('GET', `/api/staff/contests/${slug}/questions`, { cookie })).json as {
      items: { content: { stem: string } }[]
    }
    expect(inside?.questions.includes('Câu hỏi diễn tập số')).toBe(true)
    for (const { content } of real.items) {
      expect(inside?.questions.includes(content.stem)).toBe(false)
      expect(inside?.rules.includes(content.stem)).toBe(false)
    }
    expect(inside?.rules.includes('"apart":[]')).toBe(true)
    expect(inside?.rules.includes('VẬN HÀNH THỬ')).toBe(true)

    const id = now?.id ?? ''
    expect((await test.call('POST', `${path}/erase`, { cookie, body: { id: 'another' } })).status).toBe(409)
    const erasures = await Promise.all([1, 2].map(() => test.call('POST', `${path}/erase`, { cookie, body: { id } })))
    expect(erasures.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await seen()).toMatchObject({ now: null, earlier: [{ contestants: 60, done: 60 }] })
    expect(readdirSync(join(test.data, 'rehearsals'))).toEqual(['record.jsonl'])
    expect(await digestOf(test)).toBe(before)
    await expect(fetch(now?.address ?? '')).rejects.toThrow()
  })

  /** As an organiser of the real contest, who signs in there with the same password. */
  async function lookInside(whole: string, slug: string) {
    const { origin: address, searchParams } = new URL(whole)
    // Without the pass nobody sees a word of it.
    for (const path of ['/', '/api/contests', '/?vao=', `/?vao=${'x'.repeat(24)}`, '//[', '/_app/version.json', '/khong-co']) {
      const shut = await fetch(address + path, { headers: { cookie: `hoithi-vht-pass=${'x'.repeat(24)}` } })
      expect([shut.status, await shut.text()], path).toEqual([403, expect.not.stringContaining(slug)])
    }
    const opened = await fetch(`${address}//example.vn/a?vao=${searchParams.get('vao') ?? ''}&b=1`, { redirect: 'manual' })
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/a?b=1'])
    const pass = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect(pass).toBe(`hoithi-vht-pass=${searchParams.get('vao') ?? ''}`)
    const signedIn = await fetch(`${address}/api/staff/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: pass },
      body: JSON.stringify({ login: 'organiser', password: 'mật khẩu dài của bài thử' }),
    })
    // Its sessions are no sessions of the real server, which may stand on the same host.
    const [session = ''] = signedIn.headers.getSetCookie()
    expect(session).toMatch(/^hoithi-vht-staff=/)
    const cookie = `${session.split(';')[0] ?? ''}; ${pass}`
    const read = async (path: string): Promise<string> =>
      (await fetch(`${address}/api/staff/contests/${slug}${path}`, { headers: { cookie } })).text()
    const list = (await (await fetch(`${address}/api/contests`, { headers: { cookie: pass } })).json()) as readonly {
      readonly rehearsal: boolean
      readonly title: string
    }[]
    expect(list).toMatchObject([{ rehearsal: true, title: expect.stringContaining('VẬN HÀNH THỬ') as string }])
    const real = await test.call('GET', `/api/staff/contests/${slug}`, { cookie: cookie.replace('-vht', '') })
    expect(real.status).toBe(401)
    expect(
      (
        await fetch(`${address}/api/staff/contests/${slug}/rehearsal`, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json' },
          body: JSON.stringify({ contestants: 5, seconds: 20, pace: 'even', badly: 0 }),
        })
      ).status,
    ).toBe(409)
    const pages = await Promise.all([1, 2, 3].map((page) => read(`/questions?page=${String(page)}`)))
    return { questions: pages.join('\n'), rules: await read('/rules') }
  }

  it('is not there when making it failed or was ended, and begins anew', async () => {
    test = await makeTestApp(dialect)
    const { slug } = await makeLiveContest(test.app, 1, inAWeek)
    const cookie = await test.signInAs('organiser')
    const path = `/api/staff/contests/${slug}/rehearsal`
    const begin = (contestants: number) => test.call('POST', path, { cookie, body: { contestants, seconds: 20, pace: 'even', badly: 0 } })
    const before = await digestOf(test)
    const begun = (await begin(20_000)).json as Rehearsal
    const erased = await test.call('POST', `${path}/erase`, { cookie, body: { id: begun.now?.id } })
    expect([erased.status, (erased.json as Rehearsal).now]).toEqual([200, null])
    await expect.poll(() => readdirSync(join(test.data, 'rehearsals')).filter((name) => name !== 'record.jsonl')).toEqual([])
    expect((await begin(5)).status).toBe(200)
    expect(await digestOf(test)).toBe(before)
    for (const asked of [{ contestants: 4 }, { contestants: 20_001 }, { seconds: 3601 }, { badly: 101 }]) {
      const body = { contestants: 5, seconds: 20, pace: 'even', badly: 0, ...asked }
      expect((await test.call('POST', path, { cookie, body })).status).toBe(400)
    }
  })

  it('begins neither while a round is open, nor so late that one opens beside it', async () => {
    test = await makeTestApp(dialect)
    const { slug } = await makeLiveContest(test.app, 1, inAWeek)
    const { opensAt } = (await roundsInMotion(test.app.database.db))[0] ?? { opensAt: 0 }
    const begin = async (at: number) => {
      test.clock.at = at
      const body = { contestants: 5, seconds: 60, pace: 'even', badly: 0 }
      return (await test.call('POST', `/api/staff/contests/${slug}/rehearsal`, { cookie: await test.signInAs('organiser'), body })).json
        .code as unknown
    }
    expect(await begin(opensAt - 3_600_000)).toBeUndefined()
    expect(await begin(opensAt - 60_000)).toBe('round-in-the-way')
    expect(await begin(opensAt + 1)).toBe('round-in-the-way')
  })

  it('whose state cannot be written fails alone', async () => {
    test = await makeTestApp(dialect)
    const { slug } = await makeLiveContest(test.app, 1, inAWeek)
    const cookie = await test.signInAs('organiser')
    const path = `/api/staff/contests/${slug}/rehearsal`
    const phase = async () => ((await test.call('GET', path, { cookie })).json as Rehearsal).now?.phase
    await test.call('POST', path, { cookie, body: { contestants: 5, seconds: 20, pace: 'even', badly: 0 } })
    await expect.poll(phase, { timeout: 60_000, interval: 300 }).toBe('playing')
    const { id = '' } = (await contestBySlug(test.app.database.db, slug)) ?? {}
    mkdirSync(join(test.data, 'rehearsals', id, 'rehearsal.json.new'))
    await expect.poll(phase, { timeout: 90_000, interval: 300 }).toBe('failed')
  })

  it('of a process that has gone is looked at and erased by the next one, whose number may be the same', async () => {
    test = await makeTestApp(dialect)
    const { slug } = await makeLiveContest(test.app, 1, inAWeek)
    const cookie = await test.signInAs('organiser')
    const path = `/api/staff/contests/${slug}/rehearsal`
    const { id = '' } = (await contestBySlug(test.app.database.db, slug)) ?? {}
    const folder = join(test.data, 'rehearsals', id)
    mkdirSync(folder, { recursive: true })
    const known = {
      ...{ id: 'before', begunBy: null, begunAt: 1, round: '', accounts: 0, phase: 'playing', address: 'http://127.0.0.1:9' },
      ...{ asked: { contestants: 5, seconds: 20, pace: 'even', badly: 0 }, owner: process.pid, made: null, report: null, problem: null },
    }
    writeFileSync(join(folder, 'rehearsal.json'), JSON.stringify(known))
    writeFileSync(join(test.data, 'rehearsals', 'record.jsonl'), '{"id":"cut o\n')
    const seen = (await test.call('GET', path, { cookie })).json as Rehearsal
    expect(seen.now).toMatchObject({ phase: 'stopped', address: null })
    const erased = await test.call('POST', `${path}/erase`, { cookie, body: { id: 'before' } })
    expect(erased).toMatchObject({ status: 200, json: { now: null, earlier: [{ contestants: 5, done: null }] } })
  })
})
