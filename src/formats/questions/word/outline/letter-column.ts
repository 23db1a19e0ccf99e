/** Tables without heads: a question with its options in one cell of each row, the letter of the right one in the cell right of it. */
import { plainText, type Paragraph, type WordTable } from '../document/blocks.ts'
import { splitOptions } from '../options.ts'

const letters = /^\s*[A-H](?:\s*[,;&]\s*[A-H])*\s*[.)]?\s*$/
const wordsOf = (cell: readonly Paragraph[]): string => cell.map(plainText).join('\n')

/** The letters as answers, where each row is so. */
export function withLetterColumn(table: WordTable): WordTable {
  const isOne = (row: WordTable['rows'][number]): boolean =>
    row.length === 2 && letters.test(wordsOf(row[1] ?? [])) && splitOptions(wordsOf(row[0] ?? [])).options.length > 1
  if (table.rows.length < 2 || !table.rows.every(isOne)) return table
  return { ...table, rows: table.rows.map(([question = [], answer = []]) => [[...question, ...answer.map(asAnswer)]]) }
}

/** The letter keeps its looks: struck out, it is no answer. */
function asAnswer(paragraph: Paragraph): Paragraph {
  const [first] = paragraph.runs
  if (first === undefined) return paragraph
  return { ...paragraph, runs: [{ text: 'Đáp án: ', marks: { ...first.marks, struck: false } }, ...paragraph.runs] }
}
