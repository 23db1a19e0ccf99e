/** What pages leave inside a question that runs over their end: a number, a running head. It would be read as words of the question. */
import { foldWords } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { isBlank, type Line } from './document/lines.ts'
import { readField } from './fields.ts'
import { startsOption } from './outline/inline.ts'
import type { QuestionBody, QuestionLines } from './question.ts'

const page =
  /^\s*(?:(?:[-–—]\s*)?\d{1,3}\s*[-–—]|\d{1,3}|\d{1,3}\s*\/\s*\d{1,3}|(?:trang|page|tr\.)\s*:?\s*\d{1,3}(?:\s*(?:\/|trên|of|-)\s*\d{1,3})?)\s*[.|]?\s*$/iu
const letterAlone = /^\s*[*#([]?[A-HĐa-hđ]\s?[.):/\]]\s*$/u
const title = /\b(bo cau hoi|ngan hang cau hoi|de cuong|de thi|hoi thi|cuoc thi|tim hieu|ubnd|uy ban nhan dan|so tu phap|phong|truong)\b/

/** Of a line that a page repeats, its numbers aside. */
const keyOf = (text: string): string => foldWords(text.replace(/\d+/g, ''))
const MIN_KEY = 8

const isOpen = ({ text }: Line): boolean => !/[.?!:;…,”"]\s*$/.test(text)
/** The line before stops in the middle of a sentence, the one behind goes on with it. */
const isBetween = (before: Line | undefined, behind: Line | undefined): boolean =>
  before !== undefined && behind !== undefined && isOpen(before) && /^\s*\p{Ll}/u.test(behind.text) && !startsOption(behind.text)

/** Heads of pages: lines above the first question, and those that several questions hold in the middle of a sentence. */
export function runningHeads(questions: readonly QuestionLines[], above: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { lines } of questions) {
    const filled = lines.filter((line) => !isBlank(line))
    for (const [at, line] of filled.entries())
      if (at > 0 && isBetween(filled[at - 1], filled[at + 1])) counts.set(keyOf(line.text), (counts.get(keyOf(line.text)) ?? 0) + 1)
  }
  const repeated = [...counts].flatMap(([key, count]) => (count > 1 ? [key] : []))
  return new Set([...above.map(keyOf), ...repeated].filter((key) => key.length >= MIN_KEY))
}

const isOfTable = ({ place }: Line): boolean => place.startsWith('table ')

/** A table in the stem, read cell by cell: its figures have lost their rows and columns. */
function flatTable(lines: readonly Line[], question: string): readonly Finding[] {
  const first = lines.findIndex(({ text }) => startsOption(text))
  const cells = lines
    .slice(1, first < 0 ? 0 : first)
    .filter((line) => isOfTable(line) && line.place.split(',')[0] !== lines[0]?.place.split(',')[0])
  const rows = new Set(cells.map(({ place }) => place))
  const [cell] = cells
  return cell === undefined || rows.size < 2 || cells.length <= rows.size
    ? []
    : [found('table-flat', cell.place, { question, text: excerpt(cells.map(({ text }) => text).join(' | ')) })]
}

/** @param running keys of the heads of its pages */
export function intruderFindings(
  { lines, label: question, body }: QuestionLines,
  { leftOut }: Pick<QuestionBody, 'leftOut'>,
  running: ReadonlySet<string>,
): readonly Finding[] {
  if (body !== undefined) return []
  const flat = flatTable(lines, question)
  const filled = lines.filter((line) => !isBlank(line))
  const left = new Set(leftOut)
  const last = filled.findLastIndex(({ text }) => startsOption(text) && readField(text) === null)
  const intruder = filled.find((line, at) => {
    const [before, behind] = [filled[at - 1], filled[at + 1]]
    const isWords = before !== undefined && !startsOption(line.text) && readField(line.text) === null && line.isHeading !== true
    if (
      !isWords ||
      isOfTable(line) ||
      (line.list !== null && !/[-–—]\s*$/.test(line.text)) ||
      letterAlone.test(before.text) ||
      (at > last && left.has(line))
    )
      return false
    if (page.test(line.text)) return at <= last + 1
    const isTitle = /^\s*\p{Lu}/u.test(line.text) && isOpen(line) && title.test(foldWords(line.text))
    return at < last && (running.has(keyOf(line.text)) || (isTitle && isBetween(before, behind)))
  })
  return intruder === undefined ? flat : [...flat, found('page-inside', intruder.place, { question, text: excerpt(intruder.text) })]
}
