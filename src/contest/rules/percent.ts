/** Shares of a paper in percent, as whole questions. */

/**
 * By the largest remainder: every share gets its whole questions, and those that are left go one each to the shares that lost
 * most by it, of equal ones the first in order. In integers.
 * @param percents whole, together 100
 * @returns counts that add up to `questions`
 */
export function countsOfPercents(questions: number, percents: readonly number[]): readonly number[] {
  const counts = percents.map((percent) => Math.floor((questions * percent) / 100))
  const left = questions - counts.reduce((sum, count) => sum + count, 0)
  const remainders = percents.map((percent, at) => ({ at, lost: (questions * percent) % 100 }))
  const first = remainders.sort((a, b) => b.lost - a.lost || a.at - b.at).slice(0, left)
  return counts.map((count, at) => count + (first.some((one) => one.at === at) ? 1 : 0))
}

/** Does a share of a paper of so many questions come out in whole questions? */
export const isWhole = (questions: number, percent: number): boolean => (questions * percent) % 100 === 0
