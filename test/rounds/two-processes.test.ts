/** Two servers on one PostgreSQL database: what one of them is told of a round holds for the other at once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContestError } from '#contest/errors.ts'
import { roundById } from '#store/rounds/rounds.ts'
import type { SignedInContestant } from '#memory/sessions.ts'
import type { App } from '#usecases/app.ts'
import { applyContest } from '#usecases/contests/apply.ts'
import { stepDueRounds } from '#usecases/rounds/clock.ts'
import { departNow } from '#usecases/rounds/departures.ts'
import { startAttempt, paperOf } from '#usecases/taking-part/attempts.ts'
import { submitEntry } from '#usecases/taking-part/entries.ts'
import { readConfig } from '#config.ts'
import { openApp, type OpenApp } from '#main.ts'
import { makePlace } from '../support/databases/databases.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const command = { kind: 'command' } as const
const start = Date.UTC(2026, 8, 7, 1, 0, 0)

describe('two processes', () => {
  const clock = { at: start }
  let one: App
  let other: App
  let contest: LiveContest
  let cleanUp: () => Promise<void>

  beforeEach(async () => {
    clock.at = start
    const place = await makePlace('postgres')
    const data = mkdtempSync(join(tmpdir(), 'hoithi-two-'))
    const config = { ...readConfig({ data }, {}), database: place.address }
    const open = (): Promise<OpenApp> =>
      openApp(config, 'server', {
        clock: { now: () => clock.at, offset: () => 0, follow: () => undefined },
        isCompared: false,
      })
    const first = await open()
    one = first.app
    const second = await open()
    other = second.app
    cleanUp = async () => {
      await first.close()
      await second.close()
      await place.remove()
      rmSync(data, { recursive: true, force: true })
    }
  })
  afterEach(() => cleanUp())

  /** @param opensIn milliseconds from now */
  async function make(contestants: number, opensIn: number): Promise<void> {
    contest = await makeLiveContest(one, contestants, (rules) => ({
      ...rules,
      rounds: rules.rounds.map((round, i) => (i === 0 ? { ...round, opensAt: clock.at + opensIn } : round)),
    }))
    await other.runtimes.refresh()
  }

  async function person(app: App, i: number): Promise<SignedInContestant> {
    const token = contest.contestants[i]?.cookie.split('=')[1] ?? ''
    const who = await app.sessions.contestant(token, clock.at)
    if (who === null) throw new Error('not signed in')
    return who
  }

  const codeOf = (error: unknown): string => (error instanceof ContestError ? error.code : String(error))

  const starting = async (app: App, i: number) => startAttempt(app, await person(app, i), contest.roundId, clock.at)
  const submitting = async (app: App, i: number, attemptId: string, questions: number, at: number) =>
    submitEntry(
      app,
      await person(app, i),
      attemptId,
      { entryId: `entry-of-contestant-${String(i)}`, answers: Array.from({ length: questions }, () => [0]), prediction: i },
      { at, ticket: null },
    )

  it('close a round together: what arrives later comes into the log by neither', async () => {
    await make(3, 0)
    const begun = await starting(other, 0)
    const early = await starting(other, 1)
    const questions = paperOf(begun).length
    clock.at += 60_000
    const closing = clock.at
    await departNow(one, command, contest.slug, contest.roundKey, { kind: 'close', reason: 'Theo quyết định của Ban Tổ chức' })
    expect(await roundById(one.database.db, contest.roundId)).toMatchObject({ status: 'closing', closesAt: closing })
    // The other remembers the round as it was, and has not looked since.
    expect((await other.runtimes.get(contest.roundId)).round.closesAt).toBeGreaterThan(closing)
    clock.at += 1
    expect(await submitting(other, 0, begun.attempt.id, questions, clock.at).catch(codeOf)).toBe('round-closed')
    expect(await starting(other, 2).catch(codeOf)).toBe('round-closed')
    expect(await submitting(other, 1, early.attempt.id, questions, closing - 1)).toMatchObject({ submittedAt: closing - 1, logIndex: 1 })
  })

  it('close a round under a stream of entries: all that were accepted arrived before, by either', async () => {
    await make(40, 0)
    const attempts = await Promise.all(contest.contestants.map((_, i) => starting(i % 2 === 0 ? one : other, i)))
    const questions = paperOf(attempts[0] ?? { paperText: '' }).length
    const accepted: number[] = []
    const refused: string[] = []
    const stream = (async () => {
      for (const [i, { attempt }] of attempts.entries()) {
        clock.at += 1
        await submitting(i % 2 === 0 ? one : other, i, attempt.id, questions, clock.at).then(
          ({ submittedAt }) => accepted.push(submittedAt),
          (error: unknown) => refused.push(codeOf(error)),
        )
        if (i === 15)
          void departNow(one, command, contest.slug, contest.roundKey, { kind: 'close', reason: 'Theo quyết định của Ban Tổ chức' })
      }
    })()
    await stream
    const { closesAt = 0 } = (await roundById(one.database.db, contest.roundId)) ?? {}
    const stored = await one.database.db.selectFrom('entry').select('submitted_at').where('round_id', '=', contest.roundId).execute()
    expect(stored.map(({ submitted_at }) => submitted_at).toSorted((a, b) => a - b)).toEqual(accepted)
    expect(Math.max(...accepted)).toBeLessThan(closesAt)
    expect([accepted.length + refused.length, new Set(refused)]).toEqual([40, new Set(['round-closed'])])
  })

  it('close a round in the millisecond of an entry: its window holds that millisecond', async () => {
    await make(1, 0)
    const { attempt, ...begun } = await starting(one, 0)
    clock.at += 1
    await submitting(one, 0, attempt.id, paperOf(begun).length, clock.at)
    await departNow(other, command, contest.slug, contest.roundKey, { kind: 'close', reason: 'Theo quyết định của Ban Tổ chức' })
    expect(await roundById(one.database.db, contest.roundId)).toMatchObject({ closesAt: clock.at + 1 })
  })

  it('open a round together: whoever presses at the other starts', async () => {
    await make(1, 60_000)
    expect(await starting(other, 0).catch(codeOf)).toBe('round-not-open')
    clock.at += 60_000
    await stepDueRounds(one)
    expect((await other.runtimes.get(contest.roundId)).round.status).toBe('scheduled')
    expect((await starting(other, 0)).created).toBe(true)
  })

  it('obey a rule that one changed before the opening, whoever starts at the other', async () => {
    await make(2, 60_000)
    const before = await other.runtimes.get(contest.roundId)
    expect(before.contest.rules.attempts.timeLimitMs).toBeNull()
    const limit = 20 * 60_000
    const { rules } = before.contest
    await applyContest(one, command, { ...rules, attempts: { ...rules.attempts, timeLimitMs: limit } })
    await departNow(one, command, contest.slug, contest.roundKey, { kind: 'open', reason: 'Theo quyết định của Ban Tổ chức' })
    clock.at += 1
    // It remembers the round as it was, and has not looked since.
    expect(await other.runtimes.get(contest.roundId)).toBe(before)
    expect((await starting(other, 0)).attempt).toMatchObject({ startedAt: clock.at, deadlineAt: clock.at + limit })
  })
})
