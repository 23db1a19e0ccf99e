/**
 * The rules of a contest as one readonly value (docs/rules.md).
 * The same value drives the draw, the standings, the awards, the generated rulebook and each winner's explanation,
 * so they cannot disagree. `checkRules` (check.ts) is the only way from unknown data to a `ContestRules`.
 */
import type { CollectiveMeasure, CollectiveTieBreak, Criterion, RateRules } from '../criteria.ts'
import type { BoardKind } from '../roles.ts'
import type { PredictedNumber } from './predicted.ts'
import type { SignInRules } from '../sign-in/provider.ts'
import type { Instant } from '../values.ts'

/** 1 easy, 2 medium, 3 hard. */
export const difficulties = [1, 2, 3] as const
export type Difficulty = (typeof difficulties)[number]

/** A window [opensAt, closesAt): a plan that says "đến hết ngày 13/9" closes at 14/9 00:00 in the contest's zone. */
export interface RoundRules {
  /** Stable inside the contest, also used in addresses: `tuan-1`. The stored round has an id of its own beside it. */
  readonly key: string
  readonly name: string
  readonly opensAt: Instant
  readonly closesAt: Instant
  readonly draw: RoundDraw
}

/** What a round's locked set is made of, approved questions alone, and what its papers take from it. */
export interface RoundDraw {
  /** null: the paper's own blueprint. Counts always add up to the paper's questions. */
  readonly blueprint: readonly BlueprintCell[] | null
  /** May the set hold questions that the set of an earlier round holds? */
  readonly reuse: boolean
}

/** So many questions from one topic (null: any topic) and one difficulty (null: any difficulty). */
export interface BlueprintCell {
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  readonly count: number
  /** The share of the paper the count was made from; not there: the rules say the count. */
  readonly percent?: number
}

/** Who says which of the fixed sets an attempt has: the contestant, or a lot. */
export const setChoosers = ['contestant', 'lot'] as const
/** Which of them a further attempt in the same round may have: one that the contestant has not had, or any. */
export const furtherSets = ['another', 'any'] as const

/** Whole papers made once, when the set is locked; no question is in two of them. */
export interface FixedSets {
  /** At least two, as contestants read them: `Đề số 1`. Elsewhere a set is known by its number, from 1. */
  readonly names: readonly string[]
  readonly chosenBy: (typeof setChoosers)[number]
  readonly further: (typeof furtherSets)[number]
}

export interface PaperRules {
  /** Number of questions on a paper; always the sum of the blueprint's counts. */
  readonly questions: number
  readonly blueprint: readonly BlueprintCell[]
  /** null: every paper is drawn for its attempt. */
  readonly fixedSets: FixedSets | null
  readonly shuffleQuestions: boolean
  readonly shuffleOptions: boolean
  /** Options with one of these texts (compared without case, marks of punctuation and outer space) keep the last place. */
  readonly pinnedLast: readonly string[]
  /** Groups of questions, named by the words they begin with, of which a paper has at most one, because one gives another away. */
  readonly apart: readonly (readonly string[])[]
}

/** Which attempt counts when more than one is allowed. */
export const countingAttempts = ['first', 'last', 'best'] as const

/** What an attempt given beyond the others, after trouble, counts as: in place of those before it, or as one more of them. */
export const extraCountings = ['replaces', 'as-others'] as const

/** With a time limit: may a contestant start when less than the limit is left before closing? */
export const lateStarts = ['shortened', 'refused'] as const

export interface AttemptRules {
  readonly perRound: number
  /** Begun on one day of the contest's zone, fewer than in the round; null: as many as in the round. */
  readonly perDay: number | null
  readonly counts: (typeof countingAttempts)[number]
  /** From start to submission; null: until the round closes. */
  readonly timeLimitMs: number | null
  readonly lateStart: (typeof lateStarts)[number]
  /** How attempts count that are given to one contestant when those of the rules are used up; null: none is given. */
  readonly extra: (typeof extraCountings)[number] | null
}

/** Whether entries disqualified by the jury still count in the actual number. Barred people never count. */
export const actualCounts = ['before-disqualification', 'after-disqualification'] as const

export interface PredictionRules extends PredictedNumber {
  readonly asked: boolean
  readonly required: boolean
  /**
   * Largest number a contestant may enter; `roster`: as many as are on the roster, or the attempts they all have. Of a percentage
   * always 100 %, in units of the last decimal.
   */
  readonly maximum: number | 'roster'
  readonly actualCounts: (typeof actualCounts)[number]
}

export interface PrizeLevel {
  /** Stable id: `nhat`, `nhi`, `ba`. */
  readonly id: string
  readonly name: string
  readonly count: number
  /** In đồng; null while the rules do not say. */
  readonly amount: number | null
}

/** When fewer contestants reach the floor than there are prizes. */
export const whenTooFew = ['leave-unawarded', 'next-best-below-floor'] as const

/** What becomes of a prize that is revoked after publication: those after it each move up a place, or nobody has it. */
export const whenRevoked = ['next-moves-up', 'stays-empty'] as const

/** A person has one line in a round's standings, so never more than one prize a round. */
export interface PrizeRules {
  /** Ordered from the highest. */
  readonly levels: readonly PrizeLevel[]
  /** Prizes one person may win over all rounds; null: no cap. */
  readonly capPerContest: number | null
  /** Percent of the participants of a round that its prizes may not exceed; null: no such cap. */
  readonly shareOfParticipants: number | null
  readonly whenTooFew: (typeof whenTooFew)[number]
  /** null: the rules do not say; then nobody has it. */
  readonly whenRevoked: (typeof whenRevoked)[number] | null
}

export interface CollectiveRules extends RateRules {
  /** Of all levels. */
  readonly count: number
  /** Of each; null with levels, which have their own, and while the rules do not say. */
  readonly amount: number | null
  /** From the highest; none: all prizes are alike. */
  readonly levels: readonly PrizeLevel[]
  readonly by: CollectiveMeasure
  readonly tieBreaks: readonly CollectiveTieBreak[]
  /** When the list that headcounts are taken from is closed: none changes from then on; null: at no time. */
  readonly listClosesAt: Instant | null
  /** Who is in no headcount, as the rulebook says it. */
  readonly notCounted: readonly string[]
  /** What an entry needs to count for its unit. */
  readonly entryFloor: EntryFloor
}

/** Right answers, and seconds from start to submission. */
export interface EntryFloor {
  readonly correct: number
  readonly seconds: number
}

/** What parts people who brought as many others: who had brought that many first, or the public lot alone, which parts what is left. */
export const referralTies = ['reached-first', 'public-lot'] as const

/** Prizes of a round, besides the others, for those by whose personal link the most people came to take part (người lan tỏa). */
export interface ReferralRules {
  readonly count: number
  /** In đồng, of each; null while the rules do not say. */
  readonly amount: number | null
  /** How many people count for one referrer in a round at most; null: all. */
  readonly mostCounted: number | null
  /** What the entry of somebody who came needs to count. */
  readonly entryFloor: EntryFloor
  readonly ties: (typeof referralTies)[number]
}

/** Who may enter: the people of the roster, besides them who registers and is let in, or anybody. */
export const entrants = ['roster', 'roster-or-registration', 'open'] as const

export interface AccessRules {
  readonly who: (typeof entrants)[number]
  readonly barredBoards: readonly BoardKind[]
}

export interface JuryRules {
  /** Different jurors who must approve the same standings before they can be published. */
  readonly approvals: number
}

/** Where and until when somebody who doubts a result says so. */
export interface ComplaintRules {
  readonly to: string
  /** From the publication of a round's results; null: until the prizes are handed over. */
  readonly days: number | null
}

/** Who tells of trouble while a round runs: the units for their people, or contestants themselves. */
export const incidentReporters = ['unit', 'contestant'] as const

export interface IncidentRules {
  readonly by: (typeof incidentReporters)[number]
  readonly to: string
}

/** How long personal data is kept. */
export interface RetentionRules {
  /** From the last publication of a result of the contest; it is erased then (people/retention.ts). */
  readonly months: number
}

export interface StudyDocument {
  readonly number: string
  /** ISO date `2021-11-12`. */
  readonly date: string
  readonly issuer: string
  readonly title: string
  readonly link: string | null
}

export interface ContestRules {
  /** Version of the format of this value, not of the contest. */
  readonly version: 1
  /** Address of the contest: `phu-loc-2024`. */
  readonly slug: string
  readonly title: string
  /** The body that holds the contest; `superior` is the body above it on official documents. */
  readonly organiser: { readonly name: string; readonly superior: string | null; readonly standingUnit: string | null }
  /** Who the contest is for, in a sentence of the plan. */
  readonly audience: string
  /** IANA zone in which every date of the contest is read and shown. */
  readonly zone: string
  readonly rounds: readonly RoundRules[]
  readonly paper: PaperRules
  readonly attempts: AttemptRules
  readonly prediction: PredictionRules
  readonly ranking: readonly Criterion[]
  /** Right answers an entry needs to be eligible for a prize. */
  readonly minimumCorrect: number
  readonly prizes: PrizeRules
  readonly collective: CollectiveRules | null
  /** null: none. */
  readonly referral: ReferralRules | null
  readonly access: AccessRules
  readonly jury: JuryRules
  /** null: the rules say nothing of it. */
  readonly complaints: ComplaintRules | null
  readonly incidents: IncidentRules | null
  /** null: the rules say nothing of it, and nothing is erased by itself. */
  readonly retention: RetentionRules | null
  readonly documents: readonly StudyDocument[]
  /** null: by staff code and phone of the roster. */
  readonly signIn: SignInRules | null
}
