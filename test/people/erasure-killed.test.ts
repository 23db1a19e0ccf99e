/** A server that is killed while it erases goes on where it was, and what was erased is in no file of its data any more. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { erasedName } from '#contest/person.ts'
import type { PersonalData } from '#contract/contests.ts'
import { contestBySlug } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { insertPeople, peopleOf, sealPerson, unitsOf } from '#store/people/roster.ts'
import { resultHead } from '#store/results/results.ts'
import { addStaff } from '#usecases/identity/staff-accounts.ts'
import { agreeToErase, askToErase, personalData } from '#usecases/people/erasure/acts.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { publishRound } from '#usecases/results/publication.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { staffNamed } from '#usecases/second-person.ts'
import { readConfig } from '#config.ts'
import { openApp } from '#main.ts'
import { answerRound } from '../support/answered-round.ts'
import { prepareLiveContest, startServer } from '../support/live.ts'

const data = mkdtempSync(join(tmpdir(), 'hoithi-erasure-'))
const config = readConfig({ data, port: '0' }, { HOITHI_CLOSING_GRACE_MS: '100' })
const command = { kind: 'command' } as const
const people = 30_000
afterAll(() => {
  rmSync(data, { recursive: true, force: true })
})

/** @returns the contest, and the sealed bytes of somebody who is to be erased */
async function prepare(): Promise<{ readonly slug: string; readonly sealed: Buffer; readonly shown: PersonalData }> {
  const { slug, roundKey, roundId, ...contest } = await prepareLiveContest(config, 6, (rules) => ({
    ...{ ...rules, rounds: rules.rounds.slice(0, 1), collective: null, minimumCorrect: 0, jury: { approvals: 1 } },
  }))
  const { app, close } = await openApp(config, 'server')
  const { db } = app.database
  await answerRound(app, { slug, roundKey, roundId, ...contest })
  const { id } = (await contestBySlug(db, slug)) as { id: string }
  const [unit] = await unitsOf(db, id)
  const many = Array.from({ length: people }, (_, at) => {
    const person = {
      id: `q${String(at).padStart(21, '0')}`,
      unitId: unit?.id ?? '',
      staffCode: `X${String(at)}`,
      fullName: `Người ${String(at)}`,
    }
    return sealPerson(app.codec, id, { ...person, position: '', phone: `+849${String(10_000_000 + at)}` })
  })
  await inTransaction(db, (inside) => insertPeople(inside, id, many, app.clock.now()))
  await departNow(app, command, slug, roundKey, { kind: 'close', reason: 'Hết người dự thi.' }, 20_000)
  for (let status = ''; status !== 'closed'; await new Promise((go) => setTimeout(go, 100))) {
    await stepDueRounds(app)
    status = (await db.selectFrom('round').select('status').where('id', '=', roundId).executeTakeFirstOrThrow()).status
  }
  await tallyRound(app, command, slug, roundKey)
  for (const [login, role] of [
    ['mot', 'organiser'],
    ['hai', 'juror'],
  ] as const)
    await addStaff(app, command, { login, name: login, password: 'mật khẩu dài của bài thử', in: { contest: slug, role, unit: null } })
  const digest = (await resultHead(db, roundId))?.digest ?? ''
  await approveRound(app, command, slug, roundKey, { digest, juror: 'hai' })
  await publishRound(app, command, slug, roundKey, { digest })
  const shown = await personalData(app, command, slug)
  const [one, two] = [await staffNamed(app, slug, 'mot', 'archive.erase'), await staffNamed(app, slug, 'hai', 'archive.erase')]
  await askToErase(app, one, slug, { reason: 'Đã trao giải xong.', digest: shown.digest })
  await agreeToErase(app, two, slug, shown.digest)
  await close()
  return { slug, sealed: Buffer.from(many[people - 1]?.personal ?? []), shown }
}

const step = (): string | null => {
  const file = new DatabaseSync(join(data, 'hoithi.sqlite'), { readOnly: true })
  const row = file.prepare('select step, after, finished_at from erasure').get() as {
    step: string
    after: string
    finished_at: number | null
  }
  file.close()
  return row.finished_at === null ? `${row.step} ${row.after}` : null
}

it('goes on after a kill, counts what it showed, and leaves nothing of it in the file', async () => {
  const { slug, sealed, shown } = await prepare()
  const begun = step()
  let server = await startServer(config)
  await expect.poll(step, { timeout: 20_000, interval: 5 }).not.toBe(begun)
  await server.kill()
  expect(step()).toMatch(/^people q/)
  server = await startServer(config)
  await expect.poll(step, { timeout: 60_000, interval: 50 }).toBeNull()
  await server.stop()
  const { app, close } = await openApp(config, 'command')
  const done = await personalData(app, command, slug)
  const counts = ({ kinds }: PersonalData) => kinds.filter(({ kind }) => kind !== 'sessions')
  expect(counts(done)).toEqual(counts(shown))
  const { id } = (await contestBySlug(app.database.db, slug)) as { id: string }
  const names = (await peopleOf(app.database.db, app.codec, id)).map(({ fullName }) => fullName)
  expect(names.filter((name) => name !== erasedName)).toHaveLength(shown.kept.winners)
  await close()
  for (const file of readdirSync(data).filter((name) => name.startsWith('hoithi.sqlite')))
    expect([file, readFileSync(join(data, file)).includes(sealed)]).toEqual([file, false])
}, 180_000)
