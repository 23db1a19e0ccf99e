/** What is counted at every look at a contest, on both databases. */
import { expect, it } from 'vitest'
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
import { createArrivals } from './arrivals.ts'
import { createParticipants } from './participants.ts'
import { createStarts } from './starts.ts'

describeOnEachDatabase('counts', (maker) => {
  async function twoRounds() {
    const database = await maker.migrated()
    const codec = testCodec()
    const { contestId, contestantIds, unitIds } = await insertContestRows(database.db, codec, { units: 2, people: 1200 })
    const rounds = [await insertRoundRows(database.db, codec, contestId, 1), await insertRoundRows(database.db, codec, contestId, 2)]
    const queue = await openQueue(database, { ...ledgerKeys(), now: () => 42 })
    for (const round of rounds) {
      queue.register(round)
      await queue.appendMarker(round.roundId, 'genesis', genesisLeaf(round))
    }
    let entries = 0
    const submit = async (at: number, people: readonly string[], number = 1): Promise<void> => {
      const round = rounds[at]
      if (round === undefined) throw new Error('no such round')
      await Promise.all(
        people.map(async (person) => {
          const attempt = attemptDraft(round, person, number)
          await queue.startAttempt(attempt)
          await queue.acceptEntry(entryDraft(attempt, entries++))
        }),
      )
    }
    const submitAt = async (submittedAt: number, people: readonly string[]): Promise<void> => {
      for (const person of people) {
        const attempt = attemptDraft(rounds[0]!, person, 1)
        await queue.startAttempt(attempt)
        await queue.acceptEntry({ ...entryDraft(attempt, entries++), submittedAt })
      }
    }
    return { submitAt, database, contestId, people: contestantIds, unitIds, submit, queue, roundIds: rounds.map(({ roundId }) => roundId) }
  }

  it('of who took part follow the logs, and count a person once', async () => {
    const { database, contestId, people, unitIds, submit, queue, roundIds } = await twoRounds()
    const participants = createParticipants(database)
    const counted = async (rosterRevision = 1) => {
      const { all, byRound, byUnit } = await participants.of({ id: contestId, rosterRevision }, roundIds)
      return [all, roundIds.map((id) => byRound.get(id) ?? 0), unitIds.map((id) => byUnit.get(id) ?? 0)]
    }
    const inRounds = async () => {
      const { byRoundAndUnit } = await participants.of({ id: contestId, rosterRevision: 1 }, roundIds)
      return roundIds.map((id) => unitIds.map((unit) => byRoundAndUnit.get(id)?.get(unit) ?? 0))
    }
    expect(await counted()).toEqual([0, [0, 0], [0, 0]])
    // More than is counted at a stretch.
    await submit(0, people.slice(0, 1100))
    expect(await counted()).toEqual([1100, [1100, 0], [550, 550]])
    await submit(0, people.slice(0, 3), 2)
    await submit(1, people.slice(1098))
    expect(await Promise.all([counted(), counted()])).toEqual(Array(2).fill([1200, [1100, 102], [600, 600]]))
    expect(await inRounds()).toEqual([
      [550, 550],
      [51, 51],
    ])
    await submit(1, people.slice(0, 1))
    await submit(0, people.slice(1100, 1102))
    const now = [1200, [1102, 103], [600, 600]]
    expect(await counted()).toEqual(now)
    await queue.close()
    await database.db
      .updateTable('contestant')
      .set({ unit_id: unitIds[1] ?? '' })
      .where('id', '=', people[0] ?? '')
      .execute()
    expect(await counted()).toEqual(now)
    expect(await counted(2)).toEqual([1200, [1102, 103], [599, 601]])
  })

  it('of entries go by hours, and by minutes for the last of them', async () => {
    const { database, people, submitAt, queue, roundIds } = await twoRounds()
    const [roundId = ''] = roundIds
    const arrivals = createArrivals(database)
    const minute = 60_000
    expect(await arrivals.of(roundId)).toMatchObject({ entries: 0, byHour: [], byMinute: [] })
    await submitAt(minute, people.slice(0, 3))
    await submitAt(2 * minute + 1, people.slice(3, 5))
    const first = await arrivals.of(roundId)
    expect(first.byMinute).toEqual([
      { minute, entries: 3 },
      { minute: 2 * minute, entries: 2 },
    ])
    await submitAt(61 * minute, people.slice(5, 6))
    const later = await arrivals.of(roundId)
    expect(later).toMatchObject({
      entries: 6,
      byHour: [
        { hour: 0, entries: 5 },
        { hour: 60 * minute, entries: 1 },
      ],
      byMinute: [
        { minute: 2 * minute, entries: 2 },
        { minute: 61 * minute, entries: 1 },
      ],
    })
    expect(await arrivals.of(roundId)).toEqual(later)
    await queue.close()
  })

  it('of started attempts are taken anew while they are few, and after a while when they are many', async () => {
    const { database, people, submit, queue, roundIds } = await twoRounds()
    const [roundId = ''] = roundIds
    let now = 0
    const starts = createStarts(database, () => now, 5)
    expect(await starts.of(roundId)).toBe(0)
    await submit(0, people.slice(0, 4))
    expect(await starts.of(roundId)).toBe(4)
    await submit(0, people.slice(4, 300))
    expect(await starts.of(roundId)).toBe(300)
    await submit(0, people.slice(300, 301))
    expect(await starts.of(roundId)).toBe(300)
    now = 3
    expect(await starts.of(roundId)).toBe(301)
    await queue.close()
  })
})
