/** A session row forged by whoever writes the database, and holds no key, signs nobody in; nor does one of ours that was changed. */
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { sha256 } from '#usecases/ids.ts'
import { buildServer } from '#http/server.ts'
import { createSessionCache } from '#memory/sessions.ts'
import { createSharedAnswers } from '#memory/shared-answers.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

describe.each(['sqlite', 'postgres'] as const)('a session row forged by whoever writes the database (%s)', (dialect) => {
  let test: TestApp
  afterEach(() => test.close())

  /** Asked at a server that remembers nobody. */
  async function answered(path: string, cookie: string): Promise<number> {
    const app = { ...test.app, sessions: createSessionCache(test.app.database, test.app.codec) }
    const server = buildServer(app, { pages: null, trustProxy: [], log: false, publicAnswers: createSharedAnswers(0) })
    const { statusCode } = await server.inject({ url: path, headers: { cookie } })
    await server.close()
    return statusCode
  }

  it('signs in as no account, with no tag, one of chance, or that of another', async () => {
    test = await makeTestApp(dialect)
    await makeLiveContest(test.app, 0)
    const cookie = await test.signInAs('organiser')
    const { db } = test.app.database
    expect(await answered('/api/staff/me', cookie)).toBe(200)
    const ours = await db.selectFrom('session').selectAll().executeTakeFirstOrThrow()
    await test.signInAs('administrator')
    const { id } = await db.selectFrom('staff').select('id').where('login', '=', 'administrator').executeTakeFirstOrThrow()
    for (const tag of [null, randomBytes(32), ours.tag]) {
      const token = randomBytes(32).toString('base64url')
      await db
        .insertInto('session')
        .values({ ...ours, token_hash: sha256(Buffer.from(token)), subject_id: id, tag })
        .execute()
      expect(await answered('/api/staff/me', `hoithi-staff=${token}`)).toBe(401)
    }
    expect(await answered('/api/staff/me', cookie)).toBe(200)
  })

  it('is nobody’s any more when it is given to another person, contest, or time', async () => {
    test = await makeTestApp(dialect)
    const contest = await makeLiveContest(test.app, 2)
    const [one, other] = contest.contestants
    if (one === undefined || other === undefined) throw new Error('not reached')
    const { db } = test.app.database
    const row = () => db.updateTable('session').where('subject_id', '=', one.id)
    expect(await answered('/api/me', one.cookie)).toBe(200)
    await row()
      .set((of) => ({ expires_at: of('expires_at', '+', 1) }))
      .execute()
    expect(await answered('/api/me', one.cookie)).toBe(401)
    await row()
      .set((of) => ({ expires_at: of('expires_at', '-', 1) }))
      .execute()
    expect(await answered('/api/me', one.cookie)).toBe(200)
    await row().set({ subject_id: other.id }).execute()
    expect(await answered('/api/me', one.cookie)).toBe(401)
    expect(await answered('/api/me', other.cookie)).toBe(200)
  })
})
