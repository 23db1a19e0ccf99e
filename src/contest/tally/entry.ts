/** What contestants hand in, as the tally counts it. */
import type { EntryNumbers } from '../criteria.ts'

/** An entry as the tally sees it. */
export interface TallyEntry extends EntryNumbers {
  readonly entryId: string
  readonly contestantId: string
  readonly unitId: string
  /** The number of the fixed set its paper was, from 1; 0: drawn for the attempt. */
  readonly paperSet: number
  /** Why this entry is set aside, if it is: it then neither ranks nor counts for its unit. */
  readonly setAside: SetAsideReason | null
}

/** `barred`: the contestant sits on a board. `disqualified`: by the jury, with its words kept elsewhere. */
export type SetAsideReason = 'barred' | 'disqualified'
