/** What is usual where rules do not speak of it: left out of what is written down (written.ts). */
import type { AttemptRules, CollectiveRules, ContestRules, EntryFloor, JuryRules, PaperRules, PrizeRules, RetentionRules } from './rules.ts'

/** What rules have that were written before these were there. */
export const unsaid = {
  referral: null,
  complaints: null,
  incidents: null,
  retention: null,
  signIn: null,
} as const satisfies Partial<ContestRules>
export const usualPaper = { fixedSets: null } as const satisfies Partial<PaperRules>
export const usualAttempts = { perDay: null, extra: null } as const satisfies Partial<AttemptRules>
export const usualPrizes = { shareOfParticipants: null, whenRevoked: null } as const satisfies Partial<PrizeRules>

/** Every entry counts. */
export const noEntryFloor: EntryFloor = { correct: 0, seconds: 0 }

/** What collective prizes have whose rules do not speak of it. */
export const usualCollective = {
  levels: [],
  minimumRate: null,
  rateDecimals: null,
  listClosesAt: null,
  notCounted: [],
  entryFloor: noEntryFloor,
} as const satisfies Partial<CollectiveRules>

export const mostRateDecimals = 4

/** Nothing is published that only one person looked at. */
export const usualJury: JuryRules = { approvals: 2 }

/**
 * Of new rules that leave it out. Complaints, the handing over of prizes and the accounts of a budget year are over within it; nobody
 * needs a phone number after that.
 */
export const usualRetention: RetentionRules = { months: 12 }
export const mostRetentionMonths = 120
