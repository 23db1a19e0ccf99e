/** The lines of one question of a Word file → stem, options, and what is said about the right one. */
import type { QuestionSource } from '#contest/question.ts'
import type { Finding } from '#contest/values.ts'
import { letterOf } from './answers.ts'
import { excerpt, found } from './findings.ts'
import { readSource, withoutLoneFullStop } from './question-draft.ts'
import { cleanText } from './text.ts'
import { isBlank, type Line } from './word-lines.ts'
import type { OptionMarks } from './word-marks.ts'
import { splitOptions, type OptionSplit } from './word-options.ts'
import type { RunMarks } from './word-styles.ts'

export interface QuestionLines {
  readonly number: number
  readonly label: string
  readonly place: string
  /** The first without its number. */
  readonly lines: readonly Line[]
}

export interface QuestionBody {
  readonly stem: string
  readonly options: readonly string[]
  readonly marks: readonly OptionMarks[]
  readonly starred: readonly number[]
  /** What a line such as "Đáp án: B" says. */
  readonly stated: { readonly text: string; readonly place: string } | null
  readonly source: QuestionSource | null
  readonly findings: readonly Finding[]
  /** About text that belongs to no question. */
  readonly leftOut: readonly Finding[]
}

const answerLine =
  /^[\s(]*(?:(?:đáp án|phương án|câu trả lời)(?:\s+(?:đúng|là))*\s*[:.\-–]?\s+|(?:đáp án|đ\.?\s?án|đa|answer|trả lời)\s*:\s*)([^\s].*)$/iu
const sourceLine = /^[\s(]*(?:căn cứ(?: pháp lý)?|nguồn|cơ sở pháp lý|trích dẫn|tài liệu(?: tham khảo)?|giải thích)\s*:\s*(.+)$/iu
const sectionHead = /^\s*(?:(?:phần|chương|mục|chủ đề|chuyên đề)\s+(?:thứ\s+)?(?:[ivx]+|\d+|nhất|hai|ba|tư|năm)\b|[IVX]+\s*[.):\-–]\s)/iu

export const isSectionHead = (text: string): boolean => sectionHead.test(text) || isShouted(text)

/** A heading or a signature: capitals only, at least two words. */
function isShouted(text: string): boolean {
  const clean = cleanText(text)
  return /\p{Lu}{2,}.*\s.*\p{Lu}{2,}/u.test(clean) && clean === clean.toLocaleUpperCase('vi')
}

export function readBody(question: QuestionLines): QuestionBody {
  const { label, place } = question
  const findings: Finding[] = []
  let stated: QuestionBody['stated'] = null
  let source: QuestionSource | null = null
  const kept: { line: Line; afterBlank: boolean }[] = []
  let afterBlank = false
  question.lines.forEach((line, index) => {
    if (isBlank(line)) {
      afterBlank = true
      return
    }
    const head = line.text.slice(0, 5000)
    const answer = index > 0 ? answerLine.exec(head)?.[1] : undefined
    const basis = index > 0 ? sourceLine.exec(head)?.[1] : undefined
    if (answer !== undefined && looksLikeAnswer(answer)) stated = { text: answer, place: line.place }
    else if (basis !== undefined) source = readSource(basis.replace(/\)\s*$/, ''))
    else {
      kept.push({ line, afterBlank })
      afterBlank = false
    }
  })
  const all = joinLines(kept.map(({ line }) => line))
  const first = splitOptions(all.text)
  const { lines, leftOut } = leaveOutTail(kept, all.starts, first)
  const joined = leftOut.length === 0 ? all : joinLines(lines)
  const split = leftOut.length === 0 ? first : splitOptions(joined.text)

  const raw = split.options.map(({ from, to }) => joined.text.slice(from, to))
  raw.forEach((text, position) => {
    const values = { question: label, letter: letterOf(position) }
    if (text.trim().includes('\r')) findings.push(found('option-continued', place, values))
    if (split.hidden.includes(position)) findings.push(found('option-hidden', place, values))
  })
  if (split.outOfOrder !== null) findings.push(found('options-order', place, { question: label, letters: split.outOfOrder }))
  if (question.lines.some((line) => line.objects > 0)) findings.push(found('picture-left-out', place, { question: label }))
  const font = legacyFont(question.lines)
  if (font !== null) findings.push(found('legacy-font', place, { question: label, font }))
  const options = withoutLoneFullStop(raw.map(cleanText), label, place)
  return {
    stem: cleanText(joined.text.slice(0, split.stemTo)),
    options: options.options,
    marks: split.options.map(({ from, to, letterAt }) => ({
      words: visibleMarks(joined, from, to),
      letter: visibleMarks(joined, letterAt, letterAt + 1),
    })),
    starred: split.options.flatMap((option, position) => (option.starred ? [position] : [])),
    stated,
    source,
    findings: [...findings, ...options.findings],
    leftOut,
  }
}

/** A stem may begin its second paragraph with "Phương án …"; an answer is short, or says what it is. */
const looksLikeAnswer = (text: string): boolean => cleanText(text).length <= 40

interface Joined {
  readonly text: string
  readonly marks: readonly RunMarks[]
  /** Where each line begins. */
  readonly starts: readonly number[]
}

/** Paragraphs are parted by `\r`, lines inside them by `\n`. */
function joinLines(lines: readonly Line[]): Joined {
  const texts: string[] = []
  const marks: RunMarks[] = []
  const starts: number[] = []
  let length = 0
  lines.forEach((line, index) => {
    const before = lines[index - 1]?.marks.at(-1) ?? line.marks[0]
    if (index > 0 && before !== undefined) {
      texts.push(line.startsParagraph ? '\r' : '\n')
      marks.push(before)
      length++
    }
    starts.push(length)
    texts.push(line.text)
    for (const mark of line.marks) marks.push(mark)
    length += line.text.length
  })
  return { text: texts.join(''), marks, starts }
}

/**
 * After the first option a paragraph that is no option goes on with the one before, unless it stands apart: behind a blank
 * paragraph, or looking like a heading. From there on only options are read.
 */
function leaveOutTail(
  kept: readonly { readonly line: Line; readonly afterBlank: boolean }[],
  starts: readonly number[],
  split: OptionSplit,
): { readonly lines: readonly Line[]; readonly leftOut: readonly Finding[] } {
  const lines: Line[] = []
  const leftOut: Finding[] = []
  let closed = false
  let next = 0
  kept.forEach(({ line, afterBlank }, index) => {
    const end = starts[index + 1] ?? Infinity
    const before = next
    while ((split.options[next]?.letterAt ?? Infinity) < end) next++
    const holdsOption = next > before
    if (before > 0 && !holdsOption && line.startsParagraph) closed ||= afterBlank || isSectionHead(line.text)
    if (holdsOption) closed = false
    if (closed) leftOut.push(found('text-ignored', line.place, { text: excerpt(line.text) }))
    else lines.push(line)
  })
  return { lines, leftOut }
}

function visibleMarks({ text, marks }: Joined, from: number, to: number): readonly RunMarks[] {
  const visible: RunMarks[] = []
  for (let at = from; at < to; at++) {
    const mark = marks[at]
    if (mark !== undefined && !/\s/.test(text[at] ?? ' ')) visible.push(mark)
  }
  return visible
}

/** Fonts that show Vietnamese by redefining Latin-1; their text is not Vietnamese to anything else. */
function legacyFont(lines: readonly Line[]): string | null {
  for (const { text, marks } of lines) {
    if (/[\u0102-\u01b0\u1ea0-\u1ef9]/.test(text)) continue
    const at = [...marks.keys()].find(
      (index) => /^(\.Vn|VNI-)/i.test(marks[index]?.font ?? '') && /[\u0080-\u00ff]/.test(text[index] ?? ''),
    )
    if (at !== undefined) return excerpt(marks[at]?.font ?? '', 40)
  }
  return null
}
