/** Questions of the bank and of a locked set. */
import type { Difficulty } from './rules.ts'

export interface QuestionSource {
  /** The document the question rests on: number, date, issuer. */
  readonly document: string
  /** Article, clause or quotation; empty when the contributor gave none. */
  readonly detail: string
}

/** A question as people write it: texts in NFC, options in the author's order. */
export interface QuestionContent {
  readonly stem: string
  readonly options: readonly string[]
  /** Positions of the right options, ascending, at least one. Answering right means choosing exactly these. */
  readonly correct: readonly number[]
  readonly source: QuestionSource | null
  readonly topic: string | null
  readonly difficulty: Difficulty | null
}

/** A question of the bank; `code` is stable and unique in its contest (`Q001`). */
export interface Question extends QuestionContent {
  readonly code: string
}

/** Questions that never change again. `digest` is the lower-case hex SHA-256 of the canonical JSON of `questions`. */
export interface LockedSet {
  readonly digest: string
  /** In ascending order of code. */
  readonly questions: readonly Question[]
}
