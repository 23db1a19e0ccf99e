/** One person written twice: found however it is written, listed where it is doubtful, decided before a prize is approved. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import { barredContestants } from '#store/people/boards.ts'
import { peopleOf } from '#store/people/roster.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { grantRole, setWhose } from '#usecases/identity/staff-accounts.ts'
import { importBoards, importRoster, importUnits } from '#usecases/people/people.ts'
import { decideDoubt, listDoubts } from '#usecases/people/same-person.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { shippedFile, shippedRules } from '../support/live.ts'

const who = { kind: 'command' } as const
const file = (...lines: readonly string[]) => ({ name: 'ds.csv', bytes: Buffer.from([...lines, ''].join('\r\n')) })

describeOnEachDatabase('one person', ({ dialect }) => {
  let test: TestApp
  let contest: ContestRecord
  let units: readonly string[]
  const slug = shippedRules().slug

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    await applyContest(test.app, who, shippedRules())
    await importUnits(test.app, who, slug, shippedFile('units.csv'), { dryRun: false })
    contest = (await contestBySlug(test.app.database.db, slug)) as ContestRecord
    units = Buffer.from(shippedFile('units.csv').bytes)
      .toString('utf8')
      .split('\n')
      .slice(1, 3)
      .map((line) => line.split(',')[0] ?? '')
  }, 60_000)
  afterEach(() => test.close())

  const roster = (...rows: readonly string[]) =>
    importRoster(test.app, who, slug, file('Mã cán bộ,Họ và tên,Đơn vị công tác,Số điện thoại', ...rows), { dryRun: false })
  const board = (row: string) =>
    importBoards(test.app, who, slug, file('Mã cán bộ,Họ và tên,Đơn vị công tác,Số điện thoại,Ban', row), { dryRun: false })
  const barred = async () => {
    const ids = await barredContestants(test.app.database.db, contest.id, contest.rules.access.barredBoards)
    return (await peopleOf(test.app.database.db, test.app.codec, contest.id))
      .filter(({ id }) => ids.has(id))
      .map(({ staffCode }) => staffCode)
      .sort()
  }
  const doubtful = async () => (await listDoubts(test.app, who, slug, { decided: false, page: 1, pageSize: 25 })).items

  it('of a board is recognised in all eight spellings: shut out for certain, or doubtful and told', async () => {
    const [unit = '', other = ''] = units
    await board(`PL-0012,Nguyễn Thị Hương,${unit},0905123456,Ban Giám khảo`)
    const read = await roster(
      `pl-0012,Nguyễn Thị Hương,${unit},`,
      `PL 12,NGUYEN THI HUONG,${other},`,
      `pl0012,Hương Nguyễn Thị,${other},`,
      `A1,Người Khác,${other},84905123456`,
      `A2,Khác Nữa,${other},+84 905 123 456`,
      `A3,Nguyen Thi Huong,${unit},0911000001`,
      `A4,Hương Nguyễn Thị,${unit},0911000002`,
      `PL.12,Hoàn Toàn Khác,${other},0911000003`,
      `A5,Trần Văn Không,${other},0911000004`,
    )
    expect(await barred()).toEqual(['A1', 'A2', 'PL-0012', 'PL0012', 'PL12'])
    expect(
      (await doubtful())
        .filter(({ otherKind }) => otherKind === 'board')
        .map(({ person }) => person.code)
        .sort(),
    ).toEqual(['A3', 'A4', 'PL.12'])
    const told = read.findings.filter(({ code }) => code.endsWith('insider')).map(({ code }) => code)
    expect([
      told.filter((code) => code === 'person-insider').length,
      told.filter((code) => code === 'person-maybe-insider').length,
    ]).toEqual([5, 3])
    const signIn = (staffCode: string, phone: string) => test.call('POST', `/api/contests/${slug}/session`, { body: { staffCode, phone } })
    expect((await signIn('A1', '0905123456')).status).toBe(403)
    expect((await signIn('A5', '0911000004')).status).toBe(204)
  })

  it('is found when the account, its role and the roster change at once', async () => {
    const [unit = ''] = units
    await test.signInAs('juror', { contest: slug })
    await Promise.all([
      grantRole(test.app, who, 'juror', { contest: slug, role: 'assistant' }),
      setWhose(test.app, who, 'juror', { staffCode: 'PL7' }),
      roster(`PL7,Trần Văn Không,${unit},0911000004`, `PL8,Trần Văn Có,${unit},0911000005`),
    ])
    expect(await barred()).toEqual(['PL7'])
  })

  it('that an account is said to be is told in the audit of the contest it is shut out of', async () => {
    const [unit = ''] = units
    await roster(`PL7,Trần Văn Không,${unit},0911000004`)
    await test.signInAs('organiser', { contest: slug })
    await test.signInAs('juror', { contest: slug })
    const [person] = await peopleOf(test.app.database.db, test.app.codec, contest.id)
    await setWhose(test.app, who, 'juror', { staffCode: 'pl7' })
    await grantRole(test.app, who, 'juror', { contest: slug, role: 'assistant' })
    const told = await test.app.database.db
      .selectFrom('audit')
      .select(['event', 'data'])
      .where('contest_id', '=', contest.id)
      .where('event', 'like', 'staff.%')
      .orderBy('id', 'desc')
      .limit(2)
      .execute()
    expect(told.map(({ event, data }) => [event, (JSON.parse(data) as { readonly bars?: unknown }).bars])).toEqual([
      ['staff.role-given', [person?.id]],
      ['staff.identity-set', [person?.id]],
    ])
  })

  it('is decided by a person, kept, and told in the audit; a later import asks nothing again', async () => {
    const [unit = ''] = units
    await roster(`B1,Lê Thị Hoa,${unit},0911000001`, `B2,Hoa Lê Thị,${unit},0911000002`, `B3,Lê Thị Hoa,${unit},0911000003`)
    expect((await doubtful()).map(({ person, other }) => [person.code, other.code].sort())).toHaveLength(2)
    const [first, second] = await doubtful()
    const pair = (doubt: typeof first, same: boolean) =>
      decideDoubt(test.app, who, slug, { person: doubt?.person.id ?? '', otherKind: 'contestant', other: doubt?.other.id ?? '', same })
    await pair(first, true)
    await pair(second, false)
    expect(await barred()).toEqual([first?.person.code])
    await roster(`B4,Nguyễn Thị Mới,${unit},0911000004`)
    expect(await doubtful()).toEqual([])
    expect(await barred()).toEqual([first?.person.code])
    await expect(pair({ ...first, person: { ...first?.person, id: 'none' } } as typeof first, true)).rejects.toMatchObject({
      code: 'not-found',
    })
    const audit = await test.app.database.db
      .selectFrom('audit')
      .select(['event', 'subject_id', 'data'])
      .where('event', '=', 'person.doubt-decided')
      .execute()
    expect(audit.map(({ subject_id }) => subject_id)).toEqual([first?.person.id, second?.person.id])
    expect(JSON.stringify(audit)).not.toMatch(/Hoa|0911/)
  })

  it('on the staff is recognised by the account: its name in doubt, its phone and code for certain', async () => {
    const [unit = ''] = units
    await roster(`C1,Juror,${unit},0911000001`, `C2,Phạm Văn Hai,${unit},0911000002`)
    await test.signInAs('juror')
    expect((await doubtful()).map(({ otherKind, other }) => [otherKind, other.board])).toContainEqual(['staff', 'juror'])
    await setWhose(test.app, who, 'juror', { phone: '0911 000 002' })
    expect(await barred()).toEqual(['C2'])
    const [row] = await test.app.database.db.selectFrom('staff').select('personal').where('login', '=', 'juror').execute()
    expect(Buffer.from(row?.personal ?? []).toString('latin1')).not.toContain('911000002')
    await expect(setWhose(test.app, who, 'juror', { phone: '12' })).rejects.toMatchObject({ code: 'invalid-request' })
  })
})
