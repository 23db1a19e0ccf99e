/** Paragraphs of a Word document as the lines a person sees: composed letters, each with its marks. */
import type { ListItem } from './numbering.ts'
import { cleanText } from './text.ts'
import { objectSign, type WordObject } from './word-objects.ts'
import { plainMarks, type RunMarks } from './word-styles.ts'
import type { Paragraph } from './wordprocessing.ts'

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
}

const combining = /^\p{M}/u
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]/

export function linesOf(paragraph: Paragraph): readonly Line[] {
  const label = labelText(paragraph.label)
  const characters: string[] = [...label]
  const marks: RunMarks[] = characters.map(() => plainMarks)
  const objects = new Map<number, WordObject>()
  for (const run of paragraph.runs) {
    if (run.object !== undefined) objects.set(characters.length, run.object)
    for (const character of run.text) {
      if (invisible.test(character) && run.object === undefined) continue
      // A mark may stand in another run than its letter; it belongs to the letter.
      const last = characters.length - 1
      if (last >= 0 && combining.test(character)) characters[last] = `${characters[last] ?? ''}${character}`
      else {
        characters.push(character)
        marks.push(run.marks)
      }
    }
  }
  const lines: { text: string; marks: RunMarks[]; objects: PlacedObject[] }[] = [{ text: '', marks: [], objects: [] }]
  characters.forEach((character, index) => {
    const line = lines.at(-1)
    if (character === '\n' || line === undefined) {
      lines.push({ text: '', marks: [], objects: [] })
      return
    }
    const object = objects.get(index)
    if (object !== undefined) line.objects.push({ at: line.text.length, object })
    const composed = character.length === 1 ? character : character.normalize('NFC')
    line.text += composed
    for (let unit = 0; unit < composed.length; unit++) line.marks.push(marks[index] ?? plainMarks)
  })
  const converted = paragraph.runs.find((run) => run.converted !== undefined)?.converted ?? null
  return lines.map((line, index) => ({
    ...line,
    place: paragraph.place,
    startsParagraph: index === 0,
    list: index === 0 ? paragraph.list : null,
    converted,
  }))
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
