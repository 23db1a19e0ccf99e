import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { ContestError } from '#contest/errors.ts'
import type { RoundStatus } from '#contest/round-life.ts'
import { leafBytes } from '#ledger/leaves.ts'
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
import { verifyLog } from '#test/support/oracles/verify-log.ts'
import type { AttemptDraft, CommitQueue, EntryDraft, EntryOutcome, RoundLog } from './queue.ts'
import type { QueueOptions } from './sqlite.ts'
import type { Database } from '../database/database.ts'

const keys = ledgerKeys()
const codec = testCodec()
const options: QueueOptions = { ...keys, now: () => 5000 }

type Accepted = Extract<EntryOutcome, { readonly kind: 'accepted' | 'repeated' }>

function received(outcome: EntryOutcome): Accepted {
  if (outcome.kind === 'conflict' || outcome.kind === 'log-closed') throw new Error(`not received: ${outcome.kind}`)
  return outcome
}

describeOnEachDatabase('commit queue', (maker) => {
  let database: Database
  let queue: CommitQueue
  let people: readonly string[]
  let log: RoundLog
  let logs: RoundLog[]

  beforeEach(async () => {
    database = await maker.migrated()
    const rows = await insertContestRows(database.db, codec, { people: 40 })
    people = rows.contestantIds
    log = await insertRoundRows(database.db, codec, rows.contestId, 1)
    logs = [log, await insertRoundRows(database.db, codec, rows.contestId, 2)]
    queue = await openQueue(database, options)
    maker.cleanUp(async () => {
      await queue.close()
      for (const each of logs) await verifyLog(database.db, each, keys)
    })
    for (const each of logs) queue.register(each)
  })

  const open = (of: RoundLog = log) => queue.appendMarker(of.roundId, 'genesis', genesisLeaf(of))
  const start = async (person: number, of: RoundLog = log): Promise<AttemptDraft> =>
    (await queue.startAttempt(attemptDraft(of, people[person] ?? ''))).attempt

  const setRound = (change: { readonly closes_at?: number; readonly closed_at?: number; readonly status?: RoundStatus }) =>
    database.db.updateTable('round').set(change).where('id', '=', log.roundId).execute()

  describe('attempts', () => {
    it('stores a new attempt and gives the stored one for the same number again', async () => {
      const draft = attemptDraft(log, people[0] ?? '')
      expect(await queue.startAttempt(draft)).toEqual({ attempt: draft, created: true })
      const again = { ...attemptDraft(log, people[0] ?? ''), startedAt: 77, deadlineAt: 800 }
      expect(await queue.startAttempt(again)).toEqual({ attempt: draft, created: false })
      expect(await database.db.selectFrom('attempt').selectAll().execute()).toEqual([
        { id: draft.id, round_id: log.roundId, contestant_id: people[0], number: 1, started_at: 20, deadline_at: 900 },
      ])
    })

    it('creates one of two that arrive together', async () => {
      const [first, second] = await Promise.all([1, 2].map(() => queue.startAttempt(attemptDraft(log, people[0] ?? ''))))
      expect([first?.created, second?.created]).toEqual([true, false])
      expect(second?.attempt).toEqual(first?.attempt)
    })

    it('keeps numbers and rounds apart', async () => {
      const drafts = [
        attemptDraft(log, people[0] ?? '', 1),
        attemptDraft(log, people[0] ?? '', 2),
        attemptDraft(logs[1] ?? log, people[0] ?? '', 1),
      ]
      const outcomes = await Promise.all(drafts.map((draft) => queue.startAttempt(draft)))
      expect(outcomes).toEqual(drafts.map((attempt) => ({ attempt, created: true })))
    })

    it('follows the row of its round as it is at the commit, but for one that runs', async () => {
      const running = await start(0)
      await setRound({ closes_at: 20 })
      await expect(start(1)).rejects.toMatchObject({ code: 'round-closed' })
      expect(await start(0)).toEqual(running)
      await setRound({ closes_at: 1000, status: 'closing' })
      await expect(start(1)).rejects.toMatchObject({ code: 'round-closed' })
      await setRound({ status: 'scheduled' })
      await expect(start(1)).rejects.toMatchObject({ code: 'round-not-open' })
      await setRound({ status: 'open' })
      expect((await start(1)).contestantId).toBe(people[1])
    })

    it('fails alone when its contestant does not exist', async () => {
      const good = people.map((person) => queue.startAttempt(attemptDraft(log, person)))
      const bad = queue.startAttempt(attemptDraft(log, 'nobody'))
      await expect(bad).rejects.toThrow(/foreign key/i)
      expect((await Promise.all(good)).every((outcome) => outcome.created)).toBe(true)
    })
  })

  describe('markers', () => {
    it('makes the log with its genesis leaf, once', async () => {
      const made = await open()
      expect(made.size).toBe(1)
      expect(made.checkpoint.startsWith(`${log.origin}\n1\n`)).toBe(true)
      expect(await open()).toEqual(made)
      expect(await database.db.selectFrom('log_checkpoint').selectAll().execute()).toEqual([
        { round_id: log.roundId, size: 1, checkpoint: made.checkpoint, signed_at: 5000 },
      ])
    })

    it('makes it once when asked twice together', async () => {
      const [one, other] = await Promise.all([open(), open()])
      expect(one).toEqual(other)
    })

    it('answers the head as it is when the same genesis comes again', async () => {
      await open()
      await queue.acceptEntry(entryDraft(await start(0)))
      expect((await open()).size).toBe(2)
    })

    it('refuses another genesis', async () => {
      await open()
      const other = Buffer.from(genesisLeaf(log))
      other.set(Buffer.from('1'), other.indexOf('"0000') + 1)
      await expect(queue.appendMarker(log.roundId, 'genesis', other)).rejects.toMatchObject({ code: 'conflict' })
    })

    it('closes with the number of entries it holds, once', async () => {
      await open()
      await queue.acceptEntry(entryDraft(await start(0)))
      await expect(queue.appendMarker(log.roundId, 'close', closeLeaf(log, 0))).rejects.toMatchObject({
        code: 'conflict',
        detail: { entries: 1 },
      })
      const closed = await queue.appendMarker(log.roundId, 'close', closeLeaf(log, 1))
      expect(closed.size).toBe(3)
      expect(await queue.appendMarker(log.roundId, 'close', closeLeaf(log, 1))).toEqual(closed)
      await expect(queue.appendMarker(log.roundId, 'close', closeLeaf(log, 2))).rejects.toMatchObject({ code: 'conflict' })
    })

    it('opens, receives and closes in one batch', async () => {
      const attempt = attemptDraft(log, people[0] ?? '')
      const [, , entry, closed] = await Promise.all([
        open(),
        queue.startAttempt(attempt),
        queue.acceptEntry(entryDraft(attempt)),
        queue.appendMarker(log.roundId, 'close', closeLeaf(log, 1)),
      ])
      expect(received(entry).logIndex).toBe(1)
      expect(closed.size).toBe(3)
    })

    it('is reopened, takes entries again, and closes again, also with the bytes of the first time', async () => {
      await open()
      await queue.acceptEntry(entryDraft(await start(0)))
      const reopened = leafBytes({ schema: 'contest-reopened/v1', round: log.roundKey, reopenedAt: 1500, closesAt: 2000 })
      const reopenedAgain = leafBytes({ schema: 'contest-reopened/v1', round: log.roundKey, reopenedAt: 1600, closesAt: 2000 })
      await expect(queue.appendMarker(log.roundId, 'reopened', reopened)).rejects.toMatchObject({ code: 'wrong-phase' })
      await queue.appendMarker(log.roundId, 'close', closeLeaf(log, 1))
      expect((await queue.appendMarker(log.roundId, 'reopened', reopened)).size).toBe(4)
      expect((await queue.appendMarker(log.roundId, 'reopened', reopened)).size).toBe(4)
      expect((await queue.appendMarker(log.roundId, 'close', closeLeaf(log, 1))).size).toBe(5)
      expect((await queue.appendMarker(log.roundId, 'reopened', reopenedAgain)).size).toBe(6)
      expect(received(await queue.acceptEntry(entryDraft(await start(1)))).logIndex).toBe(6)
      await expect(queue.appendMarker(log.roundId, 'close', closeLeaf(log, 1))).rejects.toMatchObject({ detail: { entries: 2 } })
      expect((await queue.appendMarker(log.roundId, 'close', closeLeaf(log, 2))).size).toBe(8)
    })

    it('goes on in another epoch after a restoration, under another origin', async () => {
      const restored = leafBytes({
        schema: 'contest-restored/v1',
        ...{ round: log.roundKey, epoch: 2, backup: 'ab'.repeat(32), backupAt: 40, restoredAt: 50 },
      })
      await expect(queue.appendMarker(log.roundId, 'restored', restored)).rejects.toMatchObject({ code: 'wrong-phase' })
      await open()
      await queue.acceptEntry(entryDraft(await start(0)))
      queue.register({ ...log, origin: `${log.origin}/epoch-2-50` })
      const { size, checkpoint } = await queue.appendMarker(log.roundId, 'restored', restored)
      expect(size).toBe(3)
      expect(checkpoint.split('\n')[0]).toBe(`${log.origin}/epoch-2-50`)
      expect((await queue.appendMarker(log.roundId, 'restored', restored)).size).toBe(3)
      await queue.acceptEntry(entryDraft(await start(1)))
      expect((await queue.appendMarker(log.roundId, 'close', closeLeaf(log, 2))).size).toBe(5)
    })

    it('does not close what was not opened', async () => {
      await expect(queue.appendMarker(log.roundId, 'close', closeLeaf(log, 0))).rejects.toMatchObject({ code: 'wrong-phase' })
    })

    it.each([
      ['bytes that are no leaf', () => Buffer.from('{}')],
      ['a leaf of another kind', () => closeLeaf(log, 0)],
      ['a leaf of another round', () => genesisLeaf({ ...log, roundKey: 'tuan-9' })],
    ])('refuses %s', async (_, leaf) => {
      await expect(queue.appendMarker(log.roundId, 'genesis', leaf())).rejects.toThrow('not a genesis leaf of tuan-1')
    })
  })

  describe('entries', () => {
    it('answers with index, code and a receipt', async () => {
      await open()
      const draft = entryDraft(await start(0))
      const entry = received(await queue.acceptEntry(draft))
      expect(entry).toMatchObject({ kind: 'accepted', entryId: draft.id, submittedAt: 30, logIndex: 1 })
      const stored = await verifyLog(database.db, log, keys)
      expect(stored.receipts.get(draft.id)).toBe(entry.receiptHead + entry.checkpoint)
    })

    it('gives contiguous indexes and one signed head a batch', async () => {
      await open()
      const attempts = await Promise.all(people.map((_, person) => start(person)))
      const entries = (await Promise.all(attempts.map((attempt) => queue.acceptEntry(entryDraft(attempt))))).map(received)
      expect(entries.map(({ logIndex }) => logIndex)).toEqual(people.map((_, at) => at + 1))
      const heads = await database.db
        .selectFrom('log_checkpoint')
        .select('size')
        .where('round_id', '=', log.roundId)
        .orderBy('size')
        .execute()
      expect(heads.map(({ size }) => size)).toEqual([1, people.length + 1])
      const stored = await verifyLog(database.db, log, keys)
      for (const { entryId, receiptHead, checkpoint } of entries) expect(stored.receipts.get(entryId)).toBe(receiptHead + checkpoint)
    })

    it('keeps the logs of two rounds apart in one batch', async () => {
      const [one, other] = [log, logs[1] ?? log]
      await Promise.all([open(one), open(other)])
      const attempts = await Promise.all([start(0, one), start(0, other), start(1, other)])
      const entries = (await Promise.all(attempts.map((attempt) => queue.acceptEntry(entryDraft(attempt))))).map(received)
      expect(entries.map(({ logIndex }) => logIndex)).toEqual([1, 1, 2])
    })

    it('repeats the same receipt for the same id and body, also later and after more entries', async () => {
      await open()
      const draft = entryDraft(await start(0))
      const first = received(await queue.acceptEntry(draft))
      await queue.acceptEntry(entryDraft(await start(1)))
      const again = received(await queue.acceptEntry({ ...draft, submittedAt: 99 }))
      expect(again).toEqual({ ...first, kind: 'repeated' })
    })

    it('repeats inside one batch', async () => {
      await open()
      const draft = entryDraft(await start(0))
      const [first, second] = (await Promise.all([queue.acceptEntry(draft), queue.acceptEntry({ ...draft })])).map(received)
      expect(first?.kind).toBe('accepted')
      expect(second).toEqual({ ...first, kind: 'repeated' })
    })

    it.each([
      ['another body', (draft: EntryDraft) => ({ ...draft, bodyDigest: new Uint8Array(32) })],
      ['another id', (draft: EntryDraft) => ({ ...draft, id: randomUUID() })],
    ])('conflicts with %s for the same attempt, stored or in the batch', async (_, change) => {
      await open()
      const draft = entryDraft(await start(0))
      const together = await Promise.all([queue.acceptEntry(draft), queue.acceptEntry(change(draft))])
      expect(together.map(({ kind }) => kind)).toEqual(['accepted', 'conflict'])
      expect(await queue.acceptEntry(change(draft))).toEqual({ kind: 'conflict' })
    })

    it('conflicts with an id another attempt has used', async () => {
      await open()
      const attempts = await Promise.all([start(0), start(1), start(2)])
      const [first, second, third] = attempts.map((attempt) => entryDraft(attempt))
      if (first === undefined || second === undefined || third === undefined) throw new Error('three drafts')
      const together = await Promise.all([queue.acceptEntry(first), queue.acceptEntry({ ...second, id: first.id })])
      expect(together.map(({ kind }) => kind)).toEqual(['accepted', 'conflict'])
      expect(await queue.acceptEntry({ ...third, id: first.id })).toEqual({ kind: 'conflict' })
    })

    it('conflicts with such an id for an attempt of the same batch', async () => {
      await open()
      const first = entryDraft(await start(0))
      await queue.acceptEntry(first)
      const attempt = attemptDraft(log, people[1] ?? '')
      const [, entry] = await Promise.all([queue.startAttempt(attempt), queue.acceptEntry({ ...entryDraft(attempt), id: first.id })])
      expect(entry).toEqual({ kind: 'conflict' })
    })

    it('follows the closing of its round as it is at the commit; a retry still is answered', async () => {
      await open()
      const [early, late] = [entryDraft(await start(0)), entryDraft(await start(1))]
      await queue.acceptEntry(early)
      await setRound({ closes_at: 30, status: 'closing' })
      expect(await queue.acceptEntry(late)).toEqual({ kind: 'log-closed' })
      expect(await queue.acceptEntry(early)).toMatchObject({ kind: 'repeated' })
      expect(await queue.acceptEntry({ ...late, submittedAt: 29 })).toMatchObject({ kind: 'accepted', logIndex: 2 })
    })

    it('is not received by a round that is over, though its log be open', async () => {
      await open()
      const draft = entryDraft(await start(0))
      await setRound({ status: 'closed', closed_at: 40 })
      expect(await queue.acceptEntry(draft)).toEqual({ kind: 'log-closed' })
      await setRound({ status: 'closing' })
      expect(await queue.acceptEntry(draft)).toMatchObject({ kind: 'accepted' })
    })

    it('is not received before the log is made, nor after it is closed; a retry still is answered', async () => {
      const attempt = await start(0)
      const draft = entryDraft(attempt)
      expect(await queue.acceptEntry(draft)).toEqual({ kind: 'log-closed' })
      await open()
      const first = received(await queue.acceptEntry(draft))
      const late = entryDraft(await start(1))
      const [, outcome] = await Promise.all([queue.appendMarker(log.roundId, 'close', closeLeaf(log, 1)), queue.acceptEntry(late)])
      expect(outcome).toEqual({ kind: 'log-closed' })
      expect(await queue.acceptEntry(late)).toEqual({ kind: 'log-closed' })
      const { receiptHead, checkpoint } = received(await queue.acceptEntry(draft))
      expect([receiptHead, checkpoint]).toEqual([first.receiptHead, first.checkpoint])
    })

    it('is not found without an attempt of this contestant in this round', async () => {
      await open()
      const draft = entryDraft(await start(0))
      for (const wrong of [{ attemptId: 'none' }, { contestantId: people[1] ?? '' }, { roundId: logs[1]?.roundId ?? '' }]) {
        await expect(queue.acceptEntry({ ...draft, ...wrong })).rejects.toMatchObject({ code: 'not-found' })
      }
    })

    it('fails alone when the database refuses it', async () => {
      await open()
      const attempts = await Promise.all([0, 1, 2, 3, 4].map((person) => start(person)))
      const outcomes = await Promise.allSettled(
        attempts.map((attempt, at) => queue.acceptEntry({ ...entryDraft(attempt), ...(at === 2 ? { id: 'short' } : {}) })),
      )
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
      expect((await verifyLog(database.db, log, keys)).entries).toBe(4)
    })

    it('asks for the log of its round to be registered', async () => {
      const draft = { ...entryDraft(await start(0)), roundId: 'unknown' }
      await expect(queue.acceptEntry(draft)).rejects.toThrow('the log of round unknown is not registered')
      await expect(queue.appendMarker('unknown', 'genesis', genesisLeaf(log))).rejects.toThrow('not registered')
    })

    it('signs nothing over a head that does not agree with its frontier', async () => {
      const other = logs[1] ?? log
      await Promise.all([open(), open(other)])
      const [attempt, healthy] = await Promise.all([start(0), start(0, other)])
      const { root } = await database.db.selectFrom('log_head').select('root').where('round_id', '=', log.roundId).executeTakeFirstOrThrow()
      await database.db
        .updateTable('log_head')
        .set({ root: new Uint8Array(32) })
        .where('round_id', '=', log.roundId)
        .execute()
      const [damaged, fine] = await Promise.allSettled([queue.acceptEntry(entryDraft(attempt)), queue.acceptEntry(entryDraft(healthy))])
      expect(damaged).toMatchObject({
        status: 'rejected',
        reason: { message: `the stored head of round ${log.roundId} does not agree with its frontier` },
      })
      expect(fine.status).toBe('fulfilled')
      await database.db.updateTable('log_head').set({ root }).where('round_id', '=', log.roundId).execute()
    })
  })

  describe('the line', () => {
    it('finishes what was accepted when closed, then refuses', async () => {
      await open()
      const attempts = await Promise.all(people.map((_, person) => start(person)))
      const entries = attempts.map((attempt) => queue.acceptEntry(entryDraft(attempt)))
      expect(queue.waiting).toBe(people.length)
      await queue.close()
      expect((await Promise.all(entries)).every(({ kind }) => kind === 'accepted')).toBe(true)
      expect(queue.waiting).toBe(0)
      await expect(queue.startAttempt(attemptDraft(log, people[0] ?? ''))).rejects.toMatchObject({ code: 'shutting-down' })
    })

    it('refuses beyond its bound and loses nothing of what it took', async () => {
      const small = await openQueue(database, { ...options, limits: { batch: 4, waiting: 10 } })
      maker.cleanUp(() => small.close())
      small.register(log)
      const outcomes = await Promise.allSettled(people.map((person) => small.startAttempt(attemptDraft(log, person))))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
      const refused = outcomes.find((outcome) => outcome.status === 'rejected')?.reason as ContestError
      expect(refused).toMatchObject({ code: 'queue-full', detail: { retryAfterSeconds: 1 } })
      expect(await database.db.selectFrom('attempt').select('id').execute()).toHaveLength(10)
    })

    it('serves two queues on one database', async () => {
      const second = await openQueue(database, options)
      maker.cleanUp(() => second.close())
      for (const each of logs) second.register(each)
      await Promise.all([open(), second.appendMarker(log.roundId, 'genesis', genesisLeaf(log))])
      const attempts = people.map((person) => attemptDraft(log, person))
      const started = await Promise.all(
        attempts.flatMap((draft) => [queue.startAttempt(draft), second.startAttempt({ ...draft, id: randomUUID() })]),
      )
      expect(new Set(started.map(({ attempt }) => attempt.id)).size).toBe(people.length)
      expect(started.filter(({ created }) => created)).toHaveLength(people.length)
      const entries = await Promise.all(started.map(({ attempt }, at) => (at % 2 === 0 ? queue : second).acceptEntry(entryDraft(attempt))))
      expect(entries.filter(({ kind }) => kind === 'accepted')).toHaveLength(people.length)
      expect(entries.filter(({ kind }) => kind === 'conflict')).toHaveLength(people.length)
      expect((await verifyLog(database.db, log, keys)).entries).toBe(people.length)
    })
  })
})
