/** The English catalogue: the same keys as vi.ts. */
import type { Messages } from './vi.ts'
import { analysisWords } from './en/analysis.ts'
import { auditWords } from './en/audit.ts'
import { baseWords } from './en/base.ts'
import { contestWords } from './en/contests.ts'
import { contributionWords } from './en/contributions.ts'
import { documentWords } from './en/documents.ts'
import { identityWords } from './en/identity.ts'
import { operationWords } from './en/operations.ts'
import { peopleWords } from './en/people.ts'
import { questionWords } from './en/questions.ts'
import { resultWords } from './en/results.ts'
import { roundWords } from './en/rounds.ts'
import { takingPartWords } from './en/taking-part.ts'

export const en: Messages = {
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
}
