/** An official paper before it is set: which template says it, with which values. Papers are in Vietnamese. */
import type { ContestRules } from '#contest/rules/rules.ts'

export type Template = 'answer-booklet' | 'sample-paper'

export interface PaperPicture {
  /** As the questions name it (question-print.ts). */
  readonly file: string
  readonly bytes: Uint8Array
}

export interface PaperDocument {
  readonly template: Template
  /** Title of the PDF. */
  readonly title: string
  /** What the template reads: plain JSON, never Typst source, so that no text of a question is ever a command. */
  readonly data: unknown
  readonly pictures: readonly PaperPicture[]
}

/** The top of every paper (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II): who issues it, and who is above them. */
export interface PaperHead {
  readonly superior: string | null
  readonly organiser: string
}

export const headOf = ({ organiser }: Pick<ContestRules, 'organiser'>): PaperHead => ({
  superior: organiser.superior,
  organiser: organiser.name,
})
