/** Which options of a question are right, from what is stated, listed in a key, and marked. */
import type { Finding } from '#contest/values.ts'
import type { KeyEntry } from './key.ts'
import type { KeyDoubt } from './key-parts.ts'
import { isAmbiguous, readAnswer, readBracketed, readNumberedAnswer, sameAnswer } from '../../answers.ts'
import { isSecondThought } from '../../second-thoughts.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { caseless, cleanText, foldText } from '#contest/text.ts'
import type { LearnedMarks, Marking } from '../../marks/learning.ts'
import type { QuestionBody, QuestionLines } from '../question.ts'
import { lettersOf, optionLetters } from '#contest/questions/letters.ts'

export interface KeyOfQuestion {
  readonly entry: KeyEntry | undefined
  readonly doubt: KeyDoubt | undefined
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
  { label: question, place, number }: QuestionLines,
  body: QuestionBody,
  { marking, markName, rare }: { readonly marking: Marking; readonly markName: string | null; readonly rare: LearnedMarks['rare'] },
  key: KeyOfQuestion,
): ChosenAnswer {
  const none = (...findings: readonly Finding[]): ChosenAnswer => ({ correct: [], explanation: null, findings })
  const { marked, others } = marking
  const conflict = (stated: readonly number[], other: readonly number[]): Finding =>
    found('answer-conflict', place, { question, stated: lettersOf(stated), marked: lettersOf(other) })
  const doubt = doubtOf(question, place, key, marked)
  if (doubt !== null && (body.stated.length === 0 || key.doubt?.kind === 'twice')) return none(doubt)
  const statements = [...body.stated, ...(key.entry === undefined ? [] : [{ text: key.entry.answer, place: key.entry.place }])]
  const stated: (readonly number[])[] = []
  let explanation: string | null = null
  const findings: Finding[] = []
  for (const statement of statements) {
    const answer = readStatement(withoutNumber(statement.text, number), body)
    if (answer === null) return none(found('answer-unclear', statement.place, { question, text: excerpt(statement.text) }))
    stated.push(answer.positions)
    if (answer.rest === '') continue
    explanation = answer.rest
    findings.push(found('answer-left-over', statement.place, { question, text: excerpt(answer.rest) }))
  }
  const [first] = stated
  if (first !== undefined) {
    const singled = first.length > 1 ? [] : others.map((position) => [position])
    const other = [...stated, ...(marked.length === 1 ? [marked] : []), ...singled].find((answer) => !sameAnswer(answer, first))
    return { correct: first, explanation, findings: other === undefined ? findings : [...findings, conflict(first, other)] }
  }
  // A question the key forgot has no answer, whatever happens to be bold in it.
  if (key.isKeyed || marked.length === 0)
    return none(...missing({ question, place }, marking, key.isKeyed ? 'bảng đáp án / the key' : markName, key.isKeyed ? null : rare))
  if (marked.length > 1) {
    return { correct: marked, explanation, findings: [found('answer-several-marked', place, { question, letters: lettersOf(marked) })] }
  }
  const otherwise = others.find((position) => !marked.includes(position))
  return { correct: marked, explanation, findings: otherwise === undefined ? [] : [conflict(marked, [otherwise])] }
}

/** "Đáp án câu 3: B" below question 3. */
function withoutNumber(text: string, number: number | null): string {
  const named = /^\s*câu\s*(?:hỏi\s*)?(?:số\s*)?0*(\d{1,5})\s*(?:là|[:.)–-])+\s*/iu.exec(text)
  return named !== null && Number(named[1]) === number ? text.slice(named[0].length) : text
}

/** Why the key gives no answer. A mark that says the same as a key that counts otherwise, or that stands beside a key of other papers, is one. */
function doubtOf(question: string, place: string, { entry, doubt }: KeyOfQuestion, marked: readonly number[]): Finding | null {
  if (doubt === undefined) {
    const columns = entry?.columns?.join('; ')
    return columns === undefined ? null : found('answer-columns', entry?.place ?? place, { question, columns: excerpt(columns, 120) })
  }
  switch (doubt.kind) {
    case 'unclear':
      return found('number-twice', place, { question })
    case 'twice':
      return found('key-twice', doubt.place, { question, first: doubt.first, second: doubt.second })
    case 'other':
      return marked.length === 1 ? null : found('answer-key-other', place, { question, key: doubt.key })
    case 'unfit':
      return marked.length === 1 ? null : found('answer-key-unfit', place, { question, number: doubt.number })
  }
}

/** Without anything odd about it the judge of questions says that the answer is missing. */
function missing(
  { question, place }: { readonly question: string; readonly place: string },
  { odd, marked }: Marking,
  mark: string | null,
  rare: LearnedMarks['rare'],
): readonly Finding[] {
  const what = odd ?? (marked.length > 0 ? { positions: marked, name: 'dấu / a mark' } : null)
  if (what === null) return []
  if (what.positions.length > 1) return [found('answer-several-marked', place, { question, letters: lettersOf(what.positions) })]
  const letters = lettersOf(what.positions)
  if (rare !== null && rare.name === what.name) {
    return [found('answer-mark-rare', place, { question, letters, odd: what.name, count: rare.count, asked: rare.asked })]
  }
  return [found('answer-missing-mark', place, { question, letters, odd: what.name, mark: mark ?? noMark })]
}

const noMark = 'không có / none'

const lettered = /^\s*([A-H])\s*[.):\-–]\s*(\S.*)$/isu
const withoutStop = (text: string): string => cleanText(text).replace(/[\s.;,]+$/, '')

/** Options that say these words, in the strictest likeness in which any does: IF and if, Ba and Bà are not the same. */
function saying(words: string, options: readonly string[]): readonly number[] {
  for (const key of [withoutStop, (text: string) => caseless(withoutStop(text)), (text: string) => foldText(withoutStop(text))]) {
    const said = key(words)
    const same = options.flatMap((option, position) => (said !== '' && key(option) === said ? [position] : []))
    if (same.length > 0) return same
  }
  return []
}

/** "Đ" and "S" where the options say Đúng and Sai. */
function byTruth(text: string, options: readonly string[]): readonly number[] {
  const word = { đ: 'dung', s: 'sai', t: 'dung', f: 'sai' }[withoutStop(text).toLowerCase()]
  return word === undefined ? [] : options.flatMap((option, position) => (foldText(withoutStop(option)) === word ? [position] : []))
}

interface Read {
  readonly positions: readonly number[]
  readonly rest: string
}

/** By letter, by letter and words, by the words of an option alone, or by number where the options have numbers. */
function readStatement(given: string, { options, isNumbered, alphabet, isOwn }: QuestionBody): Read | null {
  const count = options.length
  const text = inOurLetters(given, alphabet)
  if (text === null) return null
  const numbered = readNumberedAnswer(text, count)
  const byLetter = (isNumbered ? numbered : null) ?? readAnswer(text, count)
  if (isOwn === true && byLetter !== null) return { positions: byLetter, rest: '' }
  const said = saying(text, options)
  const only = said.length === 1 ? (said[0] ?? null) : null
  // The letters or the number of one option that are the words of another: nobody can tell which is meant.
  const meant = byLetter ?? numbered
  const isSaid = options.some((option) => caseless(withoutStop(option)) === caseless(withoutStop(text)))
  if (meant !== null && isSaid && !(meant.length === 1 && only === meant[0])) return null
  if (byLetter !== null && isAmbiguous(byLetter, options)) return null
  if (byLetter !== null) return { positions: byLetter, rest: '' }
  if (only !== null) return { positions: [only], rest: '' }
  const truth = byTruth(text, options)
  if (truth.length === 1) return { positions: truth, rest: '' }
  return readBracketed(text, options) ?? readLettered(text, options)
}

/** An answer among options that count "d, đ, e": its one letter by its place. Null where it has several, beyond those all lists share. */
function inOurLetters(text: string, alphabet: string): string | null {
  if (alphabet === optionLetters) return text
  const letters = text.match(/(?<![\p{L}\d])[A-HĐ]+(?![\p{L}\d])/giu) ?? []
  const [letter = '', ...more] = letters
  if (letters.every((one) => /^[A-D]+$/i.test(one))) return text
  const position = alphabet.indexOf(letter.toUpperCase())
  return more.length > 0 || letter.length !== 1 || position < 0 ? null : text.replace(letter, optionLetters[position] ?? '')
}

/** An option repeated down to its first words: "B. Ngày 12/11…". */
const begins = (words: string, option: string): boolean =>
  foldText(`${cleanText(option)} `).startsWith(`${foldText(withoutStop(words).replace(/[\s.…]+$/, ''))} `)

/** "B. Hai", "B. Vì Điều 3 …". */
function readLettered(text: string, options: readonly string[]): Read | null {
  const match = lettered.exec(text)
  const position = optionLetters.indexOf(match?.[1]?.toUpperCase() ?? '?')
  if (position < 0 || position >= options.length) return null
  const words = match?.[2]?.trim() ?? ''
  const same = saying(words, options)
  if (same.length > 0) return same.includes(position) ? { positions: [position], rest: '' } : null
  if (isSecondThought(words, optionLetters[position] ?? '')) return null
  return { positions: [position], rest: begins(words, options[position] ?? '') ? '' : words }
}
