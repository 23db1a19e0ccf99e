/** How fast batches were committed lately, minute by minute: noted once a batch, so that no operation pays for it. */

interface Committed {
  readonly operations: number
  /** The longest a batch took, in milliseconds. */
  readonly longestMs: number
}

export interface Pace {
  note(operations: number, tookMs: number): void
  /** Over the last so many minutes, this one included; at most an hour. */
  lately(minutes: number): Committed
}

const hour = 60

/** @param now milliseconds of a clock that only goes on */
export function createPace(now: () => number = () => performance.now()): Pace {
  const minutes = Array.from({ length: hour }, () => ({ minute: -1, operations: 0, longestMs: 0 }))
  const minuteNow = (): number => Math.floor(now() / 60_000)
  return {
    note: (operations, tookMs) => {
      const minute = minuteNow()
      const slot = minutes[minute % hour]
      if (slot === undefined) return
      if (slot.minute !== minute) Object.assign(slot, { minute, operations: 0, longestMs: 0 })
      slot.operations += operations
      slot.longestMs = Math.max(slot.longestMs, tookMs)
    },
    lately: (asked) => {
      const from = minuteNow() - Math.min(asked, hour) + 1
      const held = minutes.filter(({ minute }) => minute >= Math.max(0, from))
      return {
        operations: held.reduce((sum, { operations }) => sum + operations, 0),
        longestMs: held.reduce((longest, { longestMs }) => Math.max(longest, longestMs), 0),
      }
    },
  }
}
