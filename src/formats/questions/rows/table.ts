/** Questions in rows: of an Excel sheet, a CSV file or a table of a Word document. */
import { plainContent } from '#contest/questions/question.ts'
import { optionLetters } from '#contest/questions/letters.ts'
import { readSource } from '#contest/questions/clean.ts'
import { foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { cellPlace } from '../../sheets/sheet.ts'
import { linesOf, placeOf, textOf } from '../../sheets/table.ts'
import { optionsSaying, readNumberedAnswer } from '../answers.ts'
import { readDifficulty, tooManyQuestions, withoutListSigns, withoutLoneFullStop, type QuestionDraft } from '../draft.ts'
import type { LearnedMarks } from '../marks/learning.ts'
import { signOf } from '../marks/signs.ts'
import { noKey, type TableKey } from './answers/keys.ts'
import { readRowMarks, signMark, type RowOption } from './answers/marks.ts'
import type { Numbering } from './answers/reading.ts'
import { chooseRight, type Asked, type Right, type Said } from './answers/right.ts'
import { besideFindings, sheetFindings, titleOf } from './beside.ts'
import { unfinishedFindings } from '../leftovers.ts'
import { oddManners, patternedColumn, rowDoubts, shortColumn, movedColumn, signedNumber } from './doubts.ts'
import { isOurs, type QuestionColumn } from './layout/columns.ts'
import type { QuestionTable } from './layout/heads.ts'
import { rangesOf, readNumber } from './layout/left-out.ts'
import { unitsOf, type Unit } from './layout/units.ts'

export interface TableRead {
  readonly drafts: readonly QuestionDraft[]
  readonly findings: readonly Finding[]
}

/** How the whole table tells its right options. */
interface Ways {
  readonly isStated: boolean
  /** Columns, and those of keys (-1), whose answers are numbers by habit. */
  readonly numbered: ReadonlySet<number>
  /** Columns in which a 0 stands among the numbers: nobody can tell from where they count. */
  readonly zeroed: ReadonlySet<number>
  readonly learned: LearnedMarks
  /** Columns of answers differ in most rows: they are not of the same questions, and where they agree it is by chance. */
  readonly isAtOdds: boolean
  /** One option stands out in every row. */
  readonly isColumnMarked: boolean
  readonly key: TableKey
}

/** Questions of a table as the file numbers them: keys elsewhere in it go by that. */
export const numbersOf = (table: QuestionTable): readonly (number | null)[] => unitsOf(table).units.map((unit) => numberOf(table, unit))

export function readQuestionTable(table: QuestionTable, key: TableKey = noKey): TableRead {
  const read = unitsOf(table)
  const units = certain(read.units)
  const findings: Finding[] = [...read.findings, ...sheetFindings(table, units)]
  const tooMany = tooManyQuestions(units.length)
  if (tooMany !== null) return { drafts: [], findings: [tooMany] }
  const ways = waysOf(table, units, key)
  if (ways.numbered.size > 0 && !isNumbered(table) && !units.some((unit) => unit.isNumbered)) {
    findings.push(found('answers-numbered', placeOfHeader(table)))
  }
  const nothing = ways.learned.markings.every(({ marked, odd }) => marked.length === 0 && odd === null)
  if (
    nothing &&
    !ways.isStated &&
    table.answers.length === 0 &&
    !key.isRefused &&
    !table.isTickUnclear &&
    units.length > 0 &&
    table.layout !== 'right first'
  ) {
    findings.push(found('column-missing', placeOfHeader(table), { row: table.headerRow, columns: 'Đáp án' }))
    return { drafts: [], findings }
  }
  const short = key.isKeyed ? null : shortColumn(table, units)
  const odd = oddManners(table, units)
  const moved = movedColumn(table, units)
  const drafts = units.map((unit, index) => withMoved(withGap(draftOf(table, unit, index, ways), short?.absent ?? null), moved))
  if (short !== null) findings.push(...short.findings, ...patternedColumn(table, units))
  const { byUnit: doubts, ofSheet } = rowDoubts(table, units, drafts, read.left)
  findings.push(...ofSheet)
  return {
    drafts: drafts.map((draft, at) => ({
      ...draft,
      findings: [...draft.findings, ...[odd.get(at) ?? []].flat(), ...(doubts[at] ?? []).filter(isNewOf(draft))],
    })),
    findings,
  }
}

/** An answer above cells that lack some may have moved. */
const withGap = (draft: QuestionDraft, absent: number | null): QuestionDraft =>
  absent === null || draft.correct.length === 0
    ? draft
    : { ...draft, findings: [...draft.findings, found('answer-key-gap', draft.place, { question: draft.label, number: absent })] }

const withMoved = (draft: QuestionDraft, moved: ReturnType<typeof movedColumn>): QuestionDraft =>
  moved === null
    ? draft
    : { ...draft, findings: [...draft.findings, found('options-moved', draft.place, { question: draft.label, ...moved })] }

/** What was said of a cell already is not said again. */
const isNewOf =
  ({ findings }: QuestionDraft) =>
  ({ code, place }: Finding): boolean =>
    !code.startsWith('note-') || !findings.some((one) => one.code === 'note-doubts' && one.place === place)

const placeOfHeader = (table: QuestionTable): string => placeOf(table, { number: table.headerRow, cells: new Map() })

/** What only line ends or semicolons part is certain where enough questions have as many options. */
function certain(units: readonly Unit[]): readonly Unit[] {
  const usualOf = (list: readonly Unit[]): number | null => {
    const counts = new Map<number, number>()
    for (const { texts } of list) counts.set(texts.length, (counts.get(texts.length) ?? 0) + 1)
    const [usual = 0, count = 0] = [...counts].toSorted(([, one], [, other]) => other - one)[0] ?? []
    return count >= 3 && count * 4 >= list.length * 3 ? usual : null
  }
  const guessed = usualOf(units.filter(({ options }) => options === 'guess'))
  const listed = usualOf(units.filter(({ rows }) => rows.length > 1))
  return units.map((unit) => {
    if (unit.options === 'guess') return { ...unit, options: unit.texts.length === guessed ? 'clear' : 'unclear' }
    // More rows than other questions have: one may have lost its number and words.
    return unit.rows.length > 1 && unit.options === 'clear' && listed !== null && unit.texts.length > listed
      ? { ...unit, options: 'torn' }
      : unit
  })
}

function waysOf(table: QuestionTable, units: readonly Unit[], key: TableKey): Ways {
  const texts = units.flatMap(({ stated }) => stated.map(({ text }) => text))
  const isBroken = units.some(({ rows }) =>
    rows.some(({ cells }) => table.answers.some((column) => ['error', 'uncalculated'].includes(cells.get(column)?.origin ?? ''))),
  )
  // One number could be a mistyped letter; a whole column of them is a habit.
  const isHabit = (list: readonly string[]): boolean =>
    list.length >= 3 && list.every((text) => readNumberedAnswer(text, optionLetters.length) !== null)
  const columns = [...new Set(units.flatMap(({ stated }) => stated.map(({ column }) => column)))]
  const numbered = columns.filter((column) =>
    isHabit(units.flatMap(({ stated }) => stated.flatMap((one) => (one.column === column ? [one.text] : [])))),
  )
  const keyed = [...key.entries.values()].flatMap((entries) => entries.map(({ text }) => text))
  const isStated = texts.length > 0 || isBroken || key.isKeyed || table.layout === 'right first'
  const learned = readRowMarks(units.map(optionsOf), !isStated || isSigned(table, units))
  const standing = learned.markings.flatMap(({ marked, others }) => (marked.length > 0 ? [marked] : others.length > 0 ? [others] : []))
  const isColumnMarked = standing.length > 3 && standing.length * 10 >= units.length * 9 && new Set(standing.map(String)).size === 1
  return {
    isStated,
    numbered: new Set([...numbered, ...(isHabit(keyed) ? [KEYS] : [])]),
    zeroed: new Set(
      columns.filter((column) => units.some(({ stated }) => stated.some((one) => one.column === column && one.text === '0'))),
    ),
    learned,
    isAtOdds: atOdds(units),
    isColumnMarked,
    key,
  }
}

function atOdds(units: readonly Unit[]): boolean {
  const several = units.filter(({ stated }) => new Set(stated.map(({ column }) => column)).size > 1)
  const differing = several.filter(({ stated }) => new Set(stated.map(({ text }) => foldText(text))).size > 1)
  return differing.length > 2 && differing.length * 2 > several.length
}

/** Stands for the answers of keys among the columns. */
const KEYS = -1

/** Where answers are stated signs are words, unless most questions have one; what we wrote ourselves has none. */
function isSigned(table: QuestionTable, units: readonly Unit[]): boolean {
  const signed = units.filter(({ texts, ticked }) => texts.filter((text, at) => signOf(text) !== null || ticked.includes(at)).length === 1)
  return !isOurs(table.heads) && signed.length >= 3 && signed.length * 2 > units.length
}

/** Do the heads number the options ("Phương án 1") instead of lettering them? Then the answers are numbers too. */
const isNumbered = ({ columns, heads }: QuestionTable): boolean => /^\D*1(?!\d)/.test(heads.get(columns.get('A') ?? -1) ?? '')

const optionsOf = ({ texts, marks, ticked }: Unit): readonly (RowOption | undefined)[] =>
  texts.map((text, at) => (text === '' ? undefined : { text, marks: marks[at], ticked: ticked.includes(at) }))

/** A sign all options have is no mark. */
function withoutSigns(texts: readonly string[], mark: string): readonly string[] {
  const signs = texts.map(signOf)
  return signs.every((one) => one?.sign === mark) ? texts : texts.map((text, at) => (signs[at]?.sign === mark ? signs[at].bare : text))
}

const stemNumber = /^câu\s*(?:hỏi\s*)?(?:số\s*)?(\d{1,5})\s*[:.)-]\s*/iu

function numberOf(table: QuestionTable, { rows, stemText }: Unit): number | null {
  const [row] = rows
  const stated = row === undefined ? null : readNumber(textOf(table, row, 'number'))
  const inStem = stemNumber.exec(stemText)?.[1]
  return stated ?? (inStem === undefined ? null : Number(inStem))
}

function draftOf(table: QuestionTable, unit: Unit, index: number, ways: Ways): QuestionDraft {
  const row = unit.rows[0] ?? { number: table.headerRow, cells: new Map() }
  const place = placeOf(table, row)
  const number = numberOf(table, unit)
  const question = `Câu ${number ?? index + 1}`
  const findings: Finding[] = [...besideFindings(table, unit, question), ...shapeFindings(table, unit, question)]
  const numbered = textOf(table, row, 'number')
  if (signedNumber(numbered) || /^\s*\d{1,5}\s*\P{L}+\p{L}{2}/u.test(numbered))
    findings.push(found('note-beside', place, { question, cell: place, text: numbered }))
  const sign = ways.learned.values.get(signMark)
  const { options, findings: cleaned } = (table.layout === 'columns' ? withoutLoneFullStop : withoutListSigns)(
    sign === undefined ? unit.texts : withoutSigns(unit.texts, sign),
    question,
    place,
  )
  findings.push(...cleaned)
  if (!isOurs(table.heads)) findings.push(...unfinishedFindings(unit.stemText, options, question, place))
  const unknown = (name: QuestionColumn, column: string): void =>
    void findings.push(found('value-unknown', placeOf(table, row, name), { text: excerpt(textOf(table, row, name)), column }))
  const level = textOf(table, row, 'difficulty')
  const difficulty = readDifficulty(level)
  if (level !== '' && difficulty === null) unknown('difficulty', 'Mức độ')
  const kept = readYesNo(textOf(table, row, 'order'))
  if (kept === null) unknown('order', 'Giữ thứ tự')
  if (!choiceKinds.test(foldText(textOf(table, row, 'kind').slice(0, 80)))) unknown('kind', 'Dạng câu hỏi')
  if (textOf(table, row, 'picture') !== '') findings.push(found('picture-absent', placeOf(table, row, 'picture'), { question }))
  const isKeyUnclear = number !== null && ways.key.unclear.has(number) && unit.stated.length === 0
  if (isKeyUnclear) findings.push(found('number-twice', place, { question }))
  if (
    ways.isAtOdds &&
    new Set(unit.stated.map(({ column }) => column)).size > 1 &&
    new Set(unit.stated.map(({ text }) => foldText(text))).size === 1
  ) {
    findings.push(
      found('answers-differ', place, {
        question,
        answers: unit.stated.map(({ column, text }) => `${titleOf(table, column)}: ${text}`).join('; '),
      }),
    )
  }
  findings.push(...keyFindings(ways.key, number, question, place))
  const right = unit.options === 'clear' ? rightOf(table, unit, index, ways, { question, place, options, number }) : nothingRight
  return {
    place,
    label: question,
    number,
    stem: unit.stemText.replace(stemNumber, ''),
    options,
    correct: right.correct,
    ...plainContent,
    optionOrder: kept === true ? 'kept' : 'shuffled',
    source: sourceOf(textOf(table, row, 'source'), textOf(table, row, 'detail')),
    topic: textOf(table, row, 'topic') || null,
    difficulty,
    explanation: linesOf(table, row, 'explanation') || null,
    findings: [...findings, ...right.findings],
  }
}

/** What is wrong with the numbers of the key. */
function keyFindings(
  { unfitFrom, wrong, absent, entries }: TableKey,
  number: number | null,
  question: string,
  place: string,
): readonly Finding[] {
  if (number === null) return []
  if (number >= unfitFrom) return [found('answer-key-unfit', place, { question, number: Math.max(unfitFrom, 1) })]
  if (wrong.has(number)) return [found('answer-key-unfit', place, { question, number })]
  return absent === null || !entries.has(number) ? [] : [found('answer-key-gap', place, { question, number: absent })]
}

const nothingRight: Right = { correct: [], findings: [] }

type Named = Pick<Asked, 'question' | 'place' | 'options'> & { readonly number: number | null }

const rightOf = (table: QuestionTable, unit: Unit, index: number, ways: Ways, { number, ...named }: Named): Right =>
  chooseRight({
    ...named,
    said: saidOf(table, unit, number, ways),
    isStated: ways.isStated,
    marking: ways.learned.markings[index] ?? { marked: [], others: [], odd: null },
    mark: ways.learned.name,
    rare: ways.learned.rare,
    isColumnMarked: ways.isColumnMarked,
    isTickUnclear: table.isTickUnclear && unit.ticked.length > 0,
  })

const choiceKinds =
  /^$|\b(multiple.?(choice|select)|single.?(choice|select)|choice|checkbox(es)?|quiz|true|trac nghiem|dung|mot|nhieu|mcq|ms?q)\b/

function shapeFindings(table: QuestionTable, unit: Unit, question: string): readonly Finding[] {
  if (unit.options === 'clear') return []
  if (unit.options === 'torn' || unit.rows.length > 1) {
    return [found('rows-joined', placeOf(table, unit.rows[0] ?? { number: 0, cells: new Map() }), { question, rows: rangesOf(unit.rows) })]
  }
  if (table.layout === 'columns') {
    const letters = unit.texts.map((text) => text.slice(0, 1)).join(', ')
    return [found('options-order', placeOf(table, unit.rows[0] ?? { number: 0, cells: new Map() }), { question, letters })]
  }
  const [cell] = unit.optionCells
  const row = cell?.row ?? unit.rows[0]?.number ?? 0
  return [found('options-joined', cellPlace(table.sheet, row, cell?.column ?? table.columns.get('stem') ?? null), { question })]
}

/** Every column of answers, the empty ones too, and every key that names the question. */
function saidOf(table: QuestionTable, unit: Unit, number: number | null, ways: Ways): readonly Said[] {
  if (table.layout === 'right first')
    return [{ ...plainSaid, text: unit.texts[0] ?? '', place: placeOf(table, unit.rows[0] ?? { number: 0, cells: new Map() }) }]
  const numberedIn = (column: number): Numbering =>
    isOurs(table.heads)
      ? 'ours'
      : ways.zeroed.has(column)
        ? 'none'
        : isNumbered(table) || unit.isNumbered
          ? 'heads'
          : ways.numbered.has(column)
            ? 'habit'
            : 'none'
  const [row] = unit.rows
  const columns = table.answers.flatMap((column): readonly Said[] => {
    const title = titleOf(table, column)
    const own = unit.stated.filter((one) => one.column === column)
    const here = { title, numbered: numberedIn(column), besides: null }
    if (own.length === 0) return [{ ...here, text: '', place: cellPlace(table.sheet, row?.number ?? 0, column) }]
    return own.map((one) => ({
      ...here,
      text: one.text,
      place: cellPlace(table.sheet, one.row, column),
      besides: besidesOf(unit, one.row),
    }))
  })
  const inside = unit.stated
    .filter(({ column }) => !table.answers.includes(column))
    .map(({ text, row: at, column }) => ({
      text,
      place: cellPlace(table.sheet, at, column),
      title: titleOf(table, column),
      numbered: numberedIn(column),
      besides: null,
    }))
  const keyed = (number === null ? undefined : ways.key.entries.get(number)) ?? []
  const keys = keyed.flatMap(({ text, place, title, words }) => {
    const here = { place, title, besides: null }
    // Words of an option in the row of its letter say the same, or contradict it.
    const said = words.filter((one) => optionsSaying(one, unit.texts).length > 0)
    return [{ ...here, text, numbered: numberedIn(KEYS) }, ...said.map((one) => ({ ...here, text: one, numbered: 'none' as const }))]
  })
  // A column nobody filled says nothing beside a key.
  const isFilled = columns.some(({ text }) => text !== '')
  const others = [...inside, ...keys]
  return others.length > 0 && !isFilled ? others : [...columns, ...others]
}

const plainSaid = { title: '', numbered: 'none', besides: null } as const

/** The option whose row a statement stands in, where each has a row and it is not the first of the question. */
function besidesOf({ rows, optionCells }: Unit, row: number): number | null {
  if (rows.length < 2 || row === rows[0]?.number) return null
  const at = optionCells.findIndex((cell) => cell.row === row)
  return at < 0 ? null : at
}

/** What stands for "no detail" where the document itself holds a colon; see the writer. */
export const noDetail = '(không)'

const sourceOf = (document: string, detail: string) =>
  detail === noDetail && document !== '' ? { document, detail: '' } : readSource(document, detail)

/** Null for what is neither. Empty is no. */
function readYesNo(text: string): boolean | null {
  const words = foldText(text)
  if (/^(x|co|yes|y|true|1|giu|giu nguyen|dung|✓|✔)$/.test(words)) return true
  return /^(|khong|no|n|false|0|-)$/.test(words) ? false : null
}
