/** Tables of a Word document as a sheet, or as lines in reading order: the cells of one question, or a grid of options. */
import { plainMarks, type Cell, type CellMarks, type CellRun, type Sheet } from '../../../sheets/sheet.ts'
import { cleanText } from '#contest/text.ts'
import { isBlank, linesOf, withBack, withFront, type Line } from './lines.ts'
import { plainText, type Paragraph, type WordTable } from './blocks.ts'
import { frame, plainMarks as plainRun, type RunMarks } from './styles.ts'

/** A table as a sheet, so that tables of questions read the same everywhere. */
export function sheetOf(table: WordTable): Sheet {
  const rows = table.rows.map((row, index) => ({
    number: index + 1,
    cells: new Map(
      row.flatMap((cell, column): (readonly [number, Cell])[] => {
        const text = cell.map(plainText).join('\n')
        return cleanText(text) === '' ? [] : [[column, { text, origin: 'text', ...looksOf(cell) }]]
      }),
    ),
  }))
  return { name: table.place, rows }
}

/** The marks of a cell's characters, as those of a sheet; a line end looks like what stands before it. */
function looksOf(cell: readonly Paragraph[]): Pick<Cell, 'marks' | 'runs' | 'unseen'> {
  const runs = cell.flatMap((paragraph, at) => [
    ...(at > 0 ? [{ length: 1, marks: cellMarks(cell[at - 1]?.runs.at(-1)?.marks ?? plainRun) }] : []),
    ...paragraph.runs.map(({ text, marks }): CellRun => ({ length: text.length, marks: cellMarks(marks) })),
  ])
  const shown = cell.flatMap((paragraph) => paragraph.runs.filter(({ text }) => text.trim() !== ''))
  const [first] = shown
  if (first === undefined) return {}
  const isUnseen = shown.some(({ marks }) => marks.colour === 'ffffff' && marks.fill === null)
  return {
    marks: { ...plainMarks, fill: first.marks.fill ?? '', framed: first.marks.dress.includes(frame) },
    runs,
    ...(isUnseen ? { unseen: true } : {}),
  }
}

const cellMarks = ({ bold, underline, italic, colour, fill, struck, size }: RunMarks): CellMarks => ({
  ...plainMarks,
  ...{ bold, underlined: underline !== '', italic, struck, size: size / 2, colour: colour ?? '', fill: fill ?? '' },
})

const loneLetter = /^\s*[*#$]?[A-Ha-h]\s*$/
const loneField =
  /^\s*(?:đáp án(?:\s+đúng)?|đ\/?a|answer|căn cứ(?: pháp lý)?|nguồn|trích dẫn|chủ đề|mức độ|giải thích|lời giải|hướng dẫn giải)\s*:?\s*$/iu

const tick = /^\s*(?:[xX✓✔☑☒*]|[([]\s*[xX✓✔*]\s*[)\]])\s*$/u
export const isTick = (text: string): boolean => tick.test(text)

export const widthOf = ({ rows }: WordTable): number => rows.reduce((most, row) => Math.max(most, row.length), 0)

/** Columns of nothing but ticks, and whether they speak of the cell to their right: where the first column has no words. */
function tickColumns(table: WordTable): { readonly columns: ReadonlySet<number>; readonly isBefore: boolean } {
  const width = widthOf(table)
  const texts = (column: number): readonly string[] => table.rows.map((row) => (row[column] ?? []).map(plainText).join('').trim())
  const isIdle = (column: number): boolean => texts(column).every((text) => text === '' || isTick(text))
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) => isIdle(column) && texts(column).some(isTick))
  return { columns: new Set(columns), isBefore: width > 1 && isIdle(0) }
}

/** Cells in reading order. A cell that names the next one ("A", "Đáp án") is joined with it, a tick with the option beside it. */
export function linesOfTable(table: WordTable): readonly Line[] {
  const ticks = tickColumns(table)
  return table.rows.flatMap((row) => {
    const cells = row.map((cell) => cell.flatMap(linesOf).filter((line) => !isBlank(line)))
    const lines: Line[] = []
    let front = ''
    let letter = ''
    cells.forEach((cell, column) => {
      const [only] = cell
      const last = lines.at(-1)
      if (ticks.columns.has(column) && only !== undefined) {
        if (ticks.isBefore) front = '*'
        else if (last !== undefined) lines[lines.length - 1] = withBack(last, ' (x)')
      } else if (cell.length === 1 && only !== undefined && isLetterOf(only.text, letter, front)) {
        letter = only.text.trim()
        // The letter keeps its marks: it may be what is in bold.
        const text = only.text.trimEnd()
        const line = { ...only, text: `${text}.`, marks: [...only.marks.slice(0, text.length), ...only.marks.slice(-1)] }
        lines.push(front === '' ? line : withFront(line, front))
        front = ''
      } else if (front === '' && cell.length === 1 && only !== undefined && loneField.test(only.text))
        front = `${only.text.replace(/\s*:?\s*$/, '')}: `
      else if (cell.length > 0) {
        lines.push(...cell.map((line, index) => (index === 0 && front !== '' ? withFront(line, front) : line)))
        front = ''
        letter = ''
      }
    })
    return lines
  })
}

/** Behind a letter stand the words of its option, unless the next letter does: "Vitamin | A". */
const isLetterOf = (text: string, before: string, front: string): boolean =>
  loneLetter.test(text) && (front === '' || front === '*') && (before === '' || isNext(before, text.trim()))

const isNext = (before: string, text: string): boolean =>
  text.replace(/^[*#$]/, '').charCodeAt(0) === before.replace(/^[*#$]/, '').charCodeAt(0) + 1
