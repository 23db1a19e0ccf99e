/** What contestants do in a round, as values: papers, attempts and entries. */
import type { Instant } from '../values.ts'

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

/** An entry as the tally sees it. */
export interface TallyEntry {
  readonly entryId: string
  readonly contestantId: string
  readonly unitId: string
  /** Index in the round's log; unique in the round. */
  readonly logIndex: number
  readonly attemptNumber: number
  readonly startedAt: Instant
  /** Arrival instant of the entry. */
  readonly submittedAt: Instant
  readonly correct: number
  readonly prediction: number | null
  /** Why this entry is set aside, if it is: it then neither ranks nor counts for its unit. */
  readonly setAside: SetAsideReason | null
}

/** `barred`: the contestant sits on a board. `disqualified`: by the jury, with its words kept elsewhere. */
export type SetAsideReason = 'barred' | 'disqualified'
