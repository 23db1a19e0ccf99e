/** How alike two papers of one plan are: the fewer questions they share, the less a neighbour's paper helps. */
import { asciiBytes, hmacSha256, keyedChance, type Sha256 } from './chance.ts'
import type { DrawCells } from './draw-plan.ts'
import { pickQuestions } from './pick.ts'

/** Draws of an estimate: their 79,800 pairs bring it to within a few hundredths of a question. */
const draws = 400

/**
 * How many questions two random papers share on average, in questions, not rounded.
 *
 * Exact where no cell meets another and no question is kept apart from another of its cell: a cell of n questions that
 * gives k of them to each paper gives two papers k · k/n in common (the mean of the hypergeometric distribution).
 * Anything else is estimated from 400 draws under one fixed key: the mean over all pairs of different draws, which is
 * Σ x(x − 1) / (N(N − 1)) for x draws that have a question. The same plan always gives the same number.
 * A step is one draw, so that others can be served between the steps.
 */
export function* expectedShared(sha256: Sha256, plan: DrawCells): Generator<undefined, number> {
  const tied = plan.cells.some(({ candidates, clusters }) => clusters < candidates.length)
  if (!plan.contested && !tied) return plan.cells.reduce((sum, { count, candidates }) => sum + (count * count) / candidates.length, 0)
  const drawn = plan.clusterOf.map(() => 0)
  for (let number = 1; number <= draws; number++) {
    const key = hmacSha256(sha256, new Uint8Array(32), asciiBytes('hoithi/paper-likeness/v1', number))
    for (const question of pickQuestions(plan, keyedChance(sha256, key))) drawn[question] = (drawn[question] as number) + 1
    yield
  }
  return drawn.reduce((sum, x) => sum + x * (x - 1), 0) / (draws * (draws - 1))
}
