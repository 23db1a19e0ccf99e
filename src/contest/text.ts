/**
 * How texts are cleaned, and when two of them are called the same: written once for readers, the bank, the draw and the
 * pages. From the strictest likeness to the loosest: `optionKey`, `caseless`, `textKey`, `foldText`, `foldWords`.
 */

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g

/** NFC, nothing invisible, every run of blanks (also non-breaking ones and line breaks) one space, no outer blanks. */
export const cleanText = (text: string): string => text.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim()

/** Like `cleanText`, but lines stay lines (`\n`) and at most one of them is empty between two others. */
export const cleanLines = (text: string): string =>
  text
    .normalize('NFC')
    .replace(invisible, '')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** Names are the same whatever their case and blanks; diacritics and marks tell them apart. */
export const caseless = (text: string): string => cleanText(text).toLowerCase()

/** Options of a question are the same but for blanks and one full stop at the end: “5” and “-5”, `IF` and `if` are two. */
export const optionKey = (option: string): string => cleanText(option).replace(/([^.])\.$/, '$1')

/**
 * Two questions are the same when their stems have one key: NFC, lower case, every run of blanks and punctuation one
 * space. A bank keeps keyed hashes of it, and a draw finds by it the options that stay last (docs/formats/paper-draw.md):
 * what it gives for a text never changes, so it cleans nothing else.
 */
export const textKey = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()

/** Lower case without diacritics (đ → d): for headings, and words people typed in haste. */
export const foldText = (text: string): string => caseless(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd')

/** The words of a text without marks, one blank between them: by these stems are compared for likeness. */
export const foldWords = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Finds folded texts that hold every word of a search, in any order and inside of other words; an empty one finds all. */
export function search(query: string): (folded: string) => boolean {
  const words = foldText(query).split(' ')
  return (folded) => words.every((word) => folded.includes(word))
}
