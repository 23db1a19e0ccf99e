/** What is written where the right option of a row goes → its position. */
import { optionLetters } from '#contest/questions/letters.ts'
import { caseless } from '#contest/text.ts'
import { isAmbiguous, optionsSaying, readAnswer, readBracketed, readNumberedAnswer } from '../../answers.ts'
import { isTrueFalse } from '../layout/content.ts'

/** How options are named: by numbers as their heads are, by numbers as the column of answers has the habit, by letters; `ours`: letters alone. */
export type Numbering = 'heads' | 'habit' | 'none' | 'ours'

/** By letter, by number where the options are numbered, or by the words of the option. Empty: nothing written. Null: nobody can tell. */
export function findAnswer(answer: string, options: readonly string[], numbered: Numbering): readonly number[] | null {
  if (answer === '') return []
  const count = options.length
  if (numbered === 'ours') return readAnswer(answer, count)
  const same = optionsSaying(answer, options)
  if (isAnotherNumber(answer, options, same, numbered)) return null
  const read = numbered === 'none' ? null : readNumber(answer, count)
  const byLetter = read ?? readAnswer(answer, count) ?? readBracketed(answer, options)?.positions ?? null
  if (byLetter !== null) return isCertain(answer, byLetter, options, same) ? byLetter : null
  if (same.length > 0) return same.length === 1 ? same : null
  return byLetterAndWords(answer, options) ?? byTruth(answer, options)
}

/** Not where the letter of one option is another one's text, where an option names several, or where the named one is empty. */
function isCertain(answer: string, named: readonly number[], options: readonly string[], same: readonly number[]): boolean {
  // "ba" is three; letters in a row are an answer in capitals and in order.
  const isWord = /[A-H]{2}/i.test(answer) && /^\W*[A-H]+\W*$/i.test(answer) && !/^\W*A?B?C?D?E?F?G?H?\W*$/.test(answer)
  const isOther = same.length > 0 && !(named.length === 1 && same.includes(named[0] ?? -1))
  return !isOther && !isWord && !isAmbiguous(named, options) && !named.some((position) => options[position] === '')
}

/** The number of one option that is another one's text, or by habit alone the beginning of it: "2" among "3 ngày | 5 ngày | 2 ngày". */
function isAnotherNumber(answer: string, options: readonly string[], same: readonly number[], numbered: Numbering): boolean {
  const number = /^[1-8]$/.test(answer.trim()) ? Number(answer) - 1 : options.length
  if (number >= options.length || same.includes(number)) return false
  return same.length > 0 || (numbered === 'habit' && options.some((option, at) => at !== number && startsWithNumber(option, number + 1)))
}

/** `2` and `phương án 2`. */
const readNumber = (answer: string, count: number): readonly number[] | null =>
  readNumberedAnswer(
    answer.replace(/^\s*(?:đáp án|phương án|câu|ý|option|answer)\s*(?:số\s*)?[:.]?\s*(?=\d)/iu, '').replace(/(?<=\d)\s*[.)]\s*$/, ''),
    count,
  )

const startsWithNumber = (option: string, number: number): boolean => new RegExp(`^0*${number}(?![\\d.,/:])`).test(option.trim())

/** "B. Hai": the letter with the words of its option. */
function byLetterAndWords(answer: string, options: readonly string[]): readonly number[] | null {
  const lettered = /^(?:(?:đáp án|phương án|câu|ý)\s+)?([A-H])\s*[.):\-–]\s*(\S.*)$/isu.exec(answer)
  const position = optionLetters.indexOf(lettered?.[1]?.toUpperCase() ?? '?')
  return position >= 0 && caseless(options[position] ?? '') === caseless(lettered?.[2] ?? '') ? [position] : null
}

/** "Đ" and "S" where the options are Đúng and Sai. */
function byTruth(answer: string, options: readonly string[]): readonly number[] | null {
  const truths = options.map((option) => (isTrueFalse(option) ? truthOf(option) : null))
  if (!isTrueFalse(answer) || options.length !== 2 || truths.includes(null) || truths[0] === truths[1]) return null
  return [truths.indexOf(truthOf(answer))]
}

const truthOf = (text: string): boolean => /^\s*(?:đúng|đ|true|yes)\s*$/iu.test(text)
