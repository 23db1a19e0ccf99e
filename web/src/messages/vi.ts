/** The Vietnamese catalogue, the source of every word of the interface. */
import type { CatalogueOf } from './message.ts'
import { analysisWords } from './vi/analysis.ts'
import { questionWords } from './vi/questions.ts'
import { roundWords } from './vi/rounds.ts'
import { takingPartWords } from './vi/taking-part.ts'
import { contributionWords } from './vi/contributions.ts'
import { operationWords } from './vi/operations.ts'
import { peopleWords } from './vi/people.ts'
import { contestWords } from './vi/contests.ts'
import { baseWords } from './vi/base.ts'

export const vi = {
  ...contestWords,
  ...takingPartWords,
  ...baseWords,
  ...questionWords,
  ...contributionWords,
  ...roundWords,
  ...peopleWords,
  ...analysisWords,
  ...operationWords,
} as const

export type Messages = CatalogueOf<typeof vi>
