/** What stands in the cells of a question beside its words, and what nobody sees of it: named, never taken nor dropped in silence. */
import { cleanText, foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { optionLetters } from '#contest/questions/letters.ts'
import { readAnswer, speaksOfAnswer } from '../answers.ts'
import { letterNoted, takesBack } from '../second-thoughts.ts'
import { cellPlace, columnLetters, notesOf, plainMarks, type Drawn, type Sheet } from '../../sheets/sheet.ts'
import { isOurs, mayHeadOptions } from './layout/columns.ts'
import type { QuestionTable } from './layout/heads.ts'
import type { Unit, UnitCell } from './layout/units.ts'

/** About the cells of one question. */
export function besideFindings(table: QuestionTable, unit: Unit, question: string): readonly Finding[] {
  const { sheet } = table
  const cells = [...(unit.stem === null ? [] : [unit.stem]), ...optionCells(table, unit)]
  const answers = table.answers.flatMap((column) => cellsIn(unit, column))
  return [
    ...[...cells, ...answers].flatMap((cell) => textFindings(sheet, cell, question)),
    ...cells.flatMap((cell) => numberFindings(sheet, cell, question)),
    ...brokenFindings(table, unit),
    ...hiddenFindings(table, unit, [...cells, ...answers], question),
    ...unseenFindings(table, [...cells, ...answers], question),
    ...drawnFindings(sheet, unit, question),
    ...unit.rows.flatMap(({ number }) => commentsOf(sheet, number, question)),
    ...noteFindings(table, unit, question),
  ]
}

const cellsIn = (unit: Unit, column: number): readonly UnitCell[] =>
  unit.rows.flatMap((row) => {
    const cell = row.cells.get(column)
    return cell === undefined || cell.spread === true ? [] : [{ cell, row: row.number, column }]
  })

const optionCells = ({ layout }: QuestionTable, { optionCells: cells, stem }: Unit): readonly UnitCell[] =>
  layout === 'inline' ? cells.filter(({ row }) => row !== stem?.row) : cells

/** Text that is struck out, or lifted above the line where Unicode has no such letters. */
function textFindings(sheet: Sheet, { cell, row, column }: UnitCell, question: string): readonly Finding[] {
  const runs = cell.runs ?? [{ length: cell.text.length, marks: cell.marks ?? plainMarks }]
  const place = cellPlace(sheet, row, column)
  let at = 0
  const struck = runs.map(({ length, marks }) => cell.text.slice(at, (at += length)).repeat(marks.struck ? 1 : 0)).join('')
  return [
    ...(struck.trim() === '' ? [] : [found('text-struck', place, { question, text: excerpt(struck) })]),
    ...(cell.raised === undefined ? [] : [found('text-raised', place, { question, text: excerpt(cell.raised) })]),
  ]
}

function numberFindings(sheet: Sheet, { cell, row, column }: UnitCell, question: string): readonly Finding[] {
  const place = cellPlace(sheet, row, column)
  const text = excerpt(cleanText(cell.text))
  if (cell.unsure === true) return [found('cell-unsure', place, { question, cell: place, text })]
  const isText = cell.origin === 'text' || cell.origin === 'error' || cell.origin === 'uncalculated'
  return isText ? [] : [found('cell-number', place, { cell: place, text })]
}

/** Formulas that failed or were never calculated, in any column that is read. */
function brokenFindings({ sheet, columns, answers, ticks }: QuestionTable, unit: Unit): readonly Finding[] {
  return [...new Set([...columns.values(), ...answers, ...ticks.values()])].flatMap((column) =>
    cellsIn(unit, column).flatMap(({ cell, row }) => {
      if (cell.origin !== 'error' && cell.origin !== 'uncalculated') return []
      const place = cellPlace(sheet, row, column)
      return [found('cell-error', place, { cell: place, text: cell.text === '' ? '=' : cell.text })]
    }),
  )
}

function hiddenFindings(
  { sheet, answers }: QuestionTable,
  { rows }: Unit,
  cells: readonly UnitCell[],
  question: string,
): readonly Finding[] {
  const row = rows.find(({ hidden }) => hidden === true)
  const isHidden = (column: number): boolean => sheet.hiddenColumns?.has(column) === true
  // The only column of answers may be hidden so that nobody copies it: said once for the sheet.
  const hidden = cells.find(({ column, cell }) => isHidden(column) && cell.text.trim() !== '' && !answers.includes(column))
  return [
    ...(row === undefined ? [] : [found('row-hidden', cellPlace(sheet, row.number), { question, row: row.number })]),
    ...(hidden === undefined
      ? []
      : [
          found('cell-hidden', cellPlace(sheet, hidden.row, hidden.column), {
            question,
            column: columnLetters(hidden.column),
            text: excerpt(hidden.cell.text),
          }),
        ]),
  ]
}

const isUnseenColumn = ({ rows }: QuestionTable, column: number): boolean => {
  const filled = rows.flatMap(({ cells }) => cells.get(column) ?? [])
  return filled.length > 1 && filled.every(({ unseen }) => unseen === true)
}

/** A whole column of answers in white is like a hidden one. */
function unseenFindings(table: QuestionTable, cells: readonly UnitCell[], question: string): readonly Finding[] {
  return cells.flatMap(({ cell, row, column }) => {
    if (cell.unseen !== true || cell.spread === true || (table.answers.includes(column) && isUnseenColumn(table, column))) return []
    const place = cellPlace(table.sheet, row, column)
    return [found('cell-unseen', place, { question, cell: place, text: excerpt(cell.text) })]
  })
}

/** What lies on the rows of a question. */
const drawnFindings = (sheet: Sheet, { rows }: Unit, question: string): readonly Finding[] =>
  (sheet.drawn ?? []).flatMap((one) => (rows.some(({ number }) => number === one.row) ? [drawnFinding(sheet, one, question)] : []))

function drawnFinding(sheet: Sheet, { kind, row, column, text }: Drawn, question: string): Finding {
  const cell = cellPlace(sheet, row, column)
  if (kind === 'text')
    return found(speaksOfAnswer(text) ? 'comment-doubts' : 'comment-beside', cell, { question, text: excerpt(text, 120) })
  return found(kind === 'shape' ? 'shape-left-out' : 'picture-on-sheet', cell, { question, cell })
}

function commentsOf(sheet: Sheet, row: number, question: string): readonly Finding[] {
  return [...(sheet.comments ?? [])].flatMap(([cell, text]) =>
    /\d+$/.exec(cell)?.[0] === String(row) ? [commentFinding(sheet, cell, text, question)] : [],
  )
}

const commentFinding = (sheet: Sheet, cell: string, text: string, question: string): Finding =>
  found(speaksOfAnswer(text) ? 'comment-doubts' : 'comment-beside', `${sheet.name}!${cell}`, { question, text: excerpt(text, 120) })

/** A column that nobody knows, and cells without a head: read by people, so what they say of the answer is a doubt. */
function noteFindings(table: QuestionTable, unit: Unit, question: string): readonly Finding[] {
  const used = usedColumns(table)
  return unit.rows.flatMap(({ number, cells }) =>
    [...cells].flatMap(([column, cell]) => {
      const text = cleanText(cell.text)
      if (used.has(column) || cell.spread === true || text === '' || isLetterBeside(table, column, text)) return []
      if (isOrdinal(table, column, text)) return []
      const head = cleanText(table.heads.get(column) ?? '')
      const place = cellPlace(table.sheet, number, column)
      if (saysOther(table, unit, column, text) || takesBack(text) || doubtsOfNote.test(foldText(text.slice(0, 500))))
        return [found('note-doubts', place, { question, cell: place, text: excerpt(text) })]
      if (mayHeadOptions(head))
        return [found('option-unread', place, { question, cell: place, column: excerpt(head, 30), text: excerpt(text) })]
      if (head === '' && !isLetterBeside(table, column, text))
        return [found('cell-beside', place, { question, cell: place, text: excerpt(text) })]
      return []
    }),
  )
}

/** Another letter than the answer, in a column that holds letters for nothing else: "→ C", "Chọn C", or "C" here and there. */
function saysOther({ rows }: QuestionTable, { stated }: Unit, column: number, text: string): boolean {
  const [, front, letter] = letterNoted.exec(text) ?? []
  if (letter === undefined) return false
  const own = stated.some(
    (one) => readAnswer(one.text, optionLetters.length)?.join() === String(optionLetters.indexOf(letter.toUpperCase())),
  )
  const lettered = rows.filter(({ cells }) => letterNoted.test(cleanText(cells.get(column)?.text ?? '').slice(0, 60))).length
  return !own && (front !== undefined || lettered * 2 < rows.length)
}

/** Narrower than for comments: "Đã kiểm tra" in a column of its own is no doubt. */
const doubtsOfNote = /\bdap an\b|\bxem lai\b|\bchua chac\b|\bchua dung\b|\bsai\b|\bsua lai\b|\bnham\b|\bphai la\b|\bwrong\b|\bkhong chac\b/

/** Numbers of the questions in front of them, in a column without a head. */
const isOrdinal = ({ columns, heads }: QuestionTable, column: number, text: string): boolean =>
  !columns.has('number') && (heads.get(column) ?? '').trim() === '' && column < (columns.get('stem') ?? 0) && /^\d{1,5}[.)]?$/.test(text)

/** The letters of options one a row, in a column of their own. */
const isLetterBeside = ({ columns, layout }: QuestionTable, column: number, text: string): boolean =>
  layout === 'listed' && column === (columns.get('options') ?? 0) - 1 && /^[A-H][.):]?$/i.test(text)

/** Those that are read. */
export function usedColumns({ columns, answers, ticks, layout, heads }: QuestionTable): ReadonlySet<number> {
  const options = layout === 'listed' ? columns.get('options') : layout === 'inline' ? columns.get('stem') : undefined
  // Ticks beside options one a row need no head.
  const beside = options !== undefined && (heads.get(options + 1) ?? '').trim() === '' ? [options + 1] : []
  return new Set([...columns.values(), ...answers, ...ticks.values(), ...beside])
}

/** `G “Đáp án”`, or the letter alone of a column without a head. */
export function titleOf({ heads }: QuestionTable, column: number): string {
  const head = excerpt(heads.get(column) ?? '', 30)
  return head === '' ? columnLetters(column) : `${columnLetters(column)} “${head}”`
}

/** About the sheet: hidden columns that were read, heads nobody knows, comments beside no question. */
export function sheetFindings(table: QuestionTable, units: readonly Unit[]): readonly Finding[] {
  const { sheet, heads, headerRow, answers } = table
  const place = cellPlace(sheet, headerRow)
  const used = usedColumns(table)
  const titled = (column: number): string => titleOf(table, column)
  const filled = (column: number): boolean => table.rows.some(({ cells }) => (cells.get(column)?.text ?? '').trim() !== '')
  const hidden = [...used]
    .filter(
      (column) =>
        filled(column) && (sheet.hiddenColumns?.has(column) === true || (answers.includes(column) && isUnseenColumn(table, column))),
    )
    .toSorted((one, other) => one - other)
  const unread = isOurs(heads) ? [] : [...heads.keys()].filter((column) => !used.has(column) && filled(column))
  const nameless = table.answers.filter((column) => (heads.get(column) ?? '').trim() === '')
  const told = new Set(units.flatMap(({ rows }) => rows.map(({ number }) => String(number))))
  // What they say of the questions is weighed with those (doubts.ts).
  const apart = notesOf(sheet).filter(({ row }) => !told.has(String(row)))
  return [
    ...(hidden.length === 0 ? [] : [found('columns-hidden', place, { columns: hidden.map(titled).join(', ') })]),
    ...nameless.map((column) => found('answers-nameless', place, { column: columnLetters(column) })),
    ...(unread.length === 0 ? [] : [found('columns-unread', place, { columns: unread.map(titled).join(', ') })]),
    ...apart.map(({ text, place: at }) => found('comment-beside', at, { question: at, text: excerpt(text, 120) })),
  ]
}
