/** How officials lay questions out in a sheet: heads, rows of each question, merged blocks. */
import { columnLetters } from '#formats/sheets/sheet.ts'
import { letterAt, type MeantQuestion } from './meant.ts'
import type { StyledCell, Written } from './excel-book.ts'

export const layouts = [
  'columns',
  'numbered columns',
  'heads 1-4',
  'English heads',
  'merged head',
  'heads in two rows',
  'joined',
  'joined lines',
  'joined by semicolons',
  'joined by dashes',
  'option rows',
  'lettered option rows',
  'option rows beside letters',
  'repeated questions',
  'below the question',
  'in the cell of the question',
  'columns with ticks',
  'crosses below letters',
  'right first',
  'side by side',
] as const
export type Layout = (typeof layouts)[number]

export const isListed = (layout: Layout): boolean =>
  ['option rows', 'lettered option rows', 'option rows beside letters', 'repeated questions', 'below the question'].includes(layout)
export const isJoined = (layout: Layout): boolean => layout.startsWith('joined') || layout === 'in the cell of the question'

/** One question as it is to stand in its cells. */
export interface Laid {
  readonly number: number
  readonly stem: string
  readonly options: readonly StyledCell[]
  /** For each option, what stands beside it; null where the layout has ticks but this option none. */
  readonly ticks: readonly Written[] | null
  /** What the columns of answers say. */
  readonly stated: readonly Written[]
}

const letters = ['A', 'B', 'C', 'D']

/** @param answers heads of the columns of answers */
export function headsOf(layout: Layout, answers: readonly string[]): readonly (readonly Written[])[] {
  const front = ['STT', 'Câu hỏi']
  switch (layout) {
    case 'numbered columns':
      return [[...front, ...letters.map((_, at) => `Phương án ${at + 1}`), ...answers]]
    case 'heads 1-4':
      return [[...front, { number: 1 }, { number: 2 }, { number: 3 }, { number: 4 }, ...answers]]
    case 'English heads':
      return [['id', 'questiontext', ...letters, ...answers.map((head, at) => (at === 0 ? 'Correct Answer' : head))]]
    case 'merged head':
      return [[...front, 'Phương án trả lời', null, null, null, ...answers]]
    case 'heads in two rows':
      return [
        [...front, 'Phương án', null, null, null, ...answers],
        [null, null, ...letters],
      ]
    case 'columns with ticks':
      return [[...front, ...letters.flatMap((letter) => [letter, null]), ...answers]]
    case 'crosses below letters':
      return [
        [...front, 'Phương án', null, null, null, 'Đáp án đúng', null, null, null],
        [null, null, ...letters, ...letters],
      ]
    case 'right first':
      return [[...front, 'Đáp án đúng', 'Đáp án sai 1', 'Đáp án sai 2', 'Đáp án sai 3']]
    case 'option rows beside letters':
      return [[...front, null, 'Phương án', ...answers]]
    case 'below the question':
      return [['STT', 'Nội dung', ...answers]]
    case 'in the cell of the question':
      return [['STT', 'Nội dung câu hỏi', ...answers]]
    case 'side by side':
    case 'columns':
      return [[...front, ...letters, ...answers]]
    case 'joined':
    case 'joined lines':
    case 'joined by semicolons':
    case 'joined by dashes':
    case 'option rows':
    case 'lettered option rows':
    case 'repeated questions':
      return [[...front, isJoined(layout) ? 'Các phương án' : 'Phương án', ...answers]]
  }
}

/** Rows of a question, as many as its layout takes. */
export function rowsOf(layout: Layout, { number, stem, options, ticks, stated }: Laid): readonly (readonly Written[])[] {
  const front: readonly Written[] = [String(number), stem]
  const tick = (at: number): Written => ticks?.[at] ?? null
  if (layout === 'in the cell of the question') return [[String(number), runsOf([`${stem}\n`, ...joints(layout, options)]), ...stated]]
  if (isJoined(layout)) return [[...front, runsOf(joints(layout, options)), ...stated]]
  if (layout === 'columns with ticks') return [[...front, ...options.flatMap((one, at) => [one, tick(at)]), ...stated]]
  if (layout === 'crosses below letters') return [[...front, ...options, ...options.map((_, at) => tick(at))]]
  if (!isListed(layout)) return [[...front, ...options, ...stated]]
  const isLettered = layout === 'lettered option rows' || layout === 'below the question'
  const lines = options.map((option, at) => {
    const own = isLettered ? { ...option, text: `${letterAt(at)}. ${option.text}` } : option
    const beside: readonly Written[] = ticks === null ? (at === 0 && layout !== 'below the question' ? stated : []) : [tick(at)]
    if (layout === 'below the question') return [null, own, ...beside]
    const names = at === 0 || layout === 'repeated questions' ? front : [null, null]
    return layout === 'option rows beside letters' ? [...names, letterAt(at), own, ...beside] : [...names, own, ...beside]
  })
  return layout === 'below the question' ? [[...front, ...(ticks === null ? stated : [])], ...lines] : lines
}

/** Options of one cell, with what parts them. */
function joints(layout: Layout, options: readonly StyledCell[]): readonly StyledCell[] {
  const [before, after] = { 'joined lines': ['', '\n'], 'joined by semicolons': ['', '; '], 'joined by dashes': ['- ', '\n'] }[
    layout as string
  ] ?? [null, '\n']
  return options.map((option, at) => ({
    ...option,
    text: `${before ?? `${letterAt(at)}. `}${option.text}${at < options.length - 1 ? after : ''}`,
  }))
}

function runsOf(pieces: readonly (StyledCell | string)[]): StyledCell {
  const runs = pieces.map((piece) => (typeof piece === 'string' ? { text: piece, look: {} } : piece))
  return { text: runs.map(({ text }) => text).join(''), look: {}, runs }
}

/** @param at index of the first row of the question, from 0 */
export function mergesOf(layout: Layout, at: number, hasTicks: boolean, answers: number): readonly string[] {
  if (layout !== 'option rows' && layout !== 'lettered option rows' && layout !== 'option rows beside letters') return []
  const first = layout === 'option rows beside letters' ? 4 : 3
  const columns = [0, 1, ...(hasTicks ? [] : Array.from({ length: answers }, (_, index) => first + index))]
  return columns.map((column) => `${columnLetters(column)}${at + 1}:${columnLetters(column)}${at + 4}`)
}

/** Merged blocks of the heads themselves. */
export function headMerges(layout: Layout, at: number): readonly string[] {
  if (layout === 'merged head') return [`C${at + 1}:F${at + 1}`]
  if (layout === 'heads in two rows')
    return [`C${at + 1}:F${at + 1}`, `A${at + 1}:A${at + 2}`, `B${at + 1}:B${at + 2}`, `G${at + 1}:G${at + 2}`]
  return layout === 'crosses below letters' ? [`C${at + 1}:F${at + 1}`, `G${at + 1}:J${at + 1}`] : []
}

/** The second half of the questions beside the first, behind an empty column. */
export function besides(rows: readonly (readonly Written[])[], head: readonly Written[]): readonly (readonly Written[])[] {
  const half = Math.ceil(rows.length / 2)
  const beside = (left: readonly Written[], right: readonly Written[]): readonly Written[] => [
    ...left,
    ...Array<Written>(head.length - left.length + 1).fill(null),
    ...right,
  ]
  return [beside(head, head), ...rows.slice(0, half).map((row, at) => beside(row, rows[half + at] ?? []))]
}

/** Rows and sheets of keys. */
export const keyForms = ['below', 'beside', 'lines', 'crosses', 'pairs', 'codes'] as const
export type KeyForm = (typeof keyForms)[number]

/** @param code of the exam the questions belong to; the key has another one beside it */
export function keyRows(form: KeyForm, questions: readonly MeantQuestion[], code: string): readonly (readonly Written[])[] {
  const answers = questions.map(({ correct }) => (correct === null ? null : letterAt(correct)))
  const pairs = answers.map((answer, at): readonly Written[] => [String(at + 1), answer])
  const half = Math.ceil(pairs.length / 2)
  switch (form) {
    case 'below':
      return [['Câu', 'Đáp án'], ...pairs]
    case 'beside':
      return [['Câu', 'Đáp án', 'Câu', 'Đáp án'], ...pairs.slice(0, half).map((pair, at) => [...pair, ...(pairs[half + at] ?? [])])]
    case 'lines':
      return [['ĐÁP ÁN'], ['Câu', ...answers.map((_, at) => String(at + 1))], ['Đáp án', ...answers]]
    case 'crosses':
      return [
        ['Câu', ...letters],
        ...questions.map(({ correct }, at) => [String(at + 1), ...letters.map((_, column) => (column === correct ? 'X' : null))]),
      ]
    case 'pairs':
      return [answers.flatMap((answer, at) => (answer === null ? [] : [`${at + 1}${answer}`]))]
    case 'codes':
      return [
        ['Câu', `Mã đề ${Number(code) + 1}`, `Mã đề ${code}`],
        ...pairs.map(([number, answer], at) => [number ?? null, letterAt((at * 3) % 4), answer ?? null]),
      ]
  }
}
