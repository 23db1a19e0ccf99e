/** Delimited text (RFC 4180 and its relatives with semicolons or tabs) → one sheet. */
import type { Checked } from '#contest/values.ts'
import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import { found } from './findings.ts'
import { maxRows, type Cell, type Sheet } from './sheet.ts'

export function readCsv(text: string): Checked<Sheet> {
  const delimiter = likelyDelimiter(text)
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      relaxColumnCount: true,
      relaxQuotes: false,
      skipEmptyLines: false,
      to: maxRows + 1,
    })
    if (records.length > maxRows) {
      return { ok: false, findings: [found('too-much-content', '', { limit: maxRows, what: 'dòng / rows' })] }
    }
    const rows = records.map((record, index) => ({ number: index + 1, cells: cellsOf(record) }))
    return { ok: true, value: { name: '', rows }, findings: [] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = error['lines']
    const row = typeof line === 'number' ? line : 1
    return { ok: false, findings: [found('csv-damaged', `row ${row}`, { row })] }
  }
}

const cellsOf = (record: readonly string[]): ReadonlyMap<number, Cell> =>
  new Map(record.flatMap((text, column) => (text === '' ? [] : [[column, { text, origin: 'text' }]])))

/** The mark that stands most often outside quotes in the first lines; Vietnamese Excel writes semicolons. */
function likelyDelimiter(text: string): string {
  const bare = text.slice(0, 20_000).replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: bare.split(mark).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark
}
