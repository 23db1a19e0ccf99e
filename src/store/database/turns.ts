/** Long work on the event loop, done in stretches between which others are served. */
import { setImmediate } from 'node:timers/promises'

/** Milliseconds of work at a stretch: a submission that comes meanwhile waits for a few of them. */
const STRETCH = 3

export interface Turns {
  /** The stretch has lasted long enough: `await turns.give()`. */
  due(): boolean
  /** Lets everybody who waits be served, and begins the next stretch. */
  give(): Promise<void>
}

export function startTurns(): Turns {
  let until = performance.now() + STRETCH
  return {
    due: () => performance.now() > until,
    give: async () => {
      await setImmediate()
      until = performance.now() + STRETCH
    },
  }
}

/** `items.map(make)`, with turns for others in between. */
export async function mapInTurns<T, U>(items: readonly T[], make: (item: T, index: number) => U): Promise<U[]> {
  const turns = startTurns()
  const made: U[] = []
  for (const [index, item] of items.entries()) {
    made.push(make(item, index))
    if (turns.due()) await turns.give()
  }
  return made
}

/** What work written in steps comes to, with turns for others between its steps. */
export async function runInTurns<T>(work: Generator<undefined, T>): Promise<T> {
  const turns = startTurns()
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (turns.due()) await turns.give()
  }
}
