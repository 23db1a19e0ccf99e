/** Excel workbooks and CSV files → questions. */
import type { Checked, Finding } from '#contest/values.ts'
import { readCsv } from '../../sheets/csv.ts'
import { found, hasError } from '../../findings/findings.ts'
import { joinedColumns, questionColumns, withoutAnswer, type QuestionColumn } from './columns.ts'
import { tooManyQuestions, type QuestionDraft } from '../draft.ts'
import type { QuestionReader } from '../format.ts'
import { readQuestionTable } from './table.ts'
import type { Sheet } from '../../sheets/sheet.ts'
import { readWorkbook } from '../../sheets/spreadsheet.ts'
import { findTable, findTables, type Table } from '../../sheets/table.ts'
import { foldText } from '#contest/text.ts'

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

const columnSets = [withoutAnswer(questionColumns), withoutAnswer(joinedColumns)] as const

function readQuestionSheets(sheets: readonly Sheet[]): Checked<readonly QuestionDraft[]> {
  const guides = sheets.filter(isGuide)
  const tables = findQuestionTables(sheets.filter((sheet) => !guides.includes(sheet)))
  if (!tables.ok) return tables
  const findings = [...tables.findings, ...guides.map(({ name }) => found('sheet-guide', name, { sheet: name }))]
  const drafts: QuestionDraft[] = []
  for (const table of tables.value) {
    const read = readQuestionTable(table)
    if (read.drafts.length === 0 && hasError(read.findings)) return { ok: false, findings: read.findings }
    drafts.push(...read.drafts)
    findings.push(...read.findings)
    if (tables.value.length > 1 && read.drafts.length > 0) findings.push(...topicSuggestion(table))
  }
  const tooMany = tooManyQuestions(drafts.length)
  if (tooMany !== null) return { ok: false, findings: [tooMany] }
  return { ok: true, value: drafts, findings }
}

/** Options in columns before options in one cell, sheet by sheet; what no sheet fits is said in the words of the former. */
function findQuestionTables(sheets: readonly Sheet[]): Checked<readonly Table<QuestionColumn>[]> {
  const [separate, joined] = columnSets
  const joinedTables = new Map(
    sheets.flatMap((sheet) => {
      if (findTable(sheet, separate)?.ok === true) return []
      const table = findTable(sheet, joined)
      return table?.ok === true ? [[sheet, table.value] as const] : []
    }),
  )
  if (joinedTables.size === 0) return findTables(sheets, separate)
  const others = findTables(
    sheets.filter((sheet) => !joinedTables.has(sheet)),
    separate,
  )
  // One sheet that fits is enough; that others have no header at all is then a warning.
  const quiet = others.ok || others.findings.every(({ code }) => code === 'header-missing')
  if (!quiet) return others
  const tables = new Map([...joinedTables, ...(others.ok ? others.value.map((table) => [table.sheet, table] as const) : [])])
  const ignored = others.ok ? others.findings : unreadSheets(sheets, tables)
  return { ok: true, value: sheets.flatMap((sheet) => tables.get(sheet) ?? []), findings: ignored }
}

const unreadSheets = (sheets: readonly Sheet[], tables: ReadonlyMap<Sheet, unknown>): readonly Finding[] =>
  sheets.flatMap((sheet) =>
    tables.has(sheet) || sheet.rows.every((row) => row.cells.size === 0) ? [] : [found('sheet-ignored', sheet.name, { sheet: sheet.name })],
  )

/** The sheet of our template that says how to fill it in, and what others call like it. */
const isGuide = (sheet: Sheet): boolean => /^(huong dan|instructions?|guide)$/.test(foldText(sheet.name))

/** The name of a sheet may be a topic, or the name of its author: somebody has to say. */
function topicSuggestion({ sheet, columns }: Table<QuestionColumn>): readonly Finding[] {
  const generic = /^(sheet|trang( tinh)?|bang|page|foglio|tabelle)?\s*\d*$/.test(foldText(sheet.name))
  return columns.has('topic') || generic ? [] : [found('sheet-topic', sheet.name, { sheet: sheet.name })]
}
