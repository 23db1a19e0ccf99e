/**
 * What an official document is: what it is about, who may have it, what it is called, and what its template is given. A new
 * one is a file here, its template beside it, and a line of usecases/documents/registry.ts; its address, its link and its
 * command follow. They are in Vietnamese.
 */
import type { AuditEvent } from '#contest/events.ts'
import type { DocumentNeed } from '#contest/round-life.ts'
import type { Permission } from '#contest/roles.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import type { Bilingual } from '#contest/values.ts'

/** Word, for those who put its text into a document of their own. */
export type DocumentFormat = 'pdf' | 'docx'

/** A contest's document stands under the address of its contest, a round's under that of its round. */
export type DocumentSubject = 'contest' | 'round'

export interface DocumentFacts {
  /** Names its template, `<id>.typ` here, and the document in the audit log. */
  readonly id: string
  readonly subject: DocumentSubject
  /** Under the address of its subject, without the ending its format has. */
  readonly address: string
  /** What its file is called before the contest and the round. */
  readonly fileName: string
  /** What the pages call it. */
  readonly title: Bilingual
  /** Who may have it, and as what it is written down that somebody took it; null: everybody, and nobody is written down. */
  readonly access: { readonly permission: Permission; readonly event: AuditEvent } | null
  /** What its round, or every round of its contest, has to have before it can be printed. */
  readonly needs: DocumentNeed | null
  readonly formats: readonly DocumentFormat[]
  /** The query parameter that says which of many, from 1, and which it is where none is named (null: the one in force); null: there is one only. */
  readonly numbered: { readonly by: string; readonly usual: number | null } | null
}

/** @typeParam Data what has to be gathered for it */
export interface OfficialDocument<Data, Subject extends DocumentSubject = DocumentSubject> extends DocumentFacts {
  readonly subject: Subject
  readonly set: (data: Data) => DocumentText
}

interface DocumentText {
  /** Title of the PDF. */
  readonly title: string
  /** What the template reads: plain JSON, never Typst source, so that no text of a question is ever a command. */
  readonly data: object
  readonly pictures: readonly DocumentPicture[]
  /** Of what is printed, so that the audit log says which state of it was. */
  readonly digest: string
}

export interface DocumentPicture {
  /** As the questions name it (question-print.ts). */
  readonly file: string
  readonly bytes: Uint8Array
}

/** Ready to be set. */
export interface ReadyDocument extends DocumentText {
  readonly template: string
  readonly format: DocumentFormat
}

export const readyDocument = <Data>(document: OfficialDocument<Data>, data: Data, format: DocumentFormat = 'pdf'): ReadyDocument => {
  const text = document.set(data)
  return { ...{ template: document.id, format }, ...text, data: { mark: null, ...text.data } }
}

/** Across every page of a paper that is none. */
export const marked = (document: ReadyDocument, mark: string): ReadyDocument => ({ ...document, data: { ...document.data, mark } })

/** The top of every document (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II): who issues it, and who is above them. */
export interface DocumentHead {
  readonly superior: string | null
  readonly organiser: string
}

export const headOf = ({ organiser }: Pick<ContestRules, 'organiser'>): DocumentHead => ({
  superior: organiser.superior,
  organiser: organiser.name,
})
