/** The process of reading.ts: reads one file, answers, and ends with the process that asked. */
import { readQuestions } from '../questions/registry.ts'
import type { ReadingRequest } from './reading.ts'

process.on('message', ({ bytes, options }: ReadingRequest) => {
  process.send?.(readQuestions(bytes, options))
})
process.on('disconnect', () => process.exit(0))
