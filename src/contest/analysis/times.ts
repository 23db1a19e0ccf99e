/**
 * How long a question was on screen. The contestant's own device tells it, or does not: it informs those who read the
 * analysis and never ranks anybody. Papers are counted by whole seconds, so that their order is nothing and what is kept
 * does not grow with them.
 */

/** The last cell counts this many seconds and more: whoever left the phone lying was not answering. */
export const longestSeconds = 300

/** `counts[s]` papers had the question on screen for `s` seconds. */
type BySecond = Uint32Array

/** Made when the first entry comes that tells times: of most rounds without them nothing is kept. */
export interface ItemTimes {
  readonly right: BySecond
  readonly wrong: BySecond
}

export const emptyTimes = (): ItemTimes => ({ right: new Uint32Array(longestSeconds + 1), wrong: new Uint32Array(longestSeconds + 1) })

/** @param seconds whole, from 0 */
export function countTime({ right, wrong }: ItemTimes, seconds: number, isRight: boolean): void {
  const counts = isRight ? right : wrong
  const cell = Math.min(seconds, longestSeconds)
  counts[cell] = (counts[cell] as number) + 1
}

/** Medians in whole seconds; `longestSeconds` stands for that and more. */
export interface TimeAnalysis {
  /** Papers whose device told a time. */
  readonly papers: number
  readonly median: number
  /** Of those that had the question right, and of the others (unanswered, too); null when there are none. */
  readonly right: number | null
  readonly wrong: number | null
}

/** @param times hold at least one */
export function timesOf({ right, wrong }: ItemTimes): TimeAnalysis {
  const all = right.map((count, second) => count + (wrong[second] as number))
  return { papers: total(all), median: medianOf(all) as number, right: medianOf(right), wrong: medianOf(wrong) }
}

const total = (counts: BySecond): number => counts.reduce((sum, count) => sum + count, 0)

/** The lower one where two stand in the middle, so that it is a time somebody had. */
function medianOf(counts: BySecond): number | null {
  const half = total(counts) / 2
  if (half === 0) return null
  let [second, sofar] = [0, counts[0] as number]
  while (sofar < half) sofar += counts[++second] as number
  return second
}
