/** A paper as it is shown, and what was ticked on it. */

/** One drawn question: its place in the locked set and the order in which its options are shown. */
export interface PaperItem {
  /** Index into `LockedSet.questions`. */
  readonly question: number
  /** `optionOrder[shown] = position in the author's order`. */
  readonly optionOrder: readonly number[]
}

/** The questions drawn for one attempt, in their order. The same for ever for (set, seed, contestant, attempt). */
export type Paper = readonly PaperItem[]

/** For each question of the paper, in its order, the shown positions ticked, ascending; empty: unanswered. */
export type Answers = readonly (readonly number[])[]
