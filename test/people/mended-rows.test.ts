/** Rows of a roster that are mended on the screen go with the file, and nothing of the file is guessed. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contestBySlug } from '#store/contests/contests.ts'
import { peopleOf } from '#store/people/roster.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

describeOnEachDatabase('a roster with bad rows', ({ dialect }) => {
  let test: TestApp
  let live: LiveContest
  let cookie: string
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    const week = 7 * 86_400_000
    const later = (at: number): number => at + week
    live = await makeLiveContest(test.app, 1, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round) => ({ ...round, opensAt: later(round.opensAt), closesAt: later(round.closesAt) })),
    }))
    cookie = await test.signInAs('organiser')
  }, 60_000)
  afterEach(() => test.close())

  const head = 'Mã cán bộ,Họ và tên,Chức vụ,Đơn vị công tác,Số điện thoại'
  async function send(mends: object | null, dryRun: boolean) {
    const [unit] = await test.app.database.db.selectFrom('unit').select('name').execute()
    const rows = [
      `,Nguyễn Văn An,,${String(unit?.name)},0905123456`,
      `PL2,Trần Bình,,${String(unit?.name)},0905123457`,
      'PL3,Lê Cường,,Sở Lạ,',
    ]
    const before = mends === null ? '' : JSON.stringify(mends)
    const bytes = Buffer.from(before + [head, ...rows, ''].join('\r\n'))
    return test.upload(
      `/api/staff/contests/${live.slug}/roster/import?dryRun=${String(dryRun)}`,
      cookie,
      { name: 'ds.csv', bytes },
      mends === null ? {} : { 'x-mends': String(Buffer.byteLength(before)) },
    )
  }

  it('is imported once its rows are mended, and its audit says how many were', async () => {
    const looked = await send(null, true)
    expect(looked.json.toMend).toMatchObject({ total: 2, rows: [{ row: 2, wrong: [{ field: 'staffCode', isRefused: true }] }, { row: 4 }] })
    expect((await send(null, false)).json.code).toBe('file-invalid')
    const mends = [
      { row: 2, values: { staffCode: 'pl 1' } },
      { row: 4, values: null },
    ]
    expect((await send(mends, true)).json).toMatchObject({ added: 2, toMend: { total: 0, rows: [] } })
    const done = await send(mends, false)
    expect([done.status, done.json.added]).toEqual([200, 2])
    const contest = await contestBySlug(test.app.database.db, live.slug)
    const people = await peopleOf(test.app.database.db, test.app.codec, contest?.id ?? '')
    expect(people.map(({ staffCode }) => staffCode).sort()).toEqual(['LT0000001', 'PL1', 'PL2'])
    const told = await test.app.database.db
      .selectFrom('audit')
      .select('data')
      .where('event', '=', 'roster.imported')
      .orderBy('id', 'desc')
      .execute()
    expect(JSON.parse(told[0]?.data ?? '{}')).toMatchObject({ added: 2, mended: 2 })
  })

  it('is refused whole where what goes before the file is no list of mended rows', async () => {
    for (const wrong of [{ row: 2 }, [{ row: 0, values: null }], [{ row: 2, values: { other: 'x' } }]])
      expect((await send(wrong, true)).json.code).toBe('invalid-request')
    const beyond = await test.upload(
      `/api/staff/contests/${live.slug}/roster/import`,
      cookie,
      { name: 'a.csv', bytes: Buffer.from('[]') },
      { 'x-mends': '99' },
    )
    expect(beyond.json.code).toBe('invalid-request')
  })
})
