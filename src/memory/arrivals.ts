/**
 * How many entries came in each hour of a round, and in each minute of its last hour. A log only grows, and in order: what was
 * counted stays counted, and a look at the round counts what has come since the last one.
 */
import type { Instant } from '#contest/values.ts'
import { startTurns } from '#store/database/turns.ts'
import type { Database } from '#store/database/database.ts'
import { bounded } from './bounded.ts'
import { entriesByMinute, lastEntryIndex, type MinuteOfEntries } from '#store/taking-part/entries.ts'

interface HourOfEntries {
  readonly hour: Instant
  readonly entries: number
}

interface Arrived {
  readonly entries: number
  /** Hours in which any came, in order. */
  readonly byHour: readonly HourOfEntries[]
  /** Of the hour before the latest of them, minutes in which any came, in order. */
  readonly byMinute: readonly MinuteOfEntries[]
}

export interface Arrivals {
  of(roundId: string): Promise<Arrived>
}

interface Counted extends Arrived {
  readonly upTo: number
}

const none: Counted = { entries: 0, byHour: [], byMinute: [], upTo: -1 }
const mostRounds = 60
/** Entries counted at a stretch: a few milliseconds. */
const step = 5000
const hourMs = 3_600_000

export function createArrivals({ db }: Database): Arrivals {
  const known = bounded<Promise<Counted>>(mostRounds)

  async function count(roundId: string, before: Promise<Counted> | undefined): Promise<Counted> {
    const counted = (await before?.catch(() => undefined)) ?? none
    const last = await lastEntryIndex(db, roundId)
    if (last <= counted.upTo) return counted
    const hours = new Map(counted.byHour.map(({ hour, entries }) => [hour, entries]))
    const minutes = new Map(counted.byMinute.map(({ minute, entries }) => [minute, entries]))
    const add = (to: Map<Instant, number>, at: Instant, entries: number): void => void to.set(at, (to.get(at) ?? 0) + entries)
    let sum = counted.entries
    const turns = startTurns()
    for (let after = counted.upTo; after < last; after += step) {
      for (const { minute, entries } of await entriesByMinute(db, roundId, after, Math.min(after + step, last))) {
        add(hours, Math.floor(minute / hourMs) * hourMs, entries)
        add(minutes, minute, entries)
        sum += entries
      }
      const newest = Math.max(...minutes.keys())
      for (const minute of minutes.keys()) if (minute <= newest - hourMs) minutes.delete(minute)
      if (turns.due()) await turns.give()
    }
    return {
      entries: sum,
      byHour: [...hours].sort(([a], [b]) => a - b).map(([hour, entries]) => ({ hour, entries })),
      byMinute: [...minutes].sort(([a], [b]) => a - b).map(([minute, entries]) => ({ minute, entries })),
      upTo: last,
    }
  }

  return {
    of: (roundId) => {
      const counting = count(roundId, known.get(roundId))
      known.set(roundId, counting)
      return counting
    },
  }
}
