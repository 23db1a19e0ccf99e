/** A table of cells as shown on screen: what spreadsheets and CSV files have in common. */

/** What kind of value stands behind the text; `uncalculated` is a formula that was saved without a result. */
type CellOrigin = 'text' | 'number' | 'date' | 'boolean' | 'error' | 'uncalculated'

/** How text stands out. Colours are hex in lower case or names to compare; empty for the ordinary one. */
export interface CellMarks {
  readonly bold: boolean
  readonly underlined: boolean
  readonly colour: string
  readonly fill: string
  readonly struck: boolean
  readonly italic: boolean
  /** In points. */
  readonly size: number
  /** Thick lines on all sides of the cell. */
  readonly framed: boolean
}

export const plainMarks: CellMarks = {
  bold: false,
  underlined: false,
  colour: '',
  fill: '',
  struck: false,
  italic: false,
  size: 11,
  framed: false,
}

/** A stretch of a cell's text with marks of its own. */
export interface CellRun {
  readonly length: number
  readonly marks: CellMarks
}

export interface Cell {
  /** As a person sees it, not yet cleaned. */
  readonly text: string
  readonly origin: CellOrigin
  /** Absent where the file has no marks or nobody read them. */
  readonly marks?: CellMarks
  /** Together as long as `text`; absent where the whole cell looks alike. */
  readonly runs?: readonly CellRun[]
  /** Text above or below the line that Unicode lacks; it is written like a formula. */
  readonly raised?: string
  /** It stands in a row only because a merged block began in one above. */
  readonly spread?: true
  /** White on white, or shown as nothing by its format. */
  readonly unseen?: true
  /** How many columns the merged block covers that begins here. */
  readonly across?: number
  /** What a person sees depends on their machine, or is nothing: a date as Excel makes it of `1/2`. */
  readonly unsure?: true
}

export interface Row {
  /** As numbered on screen, from 1. */
  readonly number: number
  /** By column from 0; empty cells are absent. The value of a merged block stands in each row of its first column. */
  readonly cells: ReadonlyMap<number, Cell>
  /** Hidden by hand or by a filter. */
  readonly hidden?: true
}

/** A picture, something drawn, or a box with text that lies on a sheet. */
export interface Drawn {
  readonly kind: 'picture' | 'shape' | 'text'
  /** As numbered on screen, of its upper left corner. */
  readonly row: number
  readonly column: number
  /** Empty for none. */
  readonly text: string
}

export interface Sheet {
  /** Empty for CSV. */
  readonly name: string
  readonly rows: readonly Row[]
  readonly hidden?: true
  /** Columns nobody sees, also those of no width. */
  readonly hiddenColumns?: ReadonlySet<number>
  /** Notes and threads of comments by cell: `F37`. */
  readonly comments?: ReadonlyMap<string, string>
  readonly drawn?: readonly Drawn[]
}

/** Comments, and boxes with text, with the row they stand at. */
export const notesOf = (sheet: Sheet): readonly { readonly text: string; readonly row: number; readonly place: string }[] => [
  ...[...(sheet.comments ?? [])].map(([cell, text]) => {
    const row = Number(/\d+$/.exec(cell)?.[0] ?? 0)
    return { text, row, place: cellPlace(sheet, row, columnOf(cell)) }
  }),
  ...(sheet.drawn ?? []).flatMap(({ text, row, column }) => (text === '' ? [] : [{ text, row, place: cellPlace(sheet, row, column) }])),
]

export const maxRows = 100_000
export const maxCells = 1_000_000
/** What a sheet can have. */
export const maxColumns = 16_384

/** `F` for 5. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** `Danh sach!F37`, `F37` in a CSV, `Danh sach!37` for a whole row. */
export function cellPlace(sheet: Sheet, row: number, column: number | null = null): string {
  const cell = `${column === null ? '' : columnLetters(column)}${row}`
  return sheet.name === '' ? (column === null ? `row ${row}` : cell) : `${sheet.name}!${cell}`
}

/** 0 for `A7`; -1 for what is no reference inside the 16,384 columns a sheet can have. */
export function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1]
  if (letters === undefined) return -1
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return column < maxColumns ? column : -1
}
