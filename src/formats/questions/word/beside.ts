/** What a Word file says beside its questions, hides in them or strikes out: named, never taken nor dropped in silence. */
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found, type FindingCode } from '../../findings/findings.ts'
import { speaksOfAnswer } from '../answers.ts'
import { isLoneAnswer, speaksOfKey } from '../leftovers.ts'
import { readKeyLine } from './answers/key.ts'
import { isBlank } from './document/lines.ts'
import { readField } from './fields.ts'
import { startsOption } from './outline/inline.ts'
import { plainText, type Block, type Paragraph } from './document/blocks.ts'
import type { Note } from './document/notes.ts'
import type { RunMarks } from './document/styles.ts'
import type { QuestionLines } from './question.ts'

const codes: Readonly<Record<Note['kind'], FindingCode>> = {
  comment: 'comment-beside',
  footnote: 'footnote-left-out',
  hidden: 'text-hidden',
  raised: 'text-raised',
  margin: 'text-doubts',
}

function noteFinding({ kind, text }: Note, place: string, question: string): Finding {
  const isDoubt = kind === 'comment' && speaksOfAnswer(text)
  return found(isDoubt ? 'comment-doubts' : codes[kind], place, { question, text: excerpt(text) })
}

/** White letters on no ground, or too small for anybody. */
const isUnseen = ({ colour, fill, size }: RunMarks): boolean => (colour === 'ffffff' && fill === null) || size <= TINY
/** Three points. */
const TINY = 6

/** About the lines of one question. */
export function textFindings({ lines, label: question, place }: QuestionLines): readonly Finding[] {
  // What is drawn below the last line of the question belongs to a signature or a heading.
  const last = lines.findLastIndex(({ text }) => startsOption(text) || readField(text) !== null)
  const isDrawn = lines.slice(0, last + 1).some(({ objects }) => objects.some(({ object }) => object.kind === 'shape'))
  const struck = lines.map(({ text, marks }) => [...marks].map((one, at) => (one.struck ? (text[at] ?? '') : '')).join('')).join(' ')
  const unseen = lines.map(({ text, marks }) => [...marks].map((one, at) => (isUnseen(one) ? (text[at] ?? '') : '')).join('')).join(' ')
  const notes = new Set(lines.flatMap((line) => line.notes ?? []))
  return [
    ...[...notes].map((note) => noteFinding(note, place, question)),
    ...(isDrawn ? [found('shape-left-out', place, { question })] : []),
    ...(struck.trim() === '' ? [] : [found('text-struck', place, { question, text: excerpt(struck) })]),
    ...(unseen.trim() === '' ? [] : [found('text-unseen', place, { question, text: excerpt(unseen) })]),
  ]
}

/**
 * Answers that stand right above the next question and apart from the one before, where the last question has none: whoever forgot the
 * first one wrote them above.
 */
export function answersAbove(questions: readonly QuestionLines[]): readonly Finding[] {
  const stated = questions.map(({ lines }) => {
    const at = lines.findLastIndex(({ text }) => isLoneAnswer(text))
    const before = lines[at - 1]
    return at < 0 || before === undefined ? null : { line: lines[at], isAbove: at === lines.length - 1 && isBlank(before) }
  })
  const own = stated.flatMap((one) => one ?? [])
  const [first] = own
  const isMoved = own.length > 1 && stated.at(-1) === null && own.every(({ isAbove }) => isAbove)
  return isMoved && first?.line !== undefined ? [found('answer-astray', first.line.place, { text: excerpt(first.line.text) })] : []
}

/** Numbers and letters alone, as the cells and lines of a key. */
const keyLike = /^\s*(?:câu\s*)?(?=[^A-Za-z]*[\dA-Ha-h])[\dA-Ha-h.,:;()\s-]{1,60}$/iu

/** "Phương án bôi đỏ là phương án sai": what is marked may be the wrong options. */
const legend =
  /(do|dam|gach (chan|duoi)|to (mau|vang|xanh|nen)|boi|nghieng|danh dau|highlight)( \S+){0,6} (sai|khong dung|khong chinh xac|nhieu|xem lai|kiem tra( lai)?|chua chac|can sua)(?!\S)|(sai|khong dung)( \S+){0,4} (duoc )?(boi|to|in|gach|danh) /

/** Of the lines below the options of a question. */
const tailPlaces = ({ lines }: QuestionLines): readonly string[] =>
  lines.slice(lines.findLastIndex(({ text }) => startsOption(text)) + 1).map(({ place }) => place)

/**
 * About everything else: rows of tables, keys, headings.
 * @param rows places of the questions that a table gave whole
 * @param isMarked marks answer questions of the file
 */
export function noteFindings(
  blocks: readonly Block[],
  questions: readonly QuestionLines[],
  rows: readonly string[],
  isMarked: boolean,
): readonly Finding[] {
  const told = new Set(questions.flatMap(({ lines }) => lines.flatMap((line) => line.notes ?? [])))
  const paragraphs: readonly Paragraph[] = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : block.rows.flat(2)))
  const asked = new Set([...questions.flatMap(({ lines }) => lines.map(({ place }) => place)), ...rows])
  const tails = new Set(questions.flatMap(tailPlaces))
  return paragraphs.flatMap((paragraph) => {
    const { notes, place, runs } = paragraph
    const words = isMarked && (!asked.has(place) || tails.has(place)) ? plainText(paragraph).slice(0, 300) : ''
    // In a key, or a row of a table: what is struck out there may be an answer.
    const struck = asked.has(place) ? '' : runs.map(({ text, marks }) => (marks.struck ? text : '')).join('')
    const isKey = !asked.has(place) && keyLike.test(plainText(paragraph).slice(0, 80))
    const unseen = asked.has(place) ? '' : runs.map(({ text, marks }) => (isUnseen(marks) ? text : '')).join('')
    return [
      ...notes.flatMap((note) => (told.has(note) ? [] : [noteFinding(note, place, place)])),
      ...(legend.test(foldText(words)) ? [found('legend-doubts', place, { text: excerpt(words) })] : []),
      ...(struck.trim() === '' ? [] : [found('text-struck', place, { question: place, text: excerpt(struck) })]),
      ...(isKey && runs.some(({ object }) => object?.kind === 'shape') ? [found('shape-left-out', place, { question: place })] : []),
      ...((isKey && unseen.trim() !== '') || speaksOfKey(unseen) || readKeyLine(unseen, '') !== null
        ? [found('text-unseen', place, { question: place, text: excerpt(unseen) })]
        : []),
    ]
  })
}
