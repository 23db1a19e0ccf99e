import { beforeEach, expect, it } from 'vitest'
import type { UnitStanding } from '#contest/tally/result.ts'
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
import {
  awardsOf,
  clearResult,
  countStandings,
  insertAwards,
  insertContestantRanks,
  insertResult,
  insertSetAside,
  insertStandings,
  participationOf,
  replaceUnitStandings,
  resultOf,
  sealResult,
  setAsideOf,
  standingOfContestant,
  standingsOfContestants,
  standingsPage,
  unitStandingsOf,
  type AwardRecord,
  type RoundResultRecord,
  type StandingRecord,
} from './results.ts'

describeOnEachDatabase('results', (maker) => {
  let db: Db
  let contestId: string
  let people: readonly string[]
  let units: readonly string[]
  let rounds: readonly string[]
  /** `entries[round][person]` */
  let entries: readonly (readonly string[])[]

  beforeEach(async () => {
    const database = await maker.migrated()
    db = database.db
    const codec = testCodec()
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
      await insertResult(db, result(round))
      await sealResult(db, round, result(round).digest)
    }
  })

  const result = (roundId: string): RoundResultRecord => ({
    roundId,
    actualAllCorrect: 2,
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
    await insertStandings(db, rows)
    await insertContestantRanks(db, rows.map(({ roundId, contestantId, rank }) => ({ roundId, contestantId, rank })).toReversed())
    await insertSetAside(db, [aside])
    await insertAwards(db, [award(0, 2, 0), award(0, 1, 2)])
    await insertStandings(db, [standing(1, 1, 0)])
    const [first = '', second = ''] = rounds
    expect(await resultOf(db, first)).toEqual(result(first))
    expect(await resultOf(db, 'none')).toBeNull()
    expect(await countStandings(db, first)).toBe(2)
    expect(await standingsPage(db, first, { offset: 0, limit: 10 })).toEqual(rows)
    expect(await standingsPage(db, first, { offset: 1, limit: 1 })).toEqual(rows.slice(1))
    expect(await standingsOfContestants(db, first, [people[0] ?? '', people[1] ?? ''])).toEqual(rows.slice(1))
    expect(await standingsOfContestants(db, first, [])).toEqual([])
    expect(await standingOfContestant(db, first, people[2] ?? '')).toEqual(rows[0])
    expect(await standingOfContestant(db, first, people[1] ?? '')).toBeNull()
    expect(await setAsideOf(db, first)).toEqual([aside])
    expect(await awardsOf(db, [first, second])).toEqual([award(0, 1, 2), award(0, 2, 0)])
    expect(await awardsOf(db, [])).toEqual([])

    await clearResult(db, first)
    expect([await resultOf(db, first), await countStandings(db, first), await setAsideOf(db, first), await awardsOf(db, [first])]).toEqual([
      null,
      0,
      [],
      [],
    ])
    expect(await countStandings(db, second)).toBe(1)
  })

  it('take nothing for nothing', async () => {
    await insertStandings(db, [])
    await insertSetAside(db, [])
    await insertAwards(db, [])
    expect(await countStandings(db, rounds[0] ?? '')).toBe(0)
  })

  it('refuse one rank or one person twice, and an award without its reason', async () => {
    await insertStandings(db, [standing(0, 1, 0)])
    await expect(insertStandings(db, [standing(0, 1, 1)])).rejects.toThrow(/unique/i)
    const place = { roundId: rounds[0] ?? '', contestantId: people[0] ?? '', rank: 1 }
    await insertContestantRanks(db, [place])
    await expect(insertContestantRanks(db, [{ ...place, rank: 2 }])).rejects.toThrow(/unique/i)
    await expect(insertAwards(db, [{ ...award(0, 1, 0), explanation: { vi: '', en: 'x' } }])).rejects.toThrow(/check/i)
  })

  it('over several rounds give each participant of a unit once', async () => {
    await insertStandings(db, [standing(0, 1, 0, { correct: 15, submittedAt: 50 }), standing(0, 2, 1)])
    await insertStandings(db, [standing(1, 1, 0, { correct: 20, submittedAt: 90 })])
    const participation = await participationOf(db, rounds)
    expect(participation).toHaveLength(2)
    expect(participation).toContainEqual({ unitId: units[0], contestantId: people[0], correct: 20, submittedAt: 50 })
    expect(await participationOf(db, [rounds[1] ?? ''])).toHaveLength(1)
    expect(await participationOf(db, [])).toEqual([])
  })

  it('of units are replaced whole', async () => {
    const unit = (rank: number, unitId: string): UnitStanding => ({
      ...{
        rank,
        unitId,
        participants: 3,
        headcount: 10,
        allCorrect: 1,
        partedBy: rank === 1 ? null : 'participants',
        tied: rank === 2,
        awarded: rank === 1,
      },
    })
    const [one = '', two = ''] = units
    await replaceUnitStandings(db, contestId, [unit(1, one), unit(2, two)], 5)
    await replaceUnitStandings(db, contestId, [unit(2, one), unit(1, two)], 6)
    expect(await unitStandingsOf(db, contestId)).toEqual([
      { ...unit(1, two), computedAt: 6 },
      { ...unit(2, one), computedAt: 6 },
    ])
    await replaceUnitStandings(db, contestId, [], 7)
    expect(await unitStandingsOf(db, contestId)).toEqual([])
  })
})
