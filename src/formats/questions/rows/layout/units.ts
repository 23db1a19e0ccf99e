/** Rows of a table → questions with their options, wherever those stand, and what is said of the right one in its columns. */
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { sameMarks } from '../../../sheets/cell-marks.ts'
import { cleanCell } from '../../../sheets/cell-text.ts'
import { plainMarks, type Cell, type CellMarks, type Row } from '../../../sheets/sheet.ts'
import { readAnswer } from '../../answers.ts'
import { isOurs, optionNames } from './columns.ts'
import { isNoTick, isSignature, isTick } from './content.ts'
import type { QuestionTable } from './heads.ts'
import { optionsFrom, splitOptions } from './joined-options.ts'
import { isSigned, leftOut, leftOutFindings, type LeftOut } from './left-out.ts'

export interface UnitCell {
  readonly cell: Cell
  readonly row: number
  readonly column: number
}

/** What a column says of the right option. */
interface Statement {
  readonly text: string
  readonly row: number
  readonly column: number
}

export interface Unit {
  readonly rows: readonly Row[]
  readonly stem: UnitCell | null
  readonly stemText: string
  /** Without letters that were typed again in every one of them, and without the empty ones at the end. */
  readonly texts: readonly string[]
  readonly optionCells: readonly UnitCell[]
  /** Undefined for empty options. */
  readonly marks: readonly (CellMarks | undefined)[]
  /** Positions with a sign in front of their letters, or a tick or an x in the cell beside. */
  readonly ticked: readonly number[]
  readonly stated: readonly Statement[]
  /** `unclear`: where an option ends or which rows belong to the question; `guess`: only by the ends of lines. */
  readonly options: 'clear' | 'guess' | 'unclear' | 'torn'
  readonly isNumbered: boolean
}

export interface UnitsRead {
  readonly units: readonly Unit[]
  readonly left: readonly LeftOut[]
  readonly findings: readonly Finding[]
}

export function unitsOf(table: QuestionTable): UnitsRead {
  const groups: Row[][] = []
  const left: LeftOut[] = []
  let open: Row[] | null = null
  for (const row of table.rows) {
    const isNext: boolean = open !== null && row.number === (open.at(-1)?.number ?? 0) + 1
    if (open !== null && isNext && continues(table, open, row)) {
      open.push(row)
      continue
    }
    const out = leftOut(table, row, left.some(isSigned))
    open = out === null ? [row] : null
    if (open !== null) groups.push(open)
    else if (out !== null) left.push(out)
  }
  const units = groups.map((rows) => unitOf(table, rows))
  return { units, left, findings: leftOutFindings(table.sheet, left, units.length) }
}

const textAt = (row: Row | undefined, column: number | undefined): string =>
  column === undefined ? '' : (row?.cells.get(column)?.text ?? '').trim()

/** A row that goes on with the question above: one more option, or a piece of a torn one. */
function continues(table: QuestionTable, open: readonly Row[], row: Row): boolean {
  const { columns, layout } = table
  const [number, stem] = [columns.get('number'), columns.get('stem')]
  const own = optionCellsOf(table, row)
  if (own.length > 0 && own.every(({ cell }) => isSignature(cell.text))) return false
  const isNumberless = isRepeated(row, number)
  if (layout === 'inline') return isNumberless && /^\s*[*]?[([]?[A-Ha-h][.):/]\s*\S/.test(own[0]?.cell.text ?? '')
  const isBelow = isNumberless && isRepeated(row, stem)
  if (layout !== 'listed')
    return (
      isNumberless &&
      (isBelow
        ? isTornOption(table, row, own.length) || goesOnLettered(own) || isLoneAnswer(table, row, own.length)
        : isTornStem(table, row, own.length))
    )
  // A list that names the question again in each row.
  const isSame = textAt(row, stem) !== '' && textAt(row, stem) === textAt(open[0], stem) && textAt(row, number) === textAt(open[0], number)
  return own.length > 0 && (isBelow || (isSame && !holdsSeveral(own[0]?.cell)))
}

/** Empty, or what a merged block above says. */
function isRepeated(row: Row, column: number | undefined): boolean {
  const cell = column === undefined ? undefined : row.cells.get(column)
  return cell === undefined || cell.text.trim() === '' || cell.spread === true
}

/** "C. …" in a row of its own goes on with the options above. */
const goesOnLettered = (own: readonly UnitCell[]): boolean => /^\s*[([]?[B-Hb-h][.):/\]]\s*\S/.test(own[0]?.cell.text ?? '')

function isTornOption({ columns }: QuestionTable, row: Row, options: number): boolean {
  const isSpread = row.cells.get(columns.get('stem') ?? -1)?.spread === true
  return options > 0 && (isSpread || (options === 1 && textAt(row, columns.get('answer')) === ''))
}

const isLoneAnswer = ({ columns }: QuestionTable, row: Row, options: number): boolean =>
  options === 0 && textAt(row, columns.get('stem')) === '' && readAnswer(textAt(row, columns.get('answer')), optionNames.length) !== null

/** The rest of a question that was typed into two rows. */
const isTornStem = ({ columns }: QuestionTable, row: Row, options: number): boolean =>
  columns.has('number') && options === 0 && /^\p{Ll}/u.test(textAt(row, columns.get('stem')))

const holdsSeveral = (cell: Cell | undefined): boolean => cell !== undefined && splitOptions(cell) !== null

/** The cells of a row that hold options of its own, not repeated by merging. */
function optionCellsOf({ columns, layout }: QuestionTable, row: Row): readonly UnitCell[] {
  const names = layout === 'listed' ? (['options'] as const) : layout === 'inline' ? (['stem'] as const) : optionNames
  return names.flatMap((name) => {
    const column = columns.get(name)
    const cell = column === undefined ? undefined : row.cells.get(column)
    const isFilled = cell !== undefined && cell.spread !== true && (cell.text.trim() !== '' || cell.origin !== 'text')
    return column === undefined || !isFilled ? [] : [{ cell, row: row.number, column }]
  })
}

type OptionsRead = Pick<Unit, 'texts' | 'marks' | 'ticked' | 'options' | 'isNumbered' | 'optionCells'> & { readonly below?: string }

function unitOf(table: QuestionTable, rows: readonly Row[]): Unit {
  const [row] = rows
  const stemColumn = table.columns.get('stem') ?? -1
  const cell = row?.cells.get(stemColumn)
  const stem = row === undefined || cell === undefined ? null : { cell, row: row.number, column: stemColumn }
  const optionsAt = table.layout === 'inline' && rows.length === 1 && cell !== undefined ? optionsFrom(cell.text) : -1
  const read = readOptions(table, rows, optionsAt)
  const { stated, ticked } = statementsOf(table, rows)
  const { below = '', ...options } = read
  const [at] = options.optionCells
  const inside = below === '' || row === undefined ? [] : [{ text: cleanCell(below), row: row.number, column: at?.column ?? stemColumn }]
  return {
    rows,
    stem,
    stemText: cleanCell(optionsAt < 0 ? (cell?.text ?? '') : (cell?.text.slice(0, optionsAt) ?? '')),
    stated: [...stated, ...inside],
    ...options,
    ...lettersIn(read, isOurs(table.heads)),
    ticked: [...new Set([...read.ticked, ...ticked])].toSorted((one, other) => one - other),
  }
}

function readOptions(table: QuestionTable, rows: readonly Row[], inside: number): OptionsRead {
  const { layout } = table
  const below = layout === 'inline' ? rows.slice(1) : rows
  const cells = (layout === 'columns' || layout === 'right first' ? rows : below).flatMap((row) => optionCellsOf(table, row))
  const [only] = cells
  if (layout === 'columns' || layout === 'right first') {
    const read = columnOptions(table, rows[0])
    return { ...read, optionCells: cells, options: rows.length > 1 ? 'torn' : read.options }
  }
  if (inside >= 0 && rows[0] !== undefined) return joinedOptions(rows[0].cells.get(table.columns.get('stem') ?? -1), [], inside)
  if (cells.length === 1 || only === undefined) return joinedOptions(only?.cell, cells)
  return listedOptions(cells, below)
}

const unclear = (cells: readonly UnitCell[]): OptionsRead => ({
  texts: cells.map(({ cell }) => cleanCell(cell.text)),
  marks: cells.map(({ cell }) => cell.marks ?? plainMarks),
  ticked: [],
  options: 'unclear',
  isNumbered: false,
  optionCells: cells,
})

function joinedOptions(cell: Cell | undefined, cells: readonly UnitCell[], from = 0): OptionsRead {
  if (cell === undefined || cell.text.trim() === '') return { ...unclear([]), options: 'clear', optionCells: cells }
  const split = splitOptions(cell, from)
  if (split === null) return unclear(cells)
  return {
    texts: split.options.map(({ text }) => text),
    marks: split.options.map(({ marks }) => marks),
    ticked: split.options.flatMap(({ starred }, position) => (starred ? [position] : [])),
    options: split.isGuess ? 'guess' : 'clear',
    isNumbered: split.isNumbered,
    optionCells: cells,
    below: split.stated,
  }
}

const lettered = /^\s*(\*?)\s*[([]?([A-Ha-h])[.):/\]]\s*(?=\S)/

/** One option a row; letters, where there are any, must be those of the rows. */
function listedOptions(cells: readonly UnitCell[], rows: readonly Row[]): OptionsRead {
  const matches = cells.map(({ cell }) => lettered.exec(cell.text))
  const letters = matches.filter((match) => match !== null).length
  const isInOrder = matches.every((match, at) => match?.[2]?.toUpperCase() === optionNames[at])
  const beside = rows.map((row) => textAt(row, (cells[0]?.column ?? 0) - 1)).filter((text) => /^[A-Ha-h][.):]?$/.test(text))
  const isBesideWrong = beside.length > 0 && beside.some((text, at) => text.slice(0, 1).toUpperCase() !== optionNames[at])
  const holdsMore = cells.some(({ cell }) => /\n\s*(?!\p{Ll})\S|\S(?: {3,}|\t)\S|[\s;|][(]?[B-H][.)]\s*\S/u.test(cell.text))
  const isUnclear = (letters > 0 && !isInOrder) || (beside.length > 0 && beside.length !== cells.length) || isBesideWrong || holdsMore
  if (isUnclear) return unclear(cells)
  return {
    ...unclear(cells),
    texts: cells.map(({ cell }, at) => cleanCell(cell.text.slice(letters > 0 ? (matches[at]?.[0].length ?? 0) : 0))),
    marks: cells.map(({ cell }) => marksOfCell(cell)),
    ticked: matches.flatMap((match, at) => (match?.[1] === '*' ? [at] : [])),
    options: 'clear',
  }
}

function columnOptions(table: QuestionTable, row: Row | undefined): OptionsRead {
  const cells = optionNames.map((name) => row?.cells.get(table.columns.get(name) ?? -1))
  const last = cells.findLastIndex((cell) => cleanCell(cell?.text ?? '') !== '')
  const texts = cells.slice(0, last + 1).map((cell) => cleanCell(cell?.text ?? ''))
  const ticked = texts.flatMap((_, position) => {
    const column = table.ticks.get(optionNames[position] ?? 'A')
    return column !== undefined && isTick(textAt(row, column)) ? [position] : []
  })
  const marks = texts.map((text, position) => {
    const cell = cells[position]
    return text === '' || cell === undefined ? undefined : marksOfCell(cell)
  })
  // A block merged over two questions: whose words they are nobody can tell.
  const isShared = [row?.cells.get(table.columns.get('stem') ?? -1), ...cells].some((cell) => cell?.spread === true)
  return { texts, marks, ticked, options: isShared ? 'torn' : 'clear', isNumbered: false, optionCells: [] }
}

function marksOfCell(cell: Cell): CellMarks {
  const runs = cell.runs ?? []
  const [run] = runs
  const alike = run !== undefined && runs.every(({ marks: one }) => sameMarks(one, run.marks))
  // Text marked by itself keeps the fill of its cell.
  return alike ? { ...run.marks, fill: cell.marks?.fill ?? '', framed: cell.marks?.framed ?? false } : (cell.marks ?? plainMarks)
}

/** Letters that were typed again in front of options: taken away where they are those of the options, a doubt where they are others. */
function lettersIn({ texts, options }: OptionsRead, isOwn: boolean): Pick<Unit, 'texts' | 'options'> {
  const typed = texts.map((text) => /^([A-H])\s*[.):/]\s*(?=\S)/i.exec(text))
  const count = typed.filter((match) => match !== null).length
  const isInOrder = typed.every((match, at) => match === null || match[1]?.toUpperCase() === optionNames[at])
  // One alone may be a name: "C. Mác".
  if (count < 2 || (isOwn && (count < texts.length || !isInOrder))) return { texts, options }
  if (!isInOrder) return { texts, options: options === 'clear' || options === 'guess' ? 'unclear' : options }
  return { texts: texts.map((text, at) => text.slice(typed[at]?.[0].length ?? 0)), options }
}

/** What the columns of answers say; below one another, a row an option, they may tick them. */
function statementsOf(
  table: QuestionTable,
  rows: readonly Row[],
): { readonly stated: readonly Statement[]; readonly ticked: readonly number[] } {
  const stated: Statement[] = []
  const ticked: number[] = []
  const isListed = rows.length > 1 && table.layout !== 'columns'
  const options = isListed
    ? rows.filter((row) => optionCellsOf(table, row).length > 0 && !(table.layout === 'inline' && row === rows[0]))
    : []
  for (const column of isListed ? besides(table) : table.answers) {
    const filled = rows.flatMap((row) => {
      const cell = row.cells.get(column)
      return cell === undefined || cell.spread === true || cell.text.trim() === '' ? [] : [{ row, text: cleanCell(cell.text) }]
    })
    if (isListed && filled.length > 0 && filled.every(({ text }) => isTick(text) || isNoTick(text))) {
      ticked.push(...filled.flatMap(({ row, text }) => (isTick(text) ? [options.indexOf(row)] : [])))
    } else if (table.answers.includes(column)) stated.push(...filled.map(({ row, text }) => ({ text, row: row.number, column })))
  }
  return { stated, ticked: ticked.filter((at) => at >= 0) }
}

/** Columns of answers, and a nameless one beside the options. */
function besides({ answers, columns, heads }: QuestionTable): readonly number[] {
  const options = columns.get('options') ?? columns.get('stem') ?? -1
  const used = new Set([...columns.values(), ...answers])
  const isFree = (column: number): boolean => column >= 0 && !used.has(column) && foldText(heads.get(column) ?? '').length < 2
  return [...new Set([...answers, ...[options - 1, options + 1].filter(isFree)])]
}
