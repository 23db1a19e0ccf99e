/** The Vietnamese catalogue, the source of every word of the interface. */
import type { CatalogueOf } from './message.ts'
import { analysisWords } from './vi/analysis.ts'
import { bankWords } from './vi/bank.ts'
import { blueprintWords } from './vi/blueprint.ts'
import { contestantWords } from './vi/contestant.ts'
import { contributionWords } from './vi/contribution.ts'
import { publicWords } from './vi/public.ts'
import { staffWords } from './vi/staff.ts'

export const vi = {
  ...publicWords,
  ...contestantWords,
  ...staffWords,
  ...bankWords,
  ...contributionWords,
  ...blueprintWords,
  ...analysisWords,
} as const

export type Messages = CatalogueOf<typeof vi>
