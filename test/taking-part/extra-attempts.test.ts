/** One contestant gets another attempt when two people say so, and the rules say how it counts. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { OneContestant } from '#contract/identity.ts'
import type { Me } from '#contract/taking-part.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

describeOnEachDatabase('another attempt', ({ dialect }) => {
  let test: TestApp
  let live: LiveContest
  let path: string
  let cookies: Readonly<Record<'assistant' | 'juror' | 'organiser', string>>
  beforeEach(async () => {
    test = await makeTestApp(dialect)
  }, 60_000)
  afterEach(() => test.close())

  async function begin(extra: 'replaces' | null): Promise<string> {
    live = await makeLiveContest(test.app, 2, (rules) => ({ ...rules, attempts: { ...rules.attempts, extra } }))
    cookies = {
      assistant: await test.signInAs('assistant'),
      juror: await test.signInAs('juror'),
      organiser: await test.signInAs('organiser'),
    }
    path = `/api/staff/contests/${live.slug}/contestants/LT0000001`
    return live.contestants[0]?.cookie ?? ''
  }
  const post = (act: string, cookie: string, body: object) => test.call('POST', `${path}/extra-attempts${act}`, { cookie, body })
  const ask = (cookie = cookies.assistant, reason = 'Máy của đơn vị mất điện lúc 9 giờ') =>
    post('', cookie, { round: live.roundKey, reason })
  const seen = async (cookie = cookies.assistant) => (await test.call('GET', path, { cookie })).json as OneContestant
  const lobby = async (cookie: string) =>
    ((await test.call('GET', '/api/me', { cookie })).json as Me).rounds.find(({ id }) => id === live.roundId)
  const press = (cookie: string) => test.call('POST', `/api/rounds/${live.roundId}/attempts`, { cookie })
  async function submit(cookie: string, entryId: string): Promise<void> {
    const attempt = await test.start(live.roundId, cookie)
    const body = { entryId, answers: attempt.paper.map(() => []), prediction: 1 }
    expect((await test.call('PUT', `/api/attempts/${attempt.id}/entry`, { cookie, body })).status).toBe(201)
  }
  const told = () =>
    test.app.database.db
      .selectFrom('audit')
      .select(['event', 'subject_id as subject', 'data'])
      .where('event', 'like', 'person.attempt-%')
      .orderBy('id')
      .execute()

  it('is asked for by one, given by another, begun in the lobby, and counts as the rules say', async () => {
    const cookie = await begin('replaces')
    expect((await ask()).json.code).toBe('attempt-left')
    await submit(cookie, 'the-entry-of-the-first')
    expect((await press(cookie)).json.code).toBe('attempts-exhausted')
    expect((await seen()).extra).toEqual({ askIn: [live.roundKey], said: true, items: [] })
    expect((await ask(cookies.assistant, 'vì    ')).status).toBe(400)
    expect((await ask()).status).toBe(204)
    expect((await ask(cookies.organiser)).json.code).toBe('conflict')
    const [asked] = (await seen()).extra.items
    expect(asked).toMatchObject({
      round: live.roundKey,
      reason: 'Máy của đơn vị mất điện lúc 9 giờ',
      agreedBy: null,
      mayAgree: false,
      mayWithdraw: true,
    })
    const waiting = await test.call('GET', `/api/staff/contests/${live.slug}/extra-attempts`, { cookie: cookies.juror })
    expect(waiting.json.items).toMatchObject([{ staffCode: 'LT0000001', round: live.roundKey }])
    const id = { id: asked?.id ?? '' }
    expect((await post('/agree', cookies.assistant, id)).status).toBe(403)
    expect((await press(cookie)).json.code).toBe('attempts-exhausted')
    expect((await post('/agree', cookies.juror, id)).status).toBe(204)
    expect((await post('/agree', cookies.organiser, id)).json.code).toBe('conflict')
    expect(await lobby(cookie)).toMatchObject({ attemptsAllowed: 2, extraGiven: 1 })
    await submit(cookie, 'the-entry-of-the-second')
    expect((await press(cookie)).json.code).toBe('attempts-exhausted')
    expect((await seen()).attempts).toMatchObject([
      { number: 1, extra: false, state: 'submitted' },
      { number: 2, extra: true, state: 'submitted' },
    ])
    expect((await told()).map(({ event, subject, data }) => [event, subject, JSON.parse(data)])).toEqual(
      ['person.attempt-asked', 'person.attempt-given'].map((event) => [
        event,
        live.contestants[0]?.id,
        { contestant: live.contestants[0]?.id, round: live.roundKey, number: 2 },
      ]),
    )
    const rows = await test.app.database.db.selectFrom('extra_attempt').select('personal').execute()
    expect(Buffer.from(rows[0]?.personal ?? []).toString('latin1')).not.toContain('9 gi')
  })

  it('is given by nobody alone, is taken back or refused, and of two who agree at once one does', async () => {
    const cookie = await begin('replaces')
    await submit(cookie, 'the-entry-of-the-first')
    expect((await ask(cookies.organiser)).status).toBe(204)
    const id = { id: (await seen()).extra.items[0]?.id ?? '' }
    expect((await post('/agree', cookies.organiser, id)).json.code).toBe('second-person-needed')
    expect((await post('/withdraw', cookies.assistant, id)).status).toBe(403)
    expect((await post('/withdraw', cookies.juror, id)).status).toBe(204)
    expect((await post('/agree', cookies.juror, id)).json.code).toBe('conflict')
    expect((await ask()).status).toBe(204)
    const again = { id: (await seen()).extra.items[0]?.id ?? '' }
    const both = await Promise.all([post('/agree', cookies.juror, again), post('/agree', cookies.organiser, again)])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    expect((await lobby(cookie))?.attemptsAllowed).toBe(2)
    expect((await told()).map(({ event }) => event)).toEqual([
      'person.attempt-asked',
      'person.attempt-withdrawn',
      'person.attempt-asked',
      'person.attempt-given',
    ])
  })

  it('is given to nobody where the rules do not say how it counts', async () => {
    const cookie = await begin(null)
    await submit(cookie, 'the-entry-of-the-first')
    expect((await ask()).json.code).toBe('extra-attempt-unsaid')
    expect((await seen()).extra).toEqual({ askIn: [], said: false, items: [] })
  })
})
