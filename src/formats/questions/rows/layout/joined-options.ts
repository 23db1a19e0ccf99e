/** All options of a question in one cell: lettered or numbered one after another, one a line, or parted by a mark. */
import { optionLetters } from '#contest/questions/letters.ts'
import { marksOfStretch } from '../../../sheets/cell-marks.ts'
import type { Cell, CellMarks } from '../../../sheets/sheet.ts'
import { cleanCell } from '../../../sheets/cell-text.ts'

interface JoinedOption {
  readonly text: string
  readonly marks: CellMarks
  /** `*B. …` */
  readonly starred: boolean
}

export interface SplitOptions {
  readonly options: readonly JoinedOption[]
  /** Nothing but the ends of lines or a semicolon parts them, which may stand inside of one. */
  readonly isGuess: boolean
  readonly isNumbered: boolean
  /** "Đáp án: B" on a line below the options; empty where there is none. */
  readonly stated: string
}

const statedBelow = /(?:\r?\n|^)\s*[([]?(?:đáp án(?: đúng)?|đ\/a|đa|đ\.a|answer|key)\s*(?:là\s*)?[:.=]\s*([^\r\n]+?)[)\]]?\s*$/iu

interface Stretch {
  readonly from: number
  readonly to: number
  readonly starred?: boolean
}

/** Null when it is unclear where one option ends. @param from where the options begin in the cell */
export function splitOptions(cell: Cell, from = 0): SplitOptions | null {
  const below = statedBelow.exec(cell.text)
  const whole = below === null ? cell.text : cell.text.slice(0, below.index)
  const text = from === 0 ? whole : ' '.repeat(from) + whole.slice(from)
  const of = (starts: readonly Stretch[], kind: Partial<SplitOptions> = {}): SplitOptions => ({
    options: starts.map(({ from: start, to, starred = false }) => {
      const words = text.slice(start, to)
      const blank = words.length - words.trimStart().length
      return {
        text: cleanCell(words),
        marks: marksOfStretch(cell.runs, cell.marks, start + blank, start + words.trimEnd().length),
        starred,
      }
    }),
    isGuess: false,
    isNumbered: false,
    stated: below?.[1] ?? '',
    ...kind,
  })
  const lettered = letterStarts(text)
  if (lettered !== null) return lettered.some(hides(text, letterInside)) ? null : of(lettered)
  const numbered = lineHeads(text, /^\s*[(]?(\d)[.)]\s+(?=\S)/, (digits, at) => Number(digits) === at + 1)
  if (numbered !== null) return of(numbered, { isNumbered: true })
  const dashed = lineHeads(text, /^\s*([-–•+*☐☑✓○●▪])\s+(?=\S)/, () => true)
  if (dashed !== null) return of(dashed)
  const piped = text.includes('|') ? partedBy(text, /\|/g) : null
  if (piped !== null) return piped.some(hides(text, letterBegins)) ? null : of(piped)
  const parted = plainLines(text) ?? (/[\r\n]/.test(text) ? null : partedBy(text, /;/g))
  // A letter that began no option: what was cut at line ends is not what was meant.
  return parted === null || parted.some(hides(text, letterBegins)) ? null : of(parted, { isGuess: true })
}

/** Where the options begin behind a question in the same cell; -1 when none do. */
export const optionsFrom = (text: string): number => {
  const at = text.search(/[\r\n]\s*[*]?[([]?[Aa][.):/]\s*\S/)
  return at >= 0 ? at : text.search(/\s{2,}[*]?[([]?A[.)]\s*\S/)
}

const hides =
  (text: string, pattern: RegExp) =>
  ({ from, to }: Stretch): boolean =>
    pattern.test(text.slice(from, to))

const letterInside = /[\s;|]\(?[B-HĐđ][.)]\s*\S/
const letterBegins = /(?:^|[\s;|])\(?[A-H][.)]\s*\S/

/** `A. … B. …`: the letters must follow one another from A and stand at the beginning, on new lines or behind blanks or marks. */
function letterStarts(text: string): readonly Stretch[] | null {
  const starts: { at: number; from: number; starred: boolean }[] = []
  for (const match of text.matchAll(/(^|[\n;|]|[ \t]{2,}|(?<=[.;,] ))[ \t]*(\*?)[([]?([A-Ha-h])[.):/\]][ \t]*/g)) {
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

/** Lines that begin with a number or a dash each; what begins with none goes on with the line above. Null unless the first has one. */
function lineHeads(text: string, head: RegExp, fits: (sign: string, at: number) => boolean): readonly Stretch[] | null {
  const starts: { at: number; from: number }[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const match = head.exec(line)
    if (match !== null && !fits(match[1] ?? '', starts.length)) return null
    if (match !== null) starts.push({ at, from: at + match[0].length })
    else if (starts.length === 0 && line.trim() !== '') return null
    at += line.length + 1
  }
  if (starts.length < 2) return null
  return starts.map(({ from }, index) => ({ from, to: starts[index + 1]?.at ?? text.length }))
}

/** One a line, unless some line looks as if it went on, led in or held several. */
function plainLines(text: string): readonly Stretch[] | null {
  const lines = partedBy(text, /\r?\n/g)
  if (lines === null) return null
  const words = lines.map(({ from, to }) => text.slice(from, to).trim())
  const small = words.filter((line) => /^\p{Ll}/u.test(line)).length
  const isOdd = words.some(
    (line, at) =>
      /:$|\S(?: {3,}|\t)\S|;|^[),.]/.test(line) || (at < words.length - 1 && /(?:[,(–-]|(?:^|\s)(?:và|hoặc|của|là|các))$/iu.test(line)),
  )
  return isOdd || (small > 0 && small < words.length) ? null : lines
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
