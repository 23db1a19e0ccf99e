/** What contestants hand in, as the tally counts it. */
import type { Instant } from '../values.ts'

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
