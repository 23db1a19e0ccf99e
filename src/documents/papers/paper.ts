/**
 * What an official paper is: who may have it, what it is called, and what its template is given. A new one is a file
 * here, its template beside it, and a line of usecases/papers/registry.ts; its address and its link follow. Papers are
 * in Vietnamese.
 */
import type { AuditEvent } from '#contest/events.ts'
import type { Permission } from '#contest/roles.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Bilingual } from '#contest/values.ts'

export interface PaperFacts {
  /** Names its template, `<id>.typ` here, and the paper in the audit log. */
  readonly id: string
  /** Under the address of its round, without `.pdf`. */
  readonly address: string
  /** What its file is called before the contest and the round. */
  readonly fileName: string
  /** What the pages call it. */
  readonly title: Bilingual
  readonly permission: Permission
  /** As what it is written down that somebody took it. */
  readonly event: AuditEvent
  /** What its round has to have before it can be printed. */
  readonly needs: 'locked-set' | 'result'
  /** The query parameter that says which of many, from 1; null when there is one only. */
  readonly numberedBy: string | null
}

/** @typeParam Data what has to be gathered for it */
export interface Paper<Data> extends PaperFacts {
  readonly set: (data: Data) => PaperText
}

export interface PaperText {
  /** Title of the PDF. */
  readonly title: string
  /** What the template reads: plain JSON, never Typst source, so that no text of a question is ever a command. */
  readonly data: object
  readonly pictures: readonly PaperPicture[]
  /** Of what is printed, so that the audit log says which state of it was. */
  readonly digest: string
}

export interface PaperPicture {
  /** As the questions name it (question-print.ts). */
  readonly file: string
  readonly bytes: Uint8Array
}

/** A paper ready to be set. */
export interface PaperDocument extends PaperText {
  readonly template: string
}

export const documentOf = <Data>(paper: Paper<Data>, data: Data): PaperDocument => ({ template: paper.id, ...paper.set(data) })

/** The top of every paper (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II): who issues it, and who is above them. */
export interface PaperHead {
  readonly superior: string | null
  readonly organiser: string
}

export const headOf = ({ organiser }: Pick<ContestRules, 'organiser'>): PaperHead => ({
  superior: organiser.superior,
  organiser: organiser.name,
})
