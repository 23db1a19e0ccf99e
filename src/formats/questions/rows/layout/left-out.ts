/** Rows of a table that are no questions to import, and what is said of them: nothing is left out in silence. */
import { optionLetters } from '#contest/questions/letters.ts'
import { cleanText, foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../../findings/findings.ts'
import { readAnswer } from '../../answers.ts'
import { cellPlace, type Row, type Sheet } from '../../../sheets/sheet.ts'
import { cellOf, ignoredRow, placeOf, textOf } from '../../../sheets/table.ts'
import { optionNames, type QuestionColumn } from './columns.ts'
import { isClosing, isHeading, isPrediction, isSignature, isTrueFalse } from './content.ts'
import type { QuestionTable } from './heads.ts'

/** `empty`: a number and nothing else; `said`: something else than a question by its words; `unread`: nobody knows. */
export interface LeftOut {
  readonly row: Row
  readonly why: 'empty' | 'said' | 'unread' | 'finding'
  readonly finding?: Finding
}

/** Below it stand the names of those who sign. */
export const isSigned = ({ row }: LeftOut): boolean => [...row.cells.values()].some(({ text }) => isSignature(text))

/** Null for a question. @param isClosed whether a signature stands above */
export function leftOut(table: QuestionTable, row: Row, isClosed: boolean): LeftOut | null {
  const stem = textOf(table, row, 'stem')
  const options = optionsCount(table, row)
  const finding = otherThanChoice(table, row, stem, options)
  if (finding !== null) return { row, why: 'finding', finding }
  const kind = foldText(textOf(table, row, 'kind').slice(0, 80))
  const numbered = readNumber(textOf(table, row, 'number')) !== null
  if (isInstruction(table, stem, kind) || (!numbered && options < 2 && (isClosed || isSignature(stem)))) return { row, why: 'said' }
  if (isClosed && !numbered && stem === '') return { row, why: 'said' }
  if (isQuestion(table, row, options)) return null
  const texts = [...row.cells.values()].flatMap((cell) => (cell.spread === true || cleanText(cell.text) === '' ? [] : [cell.text]))
  if (stem === '' && options === 0 && textOf(table, row, 'answer') === '' && (numbered || texts.length === 0)) return { row, why: 'empty' }
  const isAbove = texts.some(isClosing) || texts.every((text) => isHeading(text) || text.length < 3 || /^\d{1,5}[.)]?$/.test(text))
  return { row, why: texts.some(isSignature) || (options === 0 && isAbove) ? 'said' : 'unread' }
}

/** Why a question is none to import: an example, a prediction, Đúng or Sai of a statement, another kind. */
function otherThanChoice(table: QuestionTable, row: Row, stem: string, options: number): Finding | null {
  const place = placeOf(table, row)
  const question = `Câu ${readNumber(textOf(table, row, 'number')) ?? `ở dòng ${row.number}`}`
  if (/^(vd|vi du|example|mau)\b/.test(foldText(textOf(table, row, 'number').slice(0, 40)))) {
    return found('row-example', place, { row: row.number, text: excerpt(stem) })
  }
  if (options === 0 && stem !== '') {
    if (isPrediction(stem)) return found('prediction-left-out', place, { question, text: excerpt(stem) })
    if (isTrueFalse(textOf(table, row, 'answer'))) return found('kind-left-out', place, { question, kind: 'Đúng/Sai' })
  }
  const answer = textOf(table, row, 'answer')
  const isLone = stem === '' && options === 0 && readNumber(textOf(table, row, 'number')) === null
  if (isLone && readAnswer(answer, optionLetters.length) !== null) return found('answer-astray', place, { text: excerpt(answer) })
  const kind = textOf(table, row, 'kind')
  const isOther = otherKinds.test(foldText(kind.slice(0, 80))) && (stem !== '' || options > 0)
  return isOther ? found('kind-left-out', place, { question, kind: excerpt(kind) }) : null
}

export const readNumber = (text: string): number | null => {
  const digits = /^(?:câu\s*(?:hỏi\s*)?(?:số\s*)?)?0*(\d{1,6})[.:)]?$/iu.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** The second row of a Quizizz template says what to fill in. */
const isInstruction = (table: QuestionTable, stem: string, kind: string): boolean =>
  table.columns.has('kind') && (kind.startsWith('question type') || /^text of the question\b/.test(foldText(stem.slice(0, 80))))

const otherKinds =
  /\b(open.?ended|fill.?in|blank|poll|draw|essay|match|match(ing)?|re-?order|order|sort|categori[sz]e|hotspot|short answer|numeric|drag|drop.?down|slide|word cloud|puzzle|slider|survey|brainstorm|tu luan|dien( khuyet| vao| tu)?|ghep( doi| noi)?|noi( cot)?|sap xep|tra loi ngan|khao sat|du doan)\b/

function optionsCount(table: QuestionTable, row: Row): number {
  const names: readonly QuestionColumn[] = table.layout === 'listed' ? ['options'] : optionNames
  return names.filter((name) => textOf(table, row, name) !== '' || isBroken(table, row, name)).length
}

/** Totals, signatures and headings fill neither question nor options, or stand in the column of questions all alone. */
function isQuestion(table: QuestionTable, row: Row, options: number): boolean {
  const has = (name: QuestionColumn): boolean => textOf(table, row, name) !== '' || isBroken(table, row, name)
  const numbered = readNumber(textOf(table, row, 'number')) !== null
  if (has('stem'))
    return options > 0 || has('answer') || numbered || (!table.columns.has('number') && !isClosing(textOf(table, row, 'stem')))
  const texts = [...row.cells.values()].map(({ text }) => text)
  if (options > 0) return numbered || (options > 1 && !texts.some(isSignature))
  return numbered && readAnswer(textOf(table, row, 'answer'), optionLetters.length) !== null
}

function isBroken(table: QuestionTable, row: Row, name: QuestionColumn): boolean {
  const origin = cellOf(table, row, name)?.origin
  return origin === 'error' || origin === 'uncalculated'
}

/** More of one kind than this are one line. */
const MAX_LINES = 5

/** @param questions how many rows were read */
export function leftOutFindings(sheet: Sheet, left: readonly LeftOut[], questions: number): readonly Finding[] {
  const of = (why: LeftOut['why']): readonly Row[] => left.flatMap((one) => (one.why === why ? [one.row] : []))
  const [empty, said, unread] = [of('empty'), of('said'), of('unread')]
  const group = (code: 'rows-empty' | 'rows-left-out' | 'rows-unread' | 'rows-unread-most', rows: readonly Row[]): Finding =>
    found(code, cellPlace(sheet, rows[0]?.number ?? 1), { count: rows.length, rows: rangesOf(rows), text: excerpt(textsOf(rows[0])) })
  return [
    ...left.flatMap(({ row, why, finding }) =>
      finding !== undefined ? [finding] : why === 'said' && said.length <= MAX_LINES ? [ignoredRow(sheet, row)] : [],
    ),
    ...(empty.length === 0 ? [] : [group('rows-empty', empty)]),
    ...(said.length > MAX_LINES ? [group('rows-left-out', said)] : []),
    ...(unread.length === 0 ? [] : [group(unread.length > questions ? 'rows-unread-most' : 'rows-unread', unread)]),
  ]
}

const textsOf = (row: Row | undefined): string => [...(row?.cells.values() ?? [])].map(({ text }) => text).join(' ')

/** `5–8, 12`. */
export function rangesOf(rows: readonly Row[]): string {
  const parts: [number, number][] = []
  for (const { number } of rows) {
    const last = parts.at(-1)
    if (last !== undefined && number === last[1] + 1) last[1] = number
    else parts.push([number, number])
  }
  const shown = parts.slice(0, 10).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`))
  return shown.join(', ') + (parts.length > shown.length ? ', …' : '')
}
