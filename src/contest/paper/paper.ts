/**
 * Drawing a paper: the same for ever for (locked set, round seed, contestant, attempt). Written byte by byte in
 * docs/formats/paper-draw.md, with vectors in test/vectors/paper-draw.json.
 */
import { asciiBytes, hmacSha256, keyedChance, shuffle, type Sha256 } from './chance.ts'
import type { Paper, PaperItem } from './answers.ts'
import type { LockedSet, Question } from '../questions/question.ts'
import type { PaperRules } from '../rules/rules.ts'
import { fitBlueprint } from './blueprint-fit.ts'
import { fitFixedSets } from './fixed-sets.ts'
import type { DrawPlan } from './draw-plan.ts'
import { pickQuestions } from './pick.ts'
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
  const { fixedSets } = rules
  const fitted = fixedSets === null ? fitBlueprint(rules, set.questions) : fitFixedSets({ ...rules, fixedSets }, set.questions)
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
  const plan: DrawPlan = { fixed: null, ...fitted.value, shuffleQuestions: rules.shuffleQuestions, options }
  return { ok: true, value: plan, findings: fitted.findings }
}

/** What separates the chance of papers from any other use of the seed. */
const label = 'hoithi/paper-draw/v1'

/**
 * @param seed the round's 32-byte paper seed
 * @throws RangeError when papers are fixed and `set` is none of them, from 1
 */
export function drawPaper(
  sha256: Sha256,
  plan: DrawPlan,
  seed: Uint8Array,
  who: { readonly contestantId: string; readonly attempt: number; readonly set?: number },
): Paper {
  const key = hmacSha256(sha256, seed, asciiBytes(label, who.contestantId, who.attempt))
  const chance = keyedChance(sha256, key)
  const drawn = plan.fixed === null ? pickQuestions(plan, chance) : questionsOf(plan.fixed, who.set)
  if (plan.shuffleQuestions) shuffle(drawn, chance)
  else drawn.sort((a, b) => a - b)
  return drawn.map((question): PaperItem => {
    const { moving, pinned } = plan.options[question] as DrawPlan['options'][number]
    return { question, optionOrder: [...shuffle([...moving], chance), ...pinned] }
  })
}

function questionsOf(fixed: NonNullable<DrawPlan['fixed']>, set = 0): number[] {
  const questions = fixed[set - 1]
  if (questions === undefined) throw new RangeError(`there is no fixed set ${set}`)
  return [...questions]
}
