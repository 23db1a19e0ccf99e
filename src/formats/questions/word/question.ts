/** The lines of one question of a Word file → stem, options, and what is said about the right one. */
import type { QuestionSource } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { letterOf } from '#contest/questions/letters.ts'
import { signOf, type OptionSign } from '../marks/signs.ts'
import { cleanLines } from '#contest/text.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { speaksOfKey, unfinishedFindings } from '../leftovers.ts'
import { lonePair } from '../second-thoughts.ts'
import { withoutListSigns } from '../draft.ts'
import { cutTags, endsQuestion } from './outline/heads.ts'
import { sliceLine, withFront, type Line } from './document/lines.ts'
import type { OptionMarks } from './answers/marks.ts'
import { plainMarks } from './document/styles.ts'
import type { WordObject } from './document/objects.ts'
import { splitOptions, type OptionSplit } from './options.ts'
import { partLines, type KeptLine, type Statement } from './parts.ts'
import { readTitle, type PartName } from './outline/part-names.ts'
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
  /** What stands in brackets beside its number and is not kept. */
  readonly tags?: readonly string[]
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
  /** What its options are called, in order. */
  readonly alphabet: string
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
  /** Lines that belong to no question. */
  readonly leftOut: readonly Line[]
  /** A line that was joined with the last option and may belong to none. */
  readonly unclear: readonly Line[]
}

export function readBody(question: QuestionLines): QuestionBody {
  if (question.body !== undefined) return question.body
  const { label, place } = question
  const parts = partLines(question.lines, label, question.number)
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
    if (split.inside.includes(position)) findings.push(found('option-inside', place, values))
    else if (split.hidden.includes(position)) findings.push(found('option-hidden', place, values))
  })
  if (split.outOfOrder !== null) findings.push(found('options-order', place, { question: label, letters: split.outOfOrder }))
  if (listed !== null) findings.push(found('options-by-list', place, { question: label }))
  if (tail.unclear !== null)
    findings.push(
      found('option-tail', place, { question: label, text: excerpt(tail.unclear.text), letter: letterOf(split.options.length - 1) }),
    )
  if (tail.moved.length > 0) findings.push(found('picture-after-options', place, { question: label }))
  const stemText = wordsOf(joined, 0, split.stemTo)
  const tags = cutTags(stemText)
  const options = withoutEmptyBoxes(split.options.map(({ from, to }) => wordsOf(joined, from, to)))
  return {
    stem: stemText.slice(tags.from, tags.to).trim(),
    options,
    isNumbered: listed !== null,
    alphabet: split.alphabet,
    optionOrder: 'shuffled',
    marks: split.options.map(({ from, to, letterAt, sign }, position) => ({
      words: visibleMarks(joined, from, to),
      letter: visibleMarks(joined, letterAt, letterAt + 1).filter((marks) => marks !== plainMarks),
      letterSign: sign === '' ? '' : '*',
      sign: crossBehind(joined.text.slice(from, to)) ?? signOf(options[position] ?? ''),
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
    unclear: tail.unclear === null ? [] : [tail.unclear],
  }
}

const emptyBox = /^[☐□]\s*|\s*[☐□]$/gu

/** Empty boxes to be ticked are no words where several options have boxes. */
function withoutEmptyBoxes(options: readonly string[]): readonly string[] {
  const boxed = options.filter((option) => /^[☐□☑☒]|[☐□☑☒]$/u.test(option)).length
  return boxed < 2 ? options : options.map((option) => option.replace(emptyBox, ''))
}

/** An x set apart behind the words. */
function crossBehind(text: string): OptionSign | null {
  const match = /^(.*\S)(?:\t[\t\u00a0 ]*|[\u00a0 ]{2,})[xX][\s]*$/su.exec(text)
  return match === null ? null : { sign: '*', bare: cleanLines(match[1] ?? '').replaceAll('\n', ' '), isTick: true }
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
  { stem, options, marks }: QuestionBody,
  mark: string | undefined,
  { label, place }: QuestionLines,
): { readonly options: readonly string[]; readonly findings: readonly Finding[] } {
  const signed = marks.filter(({ sign }) => sign?.sign === mark)
  const cut =
    mark === undefined || signed.length === marks.length ? options : options.map((words, at) => wordsWithout(words, marks[at], mark))
  const cleaned = withoutListSigns(cut, label, place)
  return { ...cleaned, findings: [...cleaned.findings, ...unfinishedFindings(stem, cleaned.options, label, place)] }
}

const wordsWithout = (words: string, marks: OptionMarks | undefined, mark: string): string =>
  marks?.sign?.sign === mark ? marks.sign.bare : words

/** Of a line that holds nothing else. */
const picturesOnly = ({ objects, text }: Line): readonly WordObject[] =>
  /^[\s\ufffc]*$/.test(text) ? objects.flatMap(({ object }) => (object.kind === 'picture' ? [object] : [])) : []

/** Headings, titles and furniture end the options above them. */
const standsAlone = ({ text }: Line, isLast: boolean): boolean =>
  endsQuestion(text) || speaksOfKey(text) || (isLast && (readTitle(text).length > 0 || lonePair.test(text)))

interface Tail {
  readonly lines: readonly Line[]
  readonly leftOut: readonly Line[]
  readonly moved: readonly WordObject[]
  /** The first paragraph behind the last option that may go on with it or stand for itself. */
  readonly unclear: Line | null
}

/** It goes on with the words before it: they stop in the middle, or it begins small. */
const goesOn = (before: string, { text, startsParagraph }: Line): boolean =>
  !startsParagraph ||
  before.trim() === '' ||
  /[,;:\-–(]\s*$/.test(before) ||
  /^[\s\ufffc]*(?:[\p{Ll}\d),.;:%+=<>≤≥…]|[-–+•*]\s)/u.test(text) ||
  /^[\s\ufffc]*$/.test(text)

const fromOf = ({ options }: OptionSplit, position: number): number => options[position]?.from ?? 0

/** Words left out between two options, or that begin small, may be torn from the option above them. */
const isTorn = ({ text }: Line, isLast: boolean): boolean => !isLast || /^\s*\p{Ll}\p{L}*[\s,]/u.test(text)

/**
 * After the first option a paragraph that is no option goes on with the one before, unless it stands apart: behind a blank
 * paragraph, or looking like a heading. From there on only options are read.
 */
function leaveOutTail(kept: readonly KeptLine[], { starts, text }: Joined, split: OptionSplit): Tail {
  const lines: Line[] = []
  const leftOut: Line[] = []
  const moved: WordObject[] = []
  let closed = false
  let next = 0
  let unclear: Line | null = null
  kept.forEach(({ line, afterBlank, afterField }, index) => {
    const start = starts[index] ?? 0
    const end = starts[index + 1] ?? Infinity
    const before = next
    while ((split.options[next]?.letterAt ?? Infinity) < end) next++
    const holdsOption = next > before
    const isBehind = before > 0 && !holdsOption
    const words = text.slice(fromOf(split, before - 1), start)
    const pictures = picturesOnly(line)
    // An option without words waits for its picture; behind other options a picture shows something of the question.
    if (isBehind && pictures.length > 0 && !closed && words.trim() !== '') {
      moved.push(...pictures)
      return
    }
    const isLast = before === split.options.length
    if (isBehind && line.startsParagraph && words.trim() !== '') closed ||= afterBlank || standsAlone(line, isLast)
    if (line.isHeading === true) {
      closed = !holdsOption
      return
    }
    if (holdsOption) closed = false
    const mayGoOn = closed ? !afterField && isTorn(line, isLast) : isBehind && isLast && !goesOn(words, line)
    unclear ??= mayGoOn ? line : null
    if (closed) leftOut.push(line)
    else lines.push(line)
  })
  return { lines, leftOut, moved, unclear }
}

const number = /^\s*(\d{1,2})\s*[.):]\s*/

/** A sign people put in front of options that have no letters: a dash, a dot, a box. */
const dash = /^\s*([-–+•*●○◯▪]|[☐□☑☒])\s*(?=\S)/u
const dashOf = ({ text }: Line): string | null => {
  const sign = dash.exec(text)?.[1] ?? null
  return sign !== null && /[☐□☑☒]/u.test(sign) ? '☐' : sign
}

/** Options that a list numbers or dots, where none has a letter: the last lines of the question, lettered. Null otherwise. */
function letterList(kept: readonly KeptLine[]): readonly KeptLine[] | null {
  if (kept.some(({ line }) => splitOptions(line.text).options.length > 0)) return null
  const last = kept.at(-1)?.line
  if (last === undefined) return null
  const key = last.list?.key ?? null
  const digits = number.exec(last.text)?.[1]
  const typed = key === null && digits === undefined ? dashOf(last) : null
  const ofList = (line: Line): boolean => (typed === null ? line.list?.key === key : dashOf(line) === typed)
  const count = key === null && typed === null ? Number(digits ?? 0) : countFromEnd(kept, ofList)
  if (count < 2 || count > 8 || count >= kept.length) return null
  const from = kept.length - count
  const isCounted = typed === null && (key === null || last.list?.label !== '')
  const fits = kept.slice(from).every(({ line }, index) => !isCounted || Number(number.exec(line.text)?.[1]) === index + 1)
  if (!fits) return null
  return kept.map(({ line, afterBlank }, index) => {
    if (index < from) return { line, afterBlank, afterField: false }
    const cut = sliceLine(line, (typed === null ? number : dash).exec(line.text)?.[0].length ?? 0)
    const ticked = typed === '☐' && /^\s*[☑☒]/u.test(line.text) ? '*' : ''
    return {
      afterBlank: false,
      afterField: false,
      line: { ...withFront(cut, `${ticked}${letterOf(index - from)}. `), startsParagraph: true, list: null },
    }
  })
}

function countFromEnd(kept: readonly KeptLine[], fits: (line: Line) => boolean): number {
  const miss = kept.findLastIndex(({ line }) => !fits(line))
  return kept.length - 1 - miss
}
