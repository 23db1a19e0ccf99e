/** The Vietnamese catalogue, the source of every word of the interface. */
import type { CatalogueOf } from './message.ts'
import { analysisWords } from './vi/analysis.ts'
import { questionWords } from './vi/questions.ts'
import { roundWords } from './vi/rounds.ts'
import { contestantWords } from './vi/contestant.ts'
import { contributionWords } from './vi/contributions.ts'
import { operationWords } from './vi/operations.ts'
import { peopleWords } from './vi/people.ts'
import { publicWords } from './vi/public.ts'
import { staffWords } from './vi/staff.ts'

export const vi = {
  ...publicWords,
  ...contestantWords,
  ...staffWords,
  ...questionWords,
  ...contributionWords,
  ...roundWords,
  ...peopleWords,
  ...analysisWords,
  ...operationWords,
} as const

export type Messages = CatalogueOf<typeof vi>
