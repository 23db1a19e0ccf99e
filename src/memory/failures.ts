/** What this process could not do lately, minute by minute: counted where it is told, so that what goes well pays nothing for it. */

/**
 * `entries-busy`, `entries-unsaved`: who started or submitted was told to try again, because too many did at once, or because it is
 * not known that it was stored. `slowed`: too many wrong tries. `unexpected`: nobody knows why.
 */
export type FailureKind = 'entries-busy' | 'entries-unsaved' | 'others-busy' | 'slowed' | 'unexpected'

export interface Failures {
  note(kind: FailureKind): void
  /** Over the last so many minutes, this one included; at most an hour. */
  lately(kind: FailureKind, minutes: number): number
}

const hour = 60

/** @param now milliseconds of a clock that only goes on */
export function createFailures(now: () => number = () => performance.now()): Failures {
  const counts = new Map<number, Map<FailureKind, number>>()
  const minuteNow = (): number => Math.floor(now() / 60_000)
  return {
    note: (kind) => {
      const minute = minuteNow()
      const held = counts.get(minute) ?? new Map<FailureKind, number>()
      held.set(kind, (held.get(kind) ?? 0) + 1)
      if (counts.has(minute)) return
      counts.set(minute, held)
      for (const old of counts.keys()) if (old <= minute - hour) counts.delete(old)
    },
    lately: (kind, minutes) => {
      const from = minuteNow() - Math.min(minutes, hour)
      return [...counts].reduce((sum, [minute, held]) => (minute > from ? sum + (held.get(kind) ?? 0) : sum), 0)
    },
  }
}
