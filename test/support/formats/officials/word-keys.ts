/** Keys at the end of generated Word files. */
import { letterAt, type MeantQuestion } from './meant.ts'
import type { Key } from './word-ways.ts'

/** @param words a paragraph of plain text @param title what the heading of the key adds: " MÃ ĐỀ 101" */
export function keyXml(key: Key, questions: readonly MeantQuestion[], words: (text: string) => string, title = '', first = 1): string {
  const rows = questions.map(({ correct, options }, index) => ({
    number: String(first + index),
    letter: correct === null ? '' : letterAt(correct),
    said: correct === null ? '' : (options[correct] ?? ''),
  }))
  const told = rows.filter(({ letter }) => letter !== '')
  const cells = (list: readonly (readonly string[])[]): string => tableXml(list.map((row) => row.map(words)))
  const named = title === '' ? '' : words(`ĐÁP ÁN${title}`)
  const heading = words(`ĐÁP ÁN${title}`)
  switch (key) {
    case 'table':
      return named + cells([['Câu', 'Đáp án'], ...rows.map(({ number, letter }) => [number, letter])])
    case 'table in halves': {
      const half = Math.ceil(rows.length / 2)
      const pair = (at: number): readonly string[] => [rows[at]?.number ?? '', rows[at]?.letter ?? '']
      return heading + cells([['Câu', 'Đáp án', 'Câu', 'Đáp án'], ...Array.from({ length: half }, (_, at) => [...pair(at), ...pair(at + half)])]) // prettier-ignore
    }
    case 'table lying down':
        return named + cells([['Câu', ...rows.map(({ number }) => number)], ['Đáp án', ...rows.map(({ letter }) => letter)]]) // prettier-ignore
    case 'pairs':
      return heading + cells([told.map(({ number, letter }) => `${number}. ${letter}`)])
    case 'one line':
      return words(`ĐÁP ÁN${title}: ${told.map(({ number, letter }) => `${number}${letter}`).join(' ')}`)
    case 'lines':
      return heading + told.map(({ number, letter }) => words(`${number}. ${letter}`)).join('')
    case 'lines with words':
      return heading + told.map(({ number, letter, said }) => words(`Câu ${number}: ${letter}. ${said}`)).join('')
    case 'crosses':
      return (
        named +
        cells([
          ['Câu', 'A', 'B', 'C', 'D'],
          ...rows.map(({ number, letter }) => [number, ...['A', 'B', 'C', 'D'].map((one) => (one === letter ? 'X' : ''))]),
        ])
      )
  }
}

/** @param isMerged empty cells below a filled one belong to it */
export function tableXml(rows: readonly (readonly string[])[], isMerged = false): string {
  const merge = (cell: string, y: number): string =>
    !isMerged || y === 0 ? '' : `<w:tcPr><w:vMerge${cell === '' ? '' : ' w:val="restart"'}/></w:tcPr>`
  const cells = (row: readonly string[], y: number): string =>
    row.map((cell, x) => `<w:tc>${x === 2 ? '' : merge(cell, y)}${cell === '' ? '<w:p/>' : cell}</w:tc>`).join('')
  return `<w:tbl>${rows.map((row, y) => `<w:tr>${cells(row, y)}</w:tr>`).join('')}</w:tbl>`
}
