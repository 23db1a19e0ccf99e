/** What people write where the right answer goes: "B", "b.", "Đáp án B", "Câu B", "A, C", "A và C". */
import { optionLetters } from '#contest/questions/letters.ts'
import { caseless, cleanText, foldText } from '#contest/text.ts'
import { isSecondThought, takesBack } from './second-thoughts.ts'

const words = /^(?:(?:đáp án|đ\.?\s?án|đa|phương án|câu|ý|trả lời|answer|option|là|đúng)\s*[:.\-–]?\s+)*/iu
const letters = /^[([]?[A-H](?:\s*(?:[,;/&+]|và|and|\s)\s*[A-H]|[A-H])*[)\].:]*$/iu

/** Positions in ascending order, or null when the words name no option or one beyond `count`. */
export function readAnswer(text: string, count: number): readonly number[] | null {
  const clean = cleanText(text).slice(0, 100)
  const bare = clean.replace(words, '').replace(/\s*(?:đúng)?\s*[.;]*$/iu, '')
  // "Ba" is a word, "BA" are two letters.
  if (!letters.test(bare) || /[A-H][a-h]|[a-h][A-H]/.test(bare)) return null
  const named =
    bare
      .replace(/và|and/giu, ' ')
      .toUpperCase()
      .match(/[A-H]/g) ?? []
  // "B C B A" answers several questions, "A/B/C/D" waits to be filled in.
  const isList = new Set(named).size < named.length || (named.length === count && count > 2 && bare.includes('/'))
  if (isList) return null
  const positions = named.map((letter) => optionLetters.indexOf(letter)).sort((a, b) => a - b)
  return positions.length > 0 && positions.every((position) => position < count) ? positions : null
}

/**
 * `B (Điều 5 …)`, `B (0,5 điểm)`, `B (Huế)`: the letter, and what brackets behind it say unless it is what the answer counts or the option
 * itself. Null for anything else, and where they speak of another option.
 */
export function readBracketed(
  text: string,
  options: readonly string[],
): { readonly positions: readonly number[]; readonly rest: string } | null {
  const match = /^([^()]{1,60})\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.;]?$/u.exec(cleanText(text))
  const positions = match === null ? null : readAnswer(match[1] ?? '', options.length)
  if (match === null || positions === null) return null
  const rest = match[2]?.trim() ?? ''
  const said = optionsSaying(rest, options)
  if (said.length > 0) return said.some((position) => positions.includes(position)) ? { positions, rest: '' } : null
  if (
    /(?<!\p{L})(?:cũ|old)(?!\p{L})/iu.test(rest) ||
    isSecondThought(rest, positions.map((position) => optionLetters[position] ?? '').join(''))
  )
    return null
  return { positions, rest: /^\d+([.,]\d+)?\s*(điểm|đ|points?)$/iu.test(rest) ? '' : rest }
}

/** Positions for numbers from 1, where a file numbers its options instead of lettering them. */
export function readNumberedAnswer(text: string, count: number): readonly number[] | null {
  const clean = cleanText(text).slice(0, 100)
  if (!/^\d(?:\s*[,;/&+\s]\s*\d)*$/.test(clean)) return null
  const positions = [...new Set(clean.match(/\d/g)?.map((digit) => Number(digit) - 1) ?? [])].sort((a, b) => a - b)
  return positions.every((position) => position >= 0 && position < count) ? positions : null
}

/** Positions of the options that say these words; the case counts where one of them has it. */
export function optionsSaying(words: string, options: readonly string[]): readonly number[] {
  const by = (key: (text: string) => string): readonly number[] =>
    options.flatMap((option, position) => (key(option) === key(words) ? [position] : []))
  const exact = by(cleanText)
  return exact.length > 0 ? exact : by(caseless)
}

/** A comment that speaks of the answer is a doubt about it: "Đáp án phải là C, xem lại!". */
export const speaksOfAnswer = (text: string): boolean =>
  takesBack(text) || /dap an|\b(sai|dung|xem lai|kiem tra|sua|chua chac|wrong|answer|key|check)\b/.test(foldText(text.slice(0, 500)))

/** "A, B" where an option says "Cả A và B", or all of them where one says so. */
export function namesThemAll(positions: readonly number[], options: readonly string[]): boolean {
  if (positions.length < 2) return false
  const letters = positions.map((position) => optionLetters[position]?.toLowerCase() ?? '?')
  const together = new RegExp(`(?:^|\\s)${letters.join('(?:\\s*,\\s*|\\s+va\\s+|\\s*&\\s*|\\s+and\\s+)')}(?:\\s|[.,]|$)`)
  const isAll = positions.length === options.length - 1
  return options.some(
    (option) => together.test(foldText(option)) || (isAll && /^(tat ca|ca \w+ (phuong an|y|dap an)|all of)/.test(foldText(option))),
  )
}

const ofFamily = /^(.{2,60}?)\s+([A-H])\s*[.)]?$/u

/** "C" among Hạng B, Hạng C, Hạng D: the letter of one option and a word of another. */
function namesAnother(positions: readonly number[], options: readonly string[]): boolean {
  const family = options.map((option) => ofFamily.exec(cleanText(option)))
  const fronts = family.map((match) => foldText(match?.[1] ?? ''))
  const isOne = fronts.some((front, at) => front !== '' && fronts.indexOf(front) !== at)
  return isOne && positions.some((at) => family.some((match, other) => other !== at && match?.[2] === optionLetters[at]))
}

/** Letters that may be meant as words of the options, or of which an option is made: nobody can tell. */
export const isAmbiguous = (positions: readonly number[], options: readonly string[]): boolean =>
  namesThemAll(positions, options) || namesAnother(positions, options)

export const sameAnswer = (first: readonly number[], second: readonly number[]): boolean =>
  first.length === second.length && first.every((position, index) => position === second[index])

/** Where a key that is whole up to there ends, and the last question it has no answer for; null for any other. */
export function endsEarly(named: readonly number[], own: readonly number[]): { readonly keyed: number; readonly last: number } | null {
  const most = (numbers: readonly number[]): number => numbers.reduce((one, other) => Math.max(one, other), -Infinity)
  const [keyed, last, all] = [most(named), most(own), new Set(named)]
  const isWhole = named.length > 2 && own.every((number) => number > keyed || all.has(number))
  return isWhole && keyed < last ? { keyed, last } : null
}

/**
 * Numbers of a key that stands in the order of its questions but for one that is wrong, or for two that changed places: the questions these
 * numbers, or their places, are of. Null where the key fits, or fits less.
 */
export function misnumbered(named: readonly number[], own: readonly number[]): readonly number[] | null {
  if (named.length !== own.length || own.length < 4) return null
  const odd = named.flatMap((number, at) => (number === own[at] ? [] : [at]))
  const [first = -1, second = -1] = odd
  const isSwapped = odd.length === 2 && named[first] === own[second] && named[second] === own[first]
  return odd.length === 1 || isSwapped ? [...new Set(odd.flatMap((at) => [named[at] ?? 0, own[at] ?? 0]))] : null
}

/** The first question a key has no answer for, though it answers most: one may have been put in or taken out. Null for none. */
export function gapIn(named: readonly number[], own: readonly number[]): number | null {
  const all = new Set(named)
  return all.size < 3 || all.size * 2 < own.length ? null : (own.find((number) => !all.has(number)) ?? null)
}

const MIN_PATTERN = 8
const MIN_ALIKE = 5

/** Letters or numbers as no questions have them by chance: A A B B C D D, A B C D A B C D, A A A A A. */
export function isPatterned(answers: readonly string[]): boolean {
  const kinds = new Set(answers).size
  const isSorted = answers.every((answer, at) => answer >= (answers[at - 1] ?? ''))
  const isRepeated = answers.every((answer, at) => at < kinds || answer === answers[at - kinds])
  const isPattern = answers.length >= MIN_PATTERN && kinds > 2 && (isSorted || isRepeated)
  return answers.every((answer) => /^[A-H1-8]$/.test(answer)) && (isPattern || (answers.length >= MIN_ALIKE && kinds === 1))
}
