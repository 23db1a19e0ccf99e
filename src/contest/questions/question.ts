/** Questions of the bank and of a locked set. */
import type { Difficulty } from '../rules/rules.ts'

export interface QuestionSource {
  /** The document the question rests on: number, date, issuer. */
  readonly document: string
  /** Article, clause or quotation; empty when the contributor gave none. */
  readonly detail: string
}

export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

/** The usual ending of a file name, without the dot. */
export const extensionOf = (type: PictureType): string => (type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length))

/** A picture a question refers to; its bytes are kept apart and found by digest. */
export interface QuestionPicture {
  /** Lower-case hex SHA-256 of the bytes. */
  readonly digest: string
  readonly mediaType: PictureType
  /** What it shows, for those who cannot see it; empty until somebody writes it. */
  readonly alt: string
  /** Position of the option it belongs to; null: it stands below the stem. */
  readonly option: number | null
}

/** `kept`: the options always stand in the author's order, whatever the rules say of shuffling. */
export const optionOrders = ['shuffled', 'kept'] as const

/** A question as people write it: plain texts in NFC with `\n` between lines, options in the author's order. */
export interface QuestionContent {
  readonly stem: string
  /** An option may be empty only when a picture stands for it. */
  readonly options: readonly string[]
  /** Positions of the right options, ascending, at least one. Answering right means choosing exactly these. */
  readonly correct: readonly number[]
  readonly optionOrder: (typeof optionOrders)[number]
  readonly source: QuestionSource | null
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  readonly pictures: readonly QuestionPicture[]
  /** Why the right answer is right; shown with it after publication. */
  readonly explanation: string | null
}

/** What a content has when a file or a form says nothing of it. */
export const plainContent = {
  optionOrder: 'shuffled',
  source: null,
  topic: null,
  difficulty: null,
  pictures: [],
  explanation: null,
} as const satisfies Partial<QuestionContent>

/** A question of the bank or of a set; `code` is stable and unique in its contest (`Q001`). */
export interface Question extends QuestionContent {
  readonly code: string
  /** Codes of the questions it is never drawn together with, because one gives the other away; ascending, symmetric. */
  readonly apart: readonly string[]
}

/** `same`: the same stem but for case, marks, blanks and diacritics; `near`: almost the same words in any order. */
export const similarKinds = ['same', 'near'] as const
export type SimilarKind = (typeof similarKinds)[number]

/** Questions that never change again. `digest` is the lower-case hex SHA-256 of the canonical JSON of `questions`. */
export interface LockedSet {
  readonly digest: string
  /** In ascending order of code. */
  readonly questions: readonly Question[]
}
