/** A question as a reader found it, and the checks every question passes whatever file it came from. */
import { mostQuestions, questionLimits } from '#contest/limits.ts'
import type { QuestionContent, QuestionSource } from '#contest/questions/question.ts'
import type { Difficulty } from '#contest/rules/rules.ts'
import type { Finding } from '#contest/values.ts'
import { lettersOf, letterOf } from './answers.ts'
import { found, hasError } from '../findings/findings.ts'
import { cleanLines, cleanText, foldText } from '../files/text.ts'

/** The content is not checked yet: `correct` is empty when unknown, and the reason may already be among the findings. */
export interface QuestionDraft extends QuestionContent {
  readonly place: string
  /** What people call it: `Câu 5`. */
  readonly label: string
  /** As numbered in the file; null where it is not. */
  readonly number: number | null
  readonly findings: readonly Finding[]
}

export interface ReadQuestion {
  /** Usable only when `findings` holds no error: a question in doubt may still lack options or a right answer. */
  readonly content: QuestionContent
  readonly place: string
  readonly findings: readonly Finding[]
}

/** Why a file of so many questions is refused; null when it is not: no bank holds more. */
export const tooManyQuestions = (count: number): Finding | null =>
  count > mostQuestions ? found('too-much-content', '', { limit: mostQuestions, what: 'câu hỏi / questions' }) : null

/** Checks each draft by itself and against the others. */
export function finishQuestions(drafts: readonly QuestionDraft[]): readonly ReadQuestion[] {
  const usual = usualCount(drafts)
  const stems = new Map<string, string>()
  let previous: number | null = null
  return drafts.map((draft) => {
    const { label: question, place, stem, number } = draft
    const findings = [...draft.findings, ...ownFindings(draft)]
    if (drafts.length > 2 && draft.options.length !== usual && draft.options.length >= 2) {
      findings.push(found('options-uneven', place, { question, count: draft.options.length, usual }))
    }
    const key = stemKey(stem)
    const other = stems.get(key)
    if (other !== undefined) findings.push(found('stem-twice', place, { question, other }))
    else if (key !== '') stems.set(key, place)
    // Parts of a file often start again at 1.
    if (number !== null && previous !== null && number !== previous + 1 && number !== 1) {
      findings.push(found('number-order', place, { question, previous }))
    }
    previous = number ?? previous
    return { content: contentOf(draft), place, findings }
  })
}

function ownFindings(draft: QuestionDraft): readonly Finding[] {
  const { label: question, place, stem, options, correct } = draft
  const findings: Finding[] = []
  if (stem === '') findings.push(found('stem-empty', place, { question }))
  if (stem.length > questionLimits.stem) findings.push(found('text-too-long', place, { question, limit: questionLimits.stem }))
  if (options.some((option) => option.length > questionLimits.option)) {
    findings.push(found('text-too-long', place, { question, limit: questionLimits.option }))
  }
  // A picture may stand for the words of an option.
  const pictured = new Set(draft.pictures.map(({ option }) => option))
  const isEmpty = (position: number): boolean => options[position] === '' && !pictured.has(position)
  const filled = options.filter((_, position) => !isEmpty(position)).length
  if (filled < questionLimits.fewestOptions) findings.push(found('options-too-few', place, { question, count: filled }))
  if (options.length > questionLimits.options)
    findings.push(found('options-too-many', place, { question, count: options.length, limit: questionLimits.options }))
  const keys = options.map(optionKey)
  options.forEach((option, position) => {
    if (isEmpty(position)) findings.push(found('option-empty', place, { question, letter: letterOf(position) }))
    const first = keys.indexOf(keys[position] ?? '')
    if (option !== '' && first < position) {
      findings.push(found('options-same', place, { question, first: letterOf(first), second: letterOf(position) }))
    }
  })
  if (correct.length === 0 && !draft.findings.some(({ code, severity }) => severity === 'error' && /^(answer|number-twice)/.test(code))) {
    findings.push(found('answer-missing', place, { question }))
  }
  if (correct.length > 1 && !hasError(draft.findings)) {
    findings.push(found('answer-several', place, { question, letters: lettersOf(correct) }))
  }
  return findings
}

/**
 * Somebody's typing, cleaned and checked as if it had come from a file.
 * @param label what the question is called in the findings: `Câu 5`
 * @returns content in NFC without invisible characters; usable only when no finding is an error
 */
export function checkContent(
  typed: QuestionContent,
  label: string,
  place: string,
): { readonly content: QuestionContent; readonly findings: readonly Finding[] } {
  const options = typed.options.map(cleanLines)
  const document = cleanText(typed.source?.document ?? '')
  const detail = cleanLines(typed.source?.detail ?? '')
  const content: QuestionContent = {
    ...typed,
    stem: cleanLines(typed.stem),
    options,
    correct: [...new Set(typed.correct)].filter((position) => position < options.length).sort((a, b) => a - b),
    source: document === '' ? readSource(detail) : { document, detail },
    topic: cleanText(typed.topic ?? '') || null,
    pictures: typed.pictures.map((picture) => ({ ...picture, alt: cleanText(picture.alt) })),
    explanation: cleanLines(typed.explanation ?? '') || null,
  }
  const astray = content.pictures.flatMap(({ option }) =>
    option !== null && option >= options.length ? [found('option-empty', place, { question: label, letter: letterOf(option) })] : [],
  )
  return { content, findings: [...astray, ...ownFindings({ ...content, label, place, number: null, findings: [] })] }
}

const contentOf = ({ place: _place, label: _label, number: _number, findings: _findings, ...content }: QuestionDraft): QuestionContent =>
  content

/** Letters and digits only: a question asked twice is often typed with other dots and capitals. */
export const stemKey = (stem: string): string =>
  cleanText(stem)
    .toLocaleLowerCase('vi')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

const optionKey = (option: string): string =>
  cleanText(option)
    .toLocaleLowerCase('vi')
    .replace(/(?<=[^.])\.$/, '')

function usualCount(drafts: readonly QuestionDraft[]): number {
  const counts = new Map<number, number>()
  for (const { options } of drafts) counts.set(options.length, (counts.get(options.length) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0]
}

/**
 * Options without the full stop that only one of them has: it comes from a paragraph's end, and shown to contestants it
 * would tell that option from the others.
 */
export function withoutLoneFullStop(
  options: readonly string[],
  question: string,
  place: string,
): { readonly options: readonly string[]; readonly findings: readonly Finding[] } {
  const stopped = options.map((option) => /[^.…]\.$/.test(option))
  const at = stopped.indexOf(true)
  if (at < 0 || stopped.lastIndexOf(true) !== at || options.length < 3) return { options, findings: [] }
  return {
    options: options.map((option, position) => (position === at ? option.slice(0, -1).trimEnd() : option)),
    findings: [found('option-full-stop', place, { question, letter: letterOf(at) })],
  }
}

/** "Quyết định số 942/QĐ-TTg ngày 15/6/2021: Điều 1" → document and detail, parted at the first colon before a blank. */
export function readSource(text: string, detail = ''): QuestionSource | null {
  const clean = cleanText(text)
  const more = cleanText(detail)
  if (clean === '') return more === '' ? null : { document: more, detail: '' }
  const colon = clean.indexOf(': ')
  if (more !== '' || colon <= 0) return { document: clean, detail: more }
  return { document: clean.slice(0, colon).trim(), detail: clean.slice(colon + 2).trim() }
}

const levels: readonly (readonly [RegExp, Difficulty])[] = [
  [/^(1|de|easy|nhan biet|nb|muc( do)? 1)$/, 1],
  [/^(2|trung binh|tb|medium|average|thong hieu|th|muc( do)? 2)$/, 2],
  [/^(3|kho|hard|difficult|van dung( (cao|thap))?|vdc?|vdt|muc( do)? 3)$/, 3],
]

/** Null for what is no level. */
export function readDifficulty(text: string): Difficulty | null {
  const words = foldText(text)
  return levels.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
