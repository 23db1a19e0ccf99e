/** What its staff sees of a round as it runs, on both databases, and how long whoever watches is told. */
import { afterEach, describe, expect, it } from 'vitest'
import type { LiveRound, LiveUnits } from '#contract/rounds.ts'
import { revokeRole } from '#usecases/identity/staff-accounts.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

describe.each(['sqlite', 'postgres'] as const)('a round that runs (%s)', (dialect) => {
  let test: TestApp
  afterEach(() => test.close())

  const enter = async ({ roundId }: LiveContest, cookie: string, submits: boolean): Promise<void> => {
    const paper = await test.start(roundId, cookie)
    if (!submits) return
    const body = { entryId: `entry-of-a-test-${paper.id}`, answers: paper.paper.map(() => [0]), prediction: 1 }
    expect((await test.call('PUT', `/api/attempts/${paper.id}/entry`, { cookie, body })).status).toBe(201)
  }

  it('shows who takes part, by time and unit, who was refused, and nothing of any answer', async () => {
    test = await makeTestApp(dialect)
    const contest = await makeLiveContest(test.app, 40)
    const organiser = await test.signInAs('organiser')
    const path = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}/live`
    const seen = async () => (await test.call('GET', path, { cookie: organiser })).json as LiveRound
    expect(await seen()).toMatchObject({ status: 'open', contestants: 40, started: 0, submitted: 0, participants: 0, byMinute: [] })

    const [first, second, third] = contest.contestants
    await enter(contest, first?.cookie ?? '', true)
    test.clock.at += 120_000
    await enter(contest, second?.cookie ?? '', true)
    await enter(contest, third?.cookie ?? '', false)
    const signIn = (staffCode: string) =>
      test.call('POST', `/api/contests/${contest.slug}/session`, { body: { staffCode, phone: '0912345678' } })
    expect((await signIn('KHONG-CO')).status).toBe(422)
    const live = await seen()
    const minute = Math.floor(test.clock.at / 60_000) * 60_000
    expect(live).toMatchObject({ started: 3, submitted: 2, participants: 2, inLobby: 0 })
    expect(live.byMinute).toEqual([
      { minute: minute - 120_000, entries: 1 },
      { minute, entries: 1 },
    ])
    expect(live.signIns).toEqual({ wrong: { minutes: 1, hour: 1 }, barred: { minutes: 0, hour: 0 } })
    expect(live.server.stored.hour).toBeGreaterThanOrEqual(5)
    expect(live.server.waiting).toBe(0)
    test.clock.at += 10 * 60_000
    expect((await seen()).signIns.wrong).toEqual({ minutes: 0, hour: 1 })
    test.clock.at += 60 * 60_000
    expect(await seen()).toMatchObject({ byMinute: [], signIns: { wrong: { hour: 0 } } })
    // Who watches learns what is counted, and not one thing more.
    expect(JSON.stringify(await seen())).not.toMatch(/correct|right|prediction|answer/i)
  })

  it('lists units found by name in the order asked for, a page at a time', async () => {
    test = await makeTestApp(dialect)
    const contest = await makeLiveContest(test.app, 60)
    for (const { cookie } of [contest.contestants[2], contest.contestants[2 + 26]].flatMap((one) => one ?? []))
      await enter(contest, cookie, true)
    const organiser = await test.signInAs('organiser')
    const list = async (query: string) =>
      (await test.call('GET', `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}/live/units?${query}`, { cookie: organiser }))
        .json as LiveUnits
    const all = await list('')
    expect(all.items.reduce((sum, { participants }) => sum + participants, 0)).toBe(2)
    expect(all.items[0]?.participants).toBeGreaterThan(0)
    expect(all.without).toBe(all.total - all.items.filter(({ participants }) => participants > 0).length)
    const least = await list('order=least')
    expect(least.items[0]?.participants).toBe(0)
    const named = await list('order=name&q=loc%20an')
    expect(named.items.map(({ name }) => name)).toEqual(['UBND thị trấn Phú Lộc', 'UBND xã Lộc An', 'UBND xã Xuân Lộc'])
    expect((await list('page=99')).items).toEqual([])
  })

  it('tells whoever watches what happens, until they may not watch any more', async () => {
    test = await makeTestApp(dialect)
    const contest = await makeLiveContest(test.app, 3)
    const organiser = await test.signInAs('organiser')
    const address = await test.server.listen({ port: 0, host: '127.0.0.1' })
    const answer = await fetch(`${address}/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}/live`, {
      headers: { cookie: organiser, accept: 'text/event-stream' },
    })
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    let held = ''
    /** The next events until one is as wanted; false once the connection has ended. */
    const until = async (isWanted: (live: LiveRound) => boolean): Promise<boolean> => {
      for (;;) {
        const events = [...held.matchAll(/^data: (.*)\n\n/gm)].map(([, text = '']) => JSON.parse(text) as LiveRound)
        if (events.some(isWanted)) return true
        const { value, done } = await reader.read()
        if (done) return false
        held += value
      }
    }
    expect(await until(({ submitted }) => submitted === 0)).toBe(true)
    await enter(contest, contest.contestants[0]?.cookie ?? '', true)
    expect(await until(({ submitted, participants }) => submitted === 1 && participants === 1)).toBe(true)
    await revokeRole(test.app, { kind: 'command' }, 'organiser', contest.slug)
    expect(await until(() => false)).toBe(false)
  })
})

it('is watched by whoever works on the contest, and by nobody who only sends questions', async () => {
  const test = await makeTestApp('sqlite')
  const contest = await makeLiveContest(test.app, 1)
  const path = `/api/staff/contests/${contest.slug}/rounds/${contest.roundKey}/live`
  for (const role of ['organiser', 'juror', 'assistant', 'administrator'] as const)
    expect((await test.call('GET', path, { cookie: await test.signInAs(role) })).status, role).toBe(200)
  const unit = { contest: contest.slug, code: 'TT-PHULOC' }
  expect((await test.call('GET', path)).status).toBe(401)
  const sender = await test.signInAs('contributor', { unit })
  expect((await test.call('GET', path, { cookie: sender })).status).toBe(403)
  await test.close()
})
