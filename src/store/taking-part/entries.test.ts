/** Reading what the commit queue wrote: attempts, entries, heads. */
import { beforeEach, expect, it } from 'vitest'
import { leafHash, inclusionProof } from '#ledger/merkle.ts'
import {
  attemptDraft,
  closeLeaf,
  entryDraft,
  genesisLeaf,
  insertContestRows,
  insertRoundRows,
  ledgerKeys,
  openQueue,
  testCodec,
} from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { attemptById, attemptsOf, countAttempts } from './attempts.ts'
import { sealingKey } from '../database/codec.ts'
import type { AttemptDraft, EntryDraft, RoundLog } from '../commit-queue/queue.ts'
import type { Db } from '../database/database.ts'
import {
  bodyDigestOf,
  codesOf,
  countEntries,
  entriesByMinute,
  entriesForTally,
  keyBodyDigests,
  lastEntryIndex,
  logLeaves,
  newcomers,
  receiptByAttempt,
  receiptByCode,
  roundsEntered,
  sealedEntryOfAttempt,
  type LogPart,
  type TallyRow,
} from './entries.ts'
import { mendMarkedRounds } from '../rounds/marked-rounds.ts'
import { openEntry } from '../commit-queue/entry-seal.ts'
import { checkpointAt, logHead } from './logs.ts'

const hour = 3_600_000

describeOnEachDatabase('entries', (maker) => {
  let db: Db
  let rounds: readonly RoundLog[]
  let people: readonly string[]
  let units: readonly string[]
  /** Attempts in order: people 0–4 in round 1, person 0 a second time, person 0 in round 2. The last has no entry. */
  let attempts: readonly AttemptDraft[]
  let drafts: readonly EntryDraft[]
  let codes: readonly string[]

  beforeEach(async () => {
    const database = await maker.migrated()
    db = database.db
    const codec = testCodec()
    const rows = await insertContestRows(db, codec, { units: 2, people: 6 })
    people = rows.contestantIds
    units = rows.unitIds
    rounds = [await insertRoundRows(db, codec, rows.contestId, 1), await insertRoundRows(db, codec, rows.contestId, 2)]
    const queue = await openQueue(database, { ...ledgerKeys(), now: () => 42 })
    const [one, two] = rounds
    if (one === undefined || two === undefined) throw new Error('two rounds')
    for (const round of rounds) {
      queue.register(round)
      await queue.appendMarker(round.roundId, 'genesis', genesisLeaf(round))
    }
    attempts = [
      ...people.slice(0, 5).map((person) => attemptDraft(one, person)),
      attemptDraft(one, people[0] ?? '', 2),
      attemptDraft(two, people[0] ?? ''),
      attemptDraft(two, people[5] ?? ''),
    ]
    for (const attempt of attempts) await queue.startAttempt(attempt)
    drafts = attempts.slice(0, -1).map((attempt, at) => ({ ...entryDraft(attempt, at), submittedAt: at * (hour / 2) + 7 }))
    const outcomes = []
    for (const draft of drafts) outcomes.push(await queue.acceptEntry(draft))
    codes = outcomes.map((outcome) => ('code' in outcome ? outcome.code : ''))
    await queue.appendMarker(two.roundId, 'close', closeLeaf(two, 1))
    await queue.close()
  })

  const round = (at: number): string => rounds[at]?.roundId ?? ''

  it('are shown with their attempts', async () => {
    const attempt = await attemptById(db, attempts[0]?.id ?? '')
    expect(attempt).toEqual({ ...attempts[0], entry: { id: drafts[0]?.id, code: codes[0], submittedAt: 7, logIndex: 1 } })
    expect(await attemptById(db, attempts[7]?.id ?? '')).toEqual({ ...attempts[7], entry: null })
    expect(await attemptById(db, 'none')).toBeNull()
    expect((await attemptsOf(db, people[0] ?? '', [round(0), round(1)])).map(({ id }) => id).sort()).toEqual(
      [attempts[0], attempts[5], attempts[6]].map((each) => each?.id).sort(),
    )
    expect((await attemptsOf(db, people[0] ?? '', [round(0)])).map(({ number }) => number)).toEqual([1, 2])
    expect(await attemptsOf(db, people[0] ?? '', [])).toEqual([])
    expect([await countAttempts(db, round(0)), await countAttempts(db, round(1)), await countAttempts(db, 'none')]).toEqual([6, 2, 0])
  })

  it('are found by attempt and by code', async () => {
    const receipt = await receiptByAttempt(db, attempts[2]?.id ?? '')
    expect(receipt).toMatchObject({
      ...{ entryId: drafts[2]?.id, roundId: round(0), contestantId: people[2], code: codes[2] },
      ...{ submittedAt: hour + 7, logIndex: 3, treeSize: 4 },
    })
    expect(await receiptByCode(db, codes[2] ?? '')).toEqual(receipt)
    expect(await receiptByAttempt(db, 'none')).toBeNull()
    expect(await receiptByCode(db, '0000000000')).toBeNull()
    expect(await codesOf(db, [drafts[1]?.id ?? '', 'none'])).toEqual(new Map([[drafts[1]?.id, codes[1]]]))
    expect(await codesOf(db, [])).toEqual(new Map())
    const many = [...Array.from({ length: 70_000 }, (_, at) => `none-${String(at)}`), drafts[1]?.id ?? '']
    expect(await codesOf(db, many)).toEqual(new Map([[drafts[1]?.id, codes[1]]]))
  })

  it('give the leaves of the whole log, from which any proof can be made anew', async () => {
    const leaves = await logLeaves(db, round(1))
    expect(leaves).toHaveLength(3)
    const receipt = await receiptByAttempt(db, attempts[6]?.id ?? '')
    expect(Buffer.from(leaves[1] ?? [])).toEqual(Buffer.from(receipt?.leaf ?? []))
    expect(
      inclusionProof(
        leaves.map((leaf) => leafHash(leaf)),
        1,
      ),
    ).toHaveLength(2)
  })

  it('are counted by round, unit and minute', async () => {
    expect([await countEntries(db, round(0)), await countEntries(db, round(1))]).toEqual([6, 1])
    const first = async (roundAt: number, after: number, upTo: number, others: readonly LogPart[] = []) =>
      (await newcomers(db, { roundId: round(roundAt), after, upTo }, others))
        .map(({ unitId, inRound, inAll }) => [units.indexOf(unitId), inRound, inAll])
        .sort()
    expect(await first(0, -1, 6)).toEqual([
      [0, 3, 3],
      [1, 2, 2],
    ])
    // The sixth is the second of one who was there already.
    expect(await first(0, 3, 6)).toEqual([
      [0, 1, 1],
      [1, 1, 1],
    ])
    expect(await first(0, 5, 6)).toEqual([])
    expect(await first(1, -1, 1)).toEqual([[0, 1, 1]])
    expect(await first(1, -1, 1, [{ roundId: round(0), upTo: 1 }])).toEqual([[0, 1, 0]])
    expect(await first(1, -1, 1, [{ roundId: round(0), upTo: 0 }])).toEqual([[0, 1, 1]])
    expect(await first(0, -1, 1, [{ roundId: round(1), upTo: 1 }])).toEqual([[0, 1, 0]])
    const last = await lastEntryIndex(db, round(0))
    expect(await lastEntryIndex(db, 'none')).toBe(-1)
    expect(await entriesByMinute(db, round(0), last, last)).toEqual([])
    expect((await entriesByMinute(db, round(0), last - 1, last)).map(({ entries }) => entries)).toEqual([1])
    expect((await entriesByMinute(db, round(0), -1, last)).toSorted((one, other) => one.minute - other.minute)).toEqual(
      [0, 1, 2, 3, 4, 5].map((half) => ({ minute: (half * hour) / 2, entries: 1 })),
    )
    const entered = await roundsEntered(db, [round(0), round(1)], [people[0] ?? '', people[4] ?? '', people[5] ?? ''])
    expect([...(entered.get(people[0] ?? '') ?? [])].sort()).toEqual([round(0), round(1)].sort())
    expect(entered.get(people[4] ?? '')).toEqual([round(0)])
    expect(entered.has(people[5] ?? '')).toBe(false)
    expect(await roundsEntered(db, [round(1)], [people[4] ?? ''])).toEqual(new Map())
    expect(await roundsEntered(db, [round(0)], [])).toEqual(new Map())
    expect(await roundsEntered(db, [], [people[0] ?? ''])).toEqual(new Map())
  })

  it.each([1, 2, 4, 5, 6, 7, 5000])('are read for the tally in chunks of %s, in order of the log', async (chunk) => {
    const read: TallyRow[] = []
    for await (const rows of entriesForTally(db, round(0), chunk)) {
      expect(rows.length).toBeLessThanOrEqual(chunk)
      read.push(...rows)
    }
    expect(read.map(({ id }) => id)).toEqual(drafts.slice(0, 6).map(({ id }) => id))
    expect(read.map(({ logIndex, number, unitId, startedAt }) => [logIndex, number, unitId, startedAt])).toEqual(
      [0, 1, 0, 1, 0, 0].map((unit, at) => [at + 1, at === 5 ? 2 : 1, units[unit], 20]),
    )
    const key = sealingKey(rounds[0]?.entryKey ?? new Uint8Array(32))
    const openings = read.map(({ id, sealed }) => Buffer.from(openEntry(key, id, sealed).opening).toString())
    expect(openings).toEqual(drafts.slice(0, 6).map(({ opening }) => Buffer.from(opening).toString()))
  })

  it('of rounds from before digests were keyed have theirs keyed once', async () => {
    const codec = testCodec()
    const stored = () => db.selectFrom('entry').select(['attempt_id', 'body_digest']).orderBy('submitted_at').execute()
    await db.updateTable('round').set({ digests_plain: 1 }).where('id', '=', round(0)).execute()
    const keyed = drafts.map(({ attemptId, roundId, bodyDigest }) => ({
      attempt_id: attemptId,
      body_digest: roundId === round(0) ? bodyDigestOf(codec, attemptId, bodyDigest) : bodyDigest,
    }))
    for (let start = 0; start < 2; start++) {
      await mendMarkedRounds(db, 'digests_plain', (one, id) => keyBodyDigests(one, codec, id))
      expect((await stored()).map((row) => ({ ...row, body_digest: new Uint8Array(row.body_digest) }))).toEqual(
        keyed.map((row) => ({ ...row, body_digest: new Uint8Array(row.body_digest) })),
      )
    }
  })

  it('are opened one at a time', async () => {
    const stored = await sealedEntryOfAttempt(db, attempts[3]?.id ?? '')
    expect(stored?.id).toBe(drafts[3]?.id)
    expect(await sealedEntryOfAttempt(db, attempts[7]?.id ?? '')).toBeNull()
  })

  it('stand under signed heads', async () => {
    const head = await logHead(db, round(0))
    expect(head).toMatchObject({ size: 7, closed: false })
    expect(await logHead(db, round(1))).toMatchObject({ size: 3, closed: true })
    expect(await logHead(db, 'none')).toBeNull()
    expect(await checkpointAt(db, round(0), 7)).toEqual({ size: 7, checkpoint: head?.checkpoint, signedAt: 42 })
    expect(await checkpointAt(db, round(0), 8)).toBeNull()
  })
})
