/**
 * Drawing a paper: the same for ever for (locked set, round seed, contestant, attempt). Written byte by byte in
 * docs/formats/paper-draw.md, with vectors in test/vectors/paper-draw.json.
 */
import { asciiBytes, hmacSha256, keyedChance, shuffle, type Chance, type Sha256 } from './chance.ts'
import type { Paper, PaperItem } from './entry.ts'
import type { LockedSet, Question } from './question.ts'
import type { BlueprintCell, PaperRules } from './rules.ts'
import type { Checked, Finding } from './values.ts'

/** A locked set made ready for drawing; prepared once, then used for every paper of the round. */
export interface DrawPlan {
  readonly cells: readonly {
    readonly count: number
    /** Indices into the set's questions, ascending. */
    readonly candidates: readonly number[]
  }[]
  /** Questions that are kept apart share a cluster; `clusterOf[question]` is its number. */
  readonly clusterOf: readonly number[]
  /** Two cells want the same cluster, so a careless pick could starve a later cell. */
  readonly contested: boolean
  readonly shuffleQuestions: boolean
  /** For each question the positions of its options that move, and those that stay last. */
  readonly options: readonly { readonly moving: readonly number[]; readonly pinned: readonly number[] }[]
}

const specificity = (cell: BlueprintCell): number => (cell.topic === null ? 0 : 2) + (cell.difficulty === null ? 0 : 1)

/** Texts are the same option when they agree in NFC without case, outer space and marks of punctuation. */
const optionKey = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()

/**
 * Checks that the set can always satisfy the rules: enough questions in every cell at once, with at most one of each
 * group kept apart. Once this succeeds `drawPaper` cannot fail.
 */
export function prepareDraw(rules: PaperRules, set: LockedSet): Checked<DrawPlan> {
  const clusterOf = clusters(rules.apart, set.questions)
  const pinned = new Set(rules.pinnedLast.map(optionKey))
  const cells = rules.blueprint
    .map((cell, order) => ({ cell, order }))
    .sort((a, b) => specificity(b.cell) - specificity(a.cell) || a.order - b.order)
    .map(({ cell }) => ({
      count: cell.count,
      candidates: set.questions.flatMap((question, index) => (fits(cell, question) ? [index] : [])),
    }))
  const wanted = cells.map(({ candidates }) => new Set(candidates.map((question) => clusterOf[question])))
  const contested = wanted.some((one, i) => wanted.slice(i + 1).some((other) => !one.isDisjointFrom(other)))
  const plan: DrawPlan = {
    cells,
    clusterOf,
    contested,
    shuffleQuestions: rules.shuffleQuestions,
    options: set.questions.map(({ options }) => {
      const positions = options.map((_, position) => position)
      if (!rules.shuffleOptions) return { moving: [], pinned: positions }
      const stays = (position: number) => pinned.has(optionKey(options[position] as string))
      return { moving: positions.filter((position) => !stays(position)), pinned: positions.filter(stays) }
    }),
  }
  const findings = [...unknownCodes(rules, set.questions), ...shortages(rules, plan)]
  return findings.some(({ severity }) => severity === 'error') ? { ok: false, findings } : { ok: true, value: plan, findings }
}

const fits = (cell: BlueprintCell, question: Question): boolean =>
  (cell.topic === null || cell.topic === question.topic) && (cell.difficulty === null || cell.difficulty === question.difficulty)

function clusters(apart: PaperRules['apart'], questions: readonly Question[]): readonly number[] {
  const groupOf = new Map(apart.flatMap((group, number) => group.map((code) => [code, questions.length + number] as const)))
  return questions.map(({ code }, index) => groupOf.get(code) ?? index)
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

function shortages(rules: PaperRules, plan: DrawPlan): readonly Finding[] {
  const slots = slotsOf(plan, 0)
  const served = mostSlots(plan, slots, new Set())
  if (served === slots.length) return []
  return [
    {
      severity: 'error',
      place: '/paper/blueprint',
      code: 'too-few-questions',
      message: {
        vi: `Đề thi cần ${rules.questions} câu nhưng bộ đề chỉ đáp ứng được ${served} câu theo cơ cấu đề và các nhóm câu không ra cùng nhau.`,
        en: `A paper needs ${rules.questions} questions, but the set can serve only ${served} under the blueprint and the groups kept apart.`,
      },
    },
  ]
}

/** The places on a paper from cell `first` on, each named by the number of its cell. */
const slotsOf = ({ cells }: DrawPlan, first: number): readonly number[] =>
  cells.flatMap(({ count }, cell) => (cell < first ? [] : Array.from({ length: count }, () => cell)))

/** How many of `slots` (cell numbers) can get a cluster of their own: maximum bipartite matching by augmenting paths. */
function mostSlots(plan: DrawPlan, slots: readonly number[], taken: ReadonlySet<number>): number {
  const holder = new Map<number, number>()
  const place = (slot: number, seen: Set<number>): boolean => {
    for (const question of (plan.cells[slots[slot] as number] as DrawPlan['cells'][number]).candidates) {
      const cluster = plan.clusterOf[question] as number
      if (taken.has(cluster) || seen.has(cluster)) continue
      seen.add(cluster)
      const other = holder.get(cluster)
      if (other === undefined || place(other, seen)) {
        holder.set(cluster, slot)
        return true
      }
    }
    return false
  }
  return slots.filter((_, slot) => place(slot, new Set())).length
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

function pickQuestions(plan: DrawPlan, chance: Chance): number[] {
  const taken = new Set<number>()
  const drawn: number[] = []
  plan.cells.forEach(({ count, candidates }, cell) => {
    const left = candidates.filter((question) => !taken.has(plan.clusterOf[question] as number))
    for (let wanted = count; wanted > 0;) {
      const at = chance.below(left.length)
      const question = left[at] as number
      const cluster = plan.clusterOf[question] as number
      left[at] = left.at(-1) as number
      left.pop()
      if (taken.has(cluster)) continue
      taken.add(cluster)
      if (plan.contested && !canServeAfter(plan, cell, taken)) {
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
 * Can the cells after `cell` still be served? The rest of this cell need not be asked: everything could be served before
 * the pick, so whatever serves the later cells extends to the rest (matchings have the augmentation property).
 */
function canServeAfter(plan: DrawPlan, cell: number, taken: ReadonlySet<number>): boolean {
  const slots = slotsOf(plan, cell + 1)
  return mostSlots(plan, slots, taken) === slots.length
}
