import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import {
  attemptDraft,
  entryDraft,
  genesisLeaf,
  insertContestRows,
  insertRoundRows,
  ledgerKeys,
  openQueue,
  testCodec,
} from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import type { Db } from '../database/database.ts'
import type { Codec } from '../database/codec.ts'
import { contestantRanks, countRanks, countStored, insertContestantRanks, ranksOf } from './contestant-ranks.ts'
import {
  awardsOf,
  clearResult,
  finishResult,
  insertAwards,
  insertResult,
  insertSetAside,
  resultHead,
  resultOf,
  setAsideOf,
  type AwardRecord,
  type RoundResultRecord,
  type SetAsideRecord,
} from './results.ts'
import { insertPublication, publicationOf, publishedAtOf } from './publications.ts'
import {
  countStandings,
  insertStandings,
  participationOf,
  standingOfContestant,
  standingsAt,
  standingsOfContestants,
  standingsPage,
  type StandingRecord,
} from './standings.ts'

describeOnEachDatabase('results', (maker) => {
  let db: Db
  let codec: Codec
  let contestId: string
  let people: readonly string[]
  let units: readonly string[]
  let rounds: readonly string[]
  /** `entries[round][person]` */
  let entries: readonly (readonly string[])[]

  beforeEach(async () => {
    const database = await maker.migrated()
    db = database.db
    codec = testCodec()
    const rows = await insertContestRows(db, codec, { units: 2, people: 3 })
    contestId = rows.contestId
    people = rows.contestantIds
    units = rows.unitIds
    const logs = [await insertRoundRows(db, codec, contestId, 1), await insertRoundRows(db, codec, contestId, 2)]
    rounds = logs.map(({ roundId }) => roundId)
    const queue = await openQueue(database, { ...ledgerKeys(), now: () => 1 })
    entries = await Promise.all(
      logs.map(async (log) => {
        queue.register(log)
        await queue.appendMarker(log.roundId, 'genesis', genesisLeaf(log))
        return Promise.all(
          people.map(async (person) => {
            const draft = entryDraft((await queue.startAttempt(attemptDraft(log, person))).attempt)
            await queue.acceptEntry(draft)
            return draft.id
          }),
        )
      }),
    )
    await queue.close()
    for (const round of rounds) {
      await insertResult(db, codec, result(round))
      await finishResult(db, round, result(round).digest)
    }
  })

  const result = (roundId: string): RoundResultRecord => ({
    roundId,
    actual: 2,
    participants: 3,
    summary: '{"unawarded":[]}',
    digest: 'e'.repeat(64),
    computedAt: 9,
  })
  const standing = (round: number, rank: number, person: number, more: Partial<StandingRecord> = {}): StandingRecord => ({
    ...{ roundId: rounds[round] ?? '', rank, entryId: entries[round]?.[person] ?? '', contestantId: people[person] ?? '' },
    ...{ unitId: units[person % 2] ?? '', correct: 20 - rank, prediction: 100, predictionDistance: 98, submittedAt: 1000 + rank },
    ...{ durationMs: 500, partedBy: rank === 1 ? null : ('correct-desc' as const), eligible: true },
    ...more,
  })
  const award = (round: number, place: number, person: number): AwardRecord => ({
    ...{
      roundId: rounds[round] ?? '',
      place,
      level: 'nhat',
      contestantId: people[person] ?? '',
      entryId: entries[round]?.[person] ?? '',
      rank: place,
    },
    explanation: { vi: 'Đúng nhiều nhất.', en: 'Most right answers.' },
  })

  it('of a round are stored, paged, and cleared whole', async () => {
    const rows = [standing(0, 1, 2), standing(0, 2, 0, { prediction: null, predictionDistance: null })]
    const aside = { roundId: rounds[0] ?? '', entryId: entries[0]?.[1] ?? '', contestantId: people[1] ?? '', reason: 'barred' } as const
    await insertStandings(db, codec, rounds[0] ?? '', rows)
    for (const places of contestantRanks(codec, rounds[0] ?? '', rows, rows.length)) await insertContestantRanks(db, places)
    await insertSetAside(db, codec, rounds[0] ?? '', 0, [aside])
    await insertAwards(db, codec, [award(0, 2, 0), award(0, 1, 2)])
    await insertStandings(db, codec, rounds[1] ?? '', [standing(1, 1, 0)])
    const [first = '', second = ''] = rounds
    expect(await resultOf(db, codec, first)).toEqual(result(first))
    expect(await resultOf(db, codec, 'none')).toBeNull()
    expect(await countStandings(db, codec, first)).toBe(2)
    expect(await standingsPage(db, codec, first, { offset: 0, limit: 10 })).toEqual(rows)
    expect(await standingsPage(db, codec, first, { offset: 1, limit: 1 })).toEqual(rows.slice(1))
    expect(await standingsOfContestants(db, codec, first, [people[0] ?? '', people[1] ?? ''])).toEqual(rows.slice(1))
    expect(await standingsOfContestants(db, codec, first, [])).toEqual([])
    expect(await standingOfContestant(db, codec, first, people[2] ?? '')).toEqual(rows[0])
    expect(await standingOfContestant(db, codec, first, people[1] ?? '')).toBeNull()
    expect(await setAsideOf(db, codec, first)).toEqual([aside])
    expect(await awardsOf(db, codec, [first, second])).toEqual([award(0, 1, 2), award(0, 2, 0)])
    expect(await awardsOf(db, codec, [])).toEqual([])

    await clearResult(db, first)
    expect([
      await resultOf(db, codec, first),
      await countStandings(db, codec, first),
      await setAsideOf(db, codec, first),
      await awardsOf(db, codec, [first]),
    ]).toEqual([null, 0, [], []])
    expect(await countStandings(db, codec, second)).toBe(1)
  })

  it('take nothing for nothing', async () => {
    await insertStandings(db, codec, rounds[0] ?? '', [])
    await insertSetAside(db, codec, rounds[0] ?? '', 0, [])
    await insertAwards(db, codec, [])
    expect(await countStandings(db, codec, rounds[0] ?? '')).toBe(0)
  })

  it('refuse one rank or one person twice, and lines that begin within a block', async () => {
    const roundId = rounds[0] ?? ''
    await insertStandings(db, codec, roundId, [standing(0, 1, 0)])
    await expect(insertStandings(db, codec, roundId, [standing(0, 1, 1)])).rejects.toThrow(/unique/i)
    await expect(insertStandings(db, codec, roundId, [standing(0, 2, 1)])).rejects.toThrow(/block/)
    const place = (rank: number) => [...contestantRanks(codec, roundId, [{ contestantId: people[0] ?? '', rank }], 1)][0] ?? []
    await insertContestantRanks(db, place(1))
    expect([await countRanks(db, roundId), await countStored(db, roundId, place(1)), await countStored(db, roundId, place(2))]).toEqual([
      1, 1, 0,
    ])
    await expect(insertContestantRanks(db, place(2))).rejects.toThrow(/unique/i)
  })

  it('of sixty lines are found by page, by rank and by contestant, whatever block they lie in', async () => {
    const roundId = rounds[0] ?? ''
    const rows = Array.from({ length: 60 }, (_, at) =>
      standing(0, at + 1, 0, { contestantId: `person-${String(at)}`, entryId: `entry-${String(at)}` }),
    )
    await insertStandings(db, codec, roundId, rows.slice(0, 25))
    await insertStandings(db, codec, roundId, rows.slice(25))
    for (const places of contestantRanks(codec, roundId, rows, rows.length)) {
      expect(places.map(({ contestant }) => Buffer.from(contestant).toString('hex'))).toEqual(
        places.map(({ contestant }) => Buffer.from(contestant).toString('hex')).sort(),
      )
      await insertContestantRanks(db, places)
    }
    expect(await countStandings(db, codec, roundId)).toBe(60)
    for (const [offset, limit] of [
      [0, 60],
      [0, 25],
      [24, 2],
      [49, 1],
      [50, 20],
      [60, 5],
    ] as const)
      expect(await standingsPage(db, codec, roundId, { offset, limit })).toEqual(rows.slice(offset, offset + limit))
    expect(await ranksOf(db, codec, roundId, ['person-59', 'nobody', 'person-3'])).toEqual([4, 60])
    expect(await standingsAt(db, codec, roundId, [4, 60])).toEqual([rows[3], rows[59]])
    expect(await standingsOfContestants(db, codec, roundId, ['person-59', 'person-3'])).toEqual([rows[3], rows[59]])
  })

  it('open nowhere else: not in another row, round or table, nor changed, nor with another key', async () => {
    const [first = '', second = ''] = rounds
    const rows = Array.from({ length: 50 }, (_, at) => standing(0, at + 1, 0, { entryId: `entry-${String(at)}` }))
    const aside = (round: number): SetAsideRecord => ({ ...standing(round, 1, 1), reason: 'barred' })
    for (const [round, roundId] of [first, second].entries()) {
      await insertStandings(db, codec, roundId, rows)
      await insertAwards(db, codec, [award(round, 1, 0), award(round, 2, 1)])
      await insertSetAside(db, codec, roundId, 0, [aside(round)])
    }
    const moves: readonly (() => Promise<unknown>)[] = [
      () => move('standing', 'block', [first, 0], [first, 1]),
      () => move('standing', 'block', [second, 1], [first, 1]),
      () => move('award', 'place', [first, 1], [first, 2]),
      () => move('award', 'place', [second, 2], [first, 2]),
      () => move('set_aside', 'block', [second, 0], [first, 0]),
      () =>
        sql`update round_result set sealed = (select sealed from round_result where round_id = ${second}) where round_id = ${first}`.execute(
          db,
        ),
    ]
    const move = (table: string, column: string, [fromRound, from]: readonly [string, number], [toRound, to]: readonly [string, number]) =>
      sql`update ${sql.table(table)} set sealed = (select sealed from ${sql.table(table)} where round_id = ${fromRound} and ${sql.ref(column)} = ${from})
        where round_id = ${toRound} and ${sql.ref(column)} = ${to}`.execute(db)
    const refused = { code: 'result-differs', detail: { round: first } }
    const page = { offset: 0, limit: 50 }
    for (const make of moves) await make()
    await expect(standingsPage(db, codec, first, page)).rejects.toMatchObject(refused)
    await expect(countStandings(db, codec, first)).rejects.toMatchObject(refused)
    await expect(awardsOf(db, codec, [first])).rejects.toMatchObject(refused)
    await expect(setAsideOf(db, codec, first)).rejects.toMatchObject(refused)
    await expect(resultOf(db, codec, first)).rejects.toMatchObject(refused)
    expect(await resultHead(db, first)).toMatchObject({ participants: 3, digest: 'e'.repeat(64) })
    expect(await standingsPage(db, codec, first, page, 'skipped')).toEqual(rows.slice(0, 25))
    expect(await awardsOf(db, codec, [first], 'skipped')).toEqual([award(0, 1, 0)])
    expect([await setAsideOf(db, codec, first, 'skipped'), await resultOf(db, codec, first, 'skipped')]).toEqual([[], null])
    expect(await standingsPage(db, testCodec(), second, page, 'skipped')).toEqual([])
    expect(await standingsPage(db, codec, second, page)).toHaveLength(50)
  })

  it('over several rounds give each participant of a unit once', async () => {
    await insertStandings(db, codec, rounds[0] ?? '', [standing(0, 1, 0, { correct: 15, submittedAt: 50 }), standing(0, 2, 1)])
    await insertStandings(db, codec, rounds[1] ?? '', [standing(1, 1, 0, { correct: 20, submittedAt: 90 })])
    const participation = await participationOf(db, codec, rounds)
    expect(participation).toHaveLength(2)
    expect(participation).toContainEqual({ unitId: units[0], contestantId: people[0], correct: 20, submittedAt: 50, right: 35, entries: 2 })
    const first = await participationOf(db, codec, rounds, ({ correct }) => correct < 20)
    expect(first).toContainEqual({ unitId: units[0], contestantId: people[0], correct: 15, submittedAt: 50, right: 15, entries: 1 })
    expect(await participationOf(db, codec, [rounds[1] ?? ''])).toHaveLength(1)
    expect(await participationOf(db, codec, [])).toEqual([])
  })

  it('published stay as they were published, the highest version holds, and none opens elsewhere', async () => {
    const [round = '', other = ''] = rounds
    const of = { contestId, subject: round, version: 1, publishedAt: 5 }
    expect(await publicationOf(db, codec, round)).toBeNull()
    expect(await insertPublication(db, codec, of, { winner: 'An' })).toBe(true)
    expect(await insertPublication(db, codec, { ...of, publishedAt: 6 }, { winner: 'Bình' })).toBe(false)
    expect(await publicationOf(db, codec, round)).toEqual({ of, body: { winner: 'An' } })
    expect(await insertPublication(db, codec, { ...of, version: 2, publishedAt: 7 }, { winner: 'Chi' })).toBe(true)
    expect(await publicationOf(db, codec, round)).toEqual({ of: { ...of, version: 2, publishedAt: 7 }, body: { winner: 'Chi' } })
    expect(await publishedAtOf(db, round)).toBe(7)
    await db.updateTable('publication').set({ subject: other }).where('version', '=', 2).execute()
    await expect(publicationOf(db, codec, other)).rejects.toThrow()
    expect((await publicationOf(db, codec, round))?.body).toEqual({ winner: 'An' })
  })
})
