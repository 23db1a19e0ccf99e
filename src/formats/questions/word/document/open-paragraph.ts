/** A paragraph of a Word document while it is read. */
import type { Run } from './blocks.ts'
import type { Note } from './notes.ts'

export interface OpenParagraph {
  runs: Run[]
  style: string | undefined
  list: { id: string | undefined; level: number }
  shade: string | null
  isFramed: boolean
  notes: Note[]
  /** Tracked changes took away its end: what is left of it belongs to the next paragraph. */
  isEndDeleted: boolean
  /** They took away some of its text. */
  isCut: boolean
}

export const openParagraph = (shade: string | null): OpenParagraph => ({
  runs: [],
  style: undefined,
  list: { id: undefined, level: 0 },
  shade,
  isFramed: false,
  notes: [],
  isEndDeleted: false,
  isCut: false,
})

/** Elements of a run that stand for a character. */
export const special: Readonly<Record<string, string>> = {
  tab: '\t',
  br: '\n',
  cr: '\n',
  ptab: '\t',
  noBreakHyphen: '-',
  softHyphen: '\u00ad',
}
