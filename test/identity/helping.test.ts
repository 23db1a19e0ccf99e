/** Whoever helps a contestant sees why they cannot sign in and what they submitted, never what they answered. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tryLimits } from '#contest/limits.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { unitsOf } from '#store/people/roster.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

describeOnEachDatabase('one contestant', ({ dialect }) => {
  let test: TestApp
  let live: LiveContest
  let base: string
  let cookies: Readonly<Record<'assistant' | 'juror' | 'organiser', string>>

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    live = await makeLiveContest(test.app, 2)
    base = `/api/staff/contests/${live.slug}`
    const [assistant, juror, organiser] = [await test.signInAs('assistant'), await test.signInAs('juror'), await test.signInAs('organiser')]
    cookies = { assistant, juror, organiser }
  }, 60_000)
  afterEach(() => test.close())

  const look = async (code: string, cookie = cookies.assistant) => (await test.call('GET', `${base}/contestants/${code}`, { cookie })).json
  const post = (path: string, cookie = cookies.assistant, body?: object) =>
    test.call('POST', `${base}/${path}`, { cookie, ...(body === undefined ? {} : { body }) })
  const signIn = (phone: string, address = '192.0.2.1') =>
    test.call('POST', `/api/contests/${live.slug}/session`, { body: { staffCode: 'LT0000001', phone }, address })
  const told = async (event: string) =>
    (await test.app.database.db.selectFrom('audit').select(['subject_id', 'data']).where('event', '=', event).execute()).map(
      ({ subject_id, data }) => [subject_id, data],
    )

  async function givePhone(phone: string): Promise<void> {
    const { id } = await look('LT0000001')
    const contest = await contestBySlug(test.app.database.db, live.slug)
    const [unit] = await unitsOf(test.app.database.db, contest?.id ?? '')
    const person = { staffCode: 'LT0000001', fullName: 'Thí sinh LT0000001', position: '', unit: unit?.code ?? '', phone }
    const { json } = await post('roster/edit', cookies.assistant, { act: 'put', id, person })
    const seen = (await test.call('GET', `${base}/people-requests/${String(json.request)}`, { cookie: cookies.organiser })).json
    const approved = await post(`people-requests/${String(json.request)}/approve`, cookies.organiser, { digest: seen.digest })
    expect(approved.status, approved.text).toBe(200)
  }

  it('is found by code, with attempts and receipts and nothing of the answers', async () => {
    const [one] = live.contestants
    expect(await look('lt 0000001')).toMatchObject({ id: one?.id, signIn: { can: false, hasPhone: false, barred: false }, attempts: [] })
    const started = await test.start(live.roundId, one?.cookie ?? '')
    expect((await look('LT0000001')).attempts).toMatchObject([{ round: live.roundKey, number: 1, state: 'open', code: null }])
    const answers = started.paper.map(() => [0])
    const entry = await test.call('PUT', `/api/attempts/${started.id}/entry`, {
      cookie: one?.cookie ?? '',
      body: { entryId: 'a'.repeat(22), answers, prediction: 7 },
    })
    expect(entry.status, entry.text).toBe(201)
    const seen = await look('LT0000001', cookies.juror)
    expect(seen.attempts).toMatchObject([{ state: 'submitted', code: entry.json.code }])
    expect(Object.keys(seen.attempts[0]).sort()).toEqual([
      'code',
      'deadlineAt',
      'extra',
      'number',
      'round',
      'startedAt',
      'state',
      'submittedAt',
    ])
    expect((await test.call('GET', `${base}/contestants/KHONG-CO`, { cookie: cookies.assistant })).status).toBe(404)
  })

  it('has a phone that is masked until somebody who helps asks for it, which is told', async () => {
    await givePhone('0905 123 456')
    expect(await look('LT0000001')).toMatchObject({ phone: '••• ••• 456', signIn: { can: true, hasPhone: true } })
    expect((await post('contestants/LT0000001/phone', cookies.juror)).status).toBe(403)
    const shown = await post('contestants/LT0000001/phone')
    expect([shown.json, shown.headers['cache-control']]).toEqual([{ phone: '+84905123456' }, 'no-store'])
    const [one] = live.contestants
    expect(await told('person.phone-shown')).toEqual([[one?.id, JSON.stringify({ contestant: one?.id })]])
  })

  it('is let in again after wrong tries, and slowed down anew after more', async () => {
    await givePhone('0905 123 456')
    const { free } = tryLimits.pair
    for (let at = 0; at < free; at++) expect((await signIn('0905000111')).status).toBe(422)
    expect((await signIn('0905123456')).status).toBe(429)
    expect((await look('LT0000001')).signIn).toMatchObject({ can: true, wrongTries: free, unlockedAt: null })
    expect((await post('contestants/LT0000001/unlock', cookies.juror)).status).toBe(403)
    expect((await post('contestants/LT0000001/unlock')).status).toBe(204)
    expect((await look('LT0000001')).signIn).toMatchObject({ wrongTries: 0, unlockedAt: test.clock.at })
    expect((await signIn('0905123456')).status).toBe(204)
    expect(await told('person.unlocked')).toHaveLength(1)
    // A stranger gains as many tries as at first, and no more.
    for (let at = 0; at < free; at++) expect((await signIn('0905000111')).status).toBe(422)
    expect((await signIn('0905123456')).status).toBe(429)
  })
})
