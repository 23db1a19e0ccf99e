import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { plainContent } from '#contest/questions/question.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { rulesOfWritten, type WrittenRules } from '#contest/rules/written.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { testCodec } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import {
  announce,
  contestById,
  contestBySlug,
  holdRules,
  insertContest,
  listContests,
  updateRules,
  versionsOf,
  type ContestWrite,
} from './contests.ts'
import { beginOpening, giveSet, roundSets, takeSet } from '../rounds/drawn-sets.ts'
import { inTransaction, type Db } from '../database/database.ts'
import { insertLockedSet } from '../rounds/locked-sets.ts'
import {
  deleteScheduledRound,
  insertRound,
  rescheduleRound,
  roundById,
  roundByKey,
  roundSecrets,
  roundsInMotion,
  roundsOf,
  stepRound,
  type RoundWrite,
} from '../rounds/rounds.ts'

const codec = testCodec()
// Only the store of them is tried here: any JSON stands for the rules.
const rulesOf = (title: string): ContestRules => ({ title, rounds: [], jury: { approvals: 2 } }) as unknown as ContestRules
const contest = (id: string, at = 1): ContestWrite & { readonly demo: boolean } => ({
  id,
  slug: `slug-${id}`,
  rules: canonicalJson(rulesOf(`Hội thi ${id}`)),
  rulesDigest: 'a'.repeat(64),
  demo: id === 'b',
  at,
})

describeOnEachDatabase('contests', (maker) => {
  it('are listed in the order they were made, and found', async () => {
    const { db } = await maker.migrated()
    await insertContest(db, contest('b', 2))
    await insertContest(db, contest('a', 1))
    const expected = { id: 'a', slug: 'slug-a', rules: rulesOfWritten(rulesOf('Hội thi a') as unknown as WrittenRules), rulesDigest: 'a'.repeat(64), demo: false, rosterRevision: 0, announcedAt: null }
    expect((await listContests(db)).map(({ id, demo }) => [id, demo])).toEqual([
      ['a', false],
      ['b', true],
    ])
    expect(await contestBySlug(db, 'slug-a')).toEqual(expected)
    expect(await contestById(db, 'a')).toEqual(expected)
    expect(await contestBySlug(db, 'none')).toBeNull()
    expect(await contestById(db, 'none')).toBeNull()
  })

  it('of a version whose rounds had no draw of their own are read as drawing what the contest draws, under the same digest', async () => {
    const { db } = await maker.migrated()
    const own = { blueprint: [{ topic: 'A', difficulty: null, count: 1 }], reuse: true }
    const rules = canonicalJson({ rounds: [{ id: 'tuan-1' }, { id: 'tuan-2', draw: { ...own, states: ['submitted'] } }] })
    await insertContest(db, { ...contest('a'), rules })
    const stored = await contestById(db, 'a')
    expect(stored?.rulesDigest).toBe('a'.repeat(64))
    expect(stored?.rules.rounds.map(({ draw }) => draw)).toEqual([{ blueprint: null, reuse: false }, own])
  })

  it('are held only under the rules one has read', async () => {
    const { db } = await maker.migrated()
    await insertContest(db, contest('a'))
    expect([await holdRules(db, 'a', 'a'.repeat(64)), await holdRules(db, 'a', 'b'.repeat(64))]).toEqual([true, false])
  })

  const other = { ...contest('a', 9), rules: '{"rounds":[],"title":"Khác"}', rulesDigest: 'b'.repeat(64) }

  it('keep every version of their rules once they are announced', async () => {
    const { db } = await maker.migrated()
    await insertContest(db, contest('a'))
    await announce(db, contest('a', 5))
    await updateRules(db, other, 'Đổi tên hội thi')
    await updateRules(db, other, 'Không đổi gì')
    expect((await contestById(db, 'a'))?.announcedAt).toBe(5)
    expect(await versionsOf(db, 'a')).toMatchObject([
      { number: 1, at: 5, rules: { title: 'Hội thi a' }, reason: null },
      { number: 2, at: 9, rules: { title: 'Khác' }, rulesDigest: other.rulesDigest, reason: 'Đổi tên hội thi' },
    ])
  })

  it('change their rules alone', async () => {
    const { db } = await maker.migrated()
    await insertContest(db, contest('a'))
    await insertContest(db, contest('b'))
    await updateRules(db, other, 'vì sao')
    expect(await versionsOf(db, 'a')).toEqual([])
    expect(await contestById(db, 'a')).toMatchObject({
      slug: 'slug-a',
      rules: { title: 'Khác' },
      rulesDigest: 'b'.repeat(64),
    })
    expect(await contestById(db, 'b')).toMatchObject({ rules: { title: 'Hội thi b' } })
  })
})

describeOnEachDatabase('rounds', (maker) => {
  const round = (ordinal: number, contestId = 'a'): RoundWrite => ({
    id: `${contestId}-${String(ordinal)}`,
    contestId,
    key: `tuan-${String(ordinal)}`,
    ordinal,
    name: `Tuần ${String(ordinal)}`,
    opensAt: 100 - ordinal,
    closesAt: 200,
  })
  const secrets = () => ({ paperSeed: randomBytes(32), lotSeed: randomBytes(32), entryKey: randomBytes(32) })

  async function withRounds(count: number) {
    const { db } = await maker.migrated()
    await insertContest(db, contest('a'))
    await insertContest(db, contest('b'))
    for (let ordinal = count; ordinal >= 1; ordinal--) await insertRound(db, codec, round(ordinal), secrets())
    return db
  }

  async function withLockedSet(count: number) {
    const db = await withRounds(count)
    await insertLockedSet(db, codec, {
      id: 'set',
      contestId: 'a',
      ...{ digest: 'c'.repeat(64), bytes: Buffer.from(JSON.stringify([question])), questions: 1 },
      at: 5,
      by: 'staff-1',
    })
    return db
  }
  const give = (db: Db, ordinal: number) => giveSet(db, { roundId: `a-${String(ordinal)}`, lockedSetId: 'set', at: 40 + ordinal, by: 'an' })
  const question = { ...plainContent, code: 'Q001', apart: [], stem: 'Hỏi?', options: ['A', 'B'], correct: [0] }

  it('are listed by ordinal and found by id', async () => {
    const db = await withRounds(3)
    expect((await roundsOf(db, 'a')).map(({ key }) => key)).toEqual(['tuan-1', 'tuan-2', 'tuan-3'])
    expect(await roundsOf(db, 'b')).toEqual([])
    const expected = {
      ...round(2),
      status: 'scheduled',
      ...{ lockedSetId: null, openedAt: null, closedAt: null, talliedAt: null, approvedAt: null, publishedAt: null },
    }
    expect(await roundByKey(db, 'a', 'tuan-2')).toEqual(expected)
    expect(await roundByKey(db, 'b', 'tuan-2')).toBeNull()
    expect(await roundById(db, 'a-2')).toEqual(expected)
    expect(await roundById(db, 'none')).toBeNull()
  })

  it('keep their secrets sealed', async () => {
    const db = await withRounds(1)
    const own = secrets()
    await insertRound(db, codec, round(2), own)
    const opened = await roundSecrets(db, codec, 'a-2')
    for (const name of ['paperSeed', 'lotSeed', 'entryKey'] as const) expect(Buffer.from(opened[name])).toEqual(own[name])
    const row = await db
      .selectFrom('round')
      .select(['paper_seed', 'lot_seed', 'entry_key'])
      .where('id', '=', 'a-2')
      .executeTakeFirstOrThrow()
    expect(Object.values(row).some((sealed) => Buffer.from(sealed).includes(own.entryKey))).toBe(false)
    await expect(roundSecrets(db, testCodec(), 'a-2')).rejects.toThrow()
  })

  it('move and are removed only before they open', async () => {
    const db = await withLockedSet(2)
    expect(await give(db, 1)).toBe(true)
    expect(await stepRound(db, 'a-1', { from: 'scheduled', to: 'open' }, { openedAt: 99 })).toBe(true)
    expect(await rescheduleRound(db, { ...round(2), opensAt: 150, name: 'Tuần hai' })).toBe(true)
    expect(await roundById(db, 'a-2')).toMatchObject({ opensAt: 150, name: 'Tuần hai', lockedSetId: null })
    expect(await rescheduleRound(db, { ...round(1), opensAt: 150 })).toBe(false)
    expect(await deleteScheduledRound(db, 'a-1')).toBe(false)
    expect(await deleteScheduledRound(db, 'a-2')).toBe(true)
    expect((await roundsOf(db, 'a')).map(({ id, opensAt }) => [id, opensAt])).toEqual([['a-1', 99]])
  })

  it('are given a set once, and keep it from the beginning of their opening', async () => {
    const db = await withLockedSet(3)
    expect(await roundSets(db, 'a')).toEqual([])
    expect([await give(db, 2), await give(db, 1), await give(db, 1)]).toEqual([true, true, false])
    const set = { lockedSetId: 'set', digest: 'c'.repeat(64), questions: 1, lockedBy: 'an' }
    expect(await roundSets(db, 'a')).toEqual([
      { roundId: 'a-1', ...set, lockedAt: 41 },
      { roundId: 'a-2', ...set, lockedAt: 42 },
    ])
    expect(await roundSets(db, 'b')).toEqual([])
    // Another set than the one that was meant is not taken.
    expect(await takeSet(db, 'a-1', 'other')).toBe(false)
    expect(await takeSet(db, 'a-1', 'set')).toBe(true)
    expect(await takeSet(db, 'a-1', 'set')).toBe(false)
    expect(await beginOpening(db, 'a-1', 'set', 50)).toBe(false)
    expect(await give(db, 1)).toBe(true)
    expect([await beginOpening(db, 'a-2', 'set', 50), await beginOpening(db, 'a-2', 'set', 51)]).toEqual([true, true])
    expect(await db.selectFrom('round_lock').select('opening_begun_at').where('round_id', '=', 'a-2').executeTakeFirst()).toEqual({
      opening_begun_at: 50,
    })
    await expect(
      inTransaction(db, async (tx) => {
        if (!(await takeSet(tx, 'a-2', 'set'))) throw new Error('too late')
      }),
    ).rejects.toThrow('too late')
    expect((await roundById(db, 'a-2'))?.lockedSetId).toBe('set')
  })

  it('that open and are released at once do one of the two', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const db = await withLockedSet(1)
      await give(db, 1)
      const release = inTransaction(db, async (tx) => {
        if (!(await takeSet(tx, 'a-1', 'set'))) throw new Error('too late')
        return true
      }).catch(() => false)
      const open = inTransaction(db, (tx) => beginOpening(tx, 'a-1', 'set', 50))
      const [released, opening] = await Promise.all([release, open])
      expect(released).toBe(!opening)
      expect((await roundById(db, 'a-1'))?.lockedSetId).toBe(opening ? 'set' : null)
    }
  })

  it('take each step exactly once', async () => {
    const db = await withLockedSet(1)
    await give(db, 1)
    const opened = await Promise.all(
      [1, 2, 3].map(() => stepRound(db, 'a-1', { from: 'scheduled', to: 'open' }, { openedAt: 100, opensAt: 100, closesAt: 300 })),
    )
    expect(opened.filter((done) => done)).toHaveLength(1)
    expect(await stepRound(db, 'a-1', { from: 'closed', to: 'tallied' }, { talliedAt: 1 })).toBe(false)
    expect(await stepRound(db, 'a-1', { from: 'open', to: 'closing' }, {})).toBe(true)
    expect(await stepRound(db, 'a-1', { from: 'closing', to: 'closed' }, { closedAt: 300 })).toBe(true)
    expect(await stepRound(db, 'a-1', { from: 'closed', to: 'tallied' }, { talliedAt: 301 })).toBe(true)
    expect(await stepRound(db, 'a-1', { from: 'tallied', to: 'approved' }, { approvedAt: 302 })).toBe(true)
    expect(await stepRound(db, 'a-1', { from: 'approved', to: 'tallied' }, { approvedAt: null })).toBe(true)
    expect(await roundById(db, 'a-1')).toMatchObject({ status: 'tallied', approvedAt: null })
    expect(await stepRound(db, 'a-1', { from: 'tallied', to: 'published' }, { publishedAt: 303 })).toBe(true)
    expect(await roundById(db, 'a-1')).toMatchObject({
      status: 'published',
      openedAt: 100,
      closesAt: 300,
      closedAt: 300,
      talliedAt: 301,
      publishedAt: 303,
    })
  })

  it('do not open without a locked set, nor close without an instant', async () => {
    const db = await withLockedSet(1)
    await expect(stepRound(db, 'a-1', { from: 'scheduled', to: 'open' }, { openedAt: 1 })).rejects.toThrow(/check/i)
    await give(db, 1)
    await stepRound(db, 'a-1', { from: 'scheduled', to: 'open' }, { openedAt: 1 })
    await expect(stepRound(db, 'a-1', { from: 'open', to: 'closed' }, {})).rejects.toThrow(/check/i)
  })

  it('in motion are those of announced contests the clock may still move, soonest first', async () => {
    const db = await withLockedSet(4)
    for (const ordinal of [1, 2, 3, 4]) await give(db, ordinal)
    await stepRound(db, 'a-1', { from: 'scheduled', to: 'open' }, { openedAt: 99 })
    await stepRound(db, 'a-2', { from: 'scheduled', to: 'closing' }, { openedAt: 99 })
    await stepRound(db, 'a-3', { from: 'scheduled', to: 'closed' }, { openedAt: 99, closedAt: 100 })
    expect(await roundsInMotion(db)).toEqual([])
    await announce(db, contest('a'))
    expect((await roundsInMotion(db)).map(({ id }) => id)).toEqual(['a-4', 'a-2', 'a-1'])
  })
})
