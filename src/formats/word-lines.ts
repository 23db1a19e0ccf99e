/** Paragraphs of a Word document as the lines a person sees: composed letters, each with its marks. */
import { plainMarks, type RunMarks } from './word-styles.ts'
import type { Block, Paragraph, WordTable } from './wordprocessing.ts'

export interface Line {
  /** NFC, without invisible characters; tabs and odd blanks are kept. An automatic number stands in front. */
  readonly text: string
  /** One for each code unit of `text`. */
  readonly marks: readonly RunMarks[]
  readonly place: string
  /** False for what follows a line break inside a paragraph. */
  readonly startsParagraph: boolean
  /** Pictures and formulas of the paragraph, counted at its first line. */
  readonly objects: number
}

export type Item = { readonly kind: 'line'; readonly line: Line } | { readonly kind: 'table'; readonly table: WordTable }

export const itemsOf = (blocks: readonly Block[]): readonly Item[] =>
  blocks.flatMap((block): readonly Item[] =>
    block.kind === 'table' ? [{ kind: 'table', table: block }] : linesOf(block).map((line) => ({ kind: 'line', line })),
  )

/** Cells in reading order. */
export const linesOfTable = (table: WordTable): readonly Line[] => table.rows.flat(2).flatMap(linesOf)

export function linesOf(paragraph: Paragraph): readonly Line[] {
  const characters: string[] = paragraph.label === '' ? [] : [...`${paragraph.label} `]
  const marks: RunMarks[] = characters.map(() => plainMarks)
  for (const run of paragraph.runs) {
    for (const character of run.text) {
      if (invisible.test(character)) continue
      // A mark may stand in another run than its letter; it belongs to the letter.
      const last = characters.length - 1
      if (last >= 0 && combining.test(character)) characters[last] = `${characters[last] ?? ''}${character}`
      else {
        characters.push(character)
        marks.push(run.marks)
      }
    }
  }
  const lines: { text: string; marks: RunMarks[] }[] = [{ text: '', marks: [] }]
  characters.forEach((character, index) => {
    const line = lines.at(-1)
    if (character === '\n' || line === undefined) {
      lines.push({ text: '', marks: [] })
      return
    }
    const composed = character.length === 1 ? character : character.normalize('NFC')
    line.text += composed
    for (let unit = 0; unit < composed.length; unit++) line.marks.push(marks[index] ?? plainMarks)
  })
  return lines.map((line, index) => ({
    ...line,
    place: paragraph.place,
    startsParagraph: index === 0,
    objects: index === 0 ? paragraph.objects : 0,
  }))
}

const combining = /^\p{M}/u
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/

/** The end of a line from a position on. */
export const cutLine = (line: Line, from: number): Line => ({ ...line, text: line.text.slice(from), marks: line.marks.slice(from) })

export const isBlank = (line: Line): boolean => line.text.trim() === ''
