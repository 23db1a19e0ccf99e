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
  /** Reads the wall time once more; only while nothing is recorded by this clock. */
  follow(): void
}

export function monotonicClock(): Clock {
  const read = (): number => Date.now() - performance.now()
  let anchor = read()
  const now = () => Math.floor(anchor + performance.now())
  return {
    now,
    offset: () => Date.now() - now(),
    follow: () => {
      anchor = read()
    },
  }
}
