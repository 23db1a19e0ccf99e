/** The English catalogue: the same keys as vi.ts. */
import type { Messages } from './catalogue.ts'
import { blueprintWords } from './en/blueprint.ts'
import { analysisWords } from './en/analysis.ts'
import { contestantWords } from './en/contestant.ts'
import { publicWords } from './en/public.ts'
import { staffWords } from './en/staff.ts'

export const en: Messages = { ...publicWords, ...contestantWords, ...staffWords, ...blueprintWords, ...analysisWords }
