import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { attemptDraft, closeLeaf, entryDraft, genesisLeaf } from '#test/support/contest-rows.ts'
import { describeOnEachDatabase } from '#test/support/databases/databases.ts'
import { makeQueueBench, queueKeys, received, type QueueBench } from '#test/support/databases/queue-bench.ts'
import { verifyLog } from '#test/support/oracles/verify-log.ts'
import type { EntryDraft } from './queue.ts'

describeOnEachDatabase('entries of the commit queue', (maker) => {
  let bench: QueueBench
  beforeEach(async () => {
    bench = await makeQueueBench(maker)
  })

  it('answers with index, code and a receipt', async () => {
    await bench.open()
    const draft = entryDraft(await bench.start(0))
    const entry = received(await bench.queue.acceptEntry(draft))
    expect(entry).toMatchObject({ kind: 'accepted', entryId: draft.id, submittedAt: 30, logIndex: 1 })
    const stored = await verifyLog(bench.database.db, bench.log, queueKeys)
    expect(stored.receipts.get(draft.id)).toBe(entry.receiptHead + entry.checkpoint)
  })

  it('gives contiguous indexes and one signed head a batch', async () => {
    await bench.open()
    const attempts = await Promise.all(bench.people.map((_, person) => bench.start(person)))
    const entries = (await Promise.all(attempts.map((attempt) => bench.queue.acceptEntry(entryDraft(attempt))))).map(received)
    expect(entries.map(({ logIndex }) => logIndex)).toEqual(bench.people.map((_, at) => at + 1))
    const heads = await bench.database.db
      .selectFrom('log_checkpoint')
      .select('size')
      .where('round_id', '=', bench.log.roundId)
      .orderBy('size')
      .execute()
    expect(heads.map(({ size }) => size)).toEqual([1, bench.people.length + 1])
    const stored = await verifyLog(bench.database.db, bench.log, queueKeys)
    for (const { entryId, receiptHead, checkpoint } of entries) expect(stored.receipts.get(entryId)).toBe(receiptHead + checkpoint)
  })

  it('keeps the logs of two rounds apart in one batch', async () => {
    const [one, other] = [bench.log, bench.logs[1]]
    await Promise.all([bench.open(one), bench.open(other)])
    const attempts = await Promise.all([bench.start(0, one), bench.start(0, other), bench.start(1, other)])
    const entries = (await Promise.all(attempts.map((attempt) => bench.queue.acceptEntry(entryDraft(attempt))))).map(received)
    expect(entries.map(({ logIndex }) => logIndex)).toEqual([1, 1, 2])
  })

  it('repeats the same receipt for the same id and body, also later and after more entries', async () => {
    await bench.open()
    const draft = entryDraft(await bench.start(0))
    const first = received(await bench.queue.acceptEntry(draft))
    await bench.queue.acceptEntry(entryDraft(await bench.start(1)))
    const again = received(await bench.queue.acceptEntry({ ...draft, submittedAt: 99 }))
    expect(again).toEqual({ ...first, kind: 'repeated' })
  })

  it('repeats inside one batch', async () => {
    await bench.open()
    const draft = entryDraft(await bench.start(0))
    const [first, second] = (await Promise.all([bench.queue.acceptEntry(draft), bench.queue.acceptEntry({ ...draft })])).map(received)
    expect(first?.kind).toBe('accepted')
    expect(second).toEqual({ ...first, kind: 'repeated' })
  })

  it.each([
    ['another body', (draft: EntryDraft) => ({ ...draft, bodyDigest: new Uint8Array(32) })],
    ['another id', (draft: EntryDraft) => ({ ...draft, id: randomUUID() })],
  ])('conflicts with %s for the same attempt, stored or in the batch', async (_, change) => {
    await bench.open()
    const draft = entryDraft(await bench.start(0))
    const together = await Promise.all([bench.queue.acceptEntry(draft), bench.queue.acceptEntry(change(draft))])
    expect(together.map(({ kind }) => kind)).toEqual(['accepted', 'conflict'])
    expect(await bench.queue.acceptEntry(change(draft))).toEqual({ kind: 'conflict' })
  })

  it('conflicts with an id another attempt has used', async () => {
    await bench.open()
    const attempts = await Promise.all([bench.start(0), bench.start(1), bench.start(2)])
    const [first, second, third] = attempts.map((attempt) => entryDraft(attempt))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three drafts')
    const together = await Promise.all([bench.queue.acceptEntry(first), bench.queue.acceptEntry({ ...second, id: first.id })])
    expect(together.map(({ kind }) => kind)).toEqual(['accepted', 'conflict'])
    expect(await bench.queue.acceptEntry({ ...third, id: first.id })).toEqual({ kind: 'conflict' })
  })

  it('conflicts with such an id for an attempt of the same batch', async () => {
    await bench.open()
    const first = entryDraft(await bench.start(0))
    await bench.queue.acceptEntry(first)
    const attempt = attemptDraft(bench.log, bench.people[1] ?? '')
    const [, entry] = await Promise.all([
      bench.queue.startAttempt(attempt),
      bench.queue.acceptEntry({ ...entryDraft(attempt), id: first.id }),
    ])
    expect(entry).toEqual({ kind: 'conflict' })
  })

  it('follows the closing of its round as it is at the commit; a retry still is answered', async () => {
    await bench.open()
    const [early, late] = [entryDraft(await bench.start(0)), entryDraft(await bench.start(1))]
    await bench.queue.acceptEntry(early)
    await bench.setRound({ closes_at: 30, status: 'closing' })
    expect(await bench.queue.acceptEntry(late)).toEqual({ kind: 'log-closed' })
    expect(await bench.queue.acceptEntry(early)).toMatchObject({ kind: 'repeated' })
    expect(await bench.queue.acceptEntry({ ...late, submittedAt: 29 })).toMatchObject({ kind: 'accepted', logIndex: 2 })
  })

  it('is not received by a round that is over, though its log be open', async () => {
    await bench.open()
    const draft = entryDraft(await bench.start(0))
    await bench.setRound({ status: 'closed', closed_at: 40 })
    expect(await bench.queue.acceptEntry(draft)).toEqual({ kind: 'log-closed' })
    await bench.setRound({ status: 'closing' })
    expect(await bench.queue.acceptEntry(draft)).toMatchObject({ kind: 'accepted' })
  })

  it('is not received before the log is made, nor after it is closed; a retry still is answered', async () => {
    const attempt = await bench.start(0)
    const draft = entryDraft(attempt)
    expect(await bench.queue.acceptEntry(draft)).toEqual({ kind: 'log-closed' })
    await bench.open()
    const first = received(await bench.queue.acceptEntry(draft))
    const late = entryDraft(await bench.start(1))
    const [, outcome] = await Promise.all([
      bench.queue.appendMarker(bench.log.roundId, 'close', closeLeaf(bench.log, 1)),
      bench.queue.acceptEntry(late),
    ])
    expect(outcome).toEqual({ kind: 'log-closed' })
    expect(await bench.queue.acceptEntry(late)).toEqual({ kind: 'log-closed' })
    const { receiptHead, checkpoint } = received(await bench.queue.acceptEntry(draft))
    expect([receiptHead, checkpoint]).toEqual([first.receiptHead, first.checkpoint])
  })

  it('is not found without an attempt of this contestant in this round', async () => {
    await bench.open()
    const draft = entryDraft(await bench.start(0))
    for (const wrong of [{ attemptId: 'none' }, { contestantId: bench.people[1] ?? '' }, { roundId: bench.logs[1].roundId }]) {
      await expect(bench.queue.acceptEntry({ ...draft, ...wrong })).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  it('fails alone when the database refuses it', async () => {
    await bench.open()
    const attempts = await Promise.all([0, 1, 2, 3, 4].map((person) => bench.start(person)))
    const outcomes = await Promise.allSettled(
      attempts.map((attempt, at) => bench.queue.acceptEntry({ ...entryDraft(attempt), ...(at === 2 ? { id: 'short' } : {}) })),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect((await verifyLog(bench.database.db, bench.log, queueKeys)).entries).toBe(4)
  })

  it('asks for the log of its round to be registered', async () => {
    const draft = { ...entryDraft(await bench.start(0)), roundId: 'unknown' }
    await expect(bench.queue.acceptEntry(draft)).rejects.toThrow('the log of round unknown is not registered')
    await expect(bench.queue.appendMarker('unknown', 'genesis', genesisLeaf(bench.log))).rejects.toThrow('not registered')
  })

  it('signs nothing over a head that does not agree with its frontier', async () => {
    const other = bench.logs[1]
    await Promise.all([bench.open(), bench.open(other)])
    const [attempt, healthy] = await Promise.all([bench.start(0), bench.start(0, other)])
    const { root } = await bench.database.db
      .selectFrom('log_head')
      .select('root')
      .where('round_id', '=', bench.log.roundId)
      .executeTakeFirstOrThrow()
    await bench.database.db
      .updateTable('log_head')
      .set({ root: new Uint8Array(32) })
      .where('round_id', '=', bench.log.roundId)
      .execute()
    const [damaged, fine] = await Promise.allSettled([
      bench.queue.acceptEntry(entryDraft(attempt)),
      bench.queue.acceptEntry(entryDraft(healthy)),
    ])
    expect(damaged).toMatchObject({
      status: 'rejected',
      reason: { message: `the stored head of round ${bench.log.roundId} does not agree with its frontier` },
    })
    expect(fine.status).toBe('fulfilled')
    await bench.database.db.updateTable('log_head').set({ root }).where('round_id', '=', bench.log.roundId).execute()
  })
})
