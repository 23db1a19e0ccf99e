/**
 * How many entries came in each hour of a round. A log only grows, and in order: what was counted stays counted, and a look
 * at the round counts what has come since the last one.
 */
import { startTurns } from '#store/database/turns.ts'
import type { Database } from '#store/database/database.ts'
import { bounded } from './bounded.ts'
import { entriesByHour, lastEntryIndex, type HourOfEntries } from '#store/taking-part/entries.ts'

interface Arrived {
  readonly entries: number
  /** Hours in which any came, in order. */
  readonly byHour: readonly HourOfEntries[]
}

export interface Arrivals {
  of(roundId: string): Promise<Arrived>
}

interface Counted extends Arrived {
  readonly upTo: number
}

const mostRounds = 60
/** Entries counted at a stretch: a few milliseconds. */
const step = 5000

export function createArrivals({ db }: Database): Arrivals {
  const known = bounded<Promise<Counted>>(mostRounds)

  async function count(roundId: string, before: Promise<Counted> | undefined): Promise<Counted> {
    const { entries, byHour, upTo: counted } = (await before?.catch(() => undefined)) ?? { entries: 0, byHour: [], upTo: -1 }
    const last = await lastEntryIndex(db, roundId)
    const hours = new Map(byHour.map((one) => [one.hour, one.entries]))
    let sum = entries
    const turns = startTurns()
    for (let after = counted; after < last; after += step) {
      for (const one of await entriesByHour(db, roundId, after, Math.min(after + step, last))) {
        hours.set(one.hour, (hours.get(one.hour) ?? 0) + one.entries)
        sum += one.entries
      }
      if (turns.due()) await turns.give()
    }
    const ordered = [...hours].sort(([a], [b]) => a - b)
    return { entries: sum, byHour: ordered.map(([hour, of]) => ({ hour, entries: of })), upTo: Math.max(last, counted) }
  }

  return {
    of: (roundId) => {
      const counting = count(roundId, known.get(roundId))
      known.set(roundId, counting)
      return counting
    },
  }
}
