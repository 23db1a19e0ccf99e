/** The Vietnamese catalogue, the source of every word of the interface. */
import type { CatalogueOf } from './message.ts'
import { analysisWords } from './vi/analysis.ts'
import { auditWords } from './vi/audit.ts'
import { baseWords } from './vi/base.ts'
import { contestWords } from './vi/contests.ts'
import { contributionWords } from './vi/contributions.ts'
import { documentWords } from './vi/documents.ts'
import { identityWords } from './vi/identity.ts'
import { operationWords } from './vi/operations.ts'
import { peopleWords } from './vi/people.ts'
import { questionWords } from './vi/questions.ts'
import { resultWords } from './vi/results.ts'
import { roundWords } from './vi/rounds.ts'
import { takingPartWords } from './vi/taking-part.ts'

export const vi = {
  ...analysisWords,
  ...auditWords,
  ...baseWords,
  ...contestWords,
  ...contributionWords,
  ...documentWords,
  ...identityWords,
  ...operationWords,
  ...peopleWords,
  ...questionWords,
  ...resultWords,
  ...roundWords,
  ...takingPartWords,
} as const

export type Messages = CatalogueOf<typeof vi>
