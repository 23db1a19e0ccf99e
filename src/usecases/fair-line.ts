/**
 * A line before work that is heavy or can wait: so many at once, and one in a turn of the loop, so that whoever need not stand in a
 * line is served between any two; the others in turn by whom they come from, so that somebody who comes a thousand times stands behind
 * everybody who came once. What does not fit is told to come back.
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
  /** Milliseconds after each before the next: so much of the loop is left to others. */
  readonly restMs?: () => number
}

export function createFairLine({ atOnce, waiting: most, waitingEach, restMs = () => 0 }: LineLimits): FairLine {
  /** In the order in which their turns come. */
  const lines = new Map<string, (() => void)[]>()
  let waiting = 0
  let inside = 0
  /** Somebody has entered in this turn of the loop. */
  let entered = false

  const isOpen = (): boolean => !entered && inside < Math.max(1, atOnce())

  const enter = (): void => {
    inside++
    entered = true
    setImmediate(() => {
      entered = false
      next()
    })
  }

  const next = (): void => {
    if (!isOpen()) return
    const first = lines.entries().next()
    if (first.done === true) return
    const [from, line] = first.value
    lines.delete(from)
    const begin = line.shift()
    if (line.length > 0) lines.set(from, line)
    waiting--
    enter()
    begin?.()
  }

  return {
    get waiting() {
      return waiting
    },
    async pass(from, act) {
      if (waiting === 0 && isOpen()) enter()
      else {
        const line = lines.get(from) ?? []
        if (waiting >= most || line.length >= waitingEach) throw new ContestError('busy', { retryAfterSeconds: 2 })
        waiting++
        await new Promise<void>((begin) => {
          line.push(begin)
          lines.set(from, line)
        })
      }
      try {
        return await act()
      } finally {
        const leave = (): void => {
          inside--
          next()
        }
        const rest = restMs()
        // Work that never lets go of the loop counts until its next turn.
        if (rest > 0) setTimeout(leave, rest)
        else setImmediate(leave)
      }
    },
  }
}
