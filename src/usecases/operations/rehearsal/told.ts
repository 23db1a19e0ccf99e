/** What the players of a trial run tell, added up as they go. */
import type { RehearsalPlayed, rehearsalSteps } from '#contract/operations.ts'

export type Step = (typeof rehearsalSteps)[number]

export interface Told {
  asked(step: Step, ms: number): void
  triedAgain(): void
  error(what: string): void
  device(what: string): void
  /** Two answers that had to be one. */
  differing(): void
  paper(stems: readonly string[]): void
  done(code: string): void
  gaveUp(why: string): void
  played(): RehearsalPlayed
  codes(): readonly string[]
}

const quantile = (sorted: Float64Array, q: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0)

/** @param now milliseconds */
export function createTold(now: () => number = () => performance.now()): Told {
  const times: Record<Step, number[]> = { page: [], signIn: [], start: [], submit: [], receipt: [] }
  const seconds = new Map<number, number>()
  const [errors, devices, questions] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const papers = new Set<string>()
  const codes: string[] = []
  let [triedAgain, differing, gaveUp] = [0, 0, 0]
  const count = <Key>(of: Map<Key, number>, what: Key): unknown => of.set(what, (of.get(what) ?? 0) + 1)
  const listed = (of: ReadonlyMap<string, number>) =>
    [...of].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([what, times]) => ({ what, count: times }))
  const latencies = (step: Step) => {
    const sorted = Float64Array.from(times[step]).sort()
    return { count: sorted.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), longest: quantile(sorted, 1) }
  }
  return {
    asked: (step, ms) => {
      times[step].push(ms)
      count(seconds, Math.floor(now() / 1000))
    },
    triedAgain: () => triedAgain++,
    error: (what) => count(errors, what),
    device: (what) => count(devices, what),
    differing: () => differing++,
    paper: (stems) => {
      papers.add(stems.join('\n'))
      for (const stem of stems) count(questions, stem)
    },
    done: (code) => codes.push(code),
    gaveUp: (why) => {
      gaveUp++
      count(errors, why)
    },
    played: () => ({
      ...{ done: codes.length, gaveUp, triedAgain, differing },
      requests: [...seconds.values()].reduce((sum, one) => sum + one, 0),
      mostRequests: Math.max(0, ...seconds.values()),
      steps: {
        ...{ page: latencies('page'), signIn: latencies('signIn'), start: latencies('start') },
        ...{ submit: latencies('submit'), receipt: latencies('receipt') },
      },
      ...{ errors: listed(errors), devices: listed(devices) },
      papers: {
        ...{ different: papers.size, questions: questions.size },
        ...{ least: Math.min(...(questions.size === 0 ? [0] : questions.values())), most: Math.max(0, ...questions.values()) },
      },
    }),
    codes: () => codes,
  }
}
