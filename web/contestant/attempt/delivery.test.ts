import { describe, expect, it } from 'vitest'
import { deliver, type Delay, type Delivered, type Reply } from './delivery.ts'

const offline: Reply = { kind: 'no-network' }
const answer = (status: number, code?: string, more: { ticket?: string; retryAfter?: number } = {}): Reply => ({
  kind: 'answer',
  status,
  problem: code === undefined ? null : { type: `/problems/${code}`, status, code, title: { vi: code, en: code } },
  ticket: more.ticket ?? null,
  retryAfter: more.retryAfter ?? null,
})

async function run(
  replies: readonly Reply[],
  chance = 0,
): Promise<{ delivered: Delivered; tickets: (string | null)[]; kept: string[]; delays: Delay[] }> {
  const tickets: (string | null)[] = []
  const kept: string[] = []
  const delays: Delay[] = []
  const left = [...replies]
  const delivered = await deliver('first', {
    send(ticket) {
      tickets.push(ticket)
      const reply = left.shift()
      if (reply === undefined) throw new Error('sent once too often')
      return Promise.resolve(reply)
    },
    wait: () => Promise.resolve(),
    chance: () => chance,
    keepTicket: (ticket) => kept.push(ticket),
    tell: (delay) => delays.push(delay),
  })
  return { delivered, tickets, kept, delays }
}

describe('delivering an entry', () => {
  it.each([
    [answer(201), { outcome: 'receipt' }],
    [answer(200), { outcome: 'receipt' }],
    [answer(409, 'already-submitted'), { outcome: 'receipt' }],
    [answer(409, 'different-body'), { outcome: 'receipt' }],
    [answer(409, 'round-closed'), { outcome: 'round-closed' }],
    [answer(401, 'not-signed-in'), { outcome: 'sign-in' }],
  ] as const)('ends at once (%#)', async (reply, expected) => {
    expect((await run([reply])).delivered).toEqual(expected)
  })

  it('tells what was refused', async () => {
    const { delivered } = await run([answer(422, 'invalid-answers')])
    expect(delivered).toMatchObject({ outcome: 'refused', problem: { code: 'invalid-answers' } })
  })

  it('goes on without network, doubling its waits up to half a minute', async () => {
    const { delivered, delays } = await run([...Array<Reply>(7).fill(offline), answer(201)], 0)
    expect(delivered).toEqual({ outcome: 'receipt' })
    expect(delays.map(({ why }) => why)).toEqual(Array(7).fill('offline'))
    expect(delays.map(({ retryInMs }) => retryInMs)).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000])
  })

  it('keeps the ticket of a busy server, sends it back, and waits at least as long as asked', async () => {
    const { tickets, kept, delays } = await run(
      [answer(503, 'queue-full', { ticket: 'second', retryAfter: 3 }), answer(503, 'queue-full', { retryAfter: 1 }), answer(201)],
      0.5,
    )
    expect(tickets).toEqual(['first', 'second', 'second'])
    expect(kept).toEqual(['second'])
    expect(delays[0]).toEqual({ why: 'busy', retryInMs: 3750 })
  })

  it('does not give up when the server is in trouble', async () => {
    const { delivered, delays } = await run([answer(500), answer(502), answer(503, 'shutting-down'), answer(200)])
    expect(delivered).toEqual({ outcome: 'receipt' })
    expect(delays.map(({ why }) => why)).toEqual(['trouble', 'trouble', 'trouble'])
  })
})
