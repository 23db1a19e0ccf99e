/** Questions → rows of an Excel workbook or a CSV file, as `reader.ts` reads them back. */
import type { Question } from '#contest/questions/question.ts'
import type { Finding } from '#contest/values.ts'
import { found } from '../../findings/findings.ts'
import { lettersOf, optionLetters } from '#contest/questions/letters.ts'
import { csvOf } from '../../sheets/csv.ts'
import type { QuestionWriter, WriteOptions } from '../format.ts'
import { ownColumns } from './layout/columns.ts'
import { noDetail } from './table.ts'
import { keepLines } from '../../sheets/cell-text.ts'

/** Width in characters. */
export interface SheetColumn {
  readonly title: string
  readonly width: number
}

/** Columns that stand around the options; `letters` is how many of those there are. */
export const sheetColumns = (letters: number): readonly SheetColumn[] => [
  { title: 'STT', width: 7 },
  { title: 'Câu hỏi', width: 60 },
  ...[...optionLetters.slice(0, letters)].map((title, position) => ({ title, width: position < 4 ? 28 : 12 })),
  { title: 'Đáp án', width: 9 },
  { title: 'Căn cứ', width: 30 },
  { title: 'Trích dẫn', width: 30 },
  { title: 'Chủ đề', width: 22 },
  { title: 'Mức độ', width: 11 },
  { title: 'Giữ thứ tự', width: 11 },
  { title: 'Giải thích', width: 40 },
]

/** For people only: an import gives codes of its own. */
const forPeople: readonly SheetColumn[] = [
  { title: ownColumns[0], width: 10 },
  { title: ownColumns[1], width: 16 },
]

interface Table {
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly string[])[]
}

/** A cell shows no picture: of an option that is one nothing would be left. */
const whyNot = ({ code, options }: Question): Finding | null =>
  options.includes('') ? found('write-picture', code, { question: code, format: 'Excel, CSV' }) : null

function tableOf(all: readonly Question[], withKey: boolean): Table {
  const questions = all.filter((question) => whyNot(question) === null)
  const letters = questions.reduce((most, { options }) => Math.max(most, options.length), 4)
  const rows = questions.map((question, index) => [
    String(index + 1),
    stemOf(question.stem, index + 1),
    ...optionsOf(question.options, letters),
    withKey ? lettersOf(question.correct) : '',
    question.source?.document ?? '',
    detailOf(question),
    question.topic ?? '',
    question.difficulty === null ? '' : String(question.difficulty),
    question.optionOrder === 'kept' ? 'x' : '',
    withKey ? keepLines(question.explanation ?? '') : '',
    question.code,
    question.apart.join(', '),
  ])
  return { columns: [...sheetColumns(letters), ...forPeople], rows }
}

/** A reader takes "Câu 5:" off; a stem that begins so by itself gets another. */
const stemOf = (stem: string, number: number): string => keepLines(/^câu\s*\d+\s*[:.)]/iu.test(stem) ? `Câu ${number}: ${stem}` : stem)

/** A reader takes letters off when all options have theirs; then they get them twice. */
function optionsOf(options: readonly string[], letters: number): readonly string[] {
  const lettered = options.every((option, position) => new RegExp(`^${optionLetters[position] ?? ''}\\s*[.):/]\\s*\\S`, 'i').test(option))
  const shown = options.map((option, position) => keepLines(lettered ? `${optionLetters[position] ?? ''}. ${option}` : option))
  return [...shown, ...Array<string>(letters - options.length).fill('')]
}

/** A reader parts a document at its first colon unless a detail stands beside it. */
function detailOf({ source }: Question): string {
  if (source === null) return ''
  return source.detail === '' && source.document.includes(': ') ? noDetail : source.detail
}

/** All cells are text, so that `1/2`, `007` and `=A1` stay what they are. */
export const textCell = (text: string, style: object = {}): object | null =>
  text === '' ? null : { value: escapeCell(text), type: String, format: '@', wrap: true, alignVertical: 'top', ...style }

/**
 * What looks like an escape of the format gets escaped itself (ECMA-376 part 1, section 22.4.2.4). So does the first letter of a text
 * such as "constructor": the library keeps the texts of a workbook as keys of an ordinary object and would find that one there.
 */
function escapeCell(text: string): string {
  const escaped = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  if (!(escaped in {})) return escaped
  return `_x${escaped.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_${escaped.slice(1)}`
}

export const headerStyle = { fontWeight: 'bold', backgroundColor: '#E2ECF7', align: 'center' } as const

async function write(questions: readonly Question[], { withKey }: WriteOptions): Promise<Uint8Array> {
  const { columns, rows } = tableOf(questions, withKey)
  const data = [columns.map(({ title }) => textCell(title, headerStyle)), ...rows.map((row) => row.map((text) => textCell(text)))]
  const options = { data, sheet: 'Câu hỏi', columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 }
  // Loaded with the first workbook.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return new Uint8Array(await writeXlsxFile([options]).toBuffer())
}

export const xlsxWriter: QuestionWriter = {
  format: 'xlsx',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  drops: ['pictures'],
  skips: whyNot,
  write,
}

export const csvWriter: QuestionWriter = {
  format: 'csv',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  drops: ['pictures'],
  skips: whyNot,
  write: (questions, { withKey }) => {
    const { columns, rows } = tableOf(questions, withKey)
    return csvOf([columns.map(({ title }) => title), ...rows])
  },
}
