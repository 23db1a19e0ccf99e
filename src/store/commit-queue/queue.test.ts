import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { ContestError } from '#contest/errors.ts'
import { leafBytes } from '#ledger/leaves.ts'
import { attemptDraft, closeLeaf, entryDraft, genesisLeaf, openQueue } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { makeQueueBench, queueKeys, queueOptions, received, type QueueBench } from '#test/support/databases/queue-bench.ts'
import { verifyLog } from '#test/support/oracles/verify-log.ts'

describeOnEachDatabase('commit queue', (maker) => {
  let bench: QueueBench
  beforeEach(async () => {
    bench = await makeQueueBench(maker)
  })

  describe('attempts', () => {
    it('stores a new attempt and gives the stored one for the same number again', async () => {
      const draft = attemptDraft(bench.log, bench.people[0] ?? '')
      expect(await bench.queue.startAttempt(draft)).toEqual({ attempt: draft, created: true })
      const again = { ...attemptDraft(bench.log, bench.people[0] ?? ''), startedAt: 77, deadlineAt: 800 }
      expect(await bench.queue.startAttempt(again)).toEqual({ attempt: draft, created: false })
      expect(await bench.database.db.selectFrom('attempt').selectAll().execute()).toEqual([
        {
          id: draft.id,
          round_id: bench.log.roundId,
          contestant_id: bench.people[0],
          number: 1,
          started_at: 20,
          deadline_at: 900,
          paper_set: 2,
        },
      ])
    })

    it('creates one of two that arrive together', async () => {
      const [first, second] = await Promise.all([1, 2].map(() => bench.queue.startAttempt(attemptDraft(bench.log, bench.people[0] ?? ''))))
      expect([first?.created, second?.created]).toEqual([true, false])
      expect(second?.attempt).toEqual(first?.attempt)
    })

    it('keeps numbers and rounds apart', async () => {
      const drafts = [
        attemptDraft(bench.log, bench.people[0] ?? '', 1),
        attemptDraft(bench.log, bench.people[0] ?? '', 2),
        attemptDraft(bench.logs[1], bench.people[0] ?? '', 1),
      ]
      const outcomes = await Promise.all(drafts.map((draft) => bench.queue.startAttempt(draft)))
      expect(outcomes).toEqual(drafts.map((attempt) => ({ attempt, created: true })))
    })

    it('follows the row of its round as it is at the commit, but for one that runs', async () => {
      const running = await bench.start(0)
      await bench.setRound({ closes_at: 20 })
      await expect(bench.start(1)).rejects.toMatchObject({ code: 'round-closed' })
      expect(await bench.start(0)).toEqual(running)
      await bench.setRound({ closes_at: 1000, status: 'closing' })
      await expect(bench.start(1)).rejects.toMatchObject({ code: 'round-closed' })
      await bench.setRound({ status: 'scheduled' })
      await expect(bench.start(1)).rejects.toMatchObject({ code: 'round-not-open' })
      await bench.setRound({ status: 'open' })
      expect((await bench.start(1)).contestantId).toBe(bench.people[1])
    })

    it('fails alone when its contestant does not exist', async () => {
      const good = bench.people.map((person) => bench.queue.startAttempt(attemptDraft(bench.log, person)))
      const bad = bench.queue.startAttempt(attemptDraft(bench.log, 'nobody'))
      await expect(bad).rejects.toThrow(/foreign key/i)
      expect((await Promise.all(good)).every((outcome) => outcome.created)).toBe(true)
    })
  })

  describe('markers', () => {
    it('makes the log with its genesis leaf, once', async () => {
      const made = await bench.open()
      expect(made.size).toBe(1)
      expect(made.checkpoint.startsWith(`${bench.log.origin}\n1\n`)).toBe(true)
      expect(await bench.open()).toEqual(made)
      expect(await bench.database.db.selectFrom('log_checkpoint').selectAll().execute()).toEqual([
        { round_id: bench.log.roundId, size: 1, checkpoint: made.checkpoint, signed_at: 5000 },
      ])
    })

    it('makes it once when asked twice together', async () => {
      const [one, other] = await Promise.all([bench.open(), bench.open()])
      expect(one).toEqual(other)
    })

    it('answers the head as it is when the same genesis comes again', async () => {
      await bench.open()
      await bench.queue.acceptEntry(entryDraft(await bench.start(0)))
      expect((await bench.open()).size).toBe(2)
    })

    it('refuses another genesis', async () => {
      await bench.open()
      const other = Buffer.from(genesisLeaf(bench.log))
      other.set(Buffer.from('1'), other.indexOf('"0000') + 1)
      await expect(bench.queue.appendMarker(bench.log.roundId, 'genesis', other)).rejects.toMatchObject({ code: 'conflict' })
    })

    it('closes with the number of entries it holds, once', async () => {
      await bench.open()
      await bench.queue.acceptEntry(entryDraft(await bench.start(0)))
      await expect(bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 0))).rejects.toMatchObject({
        code: 'conflict',
        detail: { entries: 1 },
      })
      const closed = await bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 1))
      expect(closed.size).toBe(3)
      expect(await bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 1))).toEqual(closed)
      await expect(bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 2))).rejects.toMatchObject({
        code: 'conflict',
      })
    })

    it('opens, receives and closes in one batch', async () => {
      const attempt = attemptDraft(bench.log, bench.people[0] ?? '')
      const [, , entry, closed] = await Promise.all([
        bench.open(),
        bench.queue.startAttempt(attempt),
        bench.queue.acceptEntry(entryDraft(attempt)),
        bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 1)),
      ])
      expect(received(entry).logIndex).toBe(1)
      expect(closed.size).toBe(3)
    })

    it('is reopened, takes entries again, and closes again, also with the bytes of the first time', async () => {
      await bench.open()
      await bench.queue.acceptEntry(entryDraft(await bench.start(0)))
      const reopened = leafBytes({ schema: 'contest-reopened/v1', round: bench.log.roundKey, reopenedAt: 1500, closesAt: 2000 })
      const reopenedAgain = leafBytes({ schema: 'contest-reopened/v1', round: bench.log.roundKey, reopenedAt: 1600, closesAt: 2000 })
      await expect(bench.queue.appendMarker(bench.log.roundId, 'reopened', reopened)).rejects.toMatchObject({ code: 'wrong-status' })
      await bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 1))
      expect((await bench.queue.appendMarker(bench.log.roundId, 'reopened', reopened)).size).toBe(4)
      expect((await bench.queue.appendMarker(bench.log.roundId, 'reopened', reopened)).size).toBe(4)
      expect((await bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 1))).size).toBe(5)
      expect((await bench.queue.appendMarker(bench.log.roundId, 'reopened', reopenedAgain)).size).toBe(6)
      expect(received(await bench.queue.acceptEntry(entryDraft(await bench.start(1)))).logIndex).toBe(6)
      await expect(bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 1))).rejects.toMatchObject({
        detail: { entries: 2 },
      })
      expect((await bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 2))).size).toBe(8)
    })

    it('goes on in another epoch after a restoration, under another origin', async () => {
      const restored = leafBytes({
        schema: 'contest-restored/v1',
        ...{ round: bench.log.roundKey, epoch: 2, backup: 'ab'.repeat(32), backupAt: 40, restoredAt: 50 },
      })
      await expect(bench.queue.appendMarker(bench.log.roundId, 'restored', restored)).rejects.toMatchObject({ code: 'wrong-status' })
      await bench.open()
      await bench.queue.acceptEntry(entryDraft(await bench.start(0)))
      bench.queue.register({ ...bench.log, origin: `${bench.log.origin}/epoch-2-50` })
      const { size, checkpoint } = await bench.queue.appendMarker(bench.log.roundId, 'restored', restored)
      expect(size).toBe(3)
      expect(checkpoint.split('\n')[0]).toBe(`${bench.log.origin}/epoch-2-50`)
      expect((await bench.queue.appendMarker(bench.log.roundId, 'restored', restored)).size).toBe(3)
      await bench.queue.acceptEntry(entryDraft(await bench.start(1)))
      expect((await bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 2))).size).toBe(5)
    })

    it('does not close what was not opened', async () => {
      await expect(bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 0))).rejects.toMatchObject({
        code: 'wrong-status',
      })
    })

    it.each([
      ['bytes that are no leaf', () => Buffer.from('{}')],
      ['a leaf of another kind', () => closeLeaf(bench.log, 0)],
      ['a leaf of another round', () => genesisLeaf({ ...bench.log, roundKey: 'tuan-9' })],
    ])('refuses %s', async (_, leaf) => {
      await expect(bench.queue.appendMarker(bench.log.roundId, 'genesis', leaf())).rejects.toThrow('not a genesis leaf of tuan-1')
    })
  })

  describe('the line', () => {
    it('finishes what was accepted when closed, then refuses', async () => {
      await bench.open()
      const attempts = await Promise.all(bench.people.map((_, person) => bench.start(person)))
      const entries = attempts.map((attempt) => bench.queue.acceptEntry(entryDraft(attempt)))
      expect(bench.queue.waiting).toBe(bench.people.length)
      await bench.queue.close()
      expect((await Promise.all(entries)).every(({ kind }) => kind === 'accepted')).toBe(true)
      expect(bench.queue.waiting).toBe(0)
      await expect(bench.queue.startAttempt(attemptDraft(bench.log, bench.people[0] ?? ''))).rejects.toMatchObject({
        code: 'shutting-down',
      })
    })

    it('refuses beyond its bound and loses nothing of what it took', async () => {
      const small = await openQueue(bench.database, { ...queueOptions, limits: { batch: 4, waiting: 10 } })
      maker.cleanUp(() => small.close())
      small.register(bench.log)
      const outcomes = await Promise.allSettled(bench.people.map((person) => small.startAttempt(attemptDraft(bench.log, person))))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
      const refused = outcomes.find((outcome) => outcome.status === 'rejected')?.reason as ContestError
      expect(refused).toMatchObject({ code: 'queue-full', detail: { retryAfterSeconds: 1 } })
      expect(await bench.database.db.selectFrom('attempt').select('id').execute()).toHaveLength(10)
    })

    it('serves two queues on one database', async () => {
      const second = await openQueue(bench.database, queueOptions)
      maker.cleanUp(() => second.close())
      for (const each of bench.logs) second.register(each)
      await Promise.all([bench.open(), second.appendMarker(bench.log.roundId, 'genesis', genesisLeaf(bench.log))])
      const attempts = bench.people.map((person) => attemptDraft(bench.log, person))
      const started = await Promise.all(
        attempts.flatMap((draft) => [bench.queue.startAttempt(draft), second.startAttempt({ ...draft, id: randomUUID() })]),
      )
      expect(new Set(started.map(({ attempt }) => attempt.id)).size).toBe(bench.people.length)
      expect(started.filter(({ created }) => created)).toHaveLength(bench.people.length)
      const entries = await Promise.all(
        started.map(({ attempt }, at) => (at % 2 === 0 ? bench.queue : second).acceptEntry(entryDraft(attempt))),
      )
      expect(entries.filter(({ kind }) => kind === 'accepted')).toHaveLength(bench.people.length)
      expect(entries.filter(({ kind }) => kind === 'conflict')).toHaveLength(bench.people.length)
      expect((await verifyLog(bench.database.db, bench.log, queueKeys)).entries).toBe(bench.people.length)
    })
  })
})
