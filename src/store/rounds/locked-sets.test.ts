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
    const locked = { digest: 'd'.repeat(64), bytes: Buffer.from(JSON.stringify(questions)), questions: 1 }
    await insertLockedSet(db, codec, { id: 'l', contestId, ...locked, at: 50, by: 'staff' })
    const record = { id: 'l', digest: 'd'.repeat(64), questions: 1, lockedAt: 50 }
    expect(await latestLockedSet(db, contestId)).toEqual(record)
    expect(await lockedSetByDigest(db, contestId, 'd'.repeat(64))).toEqual(record)
    expect(await lockedSetByDigest(db, contestId, 'e'.repeat(64))).toBeNull()
    expect(await latestLockedSet(db, 'none')).toBeNull()
    expect(await openLockedSet(db, codec, 'l')).toEqual({ digest: 'd'.repeat(64), questions })
    await expect(insertLockedSet(db, codec, { id: 'm', contestId, ...locked, at: 51, by: 'x' })).rejects.toThrow(/unique/i)
  })
})
