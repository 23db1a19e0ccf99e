/** The English catalogue: the same keys as vi.ts. */
import type { Messages } from './vi.ts'
import { analysisWords } from './en/analysis.ts'
import { questionWords } from './en/questions.ts'
import { roundWords } from './en/rounds.ts'
import { takingPartWords } from './en/taking-part.ts'
import { contributionWords } from './en/contributions.ts'
import { operationWords } from './en/operations.ts'
import { peopleWords } from './en/people.ts'
import { contestWords } from './en/contests.ts'
import { baseWords } from './en/base.ts'

export const en: Messages = {
  ...contestWords,
  ...takingPartWords,
  ...baseWords,
  ...questionWords,
  ...contributionWords,
  ...roundWords,
  ...peopleWords,
  ...analysisWords,
  ...operationWords,
}
