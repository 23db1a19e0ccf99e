/** Question files of any known format → questions with findings. */
import type { QuestionContent } from '#contest/question.ts'
import type { Finding } from '#contest/values.ts'

export type QuestionFormat = 'docx' | 'xlsx' | 'csv' | 'json'

export interface ReadQuestion {
  /** Usable only when `findings` holds no error: a question in doubt may still lack options or a right answer. */
  readonly content: QuestionContent
  readonly place: string
  readonly findings: readonly Finding[]
}

export interface QuestionsRead {
  /** Null when the content is none of the known formats. */
  readonly format: QuestionFormat | null
  readonly questions: readonly ReadQuestion[]
  /** What concerns the file as a whole. */
  readonly findings: readonly Finding[]
  /** True when the file or any question has an error: then nothing of the file may be imported. */
  readonly hasErrors: boolean
}

export interface QuestionsOptions {
  /** Shown to people only; the format is recognised by content. */
  readonly fileName: string
  readonly format?: QuestionFormat | 'auto'
}

export function readQuestions(_bytes: Uint8Array, _options: QuestionsOptions): QuestionsRead {
  throw new Error('to be written')
}
