/** Whether questions can always serve a blueprint, by what is written beside their texts alone: topic, level, who is kept apart. */
import type { Question } from '../questions/question.ts'
import type { BlueprintCell, PaperRules } from '../rules/rules.ts'
import type { Checked } from '../values.ts'
import type { DrawCells } from './draw-plan.ts'
import { shortages } from './shortage.ts'

/** What of a question decides where on a paper it may stand. */
export type Placed = Pick<Question, 'code' | 'topic' | 'difficulty' | 'apart'>

/** The narrower a cell, the larger. */
export const specificity = (cell: BlueprintCell): number => (cell.topic === null ? 0 : 2) + (cell.difficulty === null ? 0 : 1)

/** There are enough questions in every cell at once, with at most one of each group kept apart; or what is missing. */
export function fitBlueprint(rules: Pick<PaperRules, 'apart' | 'blueprint'>, questions: readonly Placed[]): Checked<DrawCells> {
  const clusterOf = clustersOf(rules.apart, questions)
  const ordered = rules.blueprint
    .map((cell, order) => ({ cell, order }))
    .sort((a, b) => specificity(b.cell) - specificity(a.cell) || a.order - b.order)
  const fitting = ordered.map(({ cell }) => {
    const candidates: number[] = []
    questions.forEach((question, index) => {
      if (fits(cell, question)) candidates.push(index)
    })
    return candidates
  })
  const wanted = fitting.map((candidates) => new Set(candidates.map((question) => clusterOf[question])))
  const cells: DrawCells = {
    cells: ordered.map(({ cell }, at) => ({
      count: cell.count,
      candidates: fitting[at] as number[],
      clusters: (wanted[at] as Set<number>).size,
    })),
    clusterOf,
    contested: wanted.some((one, i) => wanted.slice(i + 1).some((other) => !one.isDisjointFrom(other))),
  }
  const findings = shortages(
    cells,
    ordered.map(({ cell, order }) => ({ cell, place: `/paper/blueprint/${order}` })),
  )
  return findings.length > 0 ? { ok: false, findings } : { ok: true, value: cells, findings }
}

export const fits = (cell: BlueprintCell, question: Placed): boolean =>
  (cell.topic === null || cell.topic === question.topic) && (cell.difficulty === null || cell.difficulty === question.difficulty)

/** Questions joined by any chain of groups of the rules and ties of their own; named by the first of them. */
export function clustersOf(apart: PaperRules['apart'], questions: readonly Placed[]): readonly number[] {
  const indexOf = new Map(questions.map(({ code }, index) => [code, index]))
  /** A question that stands earlier in the same cluster, or itself: a forest whose roots are the first ones. */
  const earlier = questions.map((_, index) => index)
  const firstOf = (question: number): number => {
    let at = question
    while (earlier[at] !== at) at = earlier[at] = earlier[earlier[at] as number] as number
    return at
  }
  const ties = questions.filter(({ apart: others }) => others.length > 0).map(({ code, apart: others }) => [code, ...others])
  for (const group of [...apart, ...ties]) {
    const joined = group.flatMap((code) => indexOf.get(code) ?? []).map(firstOf)
    const first = Math.min(...joined)
    for (const root of joined) earlier[root] = first
  }
  return earlier.map((_, question) => firstOf(question))
}
