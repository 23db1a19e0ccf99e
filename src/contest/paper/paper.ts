/**
 * Drawing a paper: the same for ever for (locked set, round seed, contestant, attempt). Written byte by byte in
 * docs/formats/paper-draw.md, with vectors in test/vectors/paper-draw.json.
 */
import { asciiBytes, hmacSha256, keyedChance, shuffle, type Chance, type Sha256 } from './chance.ts'
import type { Paper, PaperItem } from './answers.ts'
import type { LockedSet, Question } from '../questions/question.ts'
import type { BlueprintCell, PaperRules } from '../rules/rules.ts'
import { mostSlots, slotsOf, type DrawPlan } from './draw-plan.ts'
import { shortages } from './shortage.ts'
import { textKey } from '../text.ts'
import type { Checked, Finding } from '../values.ts'

const specificity = (cell: BlueprintCell): number => (cell.topic === null ? 0 : 2) + (cell.difficulty === null ? 0 : 1)

/**
 * Checks that the set can always satisfy the rules: enough questions in every cell at once, with at most one of each
 * group kept apart. Once this succeeds `drawPaper` cannot fail.
 */
export function prepareDraw(rules: PaperRules, set: LockedSet): Checked<DrawPlan> {
  const clusterOf = clustersOf(rules.apart, set.questions)
  const pinned = new Set(rules.pinnedLast.map(textKey))
  const ordered = rules.blueprint
    .map((cell, order) => ({ cell, order }))
    .sort((a, b) => specificity(b.cell) - specificity(a.cell) || a.order - b.order)
  const fitting = ordered.map(({ cell }) => set.questions.flatMap((question, index) => (fits(cell, question) ? [index] : [])))
  const wanted = fitting.map((candidates) => new Set(candidates.map((question) => clusterOf[question])))
  const cells = ordered.map(({ cell }, at) => ({
    count: cell.count,
    candidates: fitting[at] as number[],
    clusters: (wanted[at] as Set<number>).size,
  }))
  const contested = wanted.some((one, i) => wanted.slice(i + 1).some((other) => !one.isDisjointFrom(other)))
  const plan: DrawPlan = {
    cells,
    clusterOf,
    contested,
    shuffleQuestions: rules.shuffleQuestions,
    options: set.questions.map(({ options, optionOrder }) => {
      const positions = options.map((_, position) => position)
      if (!rules.shuffleOptions || optionOrder === 'kept') return { moving: [], pinned: positions }
      const stays = (position: number) => pinned.has(textKey(options[position] as string))
      return { moving: positions.filter((position) => !stays(position)), pinned: positions.filter(stays) }
    }),
  }
  const findings = [
    ...unknownCodes(rules, set.questions),
    ...shortages(
      plan,
      ordered.map(({ cell, order }) => ({ cell, place: `/paper/blueprint/${order}` })),
    ),
  ]
  return findings.some(({ severity }) => severity === 'error') ? { ok: false, findings } : { ok: true, value: plan, findings }
}

const fits = (cell: BlueprintCell, question: Question): boolean =>
  (cell.topic === null || cell.topic === question.topic) && (cell.difficulty === null || cell.difficulty === question.difficulty)

/** Questions joined by any chain of groups of the rules and ties of their own; named by the first of them. */
function clustersOf(apart: PaperRules['apart'], questions: readonly Question[]): readonly number[] {
  const indexOf = new Map(questions.map(({ code }, index) => [code, index]))
  const clusterOf = questions.map((_, index) => index)
  for (const group of [...apart, ...questions.map((question) => [question.code, ...question.apart])]) {
    const joined = new Set(group.flatMap((code) => clusterOf[indexOf.get(code) ?? -1] ?? []))
    const first = Math.min(...joined)
    if (joined.size > 1) clusterOf.forEach((cluster, index) => (clusterOf[index] = joined.has(cluster) ? first : cluster))
  }
  return clusterOf
}

function unknownCodes(rules: PaperRules, questions: readonly Question[]): readonly Finding[] {
  const known = new Set(questions.map(({ code }) => code))
  return rules.apart.flatMap((group, at) =>
    group
      .filter((code) => !known.has(code))
      .map((code) => ({
        severity: 'warning' as const,
        place: `/paper/apart/${at}`,
        code: 'apart-unknown',
        message: { vi: `Bộ đề không có câu ${code}.`, en: `The set has no question ${code}.` },
      })),
  )
}

/** What separates the chance of papers from any other use of the seed. */
const label = 'hoithi/paper-draw/v1'

/** @param seed the round's 32-byte paper seed */
export function drawPaper(
  sha256: Sha256,
  plan: DrawPlan,
  seed: Uint8Array,
  who: { readonly contestantId: string; readonly attempt: number },
): Paper {
  const key = hmacSha256(sha256, seed, asciiBytes(label, who.contestantId, who.attempt))
  const chance = keyedChance(sha256, key)
  const drawn = pickQuestions(plan, chance)
  if (plan.shuffleQuestions) shuffle(drawn, chance)
  else drawn.sort((a, b) => a - b)
  return drawn.map((question): PaperItem => {
    const { moving, pinned } = plan.options[question] as DrawPlan['options'][number]
    return { question, optionOrder: [...shuffle([...moving], chance), ...pinned] }
  })
}

/** Section 4 of the specification: which questions, before they are put in order. */
export function pickQuestions(plan: DrawPlan, chance: Chance): number[] {
  const taken = new Set<number>()
  const drawn: number[] = []
  plan.cells.forEach(({ count, candidates }, cell) => {
    const left = candidates.filter((question) => !taken.has(plan.clusterOf[question] as number))
    const later = plan.contested ? slotsOf(plan, cell + 1) : []
    for (let wanted = count; wanted > 0;) {
      const at = chance.below(left.length)
      const question = left[at] as number
      const cluster = plan.clusterOf[question] as number
      left[at] = left.at(-1) as number
      left.pop()
      if (taken.has(cluster)) continue
      taken.add(cluster)
      if (plan.contested && !canServe(plan, later, taken)) {
        taken.delete(cluster)
        continue
      }
      drawn.push(question)
      wanted--
    }
  })
  return drawn
}

/**
 * Can the places of the later cells (`slots`) still be served? The rest of this cell need not be asked: everything could be
 * served before the pick, so whatever serves the later cells extends to the rest (matchings have the augmentation property).
 */
function canServe(plan: DrawPlan, slots: readonly number[], taken: ReadonlySet<number>): boolean {
  // Where each of these cells has clusters left for all the places, any choice for the others leaves it enough.
  if (slots.every((cell) => (plan.cells[cell] as DrawPlan['cells'][number]).clusters - taken.size >= slots.length)) return true
  return mostSlots(plan, slots, taken) === slots.length
}
