/** The English catalogue: the same keys as vi.ts. */
import type { Messages } from './vi.ts'
import { analysisWords } from './en/analysis.ts'
import { bankWords } from './en/bank.ts'
import { blueprintWords } from './en/blueprint.ts'
import { contestantWords } from './en/contestant.ts'
import { contributionWords } from './en/contribution.ts'
import { publicWords } from './en/public.ts'
import { staffWords } from './en/staff.ts'

export const en: Messages = {
  ...publicWords,
  ...contestantWords,
  ...staffWords,
  ...bankWords,
  ...contributionWords,
  ...blueprintWords,
  ...analysisWords,
}
