/** A tally beside everything else the server does, on both databases. */
import { randomBytes } from 'node:crypto'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { awardsOf, resultHead } from '#store/results/results.ts'
import { countStandings } from '#store/results/standings.ts'
import { roundById } from '#store/rounds/rounds.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { publishRound } from '#usecases/results/publication.ts'
import { exportRound } from '#usecases/results/files/exports.ts'
import { tallyRound, type Tally } from '#usecases/results/tally.ts'
import { fillRound } from '../load/entries.ts'
import { longestStop } from '../load/loop.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'
import { turnsWhile } from '../support/turns.ts'

const command = { kind: 'command' } as const
describe.each(['sqlite', 'postgres'] as const)('a tally of thousands of entries (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest

  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 0)
  }, 120_000)
  afterEach(() => test.close())

  const tally = (): Promise<Tally> => tallyRound(test.app, command, contest.slug, contest.roundKey)
  const status = async () => (await roundById(test.app.database.db, contest.roundId))?.status

  it('that dies half-way leaves the round closed; the next leaves the loop to the others, who are answered meanwhile', async () => {
    const entries = 6000
    await fillRound(test.app, contest, entries)
    const { db } = test.app.database
    const [first] = await db
      .selectFrom('entry')
      .select(['id', 'sealed'])
      .where('log_index', '=', entries - 5)
      .execute()
    const seal = (sealed: Uint8Array) =>
      db
        .updateTable('entry')
        .set({ sealed })
        .where('id', '=', first?.id ?? '')
        .execute()
    await seal(randomBytes(200))
    await expect(tally()).rejects.toThrow()
    expect(await status()).toBe('closed')
    await seal(first?.sealed ?? randomBytes(1))

    const answered: number[] = []
    let running = true
    const visitor = (async () => {
      // As over a socket: without it, calls over `inject()` alone would leave the loop no turn.
      for (; running; await setImmediate()) answered.push((await test.call('GET', `/api/contests/${contest.slug}`)).status)
    })()
    const counted: Tally[] = []
    const { value: turns, stop } = await longestStop(() => turnsWhile(async () => counted.push(await tally())))
    running = false
    await visitor
    expect(counted).toMatchObject([{ participants: entries, setAside: 0, awards: 5 }])
    expect(await status()).toBe('tallied')
    // On the loop itself it would leave a turn or two to each thousand lines, and compute for 350 ms.
    expect(turns).toBeGreaterThan(200)
    expect(stop).toBeLessThan(150)
    expect(answered.length).toBeGreaterThan(5)
    expect(new Set(answered)).toEqual(new Set([200]))
    expect((await tally()).digest).toBe(counted[0]?.digest)

    const { app } = test
    const round = [contest.slug, contest.roundKey] as const
    for (const format of ['csv', 'xlsx'] as const)
      expect(await turnsWhile(() => exportRound(app, command, ...round, format)), format).toBeGreaterThan(20)
    const digest = counted[0]?.digest ?? ''
    for (const juror of ['juror', 'juror2']) {
      await test.signInAs('juror', { login: juror })
      await approveRound(app, command, ...round, { digest, juror })
    }
    expect(await turnsWhile(() => publishRound(app, command, ...round, { digest }))).toBeGreaterThan(20)
    expect(await status()).toBe('published')
  })

  it.each([0, 40, 200])('of two started %i ms apart one wins, with all its prizes, and the other is told', async (apart) => {
    const entries = 2000
    await fillRound(test.app, contest, entries)
    const both = await Promise.allSettled([tally(), sleep(apart).then(tally)])
    const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const told = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(won.length).toBeGreaterThan(0)
    for (const error of told) expect(error).toMatchObject({ code: 'conflict' })
    expect(await status()).toBe('tallied')
    const { db } = test.app.database
    const result = await resultHead(db, contest.roundId)
    expect(won.map(({ digest }) => digest)).toContain(result?.digest)
    expect(await awardsOf(db, test.app.codec, [contest.roundId])).toHaveLength(5)
    expect(await countStandings(db, test.app.codec, contest.roundId)).toBe(entries)
  })
})
