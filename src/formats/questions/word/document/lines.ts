/** Paragraphs of a Word document as the lines a person sees: composed letters, each with its marks. */
import type { ListItem } from './numbering.ts'
import { cleanText } from '#contest/text.ts'
import type { Note } from './notes.ts'
import { objectSign, type WordObject } from './objects.ts'
import { plainMarks, type RunMarks } from './styles.ts'
import type { Paragraph } from './blocks.ts'

/** An object and where in the text its sign or its first letter stands. */
export interface PlacedObject {
  readonly at: number
  readonly object: WordObject
}

export interface Line {
  /** NFC, without invisible characters; tabs and odd blanks are kept. An automatic number stands in front. */
  readonly text: string
  /** One for each code unit of `text`. */
  readonly marks: readonly RunMarks[]
  readonly objects: readonly PlacedObject[]
  readonly place: string
  /** False for what follows a line break inside a paragraph. */
  readonly startsParagraph: boolean
  /** The list the paragraph belongs to, at its first line. */
  readonly list: ListItem | null
  /** A font from before Unicode that part of the paragraph was converted from. */
  readonly converted: string | null
  /** A heading whose sense is told already; it ends the question above it. */
  readonly isHeading?: boolean
  /** What is said beside the paragraph or hidden in it, at its first line. */
  readonly notes?: readonly Note[]
}

const combining = /^\p{M}/u
const anyCombining = /\p{M}/u
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]/
const allInvisible = new RegExp(invisible.source, 'g')

export function linesOf(paragraph: Paragraph): readonly Line[] {
  const lines: { text: string; marks: RunMarks[]; objects: PlacedObject[] }[] = [{ text: '', marks: [], objects: [] }]
  const add = (text: string, marks: RunMarks): void => {
    text.split('\n').forEach((piece, index) => {
      if (index > 0) lines.push({ text: '', marks: [], objects: [] })
      const line = lines.at(-1)
      if (line === undefined || piece === '') return
      // A mark may stand in another run than its letter; it belongs to the letter.
      const joins = line.text !== '' && combining.test(piece)
      const composed = joins || anyCombining.test(piece) ? composeEnd(line.text, piece, joins) : { kept: line.text, added: piece }
      line.text = composed.kept + composed.added
      while (line.marks.length < line.text.length) line.marks.push(marks)
      line.marks.length = line.text.length
    })
  }
  add(labelText(paragraph.label), plainMarks)
  for (const run of paragraph.runs) {
    const line = lines.at(-1)
    if (run.object !== undefined) {
      line?.objects.push({ at: line.text.length, object: run.object })
      add(run.text, run.marks)
    } else add(invisible.test(run.text) ? run.text.replace(allInvisible, '') : run.text, run.marks)
  }
  const converted = paragraph.runs.find((run) => run.converted !== undefined)?.converted ?? null
  return lines.map((line, index) => ({
    ...line,
    place: paragraph.place,
    startsParagraph: index === 0,
    list: index === 0 ? paragraph.list : null,
    converted,
    ...(index === 0 && paragraph.notes.length > 0 ? { notes: paragraph.notes } : {}),
  }))
}

/** Composed letters of a piece behind a text; marks at its beginning go to the last letter of the text. */
function composeEnd(text: string, piece: string, joins: boolean): { readonly kept: string; readonly added: string } {
  if (!joins) return { kept: text, added: piece.normalize('NFC') }
  const base = /\P{M}\p{M}*$/u.exec(text.slice(-40))?.[0] ?? ''
  return { kept: text.slice(0, text.length - base.length), added: (base + piece).normalize('NFC') }
}

/** Lists may letter their items "A" without a sign behind, which would make words of the letters. */
const labelText = (label: string): string => (label === '' ? '' : /[\p{L}\d]$/u.test(label) ? `${label}. ` : `${label} `)

/** A part of a line, with its objects; `to` may lie beyond the end. */
export function sliceLine(line: Line, from: number, to = Infinity): Line {
  if (from === 0 && to >= line.text.length) return line
  return {
    ...line,
    text: line.text.slice(from, to),
    marks: line.marks.slice(from, to),
    objects: line.objects.flatMap(({ at, object }) => (at >= from && at < to ? [{ at: at - from, object }] : [])),
  }
}

/** The line with other words in front of what follows position `from`. */
export function withFront(line: Line, front: string, from = 0): Line {
  const rest = sliceLine(line, from)
  return {
    ...rest,
    text: front + rest.text,
    marks: [...[...front].map(() => plainMarks), ...rest.marks],
    objects: rest.objects.map(({ at, object }) => ({ at: at + front.length, object })),
  }
}

/** The line with other words behind it. */
export const withBack = (line: Line, back: string): Line => ({
  ...line,
  text: line.text + back,
  marks: [...line.marks, ...[...back].map(() => line.marks.at(-1) ?? plainMarks)],
})

/** A line nobody typed, put in where a table says the same by its shape. */
export const plainLine = (text: string, place: string): Line => ({
  text,
  marks: [...text].map(() => plainMarks),
  objects: [],
  place,
  startsParagraph: true,
  list: null,
  converted: null,
})

export const isBlank = (line: Line): boolean => line.text.trim() === ''

/** Without the signs of objects, blanks made one. */
export const cleanWords = (text: string): string => cleanText(text.replaceAll(objectSign, ' '))
