/** The same contestant through four providers that have nothing in common, and everything that may be wrong with a proof. */
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Dialect } from '#store/database/database.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { Browser, huong, makeProviderContest, origin, parametersSecret, ways, type ProviderContest } from '../support/providers/contest.ts'
import { launchToken } from '../support/providers/launch-link.ts'

const dialects: readonly Dialect[] = process.env['HOITHI_TEST_SQLITE_ONLY'] === '1' ? ['sqlite'] : ['sqlite', 'postgres']

describe.each(dialects)('signing in by a provider on %s', (dialect) => {
  let test: TestApp
  let contest: ProviderContest
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeProviderContest(test)
  }, 60_000)
  afterEach(async () => {
    await contest.fakes.close()
    await test.close()
  })
  const browser = (): Browser => new Browser(test, contest)
  /** Status and code. */
  const said = ({ status, json }: { readonly status: number; readonly json: unknown }): readonly [number, string] => [
    status,
    (json as { code?: string } | null)?.code ?? '',
  ]
  const link = async (change: Readonly<Record<string, unknown>> = {}, secret?: string) => ({
    token: await launchToken(huong, test.clock.at, change, secret),
  })

  it('is the same person through each of them, each time again', async () => {
    expect(
      (await browser().call('GET', `/api/contests/${contest.slug}/sign-in`)).json.providers.map(
        ({ id, button }: { id: string; button: boolean }) => [id, button],
      ),
    ).toEqual([
      ['hue-s', true],
      ['mang-xa-hoi', true],
      ['van-phong', false],
      ['link-ky', false],
      ['tham-so-ky', false],
    ])
    for (const [id, come] of Object.entries(ways)) {
      for (const time of [1, 2]) {
        const one = browser()
        expect([id, time, said(await one.arrive(id, await come(one)))]).toEqual([id, time, [204, '']])
        const { json } = await one.me()
        expect([id, json.fullName]).toEqual([id, huong.name])
        // What was begun is over.
        expect(one.cookie).not.toContain('begun')
      }
    }
    const events = (
      await test.app.database.db.selectFrom('audit').select('data').where('event', '=', 'person.account-bound').execute()
    ).map(({ data }) => data)
    expect(events).toHaveLength(4)
    expect(events.join()).not.toContain('905123456')
  })

  it('counts a proof once, also when many come with it at once', async () => {
    for (const [id, come] of Object.entries(ways)) {
      const one = browser()
      const received = await come(one)
      const copies = Array.from({ length: 5 }, () => one.arrive(id, received).then(said))
      const codes = (await Promise.all(copies)).map(([, code]) => code).sort()
      expect([id, codes.filter((code) => code === '')]).toEqual([id, ['']])
      expect([id, new Set(codes.slice(1))]).toEqual([id, new Set(['proof-replayed'])])
    }
    const token = await link({ jti: 'mot' })
    expect(said(await browser().arrive('link-ky', token))).toEqual([204, ''])
    expect(said(await browser().arrive('link-ky', await link({ jti: 'mot', name: huong.name.toUpperCase() })))).toEqual([
      409,
      'proof-replayed',
    ])
  })

  it('takes none that is late, for another, altered, or by another key', async () => {
    const cases: readonly (readonly [Readonly<Record<string, unknown>>, string | undefined, readonly [number, string]])[] = [
      [{ iat: Math.floor(test.clock.at / 1000) - 121, exp: undefined }, undefined, [422, 'proof-late']],
      [{ iat: Math.floor(test.clock.at / 1000) - 119, exp: undefined }, undefined, [204, '']],
      [{ iat: Math.floor(test.clock.at / 1000) + 600, exp: undefined }, undefined, [422, 'proof-late']],
      [{ exp: Math.floor(test.clock.at / 1000) - 31 }, undefined, [422, 'proof-late']],
      [{ aud: 'ung-dung-khac' }, undefined, [422, 'proof-not-for-us']],
      [{ iss: 'ai-khac' }, undefined, [422, 'proof-not-for-us']],
      [{ jti: undefined }, undefined, [422, 'proof-tampered']],
      [{ iat: undefined }, undefined, [422, 'proof-tampered']],
      [{}, 'khoa-cua-ke-khac-cung-dai-32-ky-tu-nhe', [422, 'proof-tampered']],
    ]
    for (const [change, secret, answer] of cases)
      expect([change, said(await browser().arrive('link-ky', await link(change, secret)))]).toEqual([change, answer])
    const { token } = await link()
    const [head, body = '', signature] = token.split('.')
    const other = Buffer.from(Buffer.from(body, 'base64url').toString().replace('905123456', '905999999')).toString('base64url')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`
    for (const altered of [`${head}.${other}.${signature}`, unsigned, 'khong-phai'])
      expect(said(await browser().arrive('link-ky', { token: altered }))).toEqual([422, 'proof-tampered'])
    for (const id of ['link-ky', 'hue-s', 'van-phong', 'tham-so-ky'])
      expect(said(await browser().arrive(id, {}))).toEqual([422, 'proof-missing'])
    expect(said(await browser().arrive('khong-co', {}))).toEqual([404, 'not-found'])
  })

  it('takes parameters that are signed, and no others', async () => {
    const at = Math.floor(test.clock.at / 1000)
    const signed = (fields: Readonly<Record<string, string>>) => {
      const message = Object.keys(fields)
        .sort()
        .map((name) => `${name}=${fields[name] ?? ''}`)
        .join('&')
      return { ...fields, sig: createHmac('sha256', parametersSecret).update(message).digest('hex') }
    }
    const person = { uid: 'u1', name: huong.name, phone: '0905123456' }
    const good = signed({ ...person, ts: String(at) })
    expect(said(await browser().arrive('tham-so-ky', { ...good, phone: '0905999999' }))).toEqual([422, 'proof-tampered'])
    const again = signed({ ...person, ts: String(at - 1) })
    expect(said(await browser().arrive('tham-so-ky', again))).toEqual([204, ''])
    expect(said(await browser().arrive('tham-so-ky', { ...again, sig: again.sig.toUpperCase() }))).toEqual([409, 'proof-replayed'])
    expect(said(await browser().arrive('tham-so-ky', signed({ ...person, ts: String(at - 121) })))).toEqual([422, 'proof-late'])
    expect(said(await browser().arrive('tham-so-ky', signed({ ...person, ts: 'x' })))).toEqual([422, 'proof-tampered'])
    // One signature would be good for two sets of parameters.
    const joined = signed({ uid: 'u2', name: `x&phone=${person.phone}`, ts: String(at) })
    expect(said(await browser().arrive('tham-so-ky', joined))).toEqual([422, 'proof-tampered'])
  })

  it('lets only the browser finish that began, in ten minutes, with what it was given', async () => {
    for (const id of ['hue-s', 'mang-xa-hoi']) {
      const [one, other] = [browser(), browser()]
      const received = await one.goTo(id)
      expect([id, said(await other.arrive(id, received))]).toEqual([id, [422, 'proof-missing']])
      await other.goTo(id)
      expect([id, said(await other.arrive(id, received))]).toEqual([id, [422, 'proof-missing']])
      expect([id, said(await one.arrive(id, { ...received, state: 'khac' }))]).toEqual([id, [422, 'proof-missing']])
      const third = browser()
      const late = await third.goTo(id)
      test.clock.at += 600_001
      expect([id, said(await third.arrive(id, late))]).toEqual([id, [422, 'proof-late']])
      const fourth = browser()
      const fresh = await fourth.goTo(id)
      expect([id, said(await fourth.arrive(id, { ...fresh, code: 'sai' }))]).toEqual([id, [422, 'proof-late']])
    }
    const fifth = browser()
    const received = await fifth.goTo('hue-s')
    expect(received['iss']).toBe(contest.fakes.hueS.origin)
    expect(said(await fifth.arrive('hue-s', { ...received, iss: 'http://127.0.0.1:1' }))).toEqual([422, 'proof-tampered'])
  })

  it('says so when the person refuses, and when the provider is away', async () => {
    contest.fakes.state.answer = 'refuses'
    for (const id of ['hue-s', 'mang-xa-hoi']) {
      const one = browser()
      expect([id, said(await one.arrive(id, await one.goTo(id)))]).toEqual([id, [403, 'provider-refused']])
    }
    contest.fakes.state.answer = 'agrees'
    const [one, two] = [browser(), browser()]
    const [first, second] = [await one.goTo('hue-s'), await two.goTo('mang-xa-hoi')]
    contest.fakes.state.away = true
    expect(said(await one.arrive('hue-s', first))).toEqual([503, 'provider-away'])
    expect(said(await two.arrive('mang-xa-hoi', second))).toEqual([503, 'provider-away'])
    const three = browser()
    expect(said(await three.arrive('van-phong', await three.posted({ ticket: 'x' })))).toEqual([503, 'provider-away'])
  })

  it('refuses strangers kindly, tells members of a board why, and the organisers of whom they may be', async () => {
    const come = async (person: Readonly<Record<string, unknown>>) => said(await browser().arrive('link-ky', await link(person)))
    expect(await come({ sub: 'la', phone_number: '0905777777' })).toEqual([403, 'not-on-roster'])
    expect(await come({ sub: 'la', phone_number: '0905777777', name: undefined })).toEqual([403, 'not-on-roster'])
    expect(await come({ sub: 'khac-ten', name: 'Lê Văn Cường' })).toEqual([409, 'identity-doubtful'])
    expect(await come({})).toEqual([204, ''])
    expect(await come({ sub: 'tai-khoan-khac' })).toEqual([409, 'identity-doubtful'])
    // The account is known: whatever phone it has by now.
    expect(await come({ phone_number: '0905888888' })).toEqual([204, ''])
    await contest.add({ name: 'Trần Thị Bình', phone: '+84905123456', staffCode: 'HUE002' })
    expect(await come({ sub: 'binh', name: 'TRAN THI BINH' })).toEqual([204, ''])
    expect(await come({ sub: 'ho-gia-dinh', name: undefined })).toEqual([409, 'identity-doubtful'])

    const organiser = await test.signInAs('organiser')
    const accounts = `/api/staff/contests/${contest.slug}/contestants/HUE001/accounts`
    const listed = (await test.call('GET', accounts, { cookie: organiser })).json
    expect(listed.accounts.map(({ provider }: { provider: string }) => provider)).toEqual(['Ứng dụng có link ký'])
    expect(listed.doubts.map(({ why }: { why: string }) => why).sort()).toEqual(['bound', 'name-differs', 'several'])
    const doubt = listed.doubts.find(({ why }: { why: string }) => why === 'bound').account as string
    const decide = (same: boolean, cookie: string) => test.call('POST', accounts, { cookie, body: { account: doubt, same } })
    expect((await decide(true, await test.signInAs('assistant'))).status).toBe(403)
    expect((await decide(true, organiser)).status).toBe(204)
    expect((await decide(true, organiser)).status).toBe(404)
    expect(await come({ sub: 'tai-khoan-khac' })).toEqual([204, ''])
    expect(await come({})).toEqual([409, 'identity-doubtful'])

    const { db } = test.app.database
    const board = { board: 'juror', role: '', fullName: huong.name, staffCode: 'HUE001', phone: null, id: 'bgk' } as const
    const { insertBoardMember } = await import('#store/people/boards.ts')
    await insertBoardMember(db, test.app.codec, contest.contestId, board, test.clock.at)
    expect(await come({ sub: 'tai-khoan-khac' })).toEqual([403, 'barred'])
  })

  it('counts a row of an account only when it was written here', async () => {
    expect(said(await browser().arrive('link-ky', await link()))).toEqual([204, ''])
    const other = await contest.add({ name: 'Người khác', phone: null, staffCode: 'HUE009' })
    await test.app.database.db.updateTable('provider_account').set({ contestant_id: other }).execute()
    expect(said(await browser().arrive('link-ky', await link()))).toEqual([409, 'identity-doubtful'])
  })

  it('tells whoever sets it up what came, and signs nobody in', async () => {
    const one = browser()
    const staff = await test.signInAs('organiser')
    const path = `/api/staff/contests/${contest.slug}/sign-in`
    const begun = await test.call('POST', `${path}/hue-s/trial`, { cookie: staff, headers: { host: 'hoithi.test' } })
    const trial = String(begun.headers['set-cookie']).split(';')[0] ?? ''
    const received = await one.followed(begun.json.address as string)
    const report = await test.call('POST', `/api/contests/${contest.slug}/sign-in/hue-s/session`, {
      cookie: trial,
      headers: { host: 'hoithi.test' },
      body: { received },
    })
    expect(report.json).toMatchObject({ ok: true, code: null, claims: { subject: huong.sub, phone: huong.phone, name: huong.name } })
    expect(report.json.members).toContainEqual({ pointer: '/phone_number_verified', type: 'boolean' })
    expect(String(report.headers['set-cookie'])).not.toMatch(/hoithi=/)
    const tried = await test.call('POST', `${path}/link-ky/trial/arrival`, {
      cookie: staff,
      body: { received: await link({ aud: 'khac' }) },
    })
    expect(tried.json).toMatchObject({ ok: false, code: 'proof-not-for-us', received: ['token'] })
    expect(tried.json.fact).toContain('aud')
    expect((await test.call('POST', `${path}/link-ky/trial`, { cookie: staff, headers: { host: 'hoithi.test' } })).json).toEqual({
      address: null,
      launch: `${origin}/vao-thi/${contest.slug}/link-ky`,
    })
    const none = await test.app.database.db.selectFrom('provider_account').select('provider').execute()
    expect(none).toEqual([])
  })

  it('goes on in another browser by six digits, once, in two minutes, and the same attempt', async () => {
    const one = browser()
    await one.arrive('link-ky', await link())
    await one.call('POST', '/api/me/consent')
    const started = await one.call('POST', `/api/rounds/${contest.roundId}/attempts`)
    const { handle, code } = (await one.call('POST', '/api/moves')).json as { handle: string; code: string }
    expect(code).toMatch(/^\d{6}$/)
    const other = browser()
    const finish = (typed: string, from = other) => from.call('POST', `/api/moves/${handle}/session`, { code: typed }).then(said)
    const wrong = code === '000000' ? '111111' : '000000'
    expect(await finish(wrong)).toEqual([422, 'wrong-move-code'])
    expect((await other.call('GET', `/api/moves/${handle}`)).status).toBe(200)
    expect(await finish(`${code.slice(0, 3)} ${code.slice(3)}`)).toEqual([204, ''])
    expect(await finish(code, browser())).toEqual([410, 'move-ended'])
    const resumed = await other.call('POST', `/api/rounds/${contest.roundId}/attempts`)
    expect([resumed.status, resumed.json.id]).toEqual([200, started.json.id])
    expect((await one.me()).status).toBe(200)

    const late = (await one.call('POST', '/api/moves')).json as { handle: string; code: string }
    test.clock.at += 120_000
    expect(said(await browser().call('POST', `/api/moves/${late.handle}/session`, { code: late.code }))).toEqual([410, 'move-ended'])
  })

  it('does not bring back by digits whom the organisers signed out', async () => {
    const one = browser()
    await one.arrive('link-ky', await link())
    const { handle, code } = (await one.call('POST', '/api/moves')).json as { handle: string; code: string }
    await browser().arrive('link-ky', await link({ sub: 'tai-khoan-khac' }))
    const cookie = await test.signInAs('organiser')
    const accounts = `/api/staff/contests/${contest.slug}/contestants/HUE001/accounts`
    const [{ account }] = (await test.call('GET', accounts, { cookie })).json.doubts as [{ account: string }]
    expect((await test.call('POST', accounts, { cookie, body: { account, same: true } })).status).toBe(204)
    expect((await one.me()).status).toBe(401)
    expect(said(await browser().call('POST', `/api/moves/${handle}/session`, { code }))).toEqual([410, 'move-ended'])
  })

  it('looks at five codes, however many come at once', async () => {
    const one = browser()
    await one.arrive('link-ky', await link())
    const { handle, code } = (await one.call('POST', '/api/moves')).json as { handle: string; code: string }
    const wrong = code === '000000' ? '111111' : '000000'
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => browser().call('POST', `/api/moves/${handle}/session`, { code: wrong }).then(said)),
    )
    expect(codes.filter(([, one]) => one === 'wrong-move-code')).toHaveLength(4)
    expect(said(await browser().call('POST', `/api/moves/${handle}/session`, { code }))).toEqual([410, 'move-ended'])
  })
})
