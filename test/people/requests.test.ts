/** The roster is a key to the contest: once a round has opened nobody changes people alone. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { peopleOf, unitsOf } from '#store/people/roster.ts'
import { importBoards, importRoster } from '#usecases/people/people.ts'
import { approvePeopleRequest, listPeopleRequests, refusePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const csv = (...rows: readonly string[]) => ({
  name: 'ds.csv',
  bytes: Buffer.from(['Mã cán bộ,Họ và tên,Chức vụ,Đơn vị công tác,Số điện thoại', ...rows, ''].join('\r\n')),
})

describeOnEachDatabase('people of a contest that has opened', ({ dialect }) => {
  let test: TestApp
  let live: LiveContest
  let contest: ContestRecord
  let cookies: Readonly<Record<'assistant' | 'organiser' | 'second', string>>
  let unit: string
  let base: string

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    live = await makeLiveContest(test.app, 3)
    contest = (await contestBySlug(test.app.database.db, live.slug)) as ContestRecord
    cookies = {
      assistant: await test.signInAs('assistant'),
      organiser: await test.signInAs('organiser'),
      second: await test.signInAs('organiser', { login: 'second' }),
    }
    unit = (await unitsOf(test.app.database.db, contest.id))[0]?.code ?? ''
    base = `/api/staff/contests/${live.slug}`
  }, 60_000)
  afterEach(() => test.close())

  const people = () => peopleOf(test.app.database.db, test.app.codec, contest.id)
  const phoneOf = async (code: string) => (await people()).find(({ staffCode }) => staffCode === code)?.phone
  const get = async (path: string, cookie: string) => (await test.call('GET', `${base}/${path}`, { cookie })).json
  const post = (path: string, cookie: string, body?: object) =>
    test.call('POST', `${base}/${path}`, body === undefined ? { cookie } : { cookie, body })
  const events = async () =>
    (await test.app.database.db.selectFrom('audit').select(['event', 'subject_id', 'data', 'actor_id']).orderBy('id').execute()).filter(
      ({ event }) => /^(person|people)\./.test(event),
    )
  const first = () => csv(`LT0000001,Thí sinh LT0000001,,${unit},0905999888`)

  it('change by two persons: asked, seen from old to new, made by another, with the sessions ended', async () => {
    const [person] = live.contestants
    const me = () => test.call('GET', '/api/me', { cookie: person?.cookie ?? '' })
    expect((await me()).status).toBe(200)
    const asked = await test.upload(`${base}/roster/import`, cookies.assistant, first())
    expect(asked.json).toMatchObject({ updated: 1, needsSecond: true })
    const id = String(asked.json.request)
    expect(await phoneOf('LT0000001')).toBeNull()
    // Nobody signs in as that person by the phone that is asked for.
    const signIn = { body: { staffCode: 'LT0000001', phone: '0905999888' } }
    expect((await test.call('POST', `/api/contests/${live.slug}/session`, signIn)).status).toBe(422)

    expect((await get('people-requests', cookies.organiser)).items).toMatchObject([
      { id, state: 'asked', askedBy: 'assistant', own: false },
    ])
    const seen = await get(`people-requests/${id}`, cookies.organiser)
    expect(seen.changes).toMatchObject([
      { kind: 'person', how: 'changed', values: [{ field: 'phone', before: null, after: '+84905999888' }] },
    ])
    expect(seen.mayDecide).toBe(true)
    expect((await get(`people-requests/${id}`, cookies.assistant)).mayDecide).toBe(false)
    const body = { digest: String(seen.digest) }
    expect((await post(`people-requests/${id}/approve`, cookies.assistant, body)).status).toBe(403)
    const [one, other] = await Promise.all([
      post(`people-requests/${id}/approve`, cookies.organiser, body),
      post(`people-requests/${id}/approve`, cookies.second, body),
    ])
    expect([one.status, other.status].sort()).toEqual([200, 409])
    expect([one, other].find(({ status }) => status === 409)?.json.code).toBe('conflict')
    expect(await phoneOf('LT0000001')).toBe('+84905999888')
    expect((await me()).status).toBe(401)
    expect((await test.call('GET', '/api/me', { cookie: live.contestants[1]?.cookie ?? '' })).status).toBe(200)
    const told = await events()
    expect(told.map(({ event, subject_id }) => [event, subject_id])).toEqual([
      ['people.change-asked', null],
      ['people.change-made', null],
      ['person.changed', person?.id],
    ])
    expect(JSON.parse(told[2]?.data ?? '')).toEqual({ contestant: person?.id, fields: ['phone'], request: id })
    expect(JSON.stringify(told)).not.toContain('905999888')
  })

  it('are not added, nor shut out, by one person; an organiser does not approve their own', async () => {
    const ghosts = csv(
      ...Array.from({ length: 40 }, (_, at) => `MA${String(at)},Lê Văn Ma,,${unit},09050001${String(at).padStart(2, '0')}`),
    )
    const asked = await importRoster(test.app, command, live.slug, ghosts, { dryRun: true })
    expect(asked).toMatchObject({ added: 40, needsSecond: true, request: null })
    const { json } = await test.upload(`${base}/roster/import`, cookies.organiser, ghosts)
    expect(json.added).toBe(40)
    const seen = await get(`people-requests/${String(json.request)}`, cookies.organiser)
    expect(seen).toMatchObject({ own: true, mayDecide: false })
    const refused = await post(`people-requests/${String(json.request)}/approve`, cookies.organiser, { digest: seen.digest })
    expect([refused.status, refused.json.code]).toEqual([403, 'second-person-needed'])
    expect(await people()).toHaveLength(3)

    const board = { name: 'ban.csv', bytes: Buffer.from('Mã cán bộ,Họ và tên,Ban\r\nLT0000003,Thí sinh Ba,Ban Giám khảo\r\n') }
    const seat = await test.upload(`${base}/boards/import`, cookies.assistant, board)
    const shown = await get(`people-requests/${String(seat.json.request)}`, cookies.organiser)
    expect(shown.changes).toMatchObject([{ kind: 'seat', board: 'juror', bars: [{ staffCode: 'LT0000003' }] }])
    await post(`people-requests/${String(seat.json.request)}/approve`, cookies.organiser, { digest: shown.digest })
    expect((await test.call('GET', '/api/me', { cookie: live.contestants[2]?.cookie ?? '' })).status).toBe(401)
  })

  it('change only as they were looked at; a refused or withdrawn request changes nothing and keeps nothing', async () => {
    const { request } = await importRoster(test.app, command, live.slug, first(), { dryRun: false })
    const id = request ?? ''
    await expect(approvePeopleRequest(test.app, command, live.slug, id, '0'.repeat(64))).rejects.toMatchObject({
      code: 'second-person-needed',
    })
    const stale = (await get(`people-requests/${id}`, cookies.organiser)).digest as string
    const other = await test.upload(`${base}/roster/import`, cookies.assistant, csv(`LT0000001,Tên Khác,,${unit},0905777666`))
    const seen = await showPeopleRequest(test.app, command, live.slug, String(other.json.request))
    await approvePeopleRequest(test.app, command, live.slug, String(other.json.request), seen.digest)
    const late = await post(`people-requests/${id}/approve`, cookies.organiser, { digest: stale })
    expect([late.status, late.json.code]).toEqual([409, 'edited-meanwhile'])
    await refusePeopleRequest(test.app, command, live.slug, id)
    expect(new Map((await listPeopleRequests(test.app, command, live.slug)).map((one) => [one.id, one.state]))).toEqual(
      new Map([
        [id, 'withdrawn'],
        [String(other.json.request), 'applied'],
      ]),
    )
    expect((await post(`people-requests/${id}/refuse`, cookies.organiser)).status).toBe(409)
    expect(await phoneOf('LT0000001')).toBe('+84905777666')
    const rows = await test.app.database.db.selectFrom('people_request').select('personal').execute()
    expect(rows.map(({ personal }) => personal)).toEqual([null, null])
    expect(
      await importRoster(test.app, command, live.slug, csv(`LT0000001,Tên Khác,,${unit},0905777666`), { dryRun: false }),
    ).toMatchObject({
      ...{ unchanged: 1, request: null },
    })
  })

  it('hold no name and no number in the open while they wait', async () => {
    await importBoards(
      test.app,
      command,
      live.slug,
      { name: 'b.csv', bytes: Buffer.from('Mã cán bộ,Họ và tên,Ban\r\nBI-MAT-1,Người Bí Mật,Ban Giám khảo\r\n') },
      { dryRun: false },
    )
    const [row] = await test.app.database.db.selectFrom('people_request').selectAll().execute()
    expect(Buffer.from(row?.personal ?? []).toString('latin1')).not.toMatch(/BI-MAT/)
    expect(JSON.stringify({ ...row, personal: null })).not.toMatch(/BI-MAT|Mật/)
  })
})
