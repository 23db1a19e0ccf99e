/** A roster of very many on SQLite: others write in between, nobody enters by half of it, and kill -9 leaves all of it or nothing. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { profileOf } from '#contest/person.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { advanceRosterFrom, contestBySlug, moveRoster, type ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { replaceLikely, type LikelySame } from '#store/people/likely-same.ts'
import { insertPerson, peopleOf, rosterSize, sealPerson, unitsOf, type PersonRecord } from '#store/people/roster.ts'
import { signInContestant } from '#usecases/identity/sign-in.ts'
import { addStaff, revokeRole, setWhose } from '#usecases/identity/staff-accounts.ts'
import { requireWhole, writeArrivals } from '#usecases/people/arrivals.ts'
import { importRoster } from '#usecases/people/people.ts'
import { approvePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { makeTestApp } from '../support/app.ts'
import { describeOnEachDatabase } from '../support/databases/databases.ts'
import { makeLiveContest, prepareLiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const many = 900
const later = 30 * 86_400_000
const inTheFuture = (rules: ContestRules): ContestRules => ({
  ...rules,
  rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + later, closesAt: round.closesAt + later })),
})
const requireContestNamed = async (db: Db, slug: string): Promise<ContestRecord> => (await contestBySlug(db, slug)) as ContestRecord
const rosterOf = (unit: string) => ({
  name: 'ds.csv',
  bytes: Buffer.from(
    [
      'Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại',
      ...Array.from({ length: many }, (_, at) => `CB${String(at)},Lê Thị Hoa,${unit},0905${String(100_000 + at)}`),
    ].join('\n'),
  ),
})

it('lets submissions go in between, and nobody sign in who is only half there', async () => {
  const test = await makeTestApp('sqlite')
  const { app } = test
  const live = await makeLiveContest(app, 40)
  const { db } = app.database
  const contestId = (await contestBySlug(db, live.slug))?.id ?? ''
  const unit = (await unitsOf(db, contestId))[0]?.code ?? ''
  const { request } = await importRoster(app, command, live.slug, rosterOf(unit), { dryRun: false })
  await test.signInAs('organiser')
  const { id } = await db.selectFrom('staff').select('id').where('login', '=', 'organiser').executeTakeFirstOrThrow()
  const who = { kind: 'staff', id, role: 'organiser', contestId, unitId: null, login: 'organiser', name: '' } as const
  const { digest } = await showPeopleRequest(app, command, live.slug, String(request))

  const people = async (): Promise<number> => (await rosterSize(db, contestId)).people
  const approving = approvePeopleRequest(app, who, live.slug, String(request), digest)
  const between = new Set<number>()
  const signIn = { staffCode: 'CB0', phone: '0905100000' }
  let refused: unknown = null
  for (const { cookie } of live.contestants) {
    while ((await people()) === 40) await setImmediate()
    if ((await people()) === 40 + many) break
    const started = await test.call('POST', `/api/rounds/${live.roundId}/attempts`, { cookie })
    expect(started.status).toBe(201)
    const after = await people()
    if (after < 40 + many) between.add(after)
    // Once: tries are counted.
    refused ??= await signInContestant(app, live.slug, signIn, { address: '192.0.2.1', device: null }).catch((error: unknown) => error)
    await setImmediate()
  }
  await approving
  // Portions, not one act: somebody started after the first and before the last.
  expect(between.size).toBeGreaterThan(0)
  expect(refused).toMatchObject({ code: 'wrong-credentials' })
  expect(await people()).toBe(40 + many)
  const from = { address: '198.51.100.1', device: null }
  expect(await signInContestant(app, live.slug, { staffCode: 'CB0', phone: '0905100000' }, from)).toMatchObject({
    person: expect.any(String),
  })
  await test.close()
}, 120_000)

/** Imports the file and ends itself by SIGKILL before the portion of this number (0: never). */
const script = (data: string, slug: string, unit: string, portion: number): string => `
import { StatementSync } from 'node:sqlite'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { importRoster } from '#usecases/people/people.ts'
const { app, close } = await openApp(readConfig({ data: ${JSON.stringify(data)} }, {}), 'command')
let begun = 0
const { run, all } = StatementSync.prototype
const listen = (plain) => function (...values) {
  if (this.sourceSQL === 'begin immediate' && ++begun === ${String(portion)}) process.kill(process.pid, 'SIGKILL')
  return plain.apply(this, values)
}
StatementSync.prototype.run = listen(run)
StatementSync.prototype.all = listen(all)
const rows = Array.from({ length: ${String(many)} }, (_, at) => 'CB' + at + ',Lê Thị Hoa,${unit},0905' + (100000 + at))
const bytes = Buffer.from(['Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại', ...rows].join('\\n'))
await importRoster(app, { kind: 'command' }, ${JSON.stringify(slug)}, { name: 'ds.csv', bytes }, { dryRun: false })
await close()
console.log(begun)
`

it('that a command died over is taken back by the next, once nobody can be at it', async () => {
  const test = await makeTestApp('sqlite')
  const { app, clock } = test
  const live = await makeLiveContest(app, 3, inTheFuture)
  const { db } = app.database
  const contest = await contestBySlug(db, live.slug)
  const [contestId, revision] = [contest?.id ?? '', contest?.rosterRevision ?? 0]
  const [unit] = await unitsOf(db, contestId)
  const bring = () => importRoster(app, command, live.slug, rosterOf(unit?.code ?? ''), { dryRun: false })
  const half = { ...profileOf({ staffCode: 'NUA', fullName: 'Nửa Chừng' }), id: 'half', unitId: unit?.id ?? '' }
  await moveRoster(db, contestId, { from: revision, to: -(clock.at + 1) })
  await insertPerson(db, app.codec, contestId, half, clock.at + 1)
  await expect(bring()).rejects.toMatchObject({ code: 'busy' })
  clock.at += 11 * 60_000
  expect(await bring()).toMatchObject({ added: many })
  expect((await peopleOf(db, app.codec, contestId)).filter(({ staffCode }) => staffCode === 'NUA')).toEqual([])
  await test.close()
}, 60_000)

describeOnEachDatabase('a file that is half there', ({ dialect }) => {
  it('takes no part in what an account’s change finds, and is taken back with all that was found of it', async () => {
    const test = await makeTestApp(dialect)
    const { app, clock } = test
    const live = await makeLiveContest(app, 3)
    const { db } = app.database
    const { id: contestId, rosterRevision: revision } = await requireContestNamed(db, live.slug)
    const unitId = (await unitsOf(db, contestId))[0]?.id ?? ''
    const mark = clock.at - 11 * 60_000
    await moveRoster(db, contestId, { from: revision, to: -mark })
    const half = (id: string, fullName: string): PersonRecord => ({ ...profileOf({ staffCode: id, fullName }), id, unitId })
    for (const person of [half('NUA', 'Lê Thị Nửa'), half('CHUNG', 'Thị Nửa Lê')])
      await insertPerson(db, app.codec, contestId, person, mark)
    const account = { login: 'juror', name: 'Lê Thị Nửa', password: 'mật khẩu dài của bài thử' }
    await addStaff(app, command, { ...account, in: { contest: live.slug, role: 'juror' } })
    await setWhose(app, command, 'juror', { staffCode: 'NUA' })
    const ofHalf = async (): Promise<number> =>
      (await db.selectFrom('likely_same').select(['contestant_id as one', 'other_id as other']).execute()).filter(
        ({ one, other }) => ['NUA', 'CHUNG'].includes(one) || ['NUA', 'CHUNG'].includes(other),
      ).length
    expect(await ofHalf()).toBe(0)

    // As a server before this one wrote it.
    const [known] = await peopleOf(db, app.codec, contestId)
    const found = (contestantId: string, otherKind: LikelySame['otherKind'], otherId: string): LikelySame => ({
      ...{ contestantId, otherKind, otherId, grounds: ['name'], certain: false },
    })
    const before = [found('NUA', 'staff', 'juror'), found('CHUNG', 'contestant', 'NUA'), found(known?.id ?? '', 'contestant', 'NUA')]
    await replaceLikely(db, contestId, before)
    expect(await ofHalf()).toBe(3)
    await requireWhole(app, await requireContestNamed(db, live.slug))
    expect([await ofHalf(), (await rosterSize(db, contestId)).people]).toEqual([0, 3])
    expect((await requireContestNamed(db, live.slug)).rosterRevision).toBe(mark + 1)
    await test.close()
  }, 60_000)
})

describeOnEachDatabase('a command that stood still while what it brought was taken back', ({ dialect }) => {
  it('brings nothing more of that', async () => {
    const test = await makeTestApp(dialect)
    const { app, clock } = test
    const live = await makeLiveContest(app, 3, inTheFuture)
    const { db } = app.database
    const { id: contestId, rosterRevision: revision } = await requireContestNamed(db, live.slug)
    const unitId = (await unitsOf(db, contestId))[0]?.id ?? ''
    const added = Array.from({ length: many }, (_, at) =>
      sealPerson(app.codec, contestId, {
        ...profileOf({ staffCode: `CB${String(at)}` }),
        ...{ id: `p${String(at)}`, unitId },
      }),
    )
    const people = async (): Promise<number> => (await rosterSize(db, contestId)).people
    const last = async (from: number): Promise<true | null> => ((await advanceRosterFrom(db, contestId, from)) ? true : null)
    let isDone = false
    const writing = writeArrivals(app, contestId, { revision, added }, last).finally(() => (isDone = true))
    while ((await people()) === 3) await setImmediate()
    clock.at += 11 * 60_000
    await requireWhole(app, await requireContestNamed(db, live.slug))
    const onRoster = new Set<number>()
    while (!isDone) {
      onRoster.add((await peopleOf(db, app.codec, contestId)).length)
      await setImmediate()
    }
    const whole = (await writing) === null ? 3 : 3 + many
    expect([...onRoster].filter((seen) => seen !== 3 && seen !== whole)).toEqual([])
    expect(await people()).toBe(whole)
    expect((await requireContestNamed(db, live.slug)).rosterRevision).toBeGreaterThan(0)
    await test.close()
  }, 60_000)
})

it('while a role is taken away, comes whole', async () => {
  const test = await makeTestApp('sqlite')
  const { app } = test
  const live = await makeLiveContest(app, 3, inTheFuture)
  const { db } = app.database
  const { id: contestId } = await requireContestNamed(db, live.slug)
  const unit = (await unitsOf(db, contestId))[0]?.code ?? ''
  const account = { login: 'juror', name: 'Lê Thị Hoa', password: 'mật khẩu dài của bài thử' }
  await addStaff(app, command, { ...account, in: { contest: live.slug, role: 'juror' } })
  const importing = importRoster(app, command, live.slug, rosterOf(unit), { dryRun: false })
  while ((await rosterSize(db, contestId)).people === 3) await setImmediate()
  await revokeRole(app, command, 'juror', live.slug)
  expect((await requireContestNamed(db, live.slug)).rosterRevision).toBeLessThan(0)
  expect(await importing).toMatchObject({ added: many })
  expect((await rosterSize(db, contestId)).people).toBe(3 + many)
  expect((await requireContestNamed(db, live.slug)).rosterRevision).toBeGreaterThan(0)
  await test.close()
}, 120_000)

it('that is killed leaves nothing of it after the next start, and can be brought again', async () => {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-arrivals-'))
  const config = readConfig({ data }, {})
  try {
    const live = await prepareLiveContest(config, 3, inTheFuture)
    const opened = async <T>(
      act: (contestId: string, db: Awaited<ReturnType<typeof openApp>>['app']['database']['db']) => Promise<T>,
    ): Promise<T> => {
      const { app, close } = await openApp(config, 'server')
      const { db } = app.database
      const value = await act((await contestBySlug(db, live.slug))?.id ?? '', db)
      await close()
      return value
    }
    const unit = await opened(async (contestId, db) => (await unitsOf(db, contestId))[0]?.code ?? '')
    const people = (): Promise<number> => opened(async (contestId, db) => (await rosterSize(db, contestId)).people)
    const run = (portion: number) =>
      spawnSync(process.execPath, ['--input-type=module', '--eval', script(data, live.slug, unit, portion)], { encoding: 'utf8' })
    for (const portion of [2, 4, 7]) {
      expect(run(portion).signal).toBe('SIGKILL')
      expect(await people()).toBe(3)
    }
    const { stdout, stderr } = run(0)
    expect([Number(stdout.trim()), stderr]).toEqual([7, ''])
    expect(await people()).toBe(3 + many)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}, 180_000)
