/** A table as CSV: RFC 4180, UTF-8 with BOM, as Excel wants it. */
import type { Table } from './workbook.ts'

export const csvType = 'text/csv; charset=utf-8'

/** A text that a spreadsheet would run as a formula gets a leading apostrophe. */
export function csvOf({ header, rows }: Table): Uint8Array {
  const cell = (value: Table['rows'][number][number]): string => {
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') return value === null ? '' : String(value.value)
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const text = [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')
  return Buffer.from(`\uFEFF${text}\r\n`)
}
