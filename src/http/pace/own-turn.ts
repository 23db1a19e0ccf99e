/**
 * One page at a time for one session, with a rest after each: somebody on two hundred connections has the pages of one person, and the
 * line in which everybody's pages are made never fills with theirs.
 */
import { ContestError } from '#contest/errors.ts'

export interface OwnTurn {
  /** @param who their session's token @throws ContestError `busy` {retryAfterSeconds} */
  pass<T>(who: string, act: () => Promise<T>): Promise<T>
}

/**
 * @param limits.waiting of one person
 * @param limits.restMs milliseconds after each page before the next of the same person, asked anew each time
 */
export function createOwnTurn({ waiting: most, restMs }: { readonly waiting: number; readonly restMs: () => number }): OwnTurn {
  /** Who has a page under way or rests, with those that wait. */
  const lines = new Map<string, (() => void)[]>()

  const leave = (who: string): void => {
    const next = lines.get(who)?.shift()
    if (next === undefined) lines.delete(who)
    else next()
  }

  return {
    async pass(who, act) {
      const line = lines.get(who)
      if (line === undefined) lines.set(who, [])
      else {
        if (line.length >= most) throw new ContestError('busy', { retryAfterSeconds: 2 })
        await new Promise<void>((begin) => line.push(begin))
      }
      try {
        return await act()
      } finally {
        const rest = restMs()
        if (rest > 0) setTimeout(leave, rest, who)
        else leave(who)
      }
    },
  }
}
