/**
 * One format of question files: how it is recognised, read and written. The registry is registry.ts; a format is a folder or
 * file beside it that exports a reader, a writer, or both.
 */
import type { Question } from '#contest/questions/question.ts'
import type { Checked, Finding } from '#contest/values.ts'
import type { OpenedFile } from '../files/open-file.ts'
import type { PictureFile } from '../files/pictures.ts'
import type { QuestionDraft } from './draft.ts'
import type { SourcePiece } from './unclaimed/pieces.ts'

/** In the order in which they are tried on a file. */
export const questionFormats = ['docx', 'xlsx', 'moodle-xml', 'qti', 'json', 'webct', 'gift', 'aiken', 'text', 'csv'] as const
export type QuestionFormat = (typeof questionFormats)[number]

/** How a format is called in messages; the same in both languages. */
export const questionFormatNames: Readonly<Record<QuestionFormat, string>> = {
  docx: 'Word (.docx)',
  xlsx: 'Excel (.xlsx)',
  csv: 'CSV',
  webct: 'WebCT',
  gift: 'GIFT',
  aiken: 'Aiken',
  text: 'TXT, Markdown',
  'moodle-xml': 'Moodle XML',
  qti: 'IMS QTI',
  json: 'JSON',
}

export interface DraftsRead {
  readonly drafts: readonly QuestionDraft[]
  /** Every picture a draft names, once each. */
  readonly pictures: readonly PictureFile[]
  /** All the file says, in its order (unclaimed/). */
  readonly pieces: readonly SourcePiece[]
}

export interface QuestionReader {
  readonly format: QuestionFormat
  /** By content and quickly; the first reader of the registry that says yes reads the file. */
  readonly recognises: (file: OpenedFile) => boolean
  /** Damage refuses the file (`ok: false`); doubt is a finding of the draft it concerns. */
  readonly read: (file: OpenedFile) => Checked<DraftsRead>
}

export interface WriteOptions {
  /** Bytes of a picture by digest; undefined when it is not there (it is then left out). */
  readonly picture: (digest: string) => Uint8Array | undefined
  /** Title of the whole: name of the contest, or of the bank. */
  readonly title: string
  /** With the answer key; false gives a paper without it where the format can (docx). */
  readonly withKey: boolean
}

/** Parts that a format may be unable to carry, as the command line calls them. */
export const questionParts = {
  optionOrder: 'thứ tự phương án giữ nguyên',
  source: 'căn cứ',
  topic: 'chủ đề',
  difficulty: 'mức độ',
  pictures: 'hình',
  explanation: 'giải thích',
  apart: 'câu không ra cùng',
} as const satisfies Partial<Readonly<Record<keyof Question, string>>>
export type QuestionPart = keyof typeof questionParts

export interface QuestionWriter {
  readonly format: QuestionFormat
  /** Without the dot. */
  readonly extension: string
  readonly mediaType: string
  /** Parts of a question this format cannot carry; exporting says so, and the rest survives the way back. */
  readonly drops: readonly QuestionPart[]
  /** Why a question cannot be in such a file at all, with its code as the place; `write` leaves it out. Absent: every question can be. */
  readonly skips?: (question: Question) => Finding | null
  readonly write: (questions: readonly Question[], options: WriteOptions) => Uint8Array | Promise<Uint8Array>
}
