import type { Problem } from '#contract/problem.ts'
import type { QuestionContent } from '#contract/question.ts'
import type { EditConflict } from '#web/questions/conflict.ts'

/** What an action of the preview answers with. */
export interface ReviewAnswer {
  readonly problem?: Problem | null
  readonly conflict?: EditConflict | null
  /** The question that could not be saved, and what was typed. */
  readonly index?: number
  readonly typed?: QuestionContent
  readonly submitted?: { readonly added: number; readonly repeated: number; readonly leftOut: number; readonly toMend: number }
}
