/** The Vietnamese catalogue, the source of every word of the interface. */
import { blueprintWords } from './vi/blueprint.ts'
import { analysisWords } from './vi/analysis.ts'
import { contestantWords } from './vi/contestant.ts'
import { publicWords } from './vi/public.ts'
import { staffWords } from './vi/staff.ts'

export const vi = { ...publicWords, ...contestantWords, ...staffWords, ...blueprintWords, ...analysisWords } as const
