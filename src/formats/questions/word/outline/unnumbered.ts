/** Questions without numbers, or with Roman ones: each is told by its options, and begins behind what ends the one before. */
import { readKeyHeading } from '../answers/key.ts'
import { isBlank, type Line } from '../document/lines.ts'
import { readField } from '../fields.ts'
import { bareHead, endsQuestion, namedHead, type Head } from './heads.ts'
import { startsOption } from './inline.ts'
import { isRemark } from './remark-line.ts'

const firstOption = /^\s*[*#$]?[([]?A\s?[*]?[.):/\]–-]/u
const optionAtStart = /^\s*[*#$☐☑]?\s?[([]?[A-Ha-h]\s?[*]?[.):/\]–-]/u
const roman = /^\s*(?:(?:[Cc]âu|CÂU)(?:\s+hỏi)?\s+)?([IVXL]{1,8})\s*[.:)/–-]+\s*(?=\S)/u
const digits = { I: 1, V: 5, X: 10, L: 50 } as const

/** Null where a number begins any line, where fewer than two questions are seen, or where it is unclear which line is their first. */
export function headsByOptions(lines: readonly Line[]): ((text: string) => Head | null) | null {
  if (lines.some(({ text }) => namedHead(text, -1) !== null || bareHead(text) !== null)) return null
  const firsts: string[] = []
  for (const [at, { text }] of lines.entries()) {
    if (!firstOption.test(text)) continue
    const first = firstLine(lines, at, firsts.length === 0)
    if (first === null) return null
    firsts.push(first.text)
  }
  const numbers = firsts.map(romanOf)
  const isCounted = numbers.every((number, at) => number === at + 1)
  if (firsts.length < 2 || (!isCounted && numbers.some((number) => number !== null))) return null
  const heads = new Map(
    firsts.map((text, at): [string, Head] => [
      text,
      { number: numbers[at] ?? null, length: roman.exec(text)?.[0].length ?? 0, tags: { difficulty: null, leftOut: [] } },
    ]),
  )
  return (text) => heads.get(text) ?? null
}

/** A smaller digit before a larger one is taken off. Null for none. */
function romanOf(text: string): number | null {
  const values = [...(roman.exec(text)?.[1] ?? '')].map((digit) => digits[digit as keyof typeof digits])
  return values.length === 0 ? null : values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)
}

/** Of the lines right above the first option: all of them where a blank line or an answer parts them from the question before, or the only one. */
function firstLine(lines: readonly Line[], option: number, isFirstQuestion: boolean): Line | null {
  const isStem = ({ text }: Line): boolean =>
    text.trim() !== '' &&
    !optionAtStart.test(text) &&
    readField(text) === null &&
    readKeyHeading(text) === null &&
    !startsOption(text) &&
    !isRemark(text)
  const last = lines[option - 1]
  if (last === undefined || !isStem(last)) return null
  let from = option - 1
  for (let before = lines[from - 1]; before !== undefined && isStem(before) && !endsQuestion(before.text); before = lines[from - 1]) from--
  // A title may stand there, or the end of an explanation.
  const before = lines[from - 1]
  const isParted = before !== undefined && (isBlank(before) || endsQuestion(before.text) || readField(before.text)?.name === 'answer')
  if (from === option - 1) return last
  if (!isFirstQuestion) return isParted ? (lines[from] ?? null) : null
  // A title ends in no stop; a sentence of the question does.
  const sentence = lines.slice(from, option).findLastIndex(({ text }) => !/[.,;:?!…"”)]\s*$/u.test(text))
  return lines[Math.min(option - 1, from + sentence + 1)] ?? null
}
