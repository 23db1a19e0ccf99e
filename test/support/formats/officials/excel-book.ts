/** Cells → a workbook as Excel, LibreOffice or Google Sheets writes it: styles, shared strings, hidden rows and columns, merged blocks. */
import { columnLetters } from '#formats/sheets/sheet.ts'
import { xlsxOf, type SheetOf } from '../office.ts'
import type { Look } from './excel-looks.ts'
import { raisedPieces } from './word-looks.ts'

export const dialects = ['excel', 'libreoffice', 'google'] as const
export type Dialect = (typeof dialects)[number]

/** A text with its look; `runs` are the stretches of one cell. */
export interface StyledCell {
  readonly text: string
  readonly look: Look
  readonly runs?: readonly StyledCell[]
}
/** What a program made of something typed: a number in a format, a box, a formula that was never calculated. */
export interface MadeCell {
  readonly number?: number
  readonly formatId?: number
  readonly box?: boolean
  readonly formula?: true
}
export type Written = StyledCell | MadeCell | string | null

export interface WrittenSheet extends Omit<SheetOf, 'rows'> {
  readonly rows: readonly (readonly Written[])[]
  readonly hiddenColumns?: readonly number[]
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export class Workbook {
  readonly #dialect: Dialect
  readonly #isRich: boolean
  readonly #fonts: string[] = []
  readonly #fills = ['<patternFill patternType="none"/>', '<patternFill patternType="gray125"/>']
  readonly #styles: string[] = []
  readonly #strings: string[] = []

  /** @param isRich looks belong to the runs of texts, not to their cells */
  constructor(dialect: Dialect, isRich: boolean) {
    this.#dialect = dialect
    this.#isRich = isRich
    this.#style({})
  }

  file(sheets: readonly WrittenSheet[]): Uint8Array {
    const parts = Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, this.#sheet(sheet)]))
    const strings = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${this.#strings.map((one) => `<si>${one}</si>`).join('')}</sst>`
    const plain = sheets.map(({ rows: _rows, hiddenColumns: _hidden, ...sheet }) => ({ ...sheet, rows: [] }))
    return xlsxOf(plain, [], { ...parts, 'xl/styles.xml': this.#stylesPart(), 'xl/sharedStrings.xml': strings })
  }

  #sheet({ rows, merges = [], hiddenRows = [], hiddenColumns = [] }: WrittenSheet): string {
    const says = this.#dialect === 'libreoffice'
    const hidden = (is: boolean): string => (is ? (says ? ' hidden="true"' : ' hidden="1"') : says ? ' hidden="false"' : '')
    const width = rows.reduce((most, row) => Math.max(most, row.length), 1)
    const cols = Array.from({ length: width }, (_, at) => {
      const isHidden = hiddenColumns.includes(at)
      const size = isHidden && this.#dialect === 'google' ? '0' : '12.63'
      return `<col min="${at + 1}" max="${at + 1}" width="${size}" customWidth="1"${this.#dialect === 'google' ? '' : hidden(isHidden)}/>`
    })
    const body = rows.map((row, y) => {
      const cells = row.map((cell, x) => this.#cell(cell, `${columnLetters(x)}${y + 1}`)).join('')
      return `<row r="${y + 1}" ht="15.75"${hidden(hiddenRows.includes(y + 1))}>${cells}</row>`
    })
    const merged =
      merges.length === 0
        ? ''
        : `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
    const pane = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${pane}<cols>${cols.join('')}</cols><sheetData>${body.join('')}</sheetData>${merged}</worksheet>`
  }

  #cell(cell: Written, reference: string): string {
    if (cell === null) return this.#dialect === 'libreoffice' ? `<c r="${reference}" s="0"/>` : ''
    if (typeof cell !== 'string' && !('text' in cell)) return this.#made(cell, reference)
    const { text, look, runs } = typeof cell === 'string' ? { text: cell, look: {}, runs: undefined } : cell
    if (text === '') return ''
    const isRich = this.#isRich || runs !== undefined || /[²³⁴-⁹₀-₉]/.test(text)
    const style = this.#style(!isRich ? look : look.fill === undefined ? {} : { fill: look.fill })
    const inside = isRich
      ? (runs ?? [{ text, look }]).map((run) => this.#runs(run)).join('')
      : `<t xml:space="preserve">${escapeXml(text)}</t>`
    return `<c r="${reference}" s="${style}" t="s"><v>${place(this.#strings, inside)}</v></c>`
  }

  #made({ number, formatId = 0, box, formula }: MadeCell, reference: string): string {
    const style = this.#style({}, formatId)
    if (formula === true) return `<c r="${reference}" s="${style}"><f>UPPER(Z1)</f></c>`
    if (box !== undefined) return `<c r="${reference}" s="${style}" t="b"><v>${box ? 1 : 0}</v></c>`
    return `<c r="${reference}" s="${style}"><v>${number ?? 0}</v></c>`
  }

  #runs({ text, look }: StyledCell): string {
    return raisedPieces(text)
      .map(([piece, raised]) => {
        const properties = `${look.font ?? ''}${raised === undefined ? '' : `<vertAlign val="${raised}"/>`}<sz val="12"/>`
        return `<r><rPr>${properties}</rPr><t xml:space="preserve">${escapeXml(piece)}</t></r>`
      })
      .join('')
  }

  #style({ font = '', fill }: Look, formatId = 0): number {
    const black = { excel: '<color theme="1"/>', google: '<color rgb="FF000000"/>', libreoffice: '' }[this.#dialect]
    const fontAt = place(this.#fonts, `<sz val="11"/>${font.includes('<color') ? '' : black}${font}`)
    const fillAt = fill === undefined ? 0 : place(this.#fills, fill)
    return place(this.#styles, `<xf numFmtId="${formatId}" fontId="${fontAt}" fillId="${fillAt}" borderId="0"/>`)
  }

  #stylesPart(): string {
    const list = (name: string, item: string, insides: readonly string[]): string =>
      `<${name}>${insides.map((inside) => `<${item}>${inside}</${item}>`).join('')}</${name}>`
    return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${list('fonts', 'font', this.#fonts)}${list('fills', 'fill', this.#fills)}<cellXfs>${this.#styles.join('')}</cellXfs></styleSheet>`
  }
}

/** Where the value stands in the list, at whose end it is put when it is new. */
function place(list: string[], value: string): number {
  const at = list.indexOf(value)
  return at < 0 ? list.push(value) - 1 : at
}
