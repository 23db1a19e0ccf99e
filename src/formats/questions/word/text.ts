/** The lines of a question as one text, in which options are looked for, and parts of it as the words people will read. */
import { cleanWords, type Line, type PlacedObject } from './document/lines.ts'
import { objectSign } from './document/objects.ts'
import type { RunMarks } from './document/styles.ts'

export interface Joined {
  /** Paragraphs are parted by `\r`, lines inside them by `\n`. */
  readonly text: string
  readonly marks: readonly RunMarks[]
  /** Where each line begins. */
  readonly starts: readonly number[]
  readonly objects: readonly PlacedObject[]
  /** Signs of bulleted lines by where they begin. */
  readonly bullets: ReadonlyMap<number, string>
}

export function joinLines(lines: readonly Line[]): Joined {
  const texts: string[] = []
  const marks: RunMarks[] = []
  const starts: number[] = []
  const objects: PlacedObject[] = []
  const bullets = new Map<number, string>()
  let length = 0
  lines.forEach((line, index) => {
    const before = lines[index - 1]?.marks.at(-1) ?? line.marks[0]
    if (index > 0 && before !== undefined) {
      texts.push(line.startsParagraph ? '\r' : '\n')
      marks.push(before)
      length++
    }
    starts.push(length)
    if (line.list !== null && line.list.bullet !== '') bullets.set(length, line.list.bullet)
    for (const { at, object } of line.objects) objects.push({ at: at + length, object })
    texts.push(line.text)
    for (const mark of line.marks) marks.push(mark)
    length += line.text.length
  })
  return { text: texts.join(''), marks, starts, objects, bullets }
}

const listSign = /^(?:[-–+•*▪►➢✓]\s|\(?[a-zđ\d]{1,2}[.)]\s|\(?[ivx]{1,4}[.)]\s)/iu

/**
 * A part as people will read it. Lists keep their lines and signs; elsewhere a line goes on with the one before, unless that
 * one ends a sentence: many people end lines with the Enter key.
 */
export function wordsOf({ text, bullets }: Joined, from: number, to: number): string {
  let result = ''
  let wasItem = false
  let at = from
  for (const piece of text.slice(from, to).split(/[\r\n]/)) {
    const words = cleanWords(piece)
    const bullet = bullets.get(at)
    at += piece.length + 1
    if (words === '') continue
    const isItem = bullet !== undefined || listSign.test(words)
    const breaks = isItem || (wasItem && /^\P{Ll}/u.test(words)) || /[.:;?!…”"]$/.test(result)
    result += `${result === '' ? '' : breaks ? '\n' : ' '}${bullet === undefined ? '' : `${bullet} `}${words}`
    wasItem = isItem
  }
  return result
}

export function visibleMarks({ text, marks }: Joined, from: number, to: number): readonly RunMarks[] {
  const visible: RunMarks[] = []
  for (let at = from; at < to; at++) {
    const mark = marks[at]
    if (mark !== undefined && !isHidden(text.charCodeAt(at))) visible.push(mark)
  }
  return visible
}

/** Blanks of any kind, and the sign of an object. */
const isHidden = (code: number): boolean =>
  code <= 0x20 ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000 ||
  code === objectSign.charCodeAt(0)
