/** Questions in rows: one question a row, in an Excel sheet, a CSV file or a table of a Word document. */
import { plainContent } from '#contest/question.ts'
import type { Checked, Finding } from '#contest/values.ts'
import { optionLetters, readAnswer, readNumberedAnswer } from './answers.ts'
import { readCsv } from './csv.ts'
import { excerpt, found } from './findings.ts'
import { maxQuestions, readDifficulty, readSource, withoutLoneFullStop, type QuestionDraft } from './question-draft.ts'
import type { QuestionReader } from './question-format.ts'
import type { Row, Sheet } from './sheet.ts'
import { readWorkbook } from './spreadsheet.ts'
import { brokenCells, cellOf, findTables, ignoredRow, placeOf, textOf, type Column, type Table } from './table.ts'

type OptionName = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H'
type Name = 'number' | 'stem' | OptionName | 'answer' | 'source' | 'detail' | 'topic' | 'difficulty'

const optionNames = [...optionLetters] as readonly OptionName[]

export const questionColumns: readonly Column<Name>[] = [
  { name: 'number', title: 'STT', required: false, header: /^(stt|tt|so tt|so thu tu|cau|cau so|so cau|no\.?|#|id|code)$/ },
  { name: 'stem', title: 'Câu hỏi', required: true, header: /^((noi dung )?cau hoi( trac nghiem)?|noi dung|question|stem)$/ },
  ...optionNames.map((name, index): Column<Name> => {
    const sign = `(${name.toLowerCase()}|${index + 1})`
    const header = new RegExp(`^(${name.toLowerCase()}|(phuong an|dap an|lua chon|option|answer) ${sign})\\.?$`)
    return { name, title: name, required: index < 2, header }
  }),
  {
    name: 'answer',
    title: 'Đáp án',
    required: true,
    header: /^((dap an|phuong an|cau tra loi)( dung)?|answer|correct( answer| option)?|key)$/,
  },
  { name: 'source', title: 'Căn cứ', required: false, header: /^(can cu( phap ly)?|co so phap ly|nguon|van ban|tai lieu|source)$/ },
  { name: 'detail', title: 'Trích dẫn', required: false, header: /^(trich dan|dieu[, ]*khoan|chi tiet|(source )?detail)$/ },
  { name: 'topic', title: 'Chủ đề', required: false, header: /^(chu de|chuyen de|linh vuc|topic)$/ },
  { name: 'difficulty', title: 'Mức độ', required: false, header: /^(muc do|do kho|difficulty|level)$/ },
]

export interface TableRead {
  readonly drafts: readonly QuestionDraft[]
  readonly findings: readonly Finding[]
}

export const xlsxReader: QuestionReader = {
  format: 'xlsx',
  recognises: ({ kind }) => kind === 'xlsx',
  read: (file) => (file.kind === 'xlsx' ? readSheets(readWorkbook(file.parts, file.mainPart)) : { ok: false, findings: [] }),
}

export const csvReader: QuestionReader = {
  format: 'csv',
  recognises: ({ kind }) => kind === 'text',
  read: (file) => {
    if (file.kind !== 'text') return { ok: false, findings: [] }
    const sheet = readCsv(file.text)
    return readSheets(sheet.ok ? { ...sheet, value: [sheet.value] } : sheet)
  },
}

function readSheets(sheets: Checked<readonly Sheet[]>): ReturnType<QuestionReader['read']> {
  if (!sheets.ok) return sheets
  const drafts = readQuestionSheets(sheets.value)
  const findings = [...sheets.findings, ...drafts.findings]
  return drafts.ok ? { ok: true, value: { drafts: drafts.value, pictures: [] }, findings } : { ok: false, findings }
}

export function readQuestionSheets(sheets: readonly Sheet[]): Checked<readonly QuestionDraft[]> {
  const tables = findTables(sheets, questionColumns)
  if (!tables.ok) return tables
  const read = tables.value.map(readQuestionTable)
  const drafts = read.flatMap((one) => one.drafts)
  if (drafts.length > maxQuestions) {
    return { ok: false, findings: [found('too-much-content', '', { limit: maxQuestions, what: 'câu hỏi / questions' })] }
  }
  return { ok: true, value: drafts, findings: [...tables.findings, ...read.flatMap((one) => one.findings)] }
}

export function readQuestionTable(table: Table<Name>): TableRead {
  const drafts: QuestionDraft[] = []
  const findings: Finding[] = []
  const numbered = isNumbered(table)
  for (const row of table.rows) {
    if (isQuestion(table, row)) drafts.push(readRow(table, row, numbered, drafts.length + 1))
    else findings.push(ignoredRow(table.sheet, row))
  }
  return { drafts, findings }
}

/** Do the headers number the options ("Phương án 1") instead of lettering them? Then the answers are numbers too. */
function isNumbered(table: Table<Name>): boolean {
  const header = table.sheet.rows.find((row) => row.number === table.headerRow)
  return /\d/.test(header?.cells.get(table.columns.get('A') ?? -1)?.text ?? '')
}

/** Totals, signatures and headings fill neither question nor options, or stand in the column of questions all alone. */
function isQuestion(table: Table<Name>, row: Row): boolean {
  const has = (name: Name): boolean => textOf(table, row, name) !== '' || isBroken(table, row, name)
  const options = optionNames.some(has)
  const numbered = readNumber(textOf(table, row, 'number')) !== null
  if (options) return true
  if (has('stem')) return has('answer') || numbered || !table.columns.has('number')
  return numbered && readAnswer(textOf(table, row, 'answer'), optionLetters.length) !== null
}

function isBroken(table: Table<Name>, row: Row, name: Name): boolean {
  const origin = cellOf(table, row, name)?.origin
  return origin === 'error' || origin === 'uncalculated'
}

const readNumber = (text: string): number | null => {
  const digits = /^(?:câu\s*)?0*(\d{1,6})[.:)]?$/iu.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}

function readRow(table: Table<Name>, row: Row, numbered: boolean, ordinal: number): QuestionDraft {
  const place = placeOf(table, row)
  const number = readNumber(textOf(table, row, 'number'))
  const question = `Câu ${number ?? ordinal}`
  const findings: Finding[] = [...brokenCells(table, row)]
  for (const name of ['stem', ...optionNames] as const) {
    const origin = cellOf(table, row, name)?.origin
    if (origin !== 'number' && origin !== 'date' && origin !== 'boolean') continue
    const cell = placeOf(table, row, name)
    findings.push(found('cell-number', cell, { cell, text: excerpt(textOf(table, row, name)) }))
  }
  const cleaned = withoutLoneFullStop(readOptions(table, row), question, place)
  const options = cleaned.options
  findings.push(...cleaned.findings)
  const answer = textOf(table, row, 'answer')
  const correct = findAnswer(answer, options, numbered)
  if (correct === null) findings.push(found('answer-unclear', placeOf(table, row, 'answer'), { question, text: excerpt(answer) }))
  const level = textOf(table, row, 'difficulty')
  const difficulty = readDifficulty(level)
  if (level !== '' && difficulty === null) {
    findings.push(found('value-unknown', placeOf(table, row, 'difficulty'), { text: excerpt(level), column: 'Mức độ' }))
  }
  return {
    place,
    label: question,
    number,
    stem: textOf(table, row, 'stem').replace(/^câu\s*\d+\s*[:.)]\s*/iu, ''),
    options,
    correct: correct ?? [],
    ...plainContent,
    source: readSource(textOf(table, row, 'source'), textOf(table, row, 'detail')),
    topic: textOf(table, row, 'topic') || null,
    difficulty,
    findings,
  }
}

/** Without the empty ones at the end, and without letters that were typed again in every one of them. */
function readOptions(table: Table<Name>, row: Row): readonly string[] {
  const all = optionNames.map((name) => textOf(table, row, name))
  const options = all.slice(0, all.findLastIndex((option) => option !== '') + 1)
  const lettered = options.map((option, position) => {
    const match = /^([A-H])\s*[.):/]\s*(?=\S)/i.exec(option)
    return match?.[1]?.toUpperCase() === optionNames[position] ? option.slice(match?.[0].length) : null
  })
  return options.length > 1 && lettered.every((option) => option !== null) ? lettered : options
}

/** By letter, by number where the options are numbered, or by the words of the option. Empty: nothing written. */
function findAnswer(answer: string, options: readonly string[], numbered: boolean): readonly number[] | null {
  if (answer === '') return []
  const read = numbered ? readNumberedAnswer(answer, options.length) : null
  const byLetter = read ?? readAnswer(answer, options.length)
  if (byLetter !== null) return byLetter.every((position) => options[position] !== '') ? byLetter : null
  const words = answer.toLocaleLowerCase('vi')
  const same = options.flatMap((option, position) => (option.toLocaleLowerCase('vi') === words ? [position] : []))
  return same.length === 1 ? same : null
}
