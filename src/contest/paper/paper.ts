/**
 * Drawing a paper: the same for ever for (locked set, round seed, contestant, attempt). Written byte by byte in
 * docs/formats/paper-draw.md, with vectors in test/vectors/paper-draw.json.
 */
import { asciiBytes, hmacSha256, keyedChance, shuffle, type Chance, type Sha256 } from './chance.ts'
import type { Paper, PaperItem } from './answers.ts'
import type { LockedSet, Question } from '../questions/question.ts'
import type { PaperRules } from '../rules/rules.ts'
import { fitBlueprint } from './blueprint-fit.ts'
import { mostSlots, slotsOf, type DrawCells, type DrawPlan } from './draw-plan.ts'
import { textKey } from '../text.ts'
import type { Checked } from '../values.ts'

/** The set's questions where the blueprint wants them, and how their options are shuffled. Once this succeeds `drawPaper` cannot fail. */
export function prepareDraw(rules: PaperRules, set: LockedSet): Checked<DrawPlan> {
  const steps = preparingDraw(rules, set)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** `prepareDraw` in steps, since a set of twenty thousand questions takes half a second. */
export function* preparingDraw(rules: PaperRules, set: LockedSet): Generator<undefined, Checked<DrawPlan>> {
  const fitted = fitBlueprint(rules, set.questions)
  if (!fitted.ok) return fitted
  const pinned = new Set(rules.pinnedLast.map(textKey))
  const order = ({ options, optionOrder }: Question): DrawPlan['options'][number] => {
    const positions = options.map((_, position) => position)
    if (!rules.shuffleOptions || optionOrder === 'kept') return { moving: [], pinned: positions }
    const { moving = [], pinned: last = [] } = Object.groupBy(positions, (position) =>
      pinned.has(textKey(options[position] as string)) ? 'pinned' : 'moving',
    )
    return { moving, pinned: last }
  }
  const options: DrawPlan['options'][number][] = []
  for (const question of set.questions) {
    options.push(order(question))
    yield
  }
  const plan: DrawPlan = { ...fitted.value, shuffleQuestions: rules.shuffleQuestions, options }
  return { ok: true, value: plan, findings: fitted.findings }
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
export function pickQuestions(plan: DrawCells, chance: Chance): number[] {
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
function canServe(plan: DrawCells, slots: readonly number[], taken: ReadonlySet<number>): boolean {
  // Where each of these cells has clusters left for all the places, any choice for the others leaves it enough.
  if (slots.every((cell) => (plan.cells[cell] as DrawCells['cells'][number]).clusters - taken.size >= slots.length)) return true
  return mostSlots(plan, slots, taken) === slots.length
}
