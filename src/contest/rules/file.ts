/**
 * The rules as people write them in `contest.yaml`: times on the wall clock of the contest's zone, durations in minutes,
 * what is usual left out. `rulesSchema` is the published JSON Schema of this shape (contests/contest.schema.json).
 */
import type { CollectiveMeasure, CollectiveTieBreak, Criterion } from '../criteria.ts'
import type { AccessRules, AttemptRules, PredictionRules, PrizeRules, StudyDocument } from './rules.ts'

/** What is left out is any. */
export interface CellInFile {
  readonly topic?: string
  readonly difficulty?: 1 | 2 | 3
  readonly count: number
}

export interface RulesFile {
  readonly version: 1
  readonly slug: string
  readonly title: string
  readonly organiser: { readonly name: string; readonly superior?: string; readonly standingUnit?: string }
  readonly audience: string
  readonly zone?: string
  readonly rounds: readonly {
    readonly id: string
    readonly name: string
    readonly opens: string
    readonly closes: string
    readonly blueprint?: readonly CellInFile[]
    readonly questionStates?: readonly ('submitted' | 'approved')[]
    readonly reuseQuestions?: boolean
  }[]
  readonly paper: {
    readonly questions: number
    readonly blueprint?: readonly CellInFile[]
    readonly shuffleQuestions?: boolean
    readonly shuffleOptions?: boolean
    readonly pinnedLast?: readonly string[]
    readonly apart?: readonly (readonly string[])[]
  }
  readonly attempts?: {
    readonly perRound?: number
    readonly counts?: AttemptRules['counts']
    readonly timeLimitMinutes?: number | null
    readonly lateStart?: AttemptRules['lateStart']
  }
  readonly prediction?: {
    readonly asked: boolean
    readonly required?: boolean
    readonly maximum?: number
    readonly actualCounts?: PredictionRules['actualCounts']
  }
  readonly ranking: readonly Criterion[]
  readonly minimumCorrect: number
  readonly prizes: {
    readonly levels: readonly { readonly id: string; readonly name: string; readonly count: number; readonly amount?: number | null }[]
    readonly capPerContest?: number | null
    readonly whenTooFew?: PrizeRules['whenTooFew']
  }
  readonly collective?: {
    readonly count: number
    readonly amount?: number | null
    readonly by: CollectiveMeasure
    readonly tieBreaks?: readonly CollectiveTieBreak[]
  } | null
  readonly access: AccessRules
  readonly jury?: { readonly approvals?: number }
  readonly documents?: readonly (Omit<StudyDocument, 'link'> & { readonly link?: string | null })[]
}
