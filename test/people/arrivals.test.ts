/** A roster of very many on SQLite: others write in between, nobody enters by half of it, and kill -9 leaves all of it or nothing. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { contestBySlug, moveRoster } from '#store/contests/contests.ts'
import { insertPerson, peopleOf, rosterSize, unitsOf } from '#store/people/roster.ts'
import { signInContestant } from '#usecases/identity/sign-in.ts'
import { importRoster } from '#usecases/people/people.ts'
import { approvePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { makeTestApp } from '../support/app.ts'
import { makeLiveContest, prepareLiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const many = 900
const later = 30 * 86_400_000
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
  const live = await makeLiveContest(app, 3, (rules) => ({
    ...rules,
    rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + later, closesAt: round.closesAt + later })),
  }))
  const { db } = app.database
  const contest = await contestBySlug(db, live.slug)
  const [contestId, revision] = [contest?.id ?? '', contest?.rosterRevision ?? 0]
  const [unit] = await unitsOf(db, contestId)
  const bring = () => importRoster(app, command, live.slug, rosterOf(unit?.code ?? ''), { dryRun: false })
  const half = { id: 'half', unitId: unit?.id ?? '', staffCode: 'NUA', fullName: 'Nửa Chừng', position: '', phone: null }
  await moveRoster(db, contestId, { from: revision, to: -(clock.at + 1) })
  await insertPerson(db, app.codec, contestId, half, clock.at + 1)
  await expect(bring()).rejects.toMatchObject({ code: 'busy' })
  clock.at += 11 * 60_000
  expect(await bring()).toMatchObject({ added: many })
  expect((await peopleOf(db, app.codec, contestId)).filter(({ staffCode }) => staffCode === 'NUA')).toEqual([])
  await test.close()
}, 60_000)

it('that is killed leaves nothing of it after the next start, and can be brought again', async () => {
  const data = mkdtempSync(join(tmpdir(), 'hoithi-arrivals-'))
  const config = readConfig({ data }, {})
  try {
    const live = await prepareLiveContest(config, 3, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round) => ({ ...round, opensAt: round.opensAt + later, closesAt: round.closesAt + later })),
    }))
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
