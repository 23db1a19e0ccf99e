import type { JuryRules } from './rules.ts'

/** What a contest has whose rules do not speak of the jury: nothing is published that only one person looked at. */
export const usualJury: JuryRules = { approvals: 2 }
