/** What people write where the right answer goes: "B", "b.", "Đáp án B", "Câu B", "A, C", "A và C". */
import { optionLetters } from '#contest/questions/letters.ts'
import { caseless, cleanText, foldText } from '#contest/text.ts'

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
  const positions = [...new Set(named.map((letter) => optionLetters.indexOf(letter)))].sort((a, b) => a - b)
  return positions.length > 0 && positions.every((position) => position < count) ? positions : null
}

/**
 * `B (Điều 5 …)`, `B (0,5 điểm)`: the letter, and what brackets behind it say unless it is what the answer counts.
 * Null for anything else.
 */
export function readBracketed(text: string, count: number): { readonly positions: readonly number[]; readonly rest: string } | null {
  const match = /^([^()]{1,60})\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.;]?$/u.exec(cleanText(text))
  const positions = match === null ? null : readAnswer(match[1] ?? '', count)
  if (match === null || positions === null) return null
  const rest = match[2]?.trim() ?? ''
  if (isSecondThought(rest)) return null
  return { positions, rest: /^\d+([.,]\d+)?\s*(điểm|đ|points?)$/iu.test(rest) ? '' : rest }
}

/** What stands behind an answer takes it back: "(sửa thành C)", "-> C", "(chưa chắc)". */
export const isSecondThought = (rest: string): boolean =>
  /^[>=→]|^[A-H]$|\?$/.test(rest) ||
  /\b(sua|doi|thanh [a-h]|cu|moi la|chua chac|xem lai|kiem tra lai|nham|dinh chinh|hoac [a-h]|hay [a-h])\b(?!\p{L})/u.test(foldText(rest))

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
  /dap an|\b(sai|dung|xem lai|kiem tra|sua|chua chac|wrong|answer|key|check)\b/.test(foldText(text.slice(0, 500)))

export const sameAnswer = (first: readonly number[], second: readonly number[]): boolean =>
  first.length === second.length && first.every((position, index) => position === second[index])
