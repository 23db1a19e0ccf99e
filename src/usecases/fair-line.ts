/**
 * A line before work that is heavy or can wait: so many at once, or in one turn of the loop; the others in turn by whom they come from, so that
 * somebody who comes a thousand times stands behind everybody who came once. What does not fit is told to come back.
 */
import { ContestError } from '#contest/errors.ts'

export interface FairLine {
  /** @param from whoever must not take the turns of others: a network, an account @throws ContestError `busy` {retryAfterSeconds} */
  pass<T>(from: string, act: () => Promise<T>): Promise<T>
  /** Waiting for their turn. */
  readonly waiting: number
}

export interface LineLimits {
  /** Asked anew before each turn. */
  readonly atOnce: () => number
  /** May wait altogether, and of one. */
  readonly waiting: number
  readonly waitingEach: number
}

export function createFairLine({ atOnce, waiting: most, waitingEach }: LineLimits): FairLine {
  /** In the order in which their turns come. */
  const lines = new Map<string, (() => void)[]>()
  let waiting = 0
  let inside = 0

  const next = (): void => {
    while (inside < Math.max(1, atOnce())) {
      const first = lines.entries().next()
      if (first.done === true) return
      const [from, line] = first.value
      lines.delete(from)
      const enter = line.shift()
      if (line.length > 0) lines.set(from, line)
      if (enter === undefined) continue
      waiting--
      inside++
      enter()
    }
  }

  return {
    get waiting() {
      return waiting
    },
    async pass(from, act) {
      if (inside < Math.max(1, atOnce()) && waiting === 0) inside++
      else {
        const line = lines.get(from) ?? []
        if (waiting >= most || line.length >= waitingEach) throw new ContestError('busy', { retryAfterSeconds: 2 })
        waiting++
        await new Promise<void>((enter) => {
          line.push(enter)
          lines.set(from, line)
        })
      }
      try {
        return await act()
      } finally {
        // Work that never lets go of the loop counts until its next turn: whoever need not stand in a line is served between.
        setImmediate(() => {
          inside--
          next()
        })
      }
    },
  }
}
