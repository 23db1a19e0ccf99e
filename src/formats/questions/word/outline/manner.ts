/** What the whole of a Word document tells about how to read its parts. */
import { keyLinesOf } from '../answers/key-lines.ts'
import { readKeyHeading, readKeyLine, readWordyKeyLine } from '../answers/key.ts'
import { isRemark } from './remark-line.ts'
import type { Line } from '../document/lines.ts'
import { readField, type FieldName } from '../fields.ts'
import { isBankTag } from './bank.ts'
import { bareHead, namedHead, unnumberedHead, type Head } from './heads.ts'
import { headsByOptions } from './unnumbered.ts'

export interface Manner {
  /** Questions are called "Câu 1" or "Question 1"; otherwise bare numbers begin them. */
  readonly isNamed: boolean
  /** What begins them instead of numbers: a word, their level in brackets, or nothing but what follows. */
  readonly unnumbered: ((text: string) => Head | null) | null
  /** `[<br>]` stands between the questions. */
  readonly isBank: boolean
  /** "Chủ đề: …", "Mức độ: …" stand below each question instead of above several. */
  readonly below: ReadonlySet<FieldName>
  /** Lines of nothing but answers that follow one another. */
  readonly keyLines: ReadonlySet<Line>
}

export function mannerOf(lines: readonly Line[]): Manner {
  const isStart = (line: Line): boolean => namedHead(line.text, 1) !== null && readKeyLine(line.text, '') === null
  // "Câu 1: B. …" below the heading of a key names an answer and no question.
  const key = lines.findIndex((line) => readKeyHeading(line.text) !== null)
  const starts = lines.filter((line, at) => isStart(line) && (key < 0 || at < key || readWordyKeyLine(line.text, '') === null))
  const isCounted = (): boolean => lines.filter((line) => bareHead(line.text) !== null).length > 1
  const isNamed = starts.length > 0 && (starts.some(({ text }) => !isRemark(text)) || !isCounted())
  const firstStart = lines.findIndex(isNamed ? isStart : (line) => bareHead(line.text) !== null)
  // Where the first line of the kind stands behind the first question, it speaks of the question above it.
  const below = (['topic', 'level'] as const).filter((name) => {
    const first = lines.findIndex((line) => readField(line.text)?.name === name)
    return firstStart >= 0 && first > firstStart
  })
  return {
    isNamed,
    unnumbered: isNamed ? null : (unnumberedHead(lines.map(({ text }) => text)) ?? headsByOptions(lines)),
    isBank: lines.some((line) => isBankTag(line.text, 'br')),
    below: new Set(below),
    keyLines: keyLinesOf(lines),
  }
}
