import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuick } from '#test/support/cases.ts'
import { questionOf, setOf, sha256 } from '#test/support/contest.ts'
import type { DrawPlan } from './draw-plan.ts'
import { expectedShared } from './likeness.ts'
import { drawPaper, prepareDraw } from './paper.ts'
import type { Question } from '../questions/question.ts'
import type { BlueprintCell } from '../rules/rules.ts'

function planOf(blueprint: readonly BlueprintCell[], questions: readonly Question[], apart: readonly (readonly string[])[] = []): DrawPlan {
  const total = blueprint.reduce((sum, { count }) => sum + count, 0)
  const rules = { questions: total, blueprint, fixedSets: null, shuffleQuestions: true, shuffleOptions: true, pinnedLast: [], apart }
  const prepared = prepareDraw(rules, setOf(questions))
  if (!prepared.ok) throw new Error('not drawable')
  return prepared.value
}

function shared(plan: DrawPlan): number {
  const work = expectedShared(sha256, plan)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

const cell = (topic: string | null, count: number): BlueprintCell => ({ topic, difficulty: null, count })
const many = (topic: string | null, count: number, from = 0) => Array.from({ length: count }, (_, i) => questionOf(from + i, { topic }))

/** The mean over every pair of papers a cell of n questions can give, each choice of k as likely as any other. */
function bruteForce(n: number, k: number): number {
  const papers: number[][] = []
  const choose = (from: number, chosen: number[]): void => {
    if (chosen.length === k) papers.push(chosen)
    else for (let q = from; q < n; q++) choose(q + 1, [...chosen, q])
  }
  choose(0, [])
  let shared = 0
  for (const one of papers) for (const other of papers) shared += one.filter((q) => other.includes(q)).length
  return shared / papers.length ** 2
}

/** The mean over all pairs of `papers` real papers. */
function measured(plan: DrawPlan, papers: number): number {
  const counts = plan.clusterOf.map(() => 0)
  for (let number = 0; number < papers; number++) {
    const paper = drawPaper(sha256, plan, new Uint8Array(32).fill(3), { contestantId: `c${number}`, attempt: 1 })
    for (const { question } of paper) counts[question]!++
  }
  return counts.reduce((sum, x) => sum + x * (x - 1), 0) / (papers * (papers - 1))
}

describe('expectedShared', () => {
  it('is exact where cells do not meet: every pair of papers tried', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }), fc.nat(), fc.nat(), (n, m, a, b) => {
        const [k, l] = [(a % n) + 1, (b % m) + 1]
        const plan = planOf([cell('A', k), cell('B', l)], [...many('A', n), ...many('B', m, n)])
        expect(shared(plan)).toBeCloseTo(bruteForce(n, k) + bruteForce(m, l), 10)
      }),
      { numRuns: 60 },
    )
    expect(shared(planOf([cell(null, 15)], many(null, 120)))).toBe(225 / 120)
  })

  it('says all questions where the set has no more than a paper', () => {
    expect(shared(planOf([cell('A', 4)], many('A', 4)))).toBe(4)
    // The same by estimate: two cells compete for the questions.
    expect(shared(planOf([cell('A', 2), cell(null, 2)], many('A', 4)))).toBe(4)
  })

  it.skipIf(isQuick)('estimates where cells meet or questions are kept apart: close to 20,000 papers, and the same every time', () => {
    const competing = planOf([cell('A', 3), cell(null, 5)], [...many('A', 10), ...many('B', 10, 10)])
    const tied = planOf([cell(null, 5)], many(null, 20), [
      ['Q000', 'Q001', 'Q002'],
      ['Q010', 'Q011'],
    ])
    for (const plan of [competing, tied]) {
      const estimate = shared(plan)
      expect(Math.abs(estimate - measured(plan, 20_000))).toBeLessThan(0.1)
      expect(shared(plan)).toBe(estimate)
    }
  })

  it('estimates near the closed form where both would do', () => {
    // Two cells that want the same: contested by the letter, one cell of five in effect.
    const split = planOf([cell(null, 2), cell(null, 3)], many(null, 20))
    expect(split.contested).toBe(true)
    expect(Math.abs(shared(split) - 25 / 20)).toBeLessThan(0.03)
  })
})
