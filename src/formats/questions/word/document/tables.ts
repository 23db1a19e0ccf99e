/** Tables of a Word document: questions one a row, the cells of one question, or a grid of options. */
import type { Cell, Sheet } from '../../../sheets/sheet.ts'
import { cleanText, foldText } from '#contest/text.ts'
import { isBlank, linesOf, plainLine, withFront, type Line } from './lines.ts'
import { plainText, type WordTable } from './blocks.ts'

/** A table as a sheet, so that tables of questions read the same everywhere. */
export function sheetOf(table: WordTable): Sheet {
  const rows = table.rows.map((row, index) => ({
    number: index + 1,
    cells: new Map(
      row.flatMap((cell, column): (readonly [number, Cell])[] => {
        const text = cell.map(plainText).join('\n')
        return cleanText(text) === '' ? [] : [[column, { text, origin: 'text' }]]
      }),
    ),
  }))
  return { name: table.place, rows }
}

const loneLetter = /^\s*[*#$]?[A-Ha-h]\s*$/
const loneField =
  /^\s*(?:đáp án(?:\s+đúng)?|đ\/?a|answer|căn cứ(?: pháp lý)?|nguồn|trích dẫn|chủ đề|mức độ|giải thích|lời giải|hướng dẫn giải)\s*:?\s*$/iu

/** Cells in reading order. A cell that names the next one ("A", "Đáp án") is joined with it. */
export function linesOfTable(table: WordTable): readonly Line[] {
  return table.rows.flatMap((row) => {
    const cells = row.map((cell) => cell.flatMap(linesOf).filter((line) => !isBlank(line)))
    const lines: Line[] = []
    let front = ''
    for (const cell of cells) {
      const [only] = cell
      if (front === '' && cell.length === 1 && only !== undefined && loneLetter.test(only.text)) {
        // The letter keeps its marks: it may be what is in bold.
        lines.push({
          ...only,
          text: `${only.text.trimEnd()}.`,
          marks: [...only.marks.slice(0, only.text.trimEnd().length), ...only.marks.slice(-1)],
        })
      } else if (front === '' && cell.length === 1 && only !== undefined && loneField.test(only.text))
        front = `${only.text.replace(/\s*:?\s*$/, '')}: `
      else if (cell.length > 0) {
        lines.push(...cell.map((line, index) => (index === 0 && front !== '' ? withFront(line, front) : line)))
        front = ''
      }
    }
    return lines
  })
}

/** One row of a list of questions whose options stand in the cell of the question, or in cells of their own without an answer. */
export interface TableQuestion {
  /** As numbered in the row; null where it is not. */
  readonly number: number | null
  readonly place: string
  readonly lines: readonly Line[]
}

const columnNames: readonly (readonly [RegExp, string])[] = [
  [/^(stt|tt|so tt|so thu tu|cau|cau so|so cau|no\.?|#)$/, 'number'],
  [/^((noi dung )?cau hoi( trac nghiem)?( va (cac )?(dap an|phuong an)( tra loi)?)?|noi dung( cau hoi)?|question|stem)$/, 'stem'],
  [/^((phuong an|dap an|lua chon|option) )?[a-h]\.?$/, 'option'],
  [/^(cac )?(phuong an( tra loi| lua chon)?|lua chon|options)$/, 'options'],
  [/^((dap an|phuong an|cau tra loi)( dung)?|da|d\/a|answer|key)$/, 'Đáp án'],
  [/^(can cu( phap ly)?|co so phap ly|nguon|van ban|tai lieu|source)$/, 'Căn cứ'],
  [/^(trich dan|dieu[, ]*khoan)$/, 'Trích dẫn'],
  [/^(chu de|chuyen de|linh vuc|topic)$/, 'Chủ đề'],
  [/^(muc do|do kho|level)$/, 'Mức độ'],
  [/^(giai thich|loi giai|huong dan giai)$/, 'Giải thích'],
]

const numberCell = /^\s*(?:câu\s*)?0*(\d{1,4})\s*[.:)]?\s*$/iu
const optionMark = /(?:^|\s)[*#$]?[A-Ha-h]\s?[.):/]/

const countOptions = (text: string): number => text.match(/(?:^|\s)[*#$]?[A-Ha-h]\s?[.):/]/g)?.length ?? 0

/** Null when the table is no such list. */
export function readQuestionRows(table: WordTable): readonly TableQuestion[] | null {
  const head = (table.rows[0] ?? []).map((cell) => foldText(cell.map(plainText).join(' ').slice(0, 80)))
  const named = head.map((text) => columnNames.find(([pattern]) => pattern.test(text))?.[1] ?? null)
  const headed = named.includes('stem') && named.filter((name) => name !== null).length >= 2
  const columns = headed ? named : bareColumns(table)
  if (columns === null) return null
  const questions = table.rows.slice(headed ? 1 : 0).map((row) => {
    const cells = row.map((cell) => cell.flatMap(linesOf).filter((line) => !isBlank(line)))
    const of = (name: string): readonly Line[] => cells.flatMap((cell, at) => (columns[at] === name ? cell : []))
    const number = of('number')[0]?.text ?? ''
    let letter = 0
    const options = cells.flatMap((cell, at) => {
      if (columns[at] !== 'option') return []
      const front = `${'ABCDEFGH'[letter++] ?? '?'}. `
      return cell.map((line, index) => (index === 0 && !optionMark.test(line.text.slice(0, 5)) ? withFront(line, front) : line))
    })
    const fields = cells.flatMap((cell, at) => {
      const name = columns[at] ?? ''
      return /^\p{Lu}/u.test(name) ? cell.map((line, index) => (index === 0 ? withFront(line, `${name}: `) : line)) : []
    })
    const place = row[0]?.[0]?.place ?? table.place
    const stem = of('stem')
    const digits = numberCell.exec(number)?.[1]
    const lines = [...stem, ...of('options'), ...options, ...fields]
    return {
      number: digits === undefined ? null : Number(digits),
      place,
      lines: stem.length === 0 && lines.length > 0 ? [plainLine('', place), ...lines] : lines,
    }
  })
  const filled = questions.filter(({ lines }) => lines.length > 0)
  const optioned = filled.filter(({ lines }) => lines.reduce((sum, line) => sum + countOptions(line.text), 0) >= 2)
  return filled.length > 0 && optioned.length * 2 > filled.length ? filled : null
}

/** Without headings: a first column of numbers that follow one another, then the question, then perhaps a letter. */
function bareColumns(table: WordTable): readonly (string | null)[] | null {
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
