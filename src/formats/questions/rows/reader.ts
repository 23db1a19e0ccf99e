/** Excel workbooks and CSV files → questions. */
import type { Checked, Finding } from '#contest/values.ts'
import { cleanText, foldText } from '#contest/text.ts'
import { excerpt, found, hasError } from '../../findings/findings.ts'
import { readCsv } from '../../sheets/csv.ts'
import { notesOf, type Row, type Sheet } from '../../sheets/sheet.ts'
import { readWorkbook } from '../../sheets/spreadsheet.ts'
import { tooManyQuestions, type QuestionDraft } from '../draft.ts'
import { isDraftName } from '../leftovers.ts'
import type { QuestionReader } from '../format.ts'
import { concernsAny, rowWords, weighing } from '../remarks.ts'
import { spokenOf } from '../spoken.ts'
import { partKeys, readKeySheets, type KeySheet } from './answers/key-sheet.ts'
import { assignKeys, noKey, type AssignedKeys } from './answers/keys.ts'
import { columnTitles } from './layout/columns.ts'
import { findQuestionTables, isTables, type QuestionTable } from './layout/heads.ts'
import { unreadOfSheets } from '../unclaimed/office-parts.ts'
import { piecesOfSheets } from '../unclaimed/pieces.ts'
import { numbersOf, readQuestionTable } from './table.ts'

export const xlsxReader: QuestionReader = {
  format: 'xlsx',
  recognises: ({ kind }) => kind === 'xlsx',
  read: (file) => {
    if (file.kind !== 'xlsx') return { ok: false, findings: [] }
    const read = readSheets(readWorkbook(file.parts, file.mainPart))
    return read.ok ? { ...read, value: { ...read.value, pieces: [...read.value.pieces, ...unreadOfSheets(file.parts)] } } : read
  },
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
  return drafts.ok
    ? { ok: true, value: { drafts: drafts.value, pictures: [], pieces: piecesOfSheets(sheets.value) }, findings }
    : { ok: false, findings }
}

interface Sorted {
  readonly tables: readonly QuestionTable[]
  readonly keys: readonly KeySheet[]
  readonly findings: readonly Finding[]
}

function readQuestionSheets(sheets: readonly Sheet[]): Checked<readonly QuestionDraft[]> {
  const { tables, keys, findings: sorted } = sortSheets(sheets)
  if (hasError(sorted)) return { ok: false, findings: sorted.filter(({ severity }) => severity === 'error') }
  const [first] = sheets
  if (tables.length === 0) {
    const columns = [columnTitles.stem, 'A', 'B', columnTitles.answer].join(', ')
    return {
      ok: false,
      findings: [...sorted.filter(({ code }) => code !== 'sheet-ignored'), found('header-missing', first?.name ?? '', { columns })],
    }
  }
  const assigned = assignKeys(
    tables.map((table) => ({ sheet: table.sheet.name, names: namesOf(table), numbers: numbersOf(table) })),
    keys,
  )
  const findings = [...sorted, ...keyFindings(assigned, keys)]
  const drafts: (readonly QuestionDraft[])[] = []
  for (const [at, table] of tables.entries()) {
    const key = assigned.keys[at] ?? noKey
    // One sheet of several without answers keeps the others from nothing.
    const read = readQuestionTable(table, { ...key, isRefused: key.isRefused || tables.length > 1 })
    if (read.drafts.length === 0 && hasError(read.findings)) return { ok: false, findings: [...findings, ...read.findings] }
    drafts.push(read.drafts)
    findings.push(...read.findings)
    if (tables.length > 1 && read.drafts.length > 0) findings.push(...topicSuggestion(table))
  }
  const { drafts: all, ofFile } = withWords(drafts.flat(), wordsApart(sheets, tables, keys))
  findings.push(...ofFile)
  const tooMany = tooManyQuestions(all.length)
  if (tooMany !== null) return { ok: false, findings: [tooMany] }
  return { ok: true, value: all, findings }
}

/** Questions, keys, guides, and what nobody can read; hidden ones are only named. */
function sortSheets(sheets: readonly Sheet[]): Sorted {
  const tables: QuestionTable[] = []
  const keys: KeySheet[] = []
  const findings: Finding[] = []
  for (const whole of sheets) {
    const { sheet, keys: beside } = partKeys(whole)
    const { name } = sheet
    if (sheet.rows.every((row) => row.cells.size === 0)) continue
    const isGuide = guide.test(foldText(name))
    const read = isGuide ? null : findQuestionTables(sheet)
    const isQuestions = read !== null && isTables(read)
    const own = isGuide || isQuestions ? [] : readKeySheets(sheet)
    if (sheet.hidden === true) {
      if (isQuestions || own.length > 0) findings.push(found('sheet-hidden-questions', name, { sheet: name }))
    } else if (isGuide) findings.push(found('sheet-guide', name, { sheet: name }))
    else if (isQuestions) {
      tables.push(...read)
      keys.push(...beside)
    } else if (own.length > 0) keys.push(...own)
    else findings.push(...(read ?? [unread(sheet)]))
  }
  return { tables, keys, findings }
}

/** A list of statements to call right or wrong is no list of choice questions. */
function unread({ name, rows }: Sheet): Finding {
  const heads = rows.slice(0, 20).map(({ cells }) => [...cells.values()].map(({ text }) => foldText(text.slice(0, 20))))
  const isTrueFalse = heads.some((texts) => texts.includes('dung') && texts.includes('sai'))
  return isTrueFalse ? found('sheet-true-false', name, { sheet: name }) : found('sheet-ignored', name, { sheet: name })
}

/** The sheet of our template that says how to fill it in, and what others call like it. */
const guide = /^(huong dan|instructions?|guide)( (nhap|su dung|cach nhap))?$/

/** The sheet's name, and what stands above the heads. */
function namesOf({ sheet, headerRow }: QuestionTable): readonly string[] {
  const above = sheet.rows.filter(({ number }) => number < headerRow).flatMap(({ cells }) => [...cells.values()].map(({ text }) => text))
  return [sheet.name, ...above.filter((text) => text.length < 120 && /(phần|bảng|đề|chương|tuần|vòng)[\s:]/iu.test(text))]
}

function keyFindings({ refused, unused, short }: AssignedKeys, keys: readonly KeySheet[]): readonly Finding[] {
  const used = [...new Set(keys.filter((key) => !refused.includes(key)).map(({ sheet }) => sheet))]
  return [
    ...used.map((sheet) => found('sheet-key', sheet, { sheet })),
    ...used.filter(isDraftName).map((sheet) => found('key-draft', sheet, { key: sheet })),
    ...refused.map(({ sheet, title }) => found('key-refused', sheet, { key: title })),
    ...unused.map(({ place, number }) => found('key-unused', place, { number })),
    ...short.map(({ key, keyed, last }) => found('key-short', key.sheet, { keyed, last })),
  ]
}

/** The name of a sheet may be a topic, or the name of its author: somebody has to say. */
function topicSuggestion({ sheet, columns }: QuestionTable): readonly Finding[] {
  const generic = /^(sheet|trang( tinh)?|bang|page|foglio|tabelle)?\s*\d*$/.test(foldText(sheet.name))
  return columns.has('topic') || generic ? [] : [found('sheet-topic', sheet.name, { sheet: sheet.name })]
}

/** Rows of the sheets that hold no questions, but for those that are answers. */
function wordsApart(sheets: readonly Sheet[], tables: readonly QuestionTable[], keys: readonly KeySheet[]): readonly Words[] {
  const asked = new Set(tables.map(({ sheet }) => sheet.name))
  const answers = new Set(keys.flatMap(({ sheet, entries }) => entries.map(({ place }) => `${sheet} ${/\d+$/.exec(place)?.[0] ?? ''}`)))
  return sheets.flatMap((sheet) => {
    const { name, rows, hidden } = sheet
    if (hidden === true || asked.has(name) || guide.test(foldText(name))) return []
    const heads = rows.find(({ cells }) => cells.size > 1)
    const isKey = keys.some((key) => key.sheet === name)
    const inRows = rows.flatMap(({ number, cells }): Words[] => {
      const texts = [...cells.values()].flatMap(({ text, spread }) => (spread === true ? [] : [cleanText(text)]))
      // Heads beside one another are no words on an answer.
      const isHead = isKey && number === heads?.number
      const isSaid = !isHead && !answers.has(`${name} ${number}`) && texts.some((text) => spokenOf(text) !== null)
      const own = isSaid ? [rowWords(texts) ?? texts.join(' ')] : []
      return [...own, ...listed(heads, cells)].map((text) => ({ text, place: `${name}!A${number}` }))
    })
    return [...inRows, ...notesOf(sheet)]
  })
}

/** "5, 8" below a head "Câu lỗi". */
const listed = (heads: Row | undefined, cells: Row['cells']): readonly string[] =>
  [...cells].flatMap(([column, { text }]) => {
    const head = cleanText(heads?.cells.get(column)?.text ?? '').slice(0, 40)
    return /(?<!\p{L})câu(?!\p{L})/iu.test(head) && /^\d{1,3}(?:\s*[,;&-]\s*\d{1,3})*$/.test(cleanText(text)) ? [`${head}: ${text}`] : []
  })

interface Words {
  readonly text: string
  readonly place: string
}

function withWords(
  drafts: readonly QuestionDraft[],
  words: readonly Words[],
): { readonly drafts: readonly QuestionDraft[]; readonly ofFile: readonly Finding[] } {
  const doubts = drafts.map((): Finding[] => [])
  const ofFile: Finding[] = []
  const weigh = weighing(drafts)
  for (const { text, place } of words) {
    const spoken = spokenOf(text)
    if (spoken === null || !concernsAny(spoken, text)) continue
    const findings = weigh({ text, place, spoken, near: [] })
    if (findings === null) ofFile.push(found('text-doubts', place, { text: excerpt(text) }))
    for (const { at, finding } of findings ?? []) doubts[at]?.push(finding)
  }
  return { drafts: drafts.map((draft, at) => ({ ...draft, findings: [...draft.findings, ...(doubts[at] ?? [])] })), ofFile }
}
