/** Results of a round and of the contest, as values. */
import type { SetAsideReason, TallyEntry } from './entry.ts'
import type { Criterion, UnitCriterion } from '../criteria.ts'

/** One line of the standings. */
export interface Standing {
  /** From 1; every line has its own rank because the public lot parts the last ties. */
  readonly rank: number
  readonly entry: TallyEntry
  /** |prediction − actual|; null when none was given. */
  readonly predictionDistance: number | null
  /** The criterion that put this line below the one before it; null on the first line. */
  readonly partedBy: Criterion | null
  /** Reached the eligibility floor. */
  readonly eligible: boolean
}

/** The ranked lines in order of rank. An array is one; the ranking itself keeps a million lines in columns. */
export interface Standings {
  readonly length: number
  /** Line of rank `index + 1`. */
  at(index: number): Standing | undefined
  [Symbol.iterator](): Iterator<Standing>
}

export interface RoundStandings {
  readonly roundId: string
  /** The actual number that predictions are compared to. */
  readonly actual: number
  /** Distinct contestants whose entry counts. */
  readonly participants: number
  readonly standings: Standings
  /** Entries that do not rank, with why. */
  readonly setAside: readonly { readonly entry: TallyEntry; readonly reason: SetAsideReason | 'another-attempt-counts' }[]
}

export interface Award {
  readonly roundId: string
  /** `PrizeLevel.id`. */
  readonly level: string
  /** Position inside the whole list of prizes of the round, from 1. */
  readonly place: number
  readonly contestantId: string
  readonly entryId: string
  readonly rank: number
}

/** A line above an awarded one that got no prize, and why. */
export interface PassedOver {
  readonly contestantId: string
  readonly rank: number
  readonly reason: 'below-floor' | 'cap-per-contest'
}

export interface RoundAwards {
  readonly roundId: string
  readonly awards: readonly Award[]
  readonly passedOver: readonly PassedOver[]
  /** Prizes nobody qualified for, by level id. */
  readonly unawarded: readonly { readonly level: string; readonly count: number }[]
}

export interface UnitStanding {
  readonly rank: number
  readonly unitId: string
  readonly participants: number
  readonly headcount: number
  readonly allCorrect: number
  /** Right answers in all entries that count for it, and how many those are. */
  readonly right: number
  readonly entries: number
  /** What put this unit below the one before it; null on the first line and for a tie left to the jury. */
  readonly partedBy: UnitCriterion | null
  /** Shares its rank with another unit because the rules leave the tie to the jury. */
  readonly tied: boolean
  /** Within the number of collective prizes. Units tied across a border of prizes are not awarded until the jury decides. */
  readonly awarded: boolean
  /** The level of its prize, by id; null without a prize, or where all are alike. */
  readonly level: string | null
  /** Tied across a border of prizes, so that the jury has to part them. */
  readonly undecided: boolean
}
