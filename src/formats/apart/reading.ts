/**
 * Reading somebody's file in a process of its own: while a file is taken apart the round goes on, and a file that nobody
 * foresaw costs that process, not the contest.
 */
import { ContestError } from '#contest/errors.ts'
import { found } from '../findings/findings.ts'
import type { QuestionsOptions, QuestionsRead } from '../questions/registry.ts'

export interface ReadingRequest {
  readonly bytes: Uint8Array
  readonly options: QuestionsOptions
}

/**
 * As `readQuestions`; a file that goes beyond the limits is refused with a finding like any other damage.
 * @throws ContestError `too-many-contributions` when too many wait already
 */
export type QuestionReader = (bytes: Uint8Array, options: QuestionsOptions) => Promise<QuestionsRead>

/** What runs `reading-child.ts` apart (adapters/apart.ts), and within which limits. */
export const readingApart = {
  program: new URL('./reading-child.ts', import.meta.url),
  limits: {
    /** Each as large as an upload may be. */
    waiting: 12,
    /** Far beyond what the fuzz campaign allows a file (2 s, 256 MB). */
    cpuMs: 60_000,
    heapMb: 512,
    /** A file waits for nothing but the processor. */
    wallMs: 600_000,
    jobs: 1000,
    /** Files come together. */
    idleMs: 3000,
  },
} as const

type Outcome = { readonly ok: true; readonly value: QuestionsRead } | { readonly ok: false; readonly failure: string }

export function createQuestionReader(apart: { run(job: ReadingRequest): Promise<Outcome> }): QuestionReader {
  return async (bytes, options) => {
    const outcome = await apart.run({ bytes, options })
    if (outcome.ok) return outcome.value
    if (outcome.failure === 'crowded') throw new ContestError('too-many-contributions')
    return { format: null, questions: [], pictures: [], findings: [found('file-unmanageable', '')], hasErrors: true }
  }
}
