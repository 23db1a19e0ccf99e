/** Telling the plain text files of questions apart: a table with a header, Aiken, GIFT. */
import { roleOf } from '../rows/layout/columns.ts'

const SAMPLE = 20_000
const HEADER_LINES = 20

/** Does one of the first lines hold the names of question columns? Whatever stands in the cells below, it is a table then. */
export function hasQuestionHeader(text: string): boolean {
  const lines = text
    .slice(0, SAMPLE)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
  return lines.slice(0, HEADER_LINES).some((line) => {
    const known = new Set(line.split(/[,;\t]/).flatMap((field) => roleOf(field.slice(0, 100).replaceAll('"', '')) ?? []))
    return known.has('stem') && known.size >= 3
  })
}

/** A category, or braces that begin as answers do. */
export const looksLikeGift = (text: string): boolean =>
  /^[ \t]*\$CATEGORY:/m.test(text) || /(?<!\\)\{\s*(?:[=~#]|(?:T|TRUE|F|FALSE)\s*[#}]|\}\s*$)/im.test(text)

/** Twenty thousand questions of eight options, and as much again for blank lines and long stems. */
export const maxLines = 400_000
/** Far more than a text may have, so what is cut off was refused anyway. */
const MAX_LINE = 100_000

/** Null when there are more than `maxLines`: counted before they are cut, because each costs memory. */
export function splitLines(text: string): readonly string[] | null {
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0 && count <= 2 * maxLines; at = text.indexOf('\n', at + 1)) count++
  for (let at = text.indexOf('\r'); at >= 0 && count <= 2 * maxLines; at = text.indexOf('\r', at + 1)) count++
  if (count > 2 * maxLines) return null
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  return lines.length > maxLines ? null : lines.map((line) => line.slice(0, MAX_LINE))
}
