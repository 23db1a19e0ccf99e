/** All options of a question in one cell: one a line, lettered one after another, or parted by a mark. */
import { optionLetters } from '#contest/questions/letters.ts'
import { marksOfStretch } from '../../sheets/cell-marks.ts'
import type { Cell, CellMarks } from '../../sheets/sheet.ts'
import { cleanCell } from '../../sheets/cell-text.ts'

export interface JoinedOption {
  readonly text: string
  readonly marks: CellMarks
  /** `*B. …` */
  readonly starred: boolean
}

/** Null when it is unclear where one option ends. */
export function splitOptions(cell: Cell): readonly JoinedOption[] | null {
  const { text } = cell
  const lettered = letterStarts(text)
  const starts = lettered ?? lineStarts(text) ?? separatorStarts(text)
  if (starts === null) return null
  // A letter that began no option: one hides in another, or what was cut at line ends is not what was meant.
  if (starts.some(({ from, to }) => (lettered === null ? letterBegins : letterInside).test(text.slice(from, to)))) return null
  return starts.map(({ from, to, starred = false }) => ({
    text: cleanCell(text.slice(from, to)),
    marks: marksOfStretch(cell.runs, cell.marks, from, to),
    starred,
  }))
}

const letterInside = /[\s;|]\(?[B-H][.)]\s*\S/
const letterBegins = /(?:^|[\s;|])\(?[A-H][.)]\s*\S/

interface Stretch {
  readonly from: number
  readonly to: number
  readonly starred?: boolean
}

/** `A. … B. …`: the letters must follow one another from A and stand at the beginning, on new lines or behind blanks or marks. */
function letterStarts(text: string): readonly Stretch[] | null {
  const starts: { at: number; from: number; starred: boolean }[] = []
  for (const match of text.matchAll(/(^|[\n;|]|[ \t]{2,}|(?<=[.;,] ))[ \t]*(\*?)\(?([A-Ha-h])[.):/][ \t]*/g)) {
    if (match[3]?.toUpperCase() !== optionLetters[starts.length]) continue
    starts.push({ at: match.index, from: match.index + match[0].length, starred: match[2] === '*' })
  }
  const [first] = starts
  if (first === undefined || starts.length < 2 || text.slice(0, first.at).trim() !== '') return null
  return starts.map(({ from, starred }, index) => {
    const next = starts[index + 1]?.at ?? text.length
    const tail = /[;,|]?\s*$/.exec(text.slice(from, next))?.[0].length ?? 0
    return { from, to: starts[index + 1] === undefined ? next : next - tail, starred }
  })
}

const lineStarts = (text: string): readonly Stretch[] | null => partedBy(text, /\r?\n/g)

/** A semicolon inside one of several options would cut it, so the mark must be the only kind there. */
function separatorStarts(text: string): readonly Stretch[] | null {
  return text.includes('|') ? partedBy(text, /\|/g) : partedBy(text, /;/g)
}

function partedBy(text: string, mark: RegExp): readonly Stretch[] | null {
  const stretches: Stretch[] = []
  let from = 0
  for (const match of text.matchAll(mark)) {
    stretches.push({ from, to: match.index })
    from = match.index + match[0].length
  }
  stretches.push({ from, to: text.length })
  const filled = stretches.filter((one) => text.slice(one.from, one.to).trim() !== '')
  return filled.length >= 2 ? filled : null
}
