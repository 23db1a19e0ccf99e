/** What a copy of the database tells of an entry nobody may read yet; and retries of entries from before digests were keyed. */
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Dialect } from '#store/database/database.ts'
import { mendMarkedRounds } from '#store/rounds/marked-rounds.ts'
import { keyBodyDigests } from '#store/taking-part/entries.ts'
import { makeTestApp, type TestApp } from '../support/app.ts'
import { makeLiveContest } from '../support/live.ts'

const dialects: readonly Dialect[] = process.env['HOITHI_TEST_SQLITE_ONLY'] === '1' ? ['sqlite'] : ['sqlite', 'postgres']

describe.each(dialects)('an entry (%s)', (dialect) => {
  let test: TestApp
  afterEach(() => test.close())

  it('is not told by its digest, and is known again on a retry across the upgrade, its receipt to the byte', async () => {
    test = await makeTestApp(dialect)
    const { roundId, contestants } = await makeLiveContest(test.app, 1)
    const cookie = contestants[0]?.cookie ?? ''
    const { id, paper } = await test.start(roundId, cookie)
    const entry = { entryId: 'an-entry-of-one-person-1', answers: paper.map(() => [0]), prediction: 7 }
    const put = (body: object) => test.call('PUT', `/api/attempts/${id}/entry`, { cookie, body })
    const first = await put(entry)
    const { db } = test.app.database
    const plain = createHash('sha256')
      .update(`{"answers":${JSON.stringify(entry.answers)},"prediction":7}`)
      .digest()
    const stored = async () => Buffer.from((await db.selectFrom('entry').select('body_digest').executeTakeFirstOrThrow()).body_digest)
    expect([first.status, (await stored()).equals(plain)]).toEqual([201, false])
    // As the version before left it.
    await db.updateTable('entry').set({ body_digest: plain }).execute()
    await db.updateTable('round').set({ digests_plain: 1 }).execute()
    await mendMarkedRounds(db, 'digests_plain', (one, id) => keyBodyDigests(one, test.app.codec, id))
    expect((await stored()).equals(plain)).toBe(false)
    const again = await put(entry)
    expect([again.status, again.text]).toEqual([200, first.text])
    expect((await put({ ...entry, prediction: 8 })).status).toBe(409)
  }, 60_000)
})
