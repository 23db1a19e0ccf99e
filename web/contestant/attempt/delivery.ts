/**
 * Sends one entry until the server has answered for good. Retrying is safe: the entry's id was made and stored before
 * the first send, so the server takes it once however often it arrives.
 */
import { backoff } from '../dom/dom.ts'
import type { Problem } from '../../../src/contract/problem.ts'

export type Reply =
  | { readonly kind: 'no-network' }
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly problem: Problem | null
      readonly ticket: string | null
      /** From the header Retry-After, in seconds. */
      readonly retryAfter: number | null
    }

/** Why the entry is still on its way, and when it is sent again; the return of the network wakes it sooner. */
export interface Delay {
  readonly why: 'offline' | 'busy' | 'trouble'
  readonly retryInMs: number
}

export type Delivered =
  /** Accepted now, or this attempt had an entry already: there is a receipt. */
  | { readonly outcome: 'receipt' }
  | { readonly outcome: 'round-closed' }
  | { readonly outcome: 'sign-in' }
  | { readonly outcome: 'refused'; readonly problem: Problem | null }

export interface DeliveryPorts {
  /** One PUT; never rejects. */
  send(ticket: string | null): Promise<Reply>
  /** Waits, or less when the network comes back. */
  wait(milliseconds: number): Promise<void>
  /** Number in [0, 1). */
  chance(): number
  /** Keeps the ticket on the device. */
  keepTicket(ticket: string): void
  tell(delay: Delay): void
}

const longestMs = 30_000

export async function deliver(firstTicket: string | null, ports: DeliveryPorts): Promise<Delivered> {
  let ticket = firstTicket
  for (let tries = 0; ; tries++) {
    const reply = await ports.send(ticket)
    if (reply.kind === 'answer') {
      if (reply.ticket !== null) {
        ticket = reply.ticket
        ports.keepTicket(ticket)
      }
      const delivered = conclude(reply)
      if (delivered !== null) return delivered
    }
    const delay = delayAfter(reply, tries, ports.chance())
    ports.tell(delay)
    await ports.wait(delay.retryInMs)
  }
}

type Answer = Extract<Reply, { kind: 'answer' }>

/** Null: worth trying again. */
function conclude({ status, problem }: Answer): Delivered | null {
  if (status >= 200 && status < 300) return { outcome: 'receipt' }
  if (status === 401) return { outcome: 'sign-in' }
  if (status >= 500 || status === 408 || status === 425 || status === 429) return null
  if (problem?.code === 'already-submitted' || problem?.code === 'different-body') return { outcome: 'receipt' }
  return problem?.code === 'round-closed' ? { outcome: 'round-closed' } : { outcome: 'refused', problem }
}

/** Doubling from 1 s to 30 s, never sooner than the server asked, and spread so that people do not return together. */
function delayAfter(reply: Reply, tries: number, chance: number): Delay {
  const usual = backoff(tries, longestMs, chance)
  if (reply.kind === 'no-network') return { why: 'offline', retryInMs: usual }
  if (reply.retryAfter === null) return { why: 'trouble', retryInMs: usual }
  return { why: reply.ticket === null ? 'trouble' : 'busy', retryInMs: Math.max(usual, reply.retryAfter * 1_000 * (1 + chance / 2)) }
}
