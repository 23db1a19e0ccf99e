/** Lists of questions in tables of Word: a row a question, or several rows, one for each option. */
import { optionLetters } from '#contest/questions/letters.ts'
import { foldText } from '#contest/text.ts'
import { isBlank, linesOf, plainLine, withBack, withFront, type Line } from './lines.ts'
import { spokenOf } from '../../spoken.ts'
import { plainText, type Paragraph, type WordTable } from './blocks.ts'
import { isTick, widthOf } from './tables.ts'

/** A question whose options stand in the cell of the question, in cells of their own without an answer, or in rows of their own. */
export interface TableQuestion {
  /** As numbered in the row; null where it is not. */
  readonly number: number | null
  readonly place: string
  readonly lines: readonly Line[]
}

const columnNames: readonly (readonly [RegExp, string])[] = [
  [/^(stt|tt|so tt|so thu tu|cau|cau so|so cau|no\.?|#)$/, 'number'],
  [
    /^((noi dung )?(cau hoi|tinh huong)( trac nghiem)?( va (cac )?(dap an|phuong an)( tra loi)?)?|noi dung( cau hoi)?|question( text| stem)?|stem)$/,
    'stem',
  ],
  [/^((phuong an|dap an|lua chon|option) )?[a-h]\.?$/, 'option'],
  [/^(cac )?(phuong an( tra loi| lua chon)?|lua chon|cac dap an|options?|choices)$/, 'options'],
  [/^((dap an|phuong an|cau tra loi)( dung)?|da|d\/a|answer|key|dung|chon|dung ?\/ ?sai|d ?\/ ?s|ket qua)$/, 'Đáp án'],
  [/^(can cu( phap ly)?|co so phap ly|nguon|van ban|tai lieu|source)$/, 'Căn cứ'],
  [/^(trich dan|dieu[, ]*khoan)$/, 'Trích dẫn'],
  [/^(chu de|chuyen de|linh vuc|topic)$/, 'Chủ đề'],
  [/^(muc do|do kho|level)$/, 'Mức độ'],
  [/^(giai thich|loi giai|huong dan giai)$/, 'Giải thích'],
]

const numberCell = /^\s*(?:câu\s*)?0*(\d{1,4})\s*[.:)]?\s*$/iu
const optionMark = /(?:^|\s)[*#$]?[A-Ha-hĐđ]\s?[.):/]/
const loneLetter = /^\s*[A-Ha-hĐđ]\s*[.):/]?\s*$/

const countOptions = (text: string): number => text.match(/(?:^|\s)[*#$]?[A-Ha-hĐđ]\s?[.):/]/g)?.length ?? 0

type Columns = readonly (string | null)[]
type Row = readonly (readonly Line[])[]

const HEAD_ROWS = 3

/** The row of headings among the first ones, which may stand below a title; null where there is none. */
function questionHeads(table: WordTable): { readonly at: number; readonly columns: Columns } | null {
  for (const [at, row] of table.rows.slice(0, HEAD_ROWS).entries()) {
    const head = row.map(headOf)
    const named = head.map((text) => columnNames.find(([pattern]) => pattern.test(text))?.[1] ?? null)
    if (named.includes('stem') && named.filter((name) => name !== null).length >= 2) return { at, columns: withOptions(named) }
  }
  return null
}

/** Heads of questions, or as wide as a list that was read (`width`, 0 for none): it goes on, its heads said once or in other words. */
export const isUnreadList = (table: WordTable, width: number): boolean =>
  table.rows.length > 1 && ((width > 4 && widthOf(table) === width) || questionHeads(table) !== null || hasOptionHeads(table))

/** Three options at least, an answer or a number beside them. */
const hasOptionHeads = ({ rows }: WordTable): boolean =>
  rows.slice(0, HEAD_ROWS).some((row) => {
    const heads = row.map((cell) => columnNames.find(([pattern]) => pattern.test(headOf(cell)))?.[1])
    return heads.filter((name) => name === 'option').length > 2 && (heads.includes('Đáp án') || heads.includes('number'))
  })

type Heads = NonNullable<ReturnType<typeof questionHeads>>

/** Heads of options that are not A, B, C, … in a row: one of them was lost, or they stand in another order. */
function skipsLetter({ rows }: WordTable, { at, columns }: Heads): boolean {
  const letters = columns.flatMap((name, column) => (name === 'option' ? [headOf(rows[at]?.[column]).replace(/\.$/, '').slice(-1)] : []))
  return letters.some((letter, index) => letter !== 'abcdefgh'[index])
}

/** A second row of heads below names the columns otherwise. */
function changesHeads({ rows }: WordTable, { at, columns }: Heads): boolean {
  return rows.slice(at + 1).some((row) => {
    const own = questionHeads({ kind: 'table', place: '', rows: [row] })
    const first = rows[at] ?? []
    return own !== null && own.columns.length === columns.length && row.some((cell, column) => headOf(cell) !== headOf(first[column]))
  })
}

const headOf = (cell: readonly Paragraph[] | undefined): string => foldText((cell ?? []).map(plainText).join(' ').slice(0, 80))

/** "Đáp án | Đáp án đúng": the first of them holds the options. */
function withOptions(columns: Columns): Columns {
  const answers = columns.filter((name) => name === 'Đáp án').length
  if (answers < 2 || columns.includes('options') || columns.includes('option')) return columns
  return columns.map((name, at) => (at === columns.indexOf('Đáp án') ? 'options' : name))
}

/** Null when the table is no such list. */
export function readQuestionRows(table: WordTable): readonly TableQuestion[] | null {
  const heads = questionHeads(table)
  const columns = heads?.columns ?? bareColumns(table)
  if (columns === null) return null
  if (heads !== null && (skipsLetter(table, heads) || changesHeads(table, heads))) return null
  const rows = table.rows.slice(heads === null ? 0 : heads.at + 1)
  const read = rows.map((row): { readonly row: Row; readonly place: string } => ({
    row: row.map((cell) => cell.flatMap(linesOf).filter((line) => !isBlank(line))),
    place: row[0]?.[0]?.place ?? table.place,
  }))
  const groups: { readonly rows: Row[]; readonly place: string }[] = []
  for (const { row, place } of read) {
    const begins = row.some((cell, at) => cell.length > 0 && (columns[at] === 'number' || columns[at] === 'stem'))
    const last = groups.at(-1)
    if (begins || last === undefined || !columns.includes('options')) groups.push({ rows: [row], place })
    else last.rows.push(row)
  }
  const questions = groups.map((group) =>
    group.rows.length > 1 ? ofRows(group.rows, columns, group.place) : ofRow(group.rows[0] ?? [], columns, group.place),
  )
  const filled = questions.filter(({ lines }) => lines.length > 0)
  const optioned = filled.filter(({ lines }) => lines.reduce((sum, line) => sum + countOptions(line.text), 0) >= 2)
  return filled.length > 0 && optioned.length * 2 > filled.length ? filled : null
}

const textOf = (cell: readonly Line[] | undefined): string =>
  (cell ?? [])
    .map(({ text }) => text)
    .join(' ')
    .trim()

const cellsOf = (row: Row, columns: Columns, name: string): readonly Line[] => row.flatMap((cell, at) => (columns[at] === name ? cell : []))

function numberOf(row: Row, columns: Columns): number | null {
  const digits = numberCell.exec(cellsOf(row, columns, 'number')[0]?.text ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

const isField = (name: string | null | undefined): name is string => /^\p{Lu}/u.test(name ?? '')

/** Several lines of an answer are one statement, and not the first of them alone. */
function fieldLines(name: string, cell: readonly Line[]): readonly Line[] {
  const [first] = cell
  if (first !== undefined && name === 'Đáp án' && cell.length > 1 && cell.every(({ text }) => text.length < MAX_LETTERS))
    return [withFront(withBack(first, cell.slice(1).map(({ text }) => `; ${text.trim()}`).join('')), `${name}: `)] // prettier-ignore
  return cell.map((line, index) => (index === 0 ? withFront(line, `${name}: `) : line))
}
const MAX_LETTERS = 8

/** What a column nobody knows says of the answer stands behind the options like any other line. */
const remarks = (name: string | null | undefined, cell: readonly Line[]): readonly Line[] =>
  name === null && spokenOf(textOf(cell)) !== null ? cell : []

const headed = (stem: readonly Line[], rest: readonly Line[], place: string): readonly Line[] =>
  stem.length === 0 && rest.length > 0 ? [plainLine('', place), ...rest] : [...stem, ...rest]

function ofRow(row: Row, columns: Columns, place: string): TableQuestion {
  let letter = 0
  const options = row.flatMap((cell, at) => {
    if (columns[at] !== 'option') return []
    const isTicked = columns[at + 1] === null && isTick(textOf(row[at + 1]))
    const front = `${isTicked ? '*' : ''}${optionLetters[letter++] ?? '?'}. `
    return cell.map((line, index) => {
      if (index > 0) return line
      return optionMark.test(line.text.slice(0, 5)) ? (isTicked ? withFront(line, '*') : line) : withFront(line, front)
    })
  })
  const fields = row.flatMap((cell, at) => (isField(columns[at]) ? fieldLines(columns[at], cell) : remarks(columns[at], cell)))
  const rest = [...cellsOf(row, columns, 'options'), ...options, ...fields]
  return { number: numberOf(row, columns), place, lines: headed(cellsOf(row, columns, 'stem'), rest, place) }
}

/** Rows of one question, an option in each: the right one ticked beside it, or told in the merged cell of the answer. */
function ofRows(rows: readonly Row[], columns: Columns, place: string): TableQuestion {
  const answers = rows.map((row) => textOf(cellsOf(row, columns, 'Đáp án')))
  const isJudged = answers.every((text) => /^(đúng|sai|đ|s)$/iu.test(text))
  const isRight = (row: Row, at: number): boolean =>
    row.some((cell, column) => (columns[column] === 'Đáp án' || columns[column] === null) && isTick(textOf(cell))) ||
    (isJudged && /^đ/iu.test(answers[at] ?? ''))
  let letter = 0
  const options = rows.flatMap((row, at) => {
    const words = cellsOf(row, columns, 'options').filter(
      (line, index, all) => index > 0 || all.length === 1 || !loneLetter.test(line.text),
    )
    const star = isRight(row, at) ? '*' : ''
    if (words.length === 0) return []
    const front = optionLetters[letter++] ?? '?'
    return words.map((line, index) => {
      if (index > 0) return line
      return optionMark.test(line.text.slice(0, 5)) ? (star === '' ? line : withFront(line, star)) : withFront(line, `${star}${front}. `)
    })
  })
  const fields = rows.flatMap((row, at) =>
    row.flatMap((cell, column) => {
      const name = columns[column]
      if (!isField(name) || (name === 'Đáp án' && (isJudged || isTick(answers[at] ?? '')))) return []
      return fieldLines(name, cell)
    }),
  )
  const [first = []] = rows
  const stem = rows.flatMap((row) => cellsOf(row, columns, 'stem'))
  return { number: numberOf(first, columns), place, lines: headed(stem, [...options, ...fields], place) }
}

/** Without headings: a first column of numbers that follow one another, then the question, then perhaps a letter. */
function bareColumns(table: WordTable): Columns | null {
  const text = (row: number, column: number): string => (table.rows[row]?.[column] ?? []).map(plainText).join(' ')
  const numbers = table.rows.map((_, row) => numberCell.exec(text(row, 0))?.[1])
  if (numbers.length === 0 || !numbers.every((digits, row) => digits !== undefined && Number(digits) === Number(numbers[0]) + row))
    return null
  const width = table.rows.reduce((most, row) => Math.max(most, row.length), 0)
  const lettered = width > 2 && table.rows.every((_, row) => /^\s*[A-H](\s*[,;]?\s*[A-H])*\s*[.)]?\s*$/.test(text(row, width - 1)))
  if (!table.rows.every((_, row) => optionMark.test(text(row, 1)) || width > 3)) return null
  return Array.from({ length: width }, (_, at) =>
    at === 0 ? 'number' : at === 1 ? 'stem' : lettered && at === width - 1 ? 'Đáp án' : 'options',
  )
}
