/** The English catalogue: the same keys as vi.ts. */
import type { Messages } from './vi.ts'
import { analysisWords } from './en/analysis.ts'
import { questionWords } from './en/questions.ts'
import { roundWords } from './en/rounds.ts'
import { contestantWords } from './en/contestant.ts'
import { contributionWords } from './en/contributions.ts'
import { operationWords } from './en/operations.ts'
import { peopleWords } from './en/people.ts'
import { publicWords } from './en/public.ts'
import { staffWords } from './en/staff.ts'

export const en: Messages = {
  ...publicWords,
  ...contestantWords,
  ...staffWords,
  ...questionWords,
  ...contributionWords,
  ...roundWords,
  ...peopleWords,
  ...analysisWords,
  ...operationWords,
}
