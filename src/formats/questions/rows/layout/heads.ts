/** Where the questions of a sheet begin, and what its columns are: heads in one row or two, one table or several side by side. */
import type { Finding } from '#contest/values.ts'
import { foldText } from '#contest/text.ts'
import { found } from '../../../findings/findings.ts'
import { cellPlace, columnLetters, columnOf, type Row, type Sheet } from '../../../sheets/sheet.ts'
import { isBlank, type Table } from '../../../sheets/table.ts'
import { columnTitles, mayHeadAnswers, optionNames, roleOf, type HeadRole, type OptionName, type QuestionColumn } from './columns.ts'
import { isNoTick, isSignature, isTick, optionsIn } from './content.ts'

/**
 * `columns`: an option a column; `listed`: all options in one cell, or one a row; `inline`: in the cell of the question or below it;
 * `right first`: a column for the right option, then those for the others.
 */
type Layout = 'columns' | 'listed' | 'inline' | 'right first'

export interface QuestionTable extends Table<QuestionColumn> {
  readonly layout: Layout
  /** Columns that tell the right option, in order; which of them is meant where they differ nobody can tell. */
  readonly answers: readonly number[]
  /** By option: the column of its ticks. */
  readonly ticks: ReadonlyMap<OptionName, number>
  /** As written, by column. */
  readonly heads: ReadonlyMap<number, string>
  /** It is unclear to which option the ticks between two belong. */
  readonly isTickUnclear: boolean
}

interface Head {
  /** The last of its rows. */
  readonly row: Row
  readonly heads: ReadonlyMap<number, string>
  /** How many columns a head covers. */
  readonly across: ReadonlyMap<number, number>
  readonly roles: ReadonlyMap<HeadRole, readonly number[]>
}

const HEADER_ROWS = 20
/** Tables one below the other. */
const MOST_BELOW = 20

/** Null when the sheet has no questions; findings when it has some whose columns cannot be told. */
export function findQuestionTables(sheet: Sheet, most = MOST_BELOW): readonly QuestionTable[] | readonly Finding[] | null {
  const head = findHead(sheet)
  if (head === null) return null
  const again = most > 0 ? otherHead(sheet, head) : null
  if (again !== null) return oneBelowAnother(sheet, again, most - 1)
  const stems = head.roles.get('stem') ?? []
  if (stems.length < 2) return single(sheet, head)
  const parts = sideBySide(sheet, head, stems)
  return parts ?? single(sheet, head)
}

export const isTables = (list: readonly QuestionTable[] | readonly Finding[]): list is readonly QuestionTable[] =>
  list.every((one) => 'columns' in one)

function single(sheet: Sheet, head: Head): readonly QuestionTable[] | readonly Finding[] | null {
  if (isMatrix(sheet, head)) return null
  const table = tableOf(sheet, head)
  return 'columns' in table ? [table] : isOtherList(head) ? null : table
}

/** "TT | Nội dung | Thời gian": a plan, a report. */
const isOtherList = ({ roles, heads }: Head): boolean =>
  (roles.get('stem') ?? []).every((column) => foldText(heads.get(column) ?? '') === 'noi dung') &&
  !['A', 'B', 'choices', 'wrong', 'answer', 'options'].some((role) => roles.has(role as HeadRole))

/** The row of heads of a second table below, with its columns in another order; those of the first said again are none. */
function otherHead(sheet: Sheet, { row, heads }: Head): Row | null {
  const isOther = (below: Row): boolean => {
    const { roles } = headOf(below)
    const isSame = [...heads].every(([column, text]) => sameHead(below.cells.get(column)?.text ?? '', text))
    return !isSame && roles.has('stem') && roles.has('A') && roles.has('B')
  }
  return sheet.rows.find((below) => below.number > row.number + 1 && isOther(below)) ?? null
}

function oneBelowAnother(sheet: Sheet, { number }: Row, most: number): ReturnType<typeof findQuestionTables> {
  const parts = [
    findQuestionTables({ ...sheet, rows: sheet.rows.filter((row) => row.number < number) }, 0),
    findQuestionTables({ ...sheet, rows: sheet.rows.filter((row) => row.number >= number) }, most),
  ]
  const tables = parts.flatMap((part) => (part !== null && isTables(part) ? part : []))
  const refused = parts.flatMap((part) => (part !== null && !isTables(part) ? part : []))
  return refused.length > 0 ? refused : tables
}

/** A row a question, a column a letter, a cross in the right one: a key. */
function isMatrix(sheet: Sheet, { row, roles }: Head): boolean {
  const rows = sheet.rows.filter(({ number }) => number > row.number)
  const columns = optionNames.flatMap((name) => roles.get(name) ?? [])
  const [stem] = roles.get('stem') ?? []
  if (stem !== undefined && !filledIn(rows, stem).every((text) => /^(?:câu\s*)?\d{1,5}[.:)]?$/iu.test(text.trim()))) return false
  return (
    columns.length > 1 &&
    columns.every((column) => isTickColumn(rows, column)) &&
    columns.some((column) => filledIn(rows, column).length > 0)
  )
}

function findHead(sheet: Sheet): Head | null {
  const rows = sheet.rows.filter((row) => row.cells.size > 0).slice(0, HEADER_ROWS + 1)
  let best: Head | null = null
  for (const [at, row] of rows.slice(0, HEADER_ROWS).entries()) {
    for (const head of [headOf(row), headOfTwo(row, rows[at + 1])]) {
      if (head !== null && head.roles.size > (best?.roles.size ?? 1) && isQuestions(head)) best = head
    }
  }
  return best
}

/** Numbers and letters alone head a key. */
const isQuestions = ({ roles }: Head): boolean => roles.has('stem') || (roles.has('A') && roles.has('B') && roles.has('answer'))

function headOf(row: Row): Head {
  const cells = [...row.cells].filter(([, { text }]) => text.trim() !== '')
  return withRoles(row, new Map(cells.map(([column, { text }]) => [column, text])), acrossOf([row]))
}

/** Heads above heads: "Phương án" over "A | B | C | D". What stands lower counts; the lower row must be no question. */
function headOfTwo(upper: Row, lower: Row | undefined): Head | null {
  if (lower === undefined || lower.number !== upper.number + 1) return null
  const heads = new Map(headOf(upper).heads)
  const stem = [...heads].find(([, text]) => roleOf(text) === 'stem')?.[0]
  const below = stem === undefined ? undefined : lower.cells.get(stem)
  if (stem === undefined || (below !== undefined && below.spread !== true)) return null
  for (const [column, { text }] of lower.cells) if (text.trim() !== '') heads.set(column, text)
  return withRoles(lower, heads, acrossOf([upper, lower]))
}

const acrossOf = (rows: readonly Row[]): ReadonlyMap<number, number> =>
  new Map(rows.flatMap(({ cells }) => [...cells].map(([column, { across = 1 }]) => [column, across] as const)))

function withRoles(row: Row, heads: ReadonlyMap<number, string>, across: ReadonlyMap<number, number>): Head {
  const roles = new Map<HeadRole, number[]>()
  for (const [column, text] of [...heads].toSorted(([one], [other]) => one - other)) {
    const role = roleOf(text)
    if (role !== null) roles.set(role, [...(roles.get(role) ?? []), column])
  }
  return { row, heads, across, roles }
}

/** Tables that stand side by side, each with all it needs; null when they do not. */
function sideBySide(sheet: Sheet, head: Head, stems: readonly number[]): readonly QuestionTable[] | null {
  const numbers = head.roles.get('number') ?? []
  const starts = stems.map((stem, at) => numbers.findLast((column) => column < stem && column > (stems[at - 1] ?? -1)) ?? stem)
  const parts = starts.map((start, at) => {
    const end = starts[at + 1] ?? Infinity
    const isHere = (column: number): boolean => column >= (at === 0 ? 0 : start) && column < end
    const rows = sheet.rows.map((row) => ({ ...row, cells: new Map([...row.cells].filter(([column]) => isHere(column))) }))
    const comments = new Map([...(sheet.comments ?? [])].filter(([cell]) => isHere(columnOf(cell))))
    const own = { ...sheet, rows, comments }
    const heads = new Map([...head.heads].filter(([column]) => isHere(column)))
    return tableOf(own, withRoles(head.row, heads, head.across))
  })
  return parts.every((part) => 'columns' in part) ? parts : null
}

function tableOf(sheet: Sheet, head: Head): QuestionTable | readonly Finding[] {
  const { roles, heads } = head
  const repeated = (row: Row): boolean => [...heads].every(([column, text]) => sameHead(row.cells.get(column)?.text ?? '', text))
  const rows = sheet.rows.filter((row) => row.number > head.row.number && !isBlank(row) && !repeated(row))
  // Who signs below says nothing of the columns.
  const end = rows.findIndex(({ cells }) => [...cells.values()].some(({ text }) => isSignature(text)))
  const body = end < 0 ? rows : rows.slice(0, end)
  const options = optionColumns(head, body)
  const columns = new Map<QuestionColumn, number>()
  const twice: Finding[] = []
  for (const [role, [first = 0, second]] of roles) {
    if (role === 'wrong' || role === 'choices' || role === 'answer') continue
    if (options.kind === 'columns' && /^[A-H]$/.test(role)) continue
    columns.set(role, first)
    // "TT" above the letters of options one a row.
    const isLettered =
      role === 'number' && second !== undefined && filledIn(body, second).every((text) => /^\s*[A-H]\s*[.):]?\s*$/i.test(text))
    if (second !== undefined && !isLettered) twice.push(columnTwice(sheet, head, role, first, second))
  }
  options.columns.forEach((column, at) => columns.set(optionNames[at] ?? 'H', column))
  if (options.listed !== null) columns.set('options', options.listed)
  const missing = (['stem'] as const).filter((name) => !columns.has(name)).map((name) => columnTitles[name] ?? name)
  if (options.kind === null) missing.push('A', 'B')
  // A letter twice and the next one nowhere is told as the first.
  if (options.lacks !== undefined && options.twice.length === 0) missing.push(options.lacks)
  if (missing.length > 0) {
    return [found('column-missing', cellPlace(sheet, head.row.number), { row: head.row.number, columns: missing.join(', ') })]
  }
  twice.push(...options.twice.map(([role, first, second]) => columnTwice(sheet, head, role, first, second)))
  if (twice.length > 0) return twice
  const table = { sheet, headerRow: head.row.number, columns, rows, heads, layout: options.kind ?? 'inline' }
  const answers = answerColumns({ ...table, rows: body, listed: options.listed, taken: options.taken }, head)
  if (answers[0] !== undefined) columns.set('answer', answers[0])
  return { ...table, answers, ...ticksOf(table, body, options.ticks) }
}

const sameHead = (text: string, head: string): boolean => text.length < 200 && foldText(text) === foldText(head)

const columnTwice = (sheet: Sheet, head: Head, role: HeadRole, first: number, second: number): Finding =>
  found('column-twice', cellPlace(sheet, head.row.number, second), {
    first: columnLetters(first),
    second: columnLetters(second),
    column: columnTitles[role] ?? role,
  })

interface OptionColumns {
  readonly kind: Layout | null
  readonly columns: readonly number[]
  readonly listed: number | null
  /** Columns whose head says ticks of an option. */
  readonly ticks: readonly (readonly [OptionName, number])[]
  readonly twice: readonly (readonly [HeadRole, number, number])[]
  /** A letter that no head has though a later one or a column of words stands behind it. */
  readonly lacks?: OptionName
  /** Answer columns that hold options instead. */
  readonly taken: readonly number[]
}

const noOptions: OptionColumns = { kind: null, columns: [], listed: null, ticks: [], twice: [], taken: [] }

function optionColumns(head: Head, rows: readonly Row[]): OptionColumns {
  const { roles } = head
  const answers = roles.get('answer') ?? []
  const choices = roles.get('choices') ?? []
  const wrong = roles.get('wrong') ?? []
  if (roles.has('A') && roles.has('B')) return lettered(head, rows)
  const [answer] = answers
  if (wrong.length > 0 && answer !== undefined && answers.length === 1)
    return { ...noOptions, kind: 'right first', columns: [answer, ...wrong] }
  const [choice] = choices
  if (choice !== undefined) {
    const lettersAlone = filledIn(rows, choice)
    const isNames =
      ['a', 'b'].every((letter) => lettersAlone.some((text) => text.trim().toLowerCase().startsWith(letter))) &&
      lettersAlone.every((text) => /^\s*[A-H]\s*[.):]?\s*$/i.test(text))
    // "Phương án" with the letters, their words in the column beside.
    if (isNames && choices.length === 1) return { ...noOptions, kind: 'listed', listed: choice + 1 }
    const columns = choices.length > 1 ? choices : spanOf(head, choice, rows)
    return columns.length > 1 ? { ...noOptions, kind: 'columns', columns } : { ...noOptions, kind: 'listed', listed: choice }
  }
  const [stem] = roles.get('stem') ?? []
  if (stem !== undefined && optionsIn(rows, stem, undefined)) return { ...noOptions, kind: 'inline' }
  if (answer !== undefined && optionsIn(rows, answer, stem)) {
    const columns = spanOf(head, answer, rows)
    return columns.length > 1
      ? { ...noOptions, kind: 'columns', columns, taken: [answer] }
      : { ...noOptions, kind: 'listed', listed: answer, taken: [answer] }
  }
  return noOptions
}

/** Letters or numbers as heads, up to the first that is missing. A second row of letters may head crosses. */
function lettered({ roles, heads }: Head, rows: readonly Row[]): OptionColumns {
  const columns: number[] = []
  const ticks: (readonly [OptionName, number])[] = []
  const twice: (readonly [HeadRole, number, number])[] = []
  for (const name of optionNames) {
    const [first, second, ...more] = roles.get(name) ?? []
    if (first === undefined) break
    const [isFirst, isSecond] = [first, second].map((column) => column !== undefined && isTickColumn(rows, column))
    if (second === undefined) columns.push(first)
    else if (more.length > 0 || isFirst === isSecond) twice.push([name, first, second])
    else {
      columns.push(isFirst === true ? second : first)
      ticks.push([name, isFirst === true ? first : second])
    }
  }
  const lacks = optionNames[columns.length]
  const behind = (columns.at(-1) ?? 0) + 1
  const words = heads.has(behind) ? [] : filledIn(rows, behind).filter((text) => !isMark(text) && !/^\s*[A-H]\s*[.)]?\s*$/i.test(text))
  const isLacking = optionNames.slice(columns.length).some((name) => roles.has(name)) || words.length * 2 > rows.length
  return { ...noOptions, kind: 'columns', columns, ticks, twice, ...(isLacking && lacks !== undefined ? { lacks } : {}) }
}

const filledIn = (rows: readonly Row[], column: number): readonly string[] =>
  rows.flatMap(({ cells }) => {
    const cell = cells.get(column)
    return cell === undefined || cell.spread === true || cell.text.trim() === '' ? [] : [cell.text]
  })

/** Empty ones too: a letter nobody ticked. */
const isTickColumn = (rows: readonly Row[], column: number): boolean => filledIn(rows, column).every(isMark)

const isMark = (text: string): boolean => isTick(text) || isNoTick(text)

/** A head over several columns, with or without a merged cell: those beside it that have no head and hold words in most rows. */
function spanOf({ heads, across }: Head, first: number, rows: readonly Row[]): readonly number[] {
  const columns = [first]
  const wide = across.get(first) ?? 1
  const usual = filledIn(rows, first).length
  for (let column = first + 1; !heads.has(column) && column < first + Math.max(wide, 20); column++) {
    const filled = filledIn(rows, column).filter((text) => !isMark(text))
    if (filled.length * 2 > usual || (column < first + wide && filled.length > 0)) columns.push(column)
  }
  return columns
}

type Body = Omit<QuestionTable, 'answers' | 'ticks' | 'isTickUnclear'>

/** Those that say so by their heads; and those that only may, where they hold what answers look like. */
function answerColumns(
  { rows, columns, layout, listed, taken }: Body & { readonly listed: number | null; readonly taken: readonly number[] },
  { roles, heads }: Head,
): readonly number[] {
  if (layout === 'right first') return []
  const strict = (roles.get('answer') ?? []).filter((column) => !taken.includes(column))
  const choices = layout === 'columns' && optionNames.some((name) => roles.has(name)) ? (roles.get('choices') ?? []) : []
  const used = new Set<number>([...columns.values(), ...strict, ...(listed === null ? [] : [listed])])
  const maybe = [...heads].flatMap(([column, head]) => (!used.has(column) && mayHeadAnswers(head) ? [column] : []))
  const more = [...choices.filter((column) => !used.has(column)), ...maybe].filter(
    (column) => looksAnswered(rows, column) || saysOptions(rows, column, columns),
  )
  const said = [...strict, ...(strict.length === 0 && more.length === 0 ? choices : more)]
  // Letters in a column without a head, behind the options: what else could they be.
  const last = Math.max(...optionNames.map((name) => columns.get(name) ?? -1))
  const nameless = [last + 1, last + 2].filter((column) => layout === 'columns' && !heads.has(column) && isLetters(rows, column))
  return [...said, ...nameless].toSorted((one, other) => one - other)
}

const isLetters = (rows: readonly Row[], column: number): boolean => {
  const filled = filledIn(rows, column)
  return filled.length > 1 && filled.length * 5 >= rows.length * 4 && filled.every((text) => /^\s*[A-H]\s*[.)]?\s*$/i.test(text))
}

/** The words of one of the options in most of its cells. */
function saysOptions(rows: readonly Row[], column: number, columns: ReadonlyMap<QuestionColumn, number>): boolean {
  const filled = rows.filter(({ cells }) => (cells.get(column)?.text ?? '').trim() !== '')
  const said = filled.filter(({ cells }) => {
    const words = foldText(cells.get(column)?.text ?? '')
    return optionNames.some((name) => foldText(cells.get(columns.get(name) ?? -1)?.text ?? '') === words)
  })
  return filled.length > 0 && said.length * 2 > filled.length
}

/** Letters or numbers in most of its cells. */
function looksAnswered(rows: readonly Row[], column: number): boolean {
  const filled = filledIn(rows, column)
  const answers = filled.filter((text) => /^\W*(?:(?:câu|đáp án|ý)\s+)?[A-H1-8](?:\W+[A-H1-8])*\W*$/iu.test(text))
  return filled.length > 0 && answers.length * 2 > filled.length
}

/** Ticks in nameless columns beside the options: right of each, or left of each, and only one of the two can be. */
function ticksOf(
  { columns, heads }: Pick<Body, 'columns' | 'heads'>,
  rows: readonly Row[],
  headed: readonly (readonly [OptionName, number])[],
): Pick<QuestionTable, 'ticks' | 'isTickUnclear'> {
  if (headed.length > 0) return { ticks: new Map(headed), isTickUnclear: false }
  const options = optionNames.flatMap((name) => {
    const column = columns.get(name)
    return column === undefined ? [] : [{ name, column }]
  })
  const named = new Set(columns.values())
  const isFree = (column: number): boolean => column >= 0 && !named.has(column) && !/[\p{L}\p{N}]{2}/u.test(heads.get(column) ?? '')
  const ticked = (column: number): boolean => isFree(column) && filledIn(rows, column).some(isMark)
  const [first, last] = [options[0], options.at(-1)]
  if (first === undefined || last === undefined) return { ticks: new Map(), isTickUnclear: false }
  const between = options.slice(1).some(({ column }) => ticked(column - 1))
  const [before, behind] = [ticked(first.column - 1), ticked(last.column + 1)]
  const side = before && !behind ? -1 : 1
  const signs = options.flatMap(({ column }) =>
    filledIn(rows, column + side)
      .filter(isTick)
      .map((text) => /x/i.test(text)),
  )
  // Without a tick at either end, an empty column before the first option may be the one for its ticks.
  const isSideUnclear = between && (before ? behind : !behind && isFree(first.column - 1))
  // Ticks stand beside each option or beside none: an x right of the last says something of the row.
  const isBeside = options.every(({ column }) => isFree(column + side))
  const ticks = isBeside ? options.map(({ name, column }) => [name, column + side] as const) : []
  return {
    ticks: new Map(ticks), // A cross beside ticks may say that an option is wrong.
    isTickUnclear: isBeside && (isSideUnclear || (signs.includes(true) && signs.includes(false))),
  }
}
