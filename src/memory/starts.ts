/**
 * How many attempts an open round has. Counting them takes milliseconds for each hundred thousand and is asked at every
 * look at the contest, so a large count stays good for a moment that grows with it: counting takes under a hundredth of
 * the time at any size.
 */
import { countAttempts } from '#store/taking-part/attempts.ts'
import type { Database } from '#store/database/database.ts'
import { bounded } from './bounded.ts'

export interface Starts {
  of(roundId: string): Promise<number>
}

const mostRounds = 60
/** Counted in less than a millisecond, so always counted anew. */
const few = 5000
/** One second for each hundred thousand. */
const perMs = 100

/** @param always below this many they are counted at every look */
export function createStarts({ db }: Database, now: () => number = () => performance.now(), always = few): Starts {
  const known = bounded<{ readonly attempts: number; readonly until: number }>(mostRounds)
  return {
    of: async (roundId) => {
      const before = known.get(roundId)
      if (before !== undefined && now() < before.until) return before.attempts
      const attempts = await countAttempts(db, roundId)
      known.set(roundId, { attempts, until: attempts < always ? 0 : now() + attempts / perMs })
      return attempts
    },
  }
}
