/** Excel workbooks (SpreadsheetML, ECMA-376 part 1, chapter 18) → sheets of cells as shown. */
import type { Checked, Finding } from '#contest/values.ts'
import type { Parts } from '../files/archive.ts'
import { found } from '../findings/findings.ts'
import { readComments } from './comments.ts'
import { readDrawings } from './drawings.ts'
import { isShownAlike, showNumber } from './number-format.ts'
import { readRelations, relatedPart, type Relation } from '../files/package.ts'
import {
  columnOf,
  maxCells,
  maxColumns,
  maxRows,
  plainMarks,
  type Cell,
  type CellMarks,
  type CellRun,
  type Row,
  type Sheet,
} from './sheet.ts'
import { raisedText, type Raised } from '../files/raised.ts'
import { marksOf, plainStyle, raisedOf, readStyles, type CellStyle } from './spreadsheet-styles.ts'
import { child, childrenOf, readXmlTree, Refused, walkXml, type Attributes } from '../files/xml.ts'

/** All sheets in their order, those too that nobody sees; each of those is reported. */
export function readWorkbook(parts: Parts, mainPart: string): Checked<readonly Sheet[]> {
  const tree = readXmlTree(parts.get(mainPart) ?? new Uint8Array(), mainPart)
  if (!tree.ok) return tree
  const relations = readRelations(parts, mainPart)
  if (!relations.ok) return relations
  const strings = readSharedStrings(parts, relations.value)
  if (!strings.ok) return strings
  const styles = readStyles(parts, relations.value)
  if (!styles.ok) return styles
  const date1904 = child(tree.value, 'workbookPr')?.attributes['date1904']
  const book: Book = {
    strings: strings.value,
    styles: styles.value,
    serial1904: date1904 === '1' || date1904 === 'true',
  }
  const sheets: Sheet[] = []
  const findings: Finding[] = []
  for (const { attributes } of childrenOf(child(tree.value, 'sheets'), 'sheet')) {
    const name = attributes['name'] ?? ''
    const hidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden'
    if (hidden) findings.push(found('sheet-hidden', name, { sheet: name }))
    const target = relations.value.find((one) => one.id === attributes['r:id'])
    const bytes = parts.get(target?.target ?? '')
    if (target?.type === 'chartsheet' || target?.type === 'dialogsheet') continue
    if (target === undefined || bytes === undefined) {
      return { ok: false, findings: [found('archive-damaged', name, { part: name })] }
    }
    const rows = readRows(bytes, target.target, book)
    if (!rows.ok) return rows
    const comments = readComments(parts, target.target)
    if (!comments.ok) return comments
    const drawn = readDrawings(parts, target.target)
    if (!drawn.ok) return drawn
    sheets.push({ name, ...rows.value, comments: comments.value, drawn: drawn.value, ...(hidden ? { hidden } : {}) })
  }
  return { ok: true, value: sheets, findings }
}

interface Book {
  readonly strings: readonly RichText[]
  /** By style index. */
  readonly styles: readonly CellStyle[]
  readonly serial1904: boolean
}

interface RichText {
  readonly text: string
  /** Absent in text without runs. */
  readonly runs?: readonly CellRun[]
  readonly raised?: string
}

function readSharedStrings(parts: Parts, relations: readonly Relation[]): Checked<readonly RichText[]> {
  const related = relatedPart(parts, relations, 'sharedStrings')
  if (!related.ok) return related
  if (related.value === null) return { ok: true, value: [], findings: [] }
  const { name: part, bytes } = related.value
  const strings: RichText[] = []
  let characters = 0
  const take = (rich: RichText): void => {
    const { text } = rich
    characters += text.length
    // A string can be used by every cell, so what a cell may hold is bounded here and again by the sum over all cells.
    if (text.length > MAX_CELL)
      throw new Refused(found('too-much-content', part, { limit: MAX_CELL, what: 'ký tự một ô / characters a cell' }))
    if (characters > MAX_CHARACTERS || strings.length > maxCells) throw tooMuchText(part)
    strings.push(rich)
  }
  const finding = walkXml(bytes, part, stringItems('si', take))
  return finding === null ? { ok: true, value: strings, findings: [] } : { ok: false, findings: [finding] }
}

/** What a cell of Excel can hold. */
const MAX_CELL = 32_767
const MAX_CHARACTERS = 20_000_000

const tooMuchText = (part: string): Refused =>
  new Refused(found('too-much-content', part, { limit: MAX_CHARACTERS, what: 'ký tự / characters' }))

/** Text of rich or plain string items; the readings above East Asian text (`rPh`) are no part of it. */
function stringItems(item: string, take: (rich: RichText) => void) {
  let text = ''
  let reading = false
  let inText = false
  let runs: CellRun[] | null = null
  let from = 0
  let properties: Map<string, Attributes> | null = null
  let marks: CellMarks | null = null
  let above: Raised | null = null
  let inexact = ''
  return {
    open: (name: string, attributes: Attributes) => {
      if (properties !== null) properties.set(name, attributes)
      else if (name === item) {
        text = ''
        runs = null
        inexact = ''
      } else if (name === 'rPh') reading = true
      else if (name === 't') inText = !reading
      else if (name === 'r') {
        from = text.length
        marks = null
        above = null
      } else if (name === 'rPr') properties = new Map()
    },
    text: (chunk: string) => {
      if (inText) text += chunk
    },
    close: (name: string) => {
      if (name === 'rPr' && properties !== null) {
        marks = marksOf(properties)
        above = raisedOf(properties)
        properties = null
      } else if (properties !== null) return
      else if (name === 't') inText = false
      else if (name === 'rPh') reading = false
      else if (name === 'r' && text.length > from) {
        if (above !== null) {
          const shown = raisedText(unescape(text.slice(from)), above)
          text = text.slice(0, from) + shown.text
          if (!shown.isExact) inexact = shown.text
        }
        runs ??= []
        if (runs.length < MAX_RUNS) runs.push({ length: unescape(text.slice(from)).length, marks: marks ?? plainMarks })
      } else if (name === item)
        take({ text: unescape(text), ...(runs === null ? {} : { runs }), ...(inexact === '' ? {} : { raised: inexact }) })
    },
  }
}

/** More pieces than anybody colours in one cell. */
const MAX_RUNS = 200

/** `_x000D_` stands for a character XML cannot hold (section 22.4.2.4). */
const unescape = (text: string): string => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))

interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: CellStyle
  formula: boolean
  hasValue: boolean
  value: string
  inline: RichText
}

type ReadRow = Row & { readonly cells: Map<number, Cell> }

function readRows(bytes: Uint8Array, part: string, book: Book): Checked<Pick<Sheet, 'rows' | 'hiddenColumns'>> {
  const rows: ReadRow[] = []
  const hiddenColumns = new Set<number>()
  const merges: Attributes[] = []
  let cell: OpenCell | null = null
  let collects = false
  let isInline = false
  const inline = stringItems('is', (rich) => {
    if (cell !== null) cell.inline = rich
  })
  let column = -1
  let count = 0
  let characters = 0
  const finding = walkXml(bytes, part, {
    open: (name, attributes) => {
      isInline ||= name === 'is'
      if (isInline) inline.open(name, attributes)
      else if (name === 'row') {
        const number = Number(attributes['r'] ?? (rows.at(-1)?.number ?? 0) + 1)
        // Rows stand in ascending order in every file a program writes.
        if (!Number.isInteger(number) || number <= (rows.at(-1)?.number ?? 0)) {
          throw new Refused(found('archive-damaged', part, { part }))
        }
        if (rows.length >= maxRows) throw new Refused(found('too-much-content', part, { limit: maxRows, what: 'dòng / rows' }))
        rows.push({ number, cells: new Map(), ...(isHidden(attributes, 'ht') ? { hidden: true } : {}) })
        column = -1
      } else if (name === 'c') {
        column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r'])
        const style = book.styles[Number(attributes['s'] ?? 0)] ?? plainStyle
        cell = { column, type: attributes['t'] ?? 'n', style, formula: false, hasValue: false, value: '', inline: { text: '' } }
      } else if (name === 'f' && cell !== null) cell.formula = true
      else if (name === 'v') {
        collects = true
        if (cell !== null) cell.hasValue = true
      } else if (name === 'col') addColumns(hiddenColumns, attributes)
      else if (name === 'mergeCell' && merges.length < maxRows) merges.push(attributes)
    },
    text: (chunk) => {
      if (isInline) inline.text(chunk)
      else if (cell !== null && collects) cell.value += chunk
    },
    close: (name) => {
      if (isInline) {
        inline.close(name)
        isInline = name !== 'is'
        return
      }
      if (name === 'v') collects = false
      if (name !== 'c' || cell === null) return
      const shown = showCell(cell, book)
      if (shown !== null && cell.column >= 0) {
        count++
        characters += shown.text.length
        if (characters > MAX_CHARACTERS || shown.text.length > MAX_CELL) throw tooMuchText(part)
        if (count > maxCells) throw new Refused(found('too-much-content', part, { limit: maxCells, what: 'ô / cells' }))
        rows.at(-1)?.cells.set(cell.column, shown)
      }
      cell = null
    },
  })
  if (finding !== null) return { ok: false, findings: [finding] }
  spreadMerges(rows, merges, MAX_CHARACTERS - characters)
  return { ok: true, value: { rows, hiddenColumns }, findings: [] }
}

/** Hidden, filtered out, or of a height or width nobody sees. */
function isHidden(attributes: Attributes, size: 'ht' | 'width'): boolean {
  const hidden = attributes['hidden']
  return hidden === '1' || hidden === 'true' || (attributes[size] !== undefined && Number(attributes[size]) < 0.3)
}

function addColumns(hidden: Set<number>, attributes: Attributes): void {
  if (!isHidden(attributes, 'width')) return
  const last = Math.min(Number(attributes['max'] ?? 0), maxColumns)
  for (let column = Math.max(Number(attributes['min'] ?? 1), 1); column <= last; column++) hidden.add(column - 1)
}

function showCell(cell: OpenCell, book: Book): Cell | null {
  const { marks, raised } = cell.style
  const value = showValue(cell, book)
  const high = raised === null || value === null || value.runs !== undefined ? null : raisedText(value.text, raised)
  const shown = value === null || high === null ? value : { ...value, text: high.text, ...(high.isExact ? {} : { raised: high.text }) }
  if (shown === null) return null
  return { ...shown, ...(marks === plainMarks ? {} : { marks }), ...(isUnseen(shown, cell.style) ? { unseen: true } : {}) }
}

/** White letters on no ground, and texts that a format such as `;;;` shows as nothing. */
function isUnseen({ origin, runs }: Cell, { format, marks }: CellStyle): boolean {
  const sections = format.split(';')
  if (origin === 'text' && sections.length > 3 && sections[3] === '') return true
  return marks.fill === '' && (runs === undefined ? marks.colour === white : runs.some((run) => run.marks.colour === white))
}

const white = 'ffffff'

function showValue(cell: OpenCell, book: Book): Cell | null {
  if (cell.type === 's') return textCell(book.strings[Number(cell.value)] ?? { text: '' })
  if (cell.type === 'inlineStr') return textCell(cell.inline)
  if (cell.value === '') {
    // A formula whose result is an empty text says so by its type.
    return cell.formula && !(cell.type === 'str' && cell.hasValue) ? { text: '', origin: 'uncalculated' } : null
  }
  if (cell.type === 'str') return textCell({ text: unescape(cell.value) })
  if (cell.type === 'e') return { text: cell.value, origin: 'error' }
  if (cell.type === 'b') return { text: cell.value === '1' ? 'TRUE' : 'FALSE', origin: 'boolean' }
  if (cell.type === 'd') return { text: cell.value, origin: 'date' }
  const value = Number(cell.value)
  if (!Number.isFinite(value)) return { text: cell.value, origin: 'error' }
  const { format, formatId } = cell.style
  const { text, date } = showNumber(value, format, book.serial1904)
  const alike = isShownAlike(value, format, formatId, book.serial1904)
  return { text, origin: date ? 'date' : 'number', ...(alike ? {} : { unsure: true }) }
}

const textCell = (rich: RichText): Cell | null => (rich.text === '' ? null : { ...rich, origin: 'text' })

/**
 * A block merged over several rows speaks for each of them, so its value is repeated downwards in its first column.
 * It is not repeated to the right: a title merged over the whole width must not look like eight filled cells.
 */
function spreadMerges(rows: readonly ReadRow[], merges: readonly Attributes[], room: number): void {
  const at = new Map(rows.map((row, index) => [row.number, index]))
  let spread = 0
  let left = room
  for (const { ref } of merges) {
    const [from = '', to = ''] = (ref ?? '').split(':')
    const first = Number(/\d+$/.exec(from)?.[0] ?? 0)
    const last = Number(/\d+$/.exec(to)?.[0] ?? 0)
    const column = columnOf(from)
    const start = at.get(first)
    const value = start === undefined ? undefined : rows[start]?.cells.get(column)
    if (start === undefined || value === undefined) continue
    const across = columnOf(to) - column + 1
    if (across > 1) rows[start]?.cells.set(column, { ...value, across })
    for (let index = start + 1; index < rows.length && spread < maxCells; index++) {
      const row = rows[index]
      if (row === undefined || row.number > last) break
      spread++
      left -= value.text.length
      if (left < 0) return
      if (!row.cells.has(column)) row.cells.set(column, { ...value, spread: true })
    }
  }
}
