/** Which options of a question are right, from what is stated, listed in a key, and marked. */
import type { Finding } from '#contest/values.ts'
import type { KeyEntry } from './answer-key.ts'
import { readAnswer, readNumberedAnswer, sameAnswer } from '../../answers.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { foldText } from '#contest/text.ts'
import type { Marking } from './marks.ts'
import type { QuestionBody, QuestionLines } from '../question.ts'
import { lettersOf, optionLetters } from '#contest/questions/letters.ts'

export interface KeyOfQuestion {
  readonly entry: KeyEntry | undefined
  /** Its number is in the key, but other questions have it too. */
  readonly isUnclear: boolean
  /** There is a key for its part of the file. */
  readonly isKeyed: boolean
}

export interface ChosenAnswer {
  readonly correct: readonly number[]
  /** Words behind the letter ("B. Vì Điều 3 quy định …"). */
  readonly explanation: string | null
  readonly findings: readonly Finding[]
}

/** What is stated goes before what is marked; where both speak and differ, a person has to decide. */
export function chooseAnswer(
  { label: question, place }: QuestionLines,
  body: QuestionBody,
  marking: Marking | undefined,
  key: KeyOfQuestion,
): ChosenAnswer {
  const none = (...findings: readonly Finding[]): ChosenAnswer => ({ correct: [], explanation: null, findings })
  const marked = marking?.marked ?? []
  const conflict = (stated: readonly number[], other: readonly number[]): Finding =>
    found('answer-conflict', place, { question, stated: lettersOf(stated), marked: lettersOf(other) })
  if (body.stated.length === 0 && key.isUnclear) return none(found('number-twice', place, { question }))
  const statements = [...body.stated, ...(key.entry === undefined ? [] : [{ text: key.entry.answer, place: key.entry.place }])]
  const stated: (readonly number[])[] = body.starred.length > 0 ? [body.starred] : []
  let explanation: string | null = null
  const findings: Finding[] = []
  for (const statement of statements) {
    const answer = readStatement(statement.text, body)
    if (answer === null) return none(found('answer-unclear', statement.place, { question, text: excerpt(statement.text) }))
    stated.push(answer.positions)
    if (answer.rest === '') continue
    explanation = answer.rest
    findings.push(found('answer-left-over', statement.place, { question, text: excerpt(answer.rest) }))
  }
  const [first] = stated
  if (first !== undefined) {
    const other = [...stated, ...(marked.length === 1 ? [marked] : [])].find((answer) => !sameAnswer(answer, first))
    return { correct: first, explanation, findings: other === undefined ? findings : [...findings, conflict(first, other)] }
  }
  // A question the key forgot has no answer, whatever happens to be bold in it.
  if (key.isKeyed) return none()
  if (marked.length > 1) {
    return { correct: marked, explanation, findings: [found('answer-several-marked', place, { question, letters: lettersOf(marked) })] }
  }
  const otherwise = marking?.otherwise ?? null
  return { correct: marked, explanation, findings: otherwise === null ? [] : [conflict(marked, otherwise)] }
}

const lettered = /^\s*([A-H])\s*[.):\-–]\s*(\S.*)$/isu
const comparable = (text: string): string => foldText(text).replace(/[\s.;,]+$/, '')

/** By letter, by letter and words, by the words of an option alone, or by number where the options have numbers. */
function readStatement(
  text: string,
  { options, isNumbered }: QuestionBody,
): { readonly positions: readonly number[]; readonly rest: string } | null {
  const count = options.length
  const byLetter = (isNumbered ? readNumberedAnswer(text, count) : null) ?? readAnswer(text, count)
  if (byLetter !== null) return { positions: byLetter, rest: '' }
  const match = lettered.exec(text)
  const words = comparable(match?.[2] ?? text)
  const same = options.flatMap((option, position) => (words !== '' && comparable(option) === words ? [position] : []))
  const [only] = same
  if (match === null) return only !== undefined && same.length === 1 ? { positions: [only], rest: '' } : null
  const position = optionLetters.indexOf(match[1]?.toUpperCase() ?? '?')
  if (position < 0 || position >= count) return null
  // The letter of one option with the words of another: nobody can tell which is meant.
  if (same.length > 0) return same.includes(position) ? { positions: [position], rest: '' } : null
  return { positions: [position], rest: match[2]?.trim() ?? '' }
}
