/** The options of one row of a question table, wherever they stand, and what marks some of them. */
import { optionNames, type QuestionColumn } from './columns.ts'
import { splitOptions } from './joined-options.ts'
import { plainMarks, type CellMarks, type Row } from '../../sheets/sheet.ts'
import { cellOf, linesOf, type Table } from '../../sheets/table.ts'

export interface RowOptions {
  readonly texts: readonly string[]
  /** Undefined for empty options. */
  readonly marks: readonly (CellMarks | undefined)[]
  /** Positions with a sign in front of their letters, or a tick or an x in the cell beside. */
  readonly ticked: readonly number[]
  /** False when all of them stand in one cell and it is unclear where one ends. */
  readonly clear: boolean
}

/** Without the empty ones at the end, and without letters that were typed again in every one of them. */
export function readRowOptions(table: Table<QuestionColumn>, row: Row): RowOptions {
  const read = table.columns.has('options') ? joinedOptions(table, row) : columnOptions(table, row)
  return { ...read, texts: withoutLetters(read.texts) }
}

function joinedOptions(table: Table<QuestionColumn>, row: Row): RowOptions {
  const cell = cellOf(table, row, 'options')
  const options = cell === undefined ? [] : splitOptions(cell)
  if (options === null) return { texts: [linesOf(table, row, 'options')], marks: [cell?.marks], ticked: [], clear: false }
  return {
    texts: options.map(({ text }) => text),
    marks: options.map(({ marks }) => marks),
    ticked: options.flatMap(({ starred }, position) => (starred ? [position] : [])),
    clear: true,
  }
}

function columnOptions(table: Table<QuestionColumn>, row: Row): RowOptions {
  const all = optionNames.map((name) => linesOf(table, row, name))
  const texts = all.slice(0, all.findLastIndex((text) => text !== '') + 1)
  const named = new Set(table.columns.values())
  const head = table.sheet.rows.find(({ number }) => number === table.headerRow)
  const isNamed = (column: number): boolean => /[\p{L}\p{N}]{2}/u.test(head?.cells.get(column)?.text ?? '')
  const ticked = texts.flatMap((_, position) => {
    const name = optionNames[position]
    const column = name === undefined ? undefined : table.columns.get(name)
    // What a column says by its name ("Đã duyệt") is no tick of the option beside it.
    if (column === undefined || named.has(column + 1) || isNamed(column + 1)) return []
    return /^\s*(?:[x*✓✔☑]|đúng|true)\s*$/iu.test(row.cells.get(column + 1)?.text ?? '') ? [position] : []
  })
  const marks = texts.map((text, position) => {
    const cell = cellOf(table, row, optionNames[position] ?? 'A')
    if (text === '') return undefined
    const runs = cell?.runs ?? []
    const [run] = runs
    const alike = run !== undefined && runs.every(({ marks: one }) => sameMarks(one, run.marks))
    // Text marked by itself keeps the fill of its cell.
    return alike ? { ...run.marks, fill: cell?.marks?.fill ?? '' } : (cell?.marks ?? plainMarks)
  })
  return { texts, marks, ticked, clear: true }
}

const sameMarks = (first: CellMarks, second: CellMarks): boolean =>
  first.bold === second.bold && first.underlined === second.underlined && first.colour === second.colour && first.struck === second.struck

function withoutLetters(options: readonly string[]): readonly string[] {
  const lettered = options.map((option, position) => {
    const match = /^([A-H])\s*[.):/]\s*(?=\S)/i.exec(option)
    return match?.[1]?.toUpperCase() === optionNames[position] ? option.slice(match?.[0].length) : null
  })
  return options.length > 1 && lettered.every((option) => option !== null) ? lettered : options
}
