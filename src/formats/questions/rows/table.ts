/** Questions in rows: one question a row, in an Excel sheet, a CSV file or a table of a Word document. */
import { plainContent } from '#contest/questions/question.ts'
import type { Finding } from '#contest/values.ts'
import { optionsSaying, readAnswer, readBracketed, readNumberedAnswer } from '../answers.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { optionNames, questionColumns, type QuestionColumn } from './columns.ts'
import { tooManyQuestions, readDifficulty, withoutLoneFullStop, type QuestionDraft } from '../draft.ts'
import { signOf } from '../marks/signs.ts'
import { readRowMarks, signMark } from './marks.ts'
import { readRowOptions, type RowOptions } from './row.ts'
import type { Marking } from '../marks/learning.ts'
import type { RowOption } from './marks.ts'
import { plainMarks, type Row } from '../../sheets/sheet.ts'
import { brokenCells, cellOf, ignoredRow, linesOf, placeOf, textOf, type Table } from '../../sheets/table.ts'
import { caseless, foldText } from '#contest/text.ts'
import { lettersOf, optionLetters } from '#contest/questions/letters.ts'
import { readSource } from '#contest/questions/clean.ts'

export { questionColumns }

export interface TableRead {
  readonly drafts: readonly QuestionDraft[]
  readonly findings: readonly Finding[]
}

/** Where the right options are told: in a column, by letters or by numbers from 1, or by marks. */
type Answers = 'letters' | 'numbers' | 'marks'

type QuestionTable = Table<QuestionColumn>

export function readQuestionTable(table: QuestionTable): TableRead {
  const findings: Finding[] = []
  const rows: Row[] = []
  for (const row of table.rows) {
    const left = leftOut(table, row)
    if (left === null) rows.push(row)
    else findings.push(left)
  }
  const tooMany = tooManyQuestions(rows.length)
  if (tooMany !== null) return { drafts: [], findings: [tooMany] }
  const answers = answersOf(table, rows)
  if (answers === 'numbers' && !isNumbered(table)) findings.push(found('answers-numbered', placeOfHeader(table)))
  const all = rows.map((row) => readRowOptions(table, row))
  const learned = answers === 'marks' ? readRowMarks(all.map(optionsOf)) : null
  const sign = learned?.values.get(signMark)
  const options = sign === undefined ? all : all.map((one) => ({ ...one, texts: withoutSigns(one.texts, sign) }))
  const nothing = learned?.markings.every(({ marked, odd }) => marked.length === 0 && odd === null) ?? false
  if (nothing && !table.columns.has('answer') && rows.length > 0) {
    findings.push(found('column-missing', placeOfHeader(table), { row: table.headerRow, columns: 'Đáp án' }))
    return { drafts: [], findings }
  }
  const drafts = rows.map((row, index) => {
    const read = options[index] ?? { texts: [], marks: [], ticked: [], clear: true }
    const answered = { answers, marking: learned?.markings[index] ?? null, mark: learned?.name ?? null }
    return readRow(table, row, index + 1, read, answered)
  })
  return { drafts, findings }
}

const placeOfHeader = (table: QuestionTable): string => placeOf(table, { number: table.headerRow, cells: new Map() })

/** Why a row is no question to import; null when it is one. */
function leftOut(table: QuestionTable, row: Row): Finding | null {
  if (/^(vd|vi du|example|mau)\b/.test(foldText(textOf(table, row, 'number').slice(0, 40)))) {
    return found('row-example', placeOf(table, row), { row: row.number, text: excerpt(textOf(table, row, 'stem')) })
  }
  const kind = foldText(textOf(table, row, 'kind').slice(0, 80))
  if (!isQuestion(table, row) || isInstruction(table, row, kind)) return ignoredRow(table.sheet, row)
  if (!otherKinds.test(kind)) return null
  return found('kind-left-out', placeOf(table, row), {
    question: `Câu ${readNumber(textOf(table, row, 'number')) ?? `ở dòng ${row.number}`}`,
    kind: excerpt(textOf(table, row, 'kind')),
  })
}

/** The second row of a Quizizz template says what to fill in. */
const isInstruction = (table: QuestionTable, row: Row, kind: string): boolean =>
  table.columns.has('kind') &&
  (kind.startsWith('question type') || /^text of the question\b/.test(foldText(textOf(table, row, 'stem').slice(0, 80))))

const otherKinds =
  /\b(open.?ended|fill.?in|blank|poll|draw|essay|match|match(ing)?|re-?order|order|sort|categori[sz]e|hotspot|short answer|numeric|drag|drop.?down|slide|word cloud|puzzle|slider|survey|brainstorm|tu luan|dien( khuyet| vao| tu)?|ghep( doi| noi)?|noi( cot)?|sap xep|tra loi ngan|khao sat)\b/
const choiceKinds =
  /^$|\b(multiple.?(choice|select)|single.?(choice|select)|choice|checkbox(es)?|quiz|true|trac nghiem|dung|mot|nhieu|mcq|ms?q)\b/

/** Stated answers count before marks: with one of them in the table, a question without is in doubt whatever is coloured in it. */
function answersOf(table: QuestionTable, rows: readonly Row[]): Answers {
  const stated = rows.map((row) => textOf(table, row, 'answer'))
  if (rows.length > 0 && stated.every((answer) => answer === '') && !rows.some((row) => isBroken(table, row, 'answer'))) return 'marks'
  if (isNumbered(table)) return 'numbers'
  // One number could be a mistyped letter; a whole column of them is a habit.
  const filled = stated.filter((answer) => answer !== '')
  return filled.length >= 3 && filled.every((answer) => readNumberedAnswer(answer, optionLetters.length) !== null) ? 'numbers' : 'letters'
}

/** Do the headers number the options ("Phương án 1") instead of lettering them? Then the answers are numbers too. */
function isNumbered(table: QuestionTable): boolean {
  const header = table.sheet.rows.find((row) => row.number === table.headerRow)
  return /^\D*1(?!\d)/.test(header?.cells.get(table.columns.get('A') ?? -1)?.text ?? '')
}

const optionsOf = ({ texts, marks, ticked }: RowOptions): readonly (RowOption | undefined)[] =>
  texts.map((text, at) => (text === '' ? undefined : { text, marks: marks[at], ticked: ticked.includes(at) }))

/** A sign all options have is no mark. */
function withoutSigns(texts: readonly string[], mark: string): readonly string[] {
  const signs = texts.map(signOf)
  return signs.every((one) => one?.sign === mark) ? texts : texts.map((text, at) => (signs[at]?.sign === mark ? signs[at].bare : text))
}

/** Where the answer of one row is told. */
interface Answered {
  readonly answers: Answers
  /** Null where answers are stated. */
  readonly marking: Marking | null
  /** What the mark of the file is called. */
  readonly mark: string | null
}

/** Totals, signatures and headings fill neither question nor options, or stand in the column of questions all alone. */
function isQuestion(table: QuestionTable, row: Row): boolean {
  const has = (name: QuestionColumn): boolean => textOf(table, row, name) !== '' || isBroken(table, row, name)
  const options = has('options') || optionNames.some(has)
  const numbered = readNumber(textOf(table, row, 'number')) !== null
  if (options) return true
  if (has('stem')) return has('answer') || numbered || !table.columns.has('number')
  return numbered && readAnswer(textOf(table, row, 'answer'), optionLetters.length) !== null
}

function isBroken(table: QuestionTable, row: Row, name: QuestionColumn): boolean {
  const origin = cellOf(table, row, name)?.origin
  return origin === 'error' || origin === 'uncalculated'
}

const readNumber = (text: string): number | null => {
  const digits = /^(?:câu\s*)?0*(\d{1,6})[.:)]?$/iu.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}

function readRow(table: QuestionTable, row: Row, ordinal: number, read: RowOptions, answered: Answered): QuestionDraft {
  const place = placeOf(table, row)
  const number = readNumber(textOf(table, row, 'number'))
  const question = `Câu ${number ?? ordinal}`
  const findings: Finding[] = [...brokenCells(table, row), ...cellsNotText(table, row), ...cellsBeside(table, row, question)]
  if (!read.clear) findings.push(found('options-joined', placeOf(table, row, 'options'), { question }))
  const { options, findings: cleaned } = withoutLoneFullStop(read.texts, question, place)
  findings.push(...cleaned)
  const unknown = (name: QuestionColumn, column: string): void =>
    void findings.push(found('value-unknown', placeOf(table, row, name), { text: excerpt(textOf(table, row, name)), column }))
  const level = textOf(table, row, 'difficulty')
  const difficulty = readDifficulty(level)
  if (level !== '' && difficulty === null) unknown('difficulty', 'Mức độ')
  const kept = readYesNo(textOf(table, row, 'order'))
  if (kept === null) unknown('order', 'Giữ thứ tự')
  if (!choiceKinds.test(foldText(textOf(table, row, 'kind').slice(0, 80)))) unknown('kind', 'Dạng câu hỏi')
  if (textOf(table, row, 'picture') !== '') findings.push(found('picture-absent', placeOf(table, row, 'picture'), { question }))
  return {
    place,
    label: question,
    number,
    stem: linesOf(table, row, 'stem').replace(/^câu\s*\d+\s*[:.)]\s*/iu, ''),
    options,
    correct: rightOptions(table, row, question, options, answered, findings),
    ...plainContent,
    optionOrder: kept === true ? 'kept' : 'shuffled',
    source: sourceOf(textOf(table, row, 'source'), textOf(table, row, 'detail')),
    topic: textOf(table, row, 'topic') || null,
    difficulty,
    explanation: linesOf(table, row, 'explanation') || null,
    findings,
  }
}

/** Text that Excel strikes out, or lifts above the line where Unicode has no such letters. */
function cellsBeside(table: QuestionTable, row: Row, question: string): readonly Finding[] {
  return (['stem', ...optionNames, 'options', 'answer'] as const).flatMap((name) => {
    const cell = cellOf(table, row, name)
    if (cell === undefined) return []
    const runs = cell.runs ?? [{ length: cell.text.length, marks: cell.marks ?? plainMarks }]
    const place = placeOf(table, row, name)
    let at = 0
    const struck = runs.map(({ length, marks }) => cell.text.slice(at, (at += length)).repeat(marks.struck ? 1 : 0)).join('')
    return [
      ...(struck.trim() === '' ? [] : [found('text-struck', place, { question, text: excerpt(struck) })]),
      ...(cell.raised === undefined ? [] : [found('text-raised', place, { question, text: excerpt(cell.raised) })]),
    ]
  })
}

function cellsNotText(table: QuestionTable, row: Row): readonly Finding[] {
  return (['stem', ...optionNames, 'options'] as const).flatMap((name) => {
    const origin = cellOf(table, row, name)?.origin
    if (origin !== 'number' && origin !== 'date' && origin !== 'boolean') return []
    const cell = placeOf(table, row, name)
    return [found('cell-number', cell, { cell, text: excerpt(textOf(table, row, name)) })]
  })
}

function rightOptions(
  table: QuestionTable,
  row: Row,
  question: string,
  options: readonly string[],
  { answers, marking, mark }: Answered,
  findings: Finding[],
): readonly number[] {
  if (marking === null) {
    const answer = textOf(table, row, 'answer')
    const correct = findAnswer(answer, options, answers === 'numbers')
    if (correct === null) findings.push(found('answer-unclear', placeOf(table, row, 'answer'), { question, text: excerpt(answer) }))
    return correct ?? []
  }
  const { marked, others, odd } = marking
  const place = placeOf(table, row)
  const several = marked.length > 1 ? marked : odd !== null && odd.positions.length > 1 ? odd.positions : null
  const other = others.filter((position) => !marked.includes(position))
  if (several !== null) findings.push(found('answer-several-cells', place, { question, letters: lettersOf(several) }))
  else if (odd !== null) {
    const values = { question, letters: lettersOf(odd.positions), odd: odd.name, mark: mark ?? 'không có / none' }
    findings.push(found('answer-missing-mark', place, values))
  } else if (marked.length === 1 && other.length > 0)
    findings.push(found('answer-conflict', place, { question, stated: lettersOf(marked), marked: lettersOf(other) }))
  return several === null ? marked : []
}

/** What stands for "no detail" where the document itself holds a colon; see the writer. */
export const noDetail = '(không)'

const sourceOf = (document: string, detail: string) =>
  detail === noDetail && document !== '' ? { document, detail: '' } : readSource(document, detail)

/** Null for what is neither. Empty is no. */
function readYesNo(text: string): boolean | null {
  const words = foldText(text)
  if (/^(x|co|yes|y|true|1|giu|giu nguyen|dung|✓|✔)$/.test(words)) return true
  return /^(|khong|no|n|false|0|-)$/.test(words) ? false : null
}

/** By letter, by number where the options are numbered, or by the words of the option. Empty: nothing written. */
function findAnswer(answer: string, options: readonly string[], numbered: boolean): readonly number[] | null {
  if (answer === '') return []
  const same = optionsSaying(answer, options)
  const read = numbered ? readNumberedAnswer(answer, options.length) : null
  const byLetter = read ?? readAnswer(answer, options.length) ?? readBracketed(answer, options.length)?.positions ?? null
  // The number of one option that is another one's text: nobody can tell which is meant.
  if (byLetter !== null && same.length > 0 && !(byLetter.length === 1 && same.includes(byLetter[0] ?? -1))) return null
  if (byLetter !== null) return byLetter.every((position) => options[position] !== '') ? byLetter : null
  if (same.length > 0) return same.length === 1 ? same : null
  // "B. Hai": the letter with the words of its option.
  const lettered = /^([A-H])\s*[.):\-–]\s*(\S.*)$/isu.exec(answer)
  const position = optionLetters.indexOf(lettered?.[1]?.toUpperCase() ?? '?')
  return position >= 0 && caseless(options[position] ?? '') === caseless(lettered?.[2] ?? '') ? [position] : null
}
