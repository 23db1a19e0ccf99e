/** Delimited text (RFC 4180 and its relatives with semicolons or tabs) → one sheet. */
import type { Checked } from '#contest/values.ts'
import { CsvError, parse } from 'csv-parse/sync'
import { found } from '../findings/findings.ts'
import { maxRows, type Cell, type Sheet } from './sheet.ts'

export function readCsv(text: string): Checked<Sheet> {
  const stated = /^\ufeff?sep=([,;\t|])\r?\n/.exec(text)
  const body = stated === null ? text : text.slice(stated[0].length)
  const delimiter = stated?.[1] ?? likelyDelimiter(text)
  // A line that names the delimiter, as Excel writes it, is a row of the file all the same.
  const before = stated === null ? 0 : 1
  try {
    const records = parse(body, {
      bom: true,
      delimiter,
      recordDelimiter: ['\r\n', '\n', '\r'],
      relaxColumnCount: true,
      relaxQuotes: false,
      skipEmptyLines: false,
      to: maxRows + 1,
    })
    if (records.length > maxRows) {
      return { ok: false, findings: [found('too-much-content', '', { limit: maxRows, what: 'dòng / rows' })] }
    }
    const rows = records.map((record, index) => ({ number: index + 1 + before, cells: cellsOf(record) }))
    return { ok: true, value: { name: '', rows }, findings: [] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = error['lines']
    const row = (typeof line === 'number' ? line : 1) + before
    return { ok: false, findings: [found('csv-damaged', `row ${row}`, { row })] }
  }
}

/** A leading apostrophe before a mark that begins formulas is our guard, and that of other careful writers, not text. */
const cellsOf = (record: readonly string[]): ReadonlyMap<number, Cell> =>
  new Map(record.flatMap((text, column) => (text === '' ? [] : [[column, { text: text.replace(guarded, ''), origin: 'text' }]])))

const guarded = /^'(?=[=+\-@\t\r'])/

/**
 * Rows as RFC 4180 wants them, every field in quotes, after a byte order mark, which Excel needs to see UTF-8. What Excel would
 * run as a formula, or take for a guard of ours, gets an apostrophe that `readCsv` takes away.
 */
export function csvOf(rows: readonly (readonly string[])[]): Uint8Array {
  const field = (text: string): string => `"${(/^[=+\-@\t\r']/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return new TextEncoder().encode(`\ufeff${rows.map((row) => row.map(field).join(',')).join('\r\n')}\r\n`)
}

/** The mark that stands most often outside quotes in the first lines; Vietnamese Excel writes semicolons. */
function likelyDelimiter(text: string): string {
  // An unclosed quote at the end of the sample hides what follows it.
  const bare = text.slice(0, 20_000).replace(/"[^"]*(?:"|$)/g, '')
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: bare.split(mark).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark
}
