/**
 * What one question is judged by: who took which option, against how many of the other questions they had right. Only
 * counts are kept, (options + 3) × questions a paper, however many entries come; sums of integers, so their order is
 * nothing.
 */

/** Papers counted by rest score: `counts[r]` had `r` of the other questions right. */
export type ByRest = Uint32Array

export interface ItemCounts {
  /** All papers the question stood on. */
  readonly papers: ByRest
  /** Those that had it right. */
  readonly right: ByRest
  /** For each option in the author's order those that ticked it; with several right answers one paper may tick many. */
  readonly options: readonly ByRest[]
  /** Those that ticked nothing. */
  readonly unanswered: ByRest
}

/** @param questions how many questions a paper has; the rest score is then 0 … questions − 1 */
export function emptyCounts(options: number, questions: number): ItemCounts {
  const counts = (): ByRest => new Uint32Array(questions)
  return { papers: counts(), right: counts(), options: Array.from({ length: options }, counts), unanswered: counts() }
}

/** @param ticked positions in the author's order, each once */
export function countPaper(counts: ItemCounts, ticked: readonly number[], right: boolean, rest: number): void {
  add(counts.papers, rest)
  if (right) add(counts.right, rest)
  if (ticked.length === 0) add(counts.unanswered, rest)
  for (const option of ticked) add(counts.options[option] as ByRest, rest)
}

function add(counts: ByRest, rest: number): void {
  counts[rest] = (counts[rest] as number) + 1
}

/** Some papers in three sums: how many, their rest scores, and the squares of these. */
interface RestSums {
  readonly count: number
  readonly sum: number
  readonly squares: number
}

function sumsOf(counts: ByRest): RestSums {
  let [count, sum, squares] = [0, 0, 0]
  counts.forEach((papers, rest) => {
    count += papers
    sum += papers * rest
    squares += papers * rest * rest
  })
  return { count, sum, squares }
}

/** How many of them have a rest score of at least `from`. */
const countFrom = (counts: ByRest, from: number): number => counts.subarray(from).reduce((sum, papers) => sum + papers, 0)

/** A group of the papers. Mean rest score: `restSum / count`. */
export interface Takers {
  readonly count: number
  readonly restSum: number
  readonly restSquares: number
  /** How many of them are among the better contestants (`upperFrom`). */
  readonly upper: number
}

/** @param from the rest score at which the better contestants begin */
export function takersOf(counts: ByRest, from: number): Takers {
  const { count, sum, squares } = sumsOf(counts)
  return { count, restSum: sum, restSquares: squares, upper: countFrom(counts, from) }
}

/**
 * Where the better contestants begin: the highest rest score that at least the given share of the papers reaches.
 * Everybody with the same score falls on the same side, so the group may be larger than the share, never smaller.
 * @param share of the whole in hundredths
 */
export function upperFrom(counts: ByRest, share: number): number {
  const all = countFrom(counts, 0)
  let from = counts.length - 1
  while (countFrom(counts, from) * 100 < all * share) from--
  return from
}

/**
 * Corrected point-biserial correlation, in thousandths from −1000 to 1000: Pearson's r between having this question right
 * (1 or 0) and the rest score, the number of right answers among the other questions of the same paper.
 *
 *     r = (n·ΣXY − ΣX·ΣY) / √((n·ΣX − (ΣX)²) · (n·ΣY² − (ΣY)²))        X = 1 or 0, so that ΣX² = ΣX
 *
 * The question itself is left out of the score because it would correlate with itself, the more the shorter the paper
 * (Henrysson 1963, Psychometrika 28, 211–218; Crocker & Algina 1986, Introduction to Classical and Modern Test Theory,
 * ch. 14; the point-biserial as such: Guilford 1954, Psychometric Methods). Papers differ from contestant to contestant,
 * but all of a round have the same number of questions, so that the count of right answers among the others and their
 * share give the same r; the count is kept because it is an integer. Papers that happen to be harder or easier scatter
 * the rest score around what the person can do and so pull r towards 0, never away from it.
 *
 * @returns null when it is not defined: fewer than two papers, all right, all wrong, or everybody the same rest score
 */
export function pointBiserial({ papers, right }: Pick<ItemCounts, 'papers' | 'right'>): number | null {
  const all = sumsOf(papers)
  const ones = sumsOf(right)
  const spreadOfRight = all.count * ones.count - ones.count ** 2
  const spreadOfRest = all.count * all.squares - all.sum ** 2
  if (spreadOfRight === 0 || spreadOfRest === 0) return null
  const r = (all.count * ones.sum - ones.count * all.sum) / (Math.sqrt(spreadOfRight) * Math.sqrt(spreadOfRest))
  // A zero has no sign.
  return Math.round(r * 1000) + 0
}
