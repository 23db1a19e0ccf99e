/** Two versions of one question, and what they both started from; how a reader chose between them. */
import type { QuestionContent } from '#contract/question.ts'
import { fields, merge, type Field, type Side } from './fields.ts'

export interface EditConflict {
  readonly mine: QuestionContent
  readonly theirs: QuestionContent
  /** What I started from; null when it is not known any more. */
  readonly base: QuestionContent | null
  /** The version of theirs. */
  readonly version: number
  readonly by: string
  readonly at: number
}

/** What the form of the two versions asks for; `whole` takes all parts from one side. */
export function resolved(form: Pick<FormData, 'get'>, mine: QuestionContent, theirs: QuestionContent): QuestionContent {
  const whole = form.get('whole')
  if (whole === 'mine') return mine
  if (whole === 'theirs') return theirs
  const sides = fields.map((field): [Field, Side] => [field, form.get(`choice-${field}`) === 'mine' ? 'mine' : 'theirs'])
  return merge(mine, theirs, Object.fromEntries(sides))
}
