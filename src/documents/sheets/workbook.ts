/** Tables as a spreadsheet file (XLSX), one sheet each. */

/** `format`: how the number is shown, in Excel's own notation (`0.0%`). */
export type Cell = string | number | null | { readonly value: number; readonly format: string }

export interface Table {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** Of the columns, in characters. Tables that give them have long texts: these are wrapped, and the header stays in sight. */
  readonly widths?: readonly number[]
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export async function workbookOf(tables: readonly Table[]): Promise<Uint8Array> {
  const sheets = tables.map(({ name, header, rows, widths }) => {
    const text = widths === undefined ? {} : ({ wrap: true, alignVertical: 'top' } as const)
    return {
      sheet: name,
      data: [
        header.map((value) => ({ value, fontWeight: 'bold' as const, ...text })),
        ...rows.map((row) => row.map((cell) => cellOf(cell, text))),
      ],
      ...(widths === undefined ? {} : { columns: widths.map((width) => ({ width })), stickyRowsCount: 1 }),
    }
  })
  // Loaded with the first workbook.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return writeXlsxFile(sheets).toBuffer()
}

function cellOf(cell: Cell, text: object) {
  if (cell === null) return null
  if (typeof cell === 'object') return { ...cell, type: Number, ...text }
  return typeof cell === 'number' ? { value: cell, type: Number, ...text } : { value: cell, type: String, ...text }
}
