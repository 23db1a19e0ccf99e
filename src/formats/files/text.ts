/** How text from files is cleaned: composed Unicode, ordinary blanks, nothing invisible. */

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g

/** NFC, every run of blanks (also non-breaking ones and line breaks) one space, no outer blanks. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(invisible, '').replace(/\s+/g, ' ').trim()
}

/** Like `cleanText`, but lines stay lines (`\n`) and at most one of them is empty between two others. */
export function cleanLines(text: string): string {
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const wrapped = /(?<=[^\s.?!:;…])[ \t]*(?:\r\n|\n|\r)(?=[ \t\u00a0]*\p{Ll})/gu

/**
 * Like `cleanLines`, for cells of sheets: people break lines there to fit the column, so a line that goes on in lower case
 * after no full stop is one with the next. A non-breaking space before the break keeps it: see `keepLines`.
 */
export const cleanCell = (text: string): string => cleanLines(text.replace(wrapped, ' '))

/** What `cleanCell` reads back as the same clean lines. */
export const keepLines = (text: string): string => text.replace(wrapped, '\u00a0\n')

/** Lower case without diacritics (đ → d), for comparing words people typed in haste. */
export function foldText(text: string): string {
  return cleanText(text).toLocaleLowerCase('vi').normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd')
}
