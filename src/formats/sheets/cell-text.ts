/** Texts in cells of sheets, where people break lines to fit a column. */
import { cleanLines } from '#contest/text.ts'

const wrapped = /(?<=[^\s.?!:;…])[ \t]*(?:\r\n|\n|\r)(?=[ \t\u00a0]*\p{Ll})/gu

/**
 * Like `cleanLines`, for cells of sheets: people break lines there to fit the column, so a line that goes on in lower case
 * after no full stop is one with the next. A non-breaking space before the break keeps it: see `keepLines`.
 */
export const cleanCell = (text: string): string => cleanLines(text.replace(wrapped, ' '))

/** What `cleanCell` reads back as the same clean lines. */
export const keepLines = (text: string): string => text.replace(wrapped, '\u00a0\n')
