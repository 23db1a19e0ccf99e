import { hash } from 'node:crypto'
import { expect, it } from 'vitest'
import { plainContent } from '#contest/questions/question.ts'
import { insertContestRows, testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { insertLockedSet, latestLockedSet, lockedSetByDigest, openLockedSet } from './locked-sets.ts'

const codec = testCodec()

describeOnEachDatabase('questions', (maker) => {
  it('are locked in sets that keep their content', async () => {
    const { db } = await maker.migrated()
    const { contestId } = await insertContestRows(db, codec)
    expect((await latestLockedSet(db, contestId))?.id).toBe(`set-${contestId}`)
    const questions = [{ code: 'Q001', apart: [], ...plainContent, stem: 'Một?', options: ['Có', 'Không'], correct: [1] }]
    const bytes = Buffer.from(JSON.stringify(questions))
    const digest = hash('sha256', bytes, 'hex')
    const locked = { digest, bytes, questions: 1 }
    await insertLockedSet(db, codec, { id: 'l', contestId, ...locked, at: 50, by: 'staff' })
    const record = { id: 'l', digest, questions: 1, lockedAt: 50 }
    expect(await latestLockedSet(db, contestId)).toEqual(record)
    expect(await lockedSetByDigest(db, contestId, digest)).toEqual(record)
    expect(await lockedSetByDigest(db, contestId, 'e'.repeat(64))).toBeNull()
    expect(await latestLockedSet(db, 'none')).toBeNull()
    expect(await openLockedSet(db, codec, 'l')).toEqual({ digest, questions })
    await expect(insertLockedSet(db, codec, { id: 'm', contestId, ...locked, at: 51, by: 'x' })).rejects.toThrow(/unique/i)
    // Whoever writes another digest beside it makes no other set of it.
    await db
      .updateTable('locked_set')
      .set({ digest: 'e'.repeat(64) })
      .where('id', '=', 'l')
      .execute()
    expect((await openLockedSet(db, codec, 'l')).digest).toBe(digest)
  })
})
