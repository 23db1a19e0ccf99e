/** Results of a round and of the contest, as values. */
import type { SetAsideReason, TallyEntry } from './entry.ts'
import type { Criterion, UnitCriterion } from '../criteria.ts'
import type { Instant } from '../values.ts'

/** Lines of the standings that are equal by everything the rules compare: from the rank of the first to that of the last. */
export interface Tie {
  readonly from: number
  readonly to: number
}

/** A tie as two people have parted it: every line of it, from the highest, with why each stands below the one before it. */
export interface DecidedTie {
  readonly lines: readonly { readonly entryId: string; readonly reason: string }[]
}

/** One line of the standings. */
export interface Standing {
  /** From 1; every line has its own. Where people decide last, lines that nobody parted follow one another as they came into the log. */
  readonly rank: number
  readonly entry: TallyEntry
  /** |prediction − actual|; null when none was given. */
  readonly predictionDistance: number | null
  /** The criterion that put this line below the one before it; null on the first line, and of one that is equal to it. */
  readonly partedBy: Criterion | null
  /** Where people parted it from the one before: why. */
  readonly reason: string | null
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
  readonly reason: 'below-floor' | 'cap-per-contest' | 'revoked' | 'barred'
}

export interface RoundAwards {
  readonly roundId: string
  readonly awards: readonly Award[]
  readonly passedOver: readonly PassedOver[]
  /** Prizes nobody qualified for, by level id. */
  readonly unawarded: readonly { readonly level: string; readonly count: number }[]
  /** Nobody has parted them, and who of them wins what depends on it: none of them is awarded before. */
  readonly openTies: readonly Tie[]
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

/** Somebody by whose personal link people came to take part. */
export interface ReferrerStanding {
  /** From 1, each once. */
  readonly rank: number
  readonly contestantId: string
  /** How many came by it, and how many of them count: at most as many as the rules let. */
  readonly came: number
  readonly counted: number
  /** When the last of those who count submitted. */
  readonly reachedAt: Instant
  /** What put this line below the one before it; null on the first. */
  readonly partedBy: 'people' | 'reached-first' | 'public-lot' | null
  readonly awarded: boolean
}
