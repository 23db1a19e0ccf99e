/** What the process of reading.ts does: reads one file. */
import { readQuestions, type QuestionsRead } from '../questions/registry.ts'
import type { ReadingRequest } from './reading.ts'

export const run = ({ bytes, options }: ReadingRequest): QuestionsRead => readQuestions(bytes, options)
