/** Guesses at secrets: in bursts, from many networks, through two processes; and people who sign in meanwhile. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { profileOf } from '#contest/person.ts'
import { tryLimits } from '#contest/limits.ts'
import type { Dialect } from '#store/database/database.ts'
import { insertPerson, unitsOf } from '#store/people/roster.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { datedNow } from '#usecases/demo/make-demo.ts'
import { importUnits } from '#usecases/people/people.ts'
import { makeTestApp, type Answer, type TestApp } from '../support/app.ts'
import { shippedFile, shippedRules } from '../support/live.ts'

const dialects: readonly Dialect[] = process.env['HOITHI_TEST_SQLITE_ONLY'] === '1' ? ['sqlite'] : ['sqlite', 'postgres']
const person = { staffCode: 'PL0017', phone: '0912345678' }
const guess = '0900000000'

describe.each(dialects)('guesses (%s)', (dialect) => {
  let test: TestApp
  /** On PostgreSQL a second process beside the first. */
  let apps: readonly TestApp[]
  let slug: string
  beforeAll(async () => {
    test = await makeTestApp(dialect)
    apps = dialect === 'sqlite' ? [test] : [test, await makeTestApp(dialect, test)]
    const rules = datedNow(shippedRules(), test.clock.at)
    slug = rules.slug
    await applyContest(test.app, { kind: 'command' }, rules)
    await importUnits(test.app, { kind: 'command' }, slug, shippedFile('units.csv'), { dryRun: false })
    const { db } = test.app.database
    const contest = await contestBySlug(db, slug)
    const unitId = (await unitsOf(db, contest?.id ?? ''))[0]?.id ?? ''
    const profile = { ...profileOf({ fullName: 'Nguyễn Văn A', staffCode: person.staffCode, phone: '+84912345678' }), id: 'p', unitId }
    await insertPerson(db, test.app.codec, contest?.id ?? '', profile, test.clock.at)
    await test.signInAs('juror')
  }, 60_000)
  // Nothing is remembered from one test to the next.
  beforeEach(() => {
    test.clock.at += 86_400_000
  })
  afterAll(async () => {
    for (const app of apps.toReversed()) await app.close()
  })

  interface How {
    readonly address?: string
    readonly cookie?: string
    readonly through?: TestApp
  }
  const signIn = (staffCode: string, phone: string, { through = test, ...how }: How = {}): Promise<Answer> =>
    through.call('POST', `/api/contests/${slug}/session`, { body: { staffCode, phone }, ...how })
  const staff = (password: string, { through = test, ...how }: How = {}): Promise<Answer> =>
    through.call('POST', '/api/staff/session', { body: { login: 'juror', password }, ...how })
  const appAt = (i: number): TestApp => apps[i % apps.length] ?? test
  const count = (answers: readonly Answer[], status: number): number => answers.filter((answer) => answer.status === status).length
  /** A machine that is busy may turn some of a burst away before they are looked at. */
  const expectLookedAt = (answers: readonly Answer[], most: number): void => {
    const [looked, refused, busy] = [422, 429, 503].map((status) => count(answers, status))
    expect((looked ?? 0) + (refused ?? 0) + (busy ?? 0)).toBe(answers.length)
    if (busy === 0) expect(looked).toBe(most)
    expect(looked).toBeLessThanOrEqual(most)
  }
  const cookiesOf = ({ headers }: Answer): string =>
    [headers['set-cookie']]
      .flat()
      .map((line) => String(line).split(';')[0])
      .join('; ')

  it('of a burst no more are looked at than one after another: at a password', async () => {
    const guesses = dialect === 'sqlite' ? 1000 : 300
    const burst = await Promise.all(Array.from({ length: guesses }, (_, i) => staff(`mật khẩu đoán ${String(i)}`, { through: appAt(i) })))
    expectLookedAt(burst, tryLimits.pair.free)
    expect((await staff('một lần nữa')).status).toBe(429)
  })

  it('of a burst no more are looked at than one after another: at a phone, at a code, at all the contest', async () => {
    const phones = await Promise.all(
      Array.from({ length: 200 }, (_, i) => signIn(person.staffCode, `09${String(10_000_000 + i)}`, { through: appAt(i) })),
    )
    expectLookedAt(phones, tryLimits.pair.free)
    // The phone is known and the code is guessed: every code is another account, the phone is one.
    const codes = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        signIn(`PL${String(5000 + i)}`, person.phone, { through: appAt(i), address: `198.51.${String(i)}.1` }),
      ),
    )
    expectLookedAt(codes, tryLimits.phone.free)
    const all = await Promise.all(
      Array.from({ length: 400 }, (_, i) => signIn(`XX${String(i)}`, `09${String(20_000_000 + i)}`, { address: '203.0.113.9' })),
    )
    expectLookedAt(all, tryLimits.network.free)
  })

  it('never lock out the person they are about', async () => {
    const known = await signIn(person.staffCode, person.phone)
    const device = cookiesOf(known)
    for (let i = 0; i < 60; i++) await signIn(person.staffCode, guess)
    // From the device that signed in before, also at the address the guesses come from; from another one anywhere else.
    expect((await signIn(person.staffCode, person.phone, { cookie: device })).status).toBe(204)
    expect((await signIn(person.staffCode, person.phone, { address: '198.51.100.7' })).status).toBe(204)
    // An unknown device at that address waits a little, and what is guessed meanwhile does not make it longer.
    const early = await signIn(person.staffCode, person.phone)
    expect([early.status, early.json.code, early.headers['retry-after']]).toEqual([429, 'too-many-attempts', '10'])
    test.clock.at += 10_000
    expect((await signIn(person.staffCode, person.phone)).status).toBe(204)
    expect((await signIn(person.staffCode, person.phone)).status).toBe(204)
  })

  it('from all the world make a stranger wait, and a known device not', async () => {
    const device = cookiesOf(await signIn(person.staffCode, person.phone))
    for (let i = 0; i < 100; i++) await signIn(person.staffCode, `09${String(40_000_000 + i)}`, { address: `192.0.2.${String(i)}` })
    const away = await signIn(person.staffCode, person.phone, { address: '198.51.100.7' })
    expect([away.status, Number(away.headers['retry-after'])]).toEqual([429, tryLimits.account.stepMs / 1000])
    expect((await signIn(person.staffCode, person.phone, { address: '198.51.100.7', cookie: device })).status).toBe(204)
    test.clock.at += tryLimits.account.stepMs
    expect((await signIn(person.staffCode, person.phone, { address: '198.51.100.7' })).status).toBe(204)
    expect((await signIn(person.staffCode, person.phone, { address: '198.51.100.7' })).status).toBe(204)
  })

  it('at others leave everybody behind one address their way in', async () => {
    for (let i = 0; i < 400; i++) await signIn(`XX${String(i)}`, guess.replace(/0000$/, String(1000 + i)))
    expect((await signIn(person.staffCode, person.phone)).status).toBe(429)
    test.clock.at += tryLimits.network.stepMs
    // One after another, as the right ones are given back.
    for (let i = 0; i < 20; i++) expect((await signIn(person.staffCode, person.phone)).status).toBe(204)
  })

  it('through a device that is known are counted for it, at its own account alone', async () => {
    const device = cookiesOf(await signIn(person.staffCode, person.phone))
    const burst = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        signIn(person.staffCode, `09${String(30_000_000 + i)}`, {
          cookie: device,
          through: appAt(i),
          address: `192.0.2.${String(i % 200)}`,
        }),
      ),
    )
    expectLookedAt(burst, tryLimits.device.free)
    const foreign = await Promise.all(Array.from({ length: 50 }, () => staff('đoán mò mãi không ra', { cookie: device })))
    expectLookedAt(foreign, tryLimits.pair.free)
  })

  it('of one IPv6 network are one stranger’s', async () => {
    for (let i = 0; i < 5; i++) await signIn(person.staffCode, guess, { address: `2001:db8:0:1::${String(i)}` })
    expect((await signIn(person.staffCode, person.phone, { address: '2001:db8::1:ffff:0:0:9' })).status).toBe(429)
    expect((await signIn(person.staffCode, person.phone, { address: '2001:db8:0:2::1' })).status).toBe(204)
  })

  it('at receipts and upload links are counted by network, and what is found is not', async () => {
    const looks = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        i % 2 === 0
          ? appAt(i).call('GET', '/api/receipts/ABCDEFGHJK')
          : appAt(i).call('POST', '/api/link-holder/session', { body: { token: 'A'.repeat(43) } }),
      ),
    )
    expect(looks.filter(({ status }) => status === 404 || status === 410).length).toBeLessThanOrEqual(tryLimits['look-up'].free)
    expect((await test.call('GET', '/api/receipts/ABCDEFGHJK')).status).toBe(429)
    expect((await test.call('GET', '/api/receipts/ABCDEFGHJK', { address: '198.51.100.7' })).status).toBe(404)
  })

  it('that made strangers wait stand in the audit, once', async () => {
    for (let i = 0; i < 30; i++) await signIn(person.staffCode, guess)
    const rows = await test.app.database.db
      .selectFrom('audit')
      .select('data')
      .where('event', '=', 'contestant.sign-in-limited')
      .where('at', '=', test.clock.at)
      .execute()
    expect(rows.map(({ data }) => (JSON.parse(data) as { kind: string }).kind)).toEqual(['pair'])
  })
})
