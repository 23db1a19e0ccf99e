/** The lines of one question of a Word file → stem, options, and what is said about the right one. */
import type { QuestionSource } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { letterOf } from '#contest/questions/letters.ts'
import { signOf } from '../marks/signs.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { withoutLoneFullStop } from '../draft.ts'
import { cutTags, endsQuestion } from './heads.ts'
import { sliceLine, withFront, type Line } from './document/lines.ts'
import type { OptionMarks } from './answers/marks.ts'
import { plainMarks } from './document/styles.ts'
import type { WordObject } from './document/objects.ts'
import { splitOptions, type OptionSplit } from './options.ts'
import { partLines, type KeptLine, type Statement } from './parts.ts'
import type { PartName } from './part-names.ts'
import { joinLines, visibleMarks, wordsOf, type Joined } from './text.ts'

/** The lines of one question, and what is said of it above and beside its number. */
export interface QuestionLines {
  readonly number: number | null
  readonly label: string
  readonly place: string
  /** Of the parts of the file it stands in. */
  readonly names: readonly PartName[]
  /** How many times the numbers began anew before it. */
  readonly run: number
  /** Its number comes from an automatic list. */
  readonly isListed: boolean
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  /** The first without its number. */
  readonly lines: readonly Line[]
  readonly findings: readonly Finding[]
  /** Set where the layout of an export says everything (own.ts). */
  readonly body?: QuestionBody
}

export interface BodyObject {
  readonly object: WordObject
  /** Position of the option it stands in; null: in the stem. */
  readonly option: number | null
}

export interface QuestionBody {
  readonly stem: string
  readonly options: readonly string[]
  /** True where the options had numbers or dots, so that a number may name the right one. */
  readonly isNumbered: boolean
  /** In the layout of our exports an answer is letters, whatever the options say. */
  readonly isOwn?: true
  readonly optionOrder: 'shuffled' | 'kept'
  readonly marks: readonly OptionMarks[]
  /** What lines such as "Đáp án: B" say. */
  readonly stated: readonly Statement[]
  readonly source: QuestionSource | null
  readonly explanation: string | null
  readonly topic: string | null
  readonly difficulty: Difficulty | null
  readonly objects: readonly BodyObject[]
  readonly findings: readonly Finding[]
  /** About text that belongs to no question. */
  readonly leftOut: readonly Finding[]
}

export function readBody(question: QuestionLines): QuestionBody {
  if (question.body !== undefined) return question.body
  const { label, place } = question
  const parts = partLines(question.lines, label)
  const listed = letterList(parts.kept)
  const kept = listed ?? parts.kept
  const all = joinLines(kept.map(({ line }) => line))
  const first = splitOptions(all.text)
  const tail = leaveOutTail(kept, all, first)
  const joined = tail.lines.length === kept.length ? all : joinLines(tail.lines)
  const split = joined === all ? first : splitOptions(joined.text)
  const findings: Finding[] = [...parts.findings, ...tagFindings(joined, split, question)]
  split.options.forEach(({ from, to }, position) => {
    const values = { question: label, letter: letterOf(position) }
    if (joined.text.slice(from, to).trim().includes('\r')) findings.push(found('option-continued', place, values))
    if (split.hidden.includes(position)) findings.push(found('option-hidden', place, values))
  })
  if (split.outOfOrder !== null) findings.push(found('options-order', place, { question: label, letters: split.outOfOrder }))
  if (listed !== null) findings.push(found('options-by-list', place, { question: label }))
  if (tail.moved.length > 0) findings.push(found('picture-after-options', place, { question: label }))
  const stemText = wordsOf(joined, 0, split.stemTo)
  const tags = cutTags(stemText)
  const options = split.options.map(({ from, to }) => wordsOf(joined, from, to))
  return {
    stem: stemText.slice(tags.from, tags.to).trim(),
    options,
    isNumbered: listed !== null,
    optionOrder: 'shuffled',
    marks: split.options.map(({ from, to, letterAt, sign }, position) => ({
      words: visibleMarks(joined, from, to),
      letter: visibleMarks(joined, letterAt, letterAt + 1).filter((marks) => marks !== plainMarks),
      letterSign: sign === '' ? '' : '*',
      sign: signOf(options[position] ?? ''),
    })),
    stated: parts.stated,
    source: parts.source,
    explanation: parts.explanation,
    topic: parts.topic ?? question.topic,
    difficulty: parts.difficulty ?? tags.tags.difficulty ?? question.difficulty,
    objects: [
      ...placed(joined, 0, split.stemTo, null),
      ...tail.moved.map((object) => ({ object, option: null })),
      ...split.options.flatMap(({ from, to }, option) => placed(joined, from, to, option)),
    ],
    findings,
    leftOut: tail.leftOut,
  }
}

const placed = ({ objects }: Joined, from: number, to: number, option: number | null): readonly BodyObject[] =>
  objects.flatMap(({ at, object }) => (at >= from && at < to ? [{ object, option }] : []))

function tagFindings(joined: Joined, split: OptionSplit, { label, place }: QuestionLines): readonly Finding[] {
  const { tags } = cutTags(wordsOf(joined, 0, split.stemTo))
  return tags.leftOut.map((text) => found('tag-left-out', place, { question: label, text }))
}

/**
 * The options as people will read them, once the file has told its mark: a sign that is the mark is no part of the words, and the full
 * stop of one option alone is none either.
 * @param mark how the sign of marked options shows; undefined where signs are words
 */
export function finishOptions(
  { options, marks }: QuestionBody,
  mark: string | undefined,
  { label, place }: QuestionLines,
): { readonly options: readonly string[]; readonly findings: readonly Finding[] } {
  const signed = marks.filter(({ sign }) => sign?.sign === mark)
  const cut =
    mark === undefined || signed.length === marks.length ? options : options.map((words, at) => wordsWithout(words, marks[at], mark))
  return withoutLoneFullStop(cut, label, place)
}

const wordsWithout = (words: string, marks: OptionMarks | undefined, mark: string): string =>
  marks?.sign?.sign === mark ? marks.sign.bare : words

/**
 * After the first option a paragraph that is no option goes on with the one before, unless it stands apart: behind a blank
 * paragraph, or looking like a heading. From there on only options are read.
 */
function leaveOutTail(
  kept: readonly KeptLine[],
  { starts, text }: Joined,
  split: OptionSplit,
): { readonly lines: readonly Line[]; readonly leftOut: readonly Finding[]; readonly moved: readonly WordObject[] } {
  const lines: Line[] = []
  const leftOut: Finding[] = []
  const moved: WordObject[] = []
  let closed = false
  let next = 0
  kept.forEach(({ line, afterBlank }, index) => {
    const start = starts[index] ?? 0
    const end = starts[index + 1] ?? Infinity
    const before = next
    while ((split.options[next]?.letterAt ?? Infinity) < end) next++
    const holdsOption = next > before
    const pictures = line.objects.flatMap(({ object }) => (object.kind === 'picture' ? [object] : []))
    const onlyPictures = pictures.length > 0 && /^[\s\ufffc]*$/.test(line.text)
    const optionFrom = split.options[before - 1]?.from ?? 0
    // An option without words waits for its picture; behind other options a picture shows something of the question.
    if (before > 0 && !holdsOption && onlyPictures && !closed && text.slice(optionFrom, start).trim() !== '') {
      moved.push(...pictures)
      return
    }
    if (before > 0 && !holdsOption && line.startsParagraph) closed ||= afterBlank || endsQuestion(line.text)
    if (line.isHeading === true) closed = true
    if (holdsOption) closed = false
    if (line.isHeading === true) return
    if (closed) leftOut.push(found('text-ignored', line.place, { text: excerpt(line.text.replaceAll('\ufffc', '[hình]')) }))
    else lines.push(line)
  })
  return { lines, leftOut, moved }
}

const number = /^\s*(\d{1,2})\s*[.):]\s*/

/** Options that a list numbers or dots, where none has a letter: the last lines of the question, lettered. Null otherwise. */
function letterList(kept: readonly KeptLine[]): readonly KeptLine[] | null {
  if (kept.some(({ line }) => splitOptions(line.text).options.length > 0)) return null
  const last = kept.at(-1)?.line
  if (last === undefined) return null
  const key = last.list?.key ?? null
  const digits = number.exec(last.text)?.[1]
  const count = key === null ? Number(digits ?? 0) : countFromEnd(kept, (line) => line.list?.key === key)
  if (count < 2 || count > 8 || count >= kept.length) return null
  const from = kept.length - count
  const fits = kept
    .slice(from)
    .every(({ line }, index) => (key === null || line.list?.label !== '' ? Number(number.exec(line.text)?.[1]) === index + 1 : true))
  if (!fits) return null
  return kept.map(({ line, afterBlank }, index) => {
    if (index < from) return { line, afterBlank }
    const cut = sliceLine(line, number.exec(line.text)?.[0].length ?? 0)
    const letter = `${letterOf(index - from)}. `
    return { afterBlank: false, line: { ...withFront(cut, letter), list: null } }
  })
}

function countFromEnd(kept: readonly KeptLine[], fits: (line: Line) => boolean): number {
  const miss = kept.findLastIndex(({ line }) => !fits(line))
  return kept.length - 1 - miss
}
