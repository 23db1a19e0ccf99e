/** A session stays in memory as long as it holds, and no longer, whichever process ends it or changes its person. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contestBySlug } from '#store/contests/contests.ts'
import { endSessionsOf } from '#store/identity/sessions.ts'
import { noteSessionChanges } from '#store/identity/session-changes.ts'
import { recordConsent } from '#store/people/contestants.ts'
import { forgetExpired } from '#usecases/identity/forget-expired.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest, type LiveContest } from '../support/live.ts'

const minute = 60_000

describe.each(['sqlite', 'postgres'] as const)('what a process remembers of sessions (%s)', (dialect) => {
  let test: TestApp
  let contest: LiveContest
  beforeEach(async () => {
    test = await makeTestApp(dialect)
    contest = await makeLiveContest(test.app, 2)
    for (let i = 0; i < 2; i++) await recordConsent(test.app.database.db, (await lookedUp(i))?.id ?? '', test.clock.at)
    await test.app.sessions.heed(test.clock.at)
  })
  afterEach(() => test.close())

  const token = (i: number): string => contest.contestants[i]?.cookie.split('=')[1] ?? ''
  const asked = (i: number) => test.app.sessions.contestant(token(i), test.clock.at)
  const lookedUp = async (i: number) => asked(i)

  it('is there at once after ten minutes in the lobby, while somebody looks whether it still holds', async () => {
    await lookedUp(0)
    for (let passed = 0; passed < 10; passed++) {
      test.clock.at += minute
      await test.app.sessions.heed(test.clock.at)
      expect(asked(0)).not.toBeInstanceOf(Promise)
    }
    // Nobody looks any more: the database may be away, or the one who looks be dead.
    test.clock.at += 10_000
    expect(asked(0)).toBeInstanceOf(Promise)
    expect(await lookedUp(0)).not.toBeNull()
  })

  it('is dropped with the next look when another process ended it, and only it', async () => {
    const one = await lookedUp(0)
    await lookedUp(1)
    await endSessionsOf(test.app.database.db, 'contestant', [one?.id ?? ''], test.clock.at)
    await test.app.sessions.heed(test.clock.at)
    expect(await lookedUp(0)).toBeNull()
    expect(asked(1)).not.toBeInstanceOf(Promise)
  })

  it('is ended for every process by signing out', async () => {
    await lookedUp(0)
    await test.call('DELETE', '/api/session', { cookie: contest.contestants[0]?.cookie ?? '' })
    const noted = await test.app.database.db.selectFrom('session_change').select('subject_id').execute()
    expect(noted).toHaveLength(1)
  })

  it('is not remembered from a reading that a change may have overtaken', async () => {
    const before = await lookedUp(0)
    const read = lookedUp(1)
    const other = (await read)?.id ?? ''
    test.app.sessions.forgetSubject(other)
    const reading = lookedUp(1)
    // Committed and heeded while the reading is under way.
    await noteSessionChanges(test.app.database.db, [other], test.clock.at)
    await test.app.sessions.heed(test.clock.at)
    await reading
    expect(asked(1)).toBeInstanceOf(Promise)
    // Nor is any other reading, for as long as one that began before the change may still be under way.
    await lookedUp(1)
    expect(asked(1)).toBeInstanceOf(Promise)
    expect(before).not.toBeNull()
    // Long after, it is remembered again.
    test.clock.at += 3 * minute
    await test.app.sessions.heed(test.clock.at)
    await lookedUp(1)
    expect(asked(1)).not.toBeInstanceOf(Promise)
  })

  it('is forgotten by a process that could not look for longer than it looks back', async () => {
    const one = await lookedUp(0)
    await endSessionsOf(test.app.database.db, 'contestant', [one?.id ?? ''], test.clock.at)
    // Nobody looked until what was noted is older than what is read.
    test.clock.at += 5 * minute
    await test.app.sessions.heed(test.clock.at)
    expect(await lookedUp(0)).toBeNull()
  })

  it('is read anew when its person was changed; what was noted goes once everybody has looked', async () => {
    const before = await lookedUp(0)
    const { db } = test.app.database
    expect(await contestBySlug(db, contest.slug)).not.toBeNull()
    await noteSessionChanges(db, [before?.id ?? ''], test.clock.at)
    await test.app.sessions.heed(test.clock.at)
    expect(asked(0)).toBeInstanceOf(Promise)
    await forgetExpired(test.app, test.clock.at + 10 * minute)
    expect(await db.selectFrom('session_change').selectAll().execute()).toHaveLength(1)
    await forgetExpired(test.app, test.clock.at + 21 * minute)
    expect(await db.selectFrom('session_change').selectAll().execute()).toEqual([])
  })
})
