/** What a Word document is to its readers: paragraphs of characters with their marks, and tables of them. */
import type { ListItem } from './numbering.ts'
import type { Note } from './notes.ts'
import { objectSign, type WordObject } from './objects.ts'
import type { RunMarks } from './styles.ts'

/** Characters with the same marks. Tabs are `\t`, line and page breaks `\n`. */
export interface Run {
  readonly text: string
  readonly marks: RunMarks
  /** The text is the line of a formula, or the sign that stands for an object (`objectSign`). */
  readonly object?: WordObject
  /** Name of the character style. */
  readonly style?: string
  /** The font from before Unicode whose alphabet the text was converted from (fonts.ts). */
  readonly converted?: string
}

export interface Paragraph {
  readonly kind: 'paragraph'
  /** `paragraph 14`, counted from 1 over the body without tables, or `table 2, row 5`. */
  readonly place: string
  readonly runs: readonly Run[]
  /** The automatic number or letter in front ("A."), which is not in the text; empty when there is none. */
  readonly label: string
  readonly list: ListItem | null
  /** Name of the paragraph style as the document calls it. */
  readonly style: string | undefined
  /** What is said beside the text or hidden in it. */
  readonly notes: readonly Note[]
}

export interface WordTable {
  readonly kind: 'table'
  readonly place: string
  /** Rows of cells of paragraphs. */
  readonly rows: readonly (readonly (readonly Paragraph[])[])[]
}

export type Block = Paragraph | WordTable

/** A paragraph's text as one string, without its label and without what is no text. */
export const plainText = (paragraph: Paragraph): string =>
  paragraph.runs
    .map((run) => run.text)
    .join('')
    .replaceAll(objectSign, ' ')
