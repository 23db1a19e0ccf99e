/**
 * The server's clock: wall time read once, advanced by the monotonic clock, so that a stepped wall clock can neither
 * reorder entries nor reopen a round. `offset()` tells how far the wall clock has walked away since.
 */
import type { Instant } from '#contest/values.ts'

export interface Clock {
  /** Integer milliseconds. */
  now(): Instant
  /** Wall clock minus our clock, in milliseconds. */
  offset(): number
}

export function monotonicClock(): Clock {
  const anchor = Date.now() - performance.now()
  const now = () => Math.floor(anchor + performance.now())
  return { now, offset: () => Date.now() - now() }
}
