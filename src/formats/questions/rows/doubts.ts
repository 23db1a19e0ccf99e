/** What stands on a sheet beside or between its questions and speaks of an answer: rows and columns of notes, lines above the heads. */
import { lettersOf } from '#contest/questions/letters.ts'
import { cleanText, foldText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { cellPlace, notesOf, type Row } from '../../sheets/sheet.ts'
import { endsEarly, isPatterned, optionsSaying } from '../answers.ts'
import type { QuestionDraft } from '../draft.ts'
import { speaksOfKey } from '../leftovers.ts'
import { letterNoted } from '../second-thoughts.ts'
import { concernsAny, nearAt, weighing, type RemarkFinding } from '../remarks.ts'
import { agrees, spokenOf, type Spoken } from '../spoken.ts'
import { isNamed, positionsOf, subjectsOf } from '../subjects.ts'
import { titleOf, usedColumns } from './beside.ts'
import { optionNames } from './layout/columns.ts'
import type { QuestionTable } from './layout/heads.ts'
import type { LeftOut } from './layout/left-out.ts'
import type { Unit } from './layout/units.ts'

/** @param left rows that are no questions. */
export function rowDoubts(
  table: QuestionTable,
  units: readonly Unit[],
  drafts: readonly QuestionDraft[],
  left: readonly LeftOut[],
): { readonly byUnit: readonly (readonly Finding[])[]; readonly ofSheet: readonly Finding[] } {
  const ofSheet: Finding[] = []
  const byUnit = drafts.map((): Finding[] => [])
  for (const [own, unit] of units.entries())
    for (const { text, cell, spoken } of columnWords(table, unit)) {
      const named = positionsOf(
        spoken.subjects,
        drafts.map(({ number }) => number),
      )
      for (const at of named.length > 0 ? named : [own]) {
        const { label = '', correct = [] } = drafts[at] ?? {}
        const code = spoken.isPlain ? 'note-doubts' : 'note-beside'
        if (!agrees(spoken, text, correct)) byUnit[at]?.push(found(code, cell, { question: label, cell, text: excerpt(text) }))
      }
    }
  const above = table.sheet.rows.filter(({ number }) => number < table.headerRow)
  // A note may stand right of the heads.
  const used = usedColumns(table)
  const isTemplate = ({ number }: Row): boolean => table.columns.has('kind') && number === table.headerRow + 1
  const heads = [...table.heads]
    .filter(([column]) => !used.has(column))
    .map(([column, text]): Row => ({
      number: table.headerRow,
      cells: new Map([[column, { text, origin: 'text' }]]),
    }))
  const weigh = weighing(drafts)
  for (const row of [
    ...above,
    ...heads,
    ...left.flatMap(({ row: one, why }) => (why === 'empty' || why === 'finding' || isTemplate(one) ? [] : [one])),
  ]) {
    const text = wordsOf(row)
    const spoken = spokenOf(text)
    const place = cellPlace(table.sheet, row.number)
    const near = spoken === null ? [] : nearOf(row, text, spoken, units)
    const isWord = spoken !== null && (row.number > table.headerRow || concernsAny(spoken, text))
    const findings = isWord ? weigh({ text, place, spoken, near }) : null
    if (findings === null && speaksOfKey(text)) ofSheet.push(found('text-doubts', place, { text: excerpt(text) }))
    for (const { at, finding } of findings ?? []) byUnit[at]?.push(finding)
  }
  for (const { at, finding } of notesOn(table, units, weigh)) byUnit[at]?.push(finding)
  return { byUnit, ofSheet }
}

/** Comments, boxes and the name of the sheet: what stands at a question is told with it; here is what they say of others. */
function notesOn({ sheet }: QuestionTable, units: readonly Unit[], weigh: ReturnType<typeof weighing>): readonly RemarkFinding[] {
  return [...notesOf(sheet), { text: sheet.name, row: 0, place: sheet.name }].flatMap(({ text, row, place }) => {
    const spoken = spokenOf(text)
    const own = units.findIndex(({ rows }) => rows.some(({ number }) => number === row))
    const isWord = spoken !== null && (own < 0 ? concernsAny(spoken, text) : isNamed(spoken.subjects) || spoken.subjects.isWide)
    return (isWord ? weigh({ text, place, spoken, near: own < 0 ? [] : [own] }) : null) ?? []
  })
}

const wordsOf = ({ cells }: Row): string =>
  [...cells.values()].flatMap(({ text, spread }) => (spread === true ? [] : [cleanText(text)])).join(' ').trim() // prettier-ignore

/** Right below a question it is about that one; apart from all it may be about the one above or below; behind the last about any. */
function nearOf({ number: row }: Row, text: string, spoken: Spoken, units: readonly Unit[]): readonly number[] {
  const lastRow = ({ rows }: Unit): number => rows.at(-1)?.number ?? Infinity
  const above = units.findLastIndex((unit) => lastRow(unit) < row)
  const unit = units[above]
  if (unit === undefined) return []
  return nearAt({ text, spoken, above, count: units.length, isTight: lastRow(unit) + 1 === row })
}

interface Words {
  readonly text: string
  readonly cell: string
  readonly spoken: Spoken
}

/** Cells in columns that are not read; where most rows say the like the column speaks of something else. */
function columnWords(table: QuestionTable, { rows, texts }: Unit): readonly Words[] {
  const used = usedColumns(table)
  return rows.flatMap(({ number, cells }) =>
    [...cells].flatMap(([column, { text: given, spread }]): Words[] => {
      const text = cleanText(given)
      // A letter alone is weighed with the column it stands in.
      if (used.has(column) || spread === true || text === '') return []
      const option = optionsSaying(text, texts)
      const head = table.heads.get(column) ?? ''
      const spoken =
        option.length === 1 && text.length > 1
          ? { isPlain: true, letters: lettersOf(option), subjects: subjectsOf(text) }
          : letterNoted.test(text)
            ? null
            : (spokenOf(text) ?? (isRefused(head, text) || isNote(table, column, head, text) ? vague : null))
      if (spoken === null || isUsual(table, column, spoken)) return []
      return [{ text, cell: cellPlace(table.sheet, number, column), spoken }]
    }),
  )
}

const vague: Spoken = { isPlain: false, letters: '', subjects: subjectsOf('') }

/** Anything in a column of notes that few rows have and that is no reference: somebody wrote it about this question. */
function isNote({ rows }: QuestionTable, column: number, head: string, text: string): boolean {
  const own = foldText(text)
  const texts = rows.map(({ cells }) => foldText(cells.get(column)?.text ?? ''))
  const isRare =
    texts.filter((one) => one === own).length * 4 <= Math.max(4, rows.length) && texts.filter((one) => one !== '').length * 2 <= rows.length
  return noteHead.test(foldText(head)) && isRare && !reference.test(own)
}
const noteHead = /\b(ghi chu|gop y|y kien|nhan xet|luu y|tham dinh|phan bien|trao doi|notes?|comments?|remarks?)\b/
const reference =
  /^[(\s]*(dieu|khoan|diem|muc|chuong|phan|luat|bo luat|hien phap|nghi|thong tu|quyet dinh|chi thi|ke hoach|cong van|van ban|phu luc|trang|theo|can cu|nguon|tuan|vong|lan|ngay|nam|de|bo|https?|\d)\b/

/** "Không" in a column "Duyệt". */
const isRefused = (head: string, text: string): boolean =>
  /\b(duyet|trang thai|tinh trang|su dung|dung|tham dinh|danh gia|kiem tra|phan bien|nghiem thu|ket qua|status|review|approved|ok|dung duoc)\b/.test(
    foldText(head),
  ) && /^(k|n|khong( \w+)?|chua( \w+)?|loai|bo|huy|sai|no|not .*|reject.*|fail.*)$/.test(foldText(text))

function isUsual({ rows }: QuestionTable, column: number, { isPlain }: Spoken): boolean {
  const spoken = rows.filter(({ cells }) => {
    const text = cells.get(column)?.text ?? ''
    return text.trim() !== '' && spokenOf(text)?.isPlain === isPlain
  })
  return spoken.length > 3 && spoken.length * 2 > rows.length
}

/** A column sorted by itself, or filled down. */
export const patternedColumn = (table: QuestionTable, units: readonly Unit[]): readonly Finding[] =>
  table.answers.flatMap((column) => {
    const letters = units.flatMap(({ stated }) => stated.flatMap((one) => (one.column === column ? [one.text.trim().toUpperCase()] : [])))
    return isPatterned(letters)
      ? [found('answers-patterned', cellPlace(table.sheet, table.headerRow, column), { text: letters.slice(0, 8).join(' ') })]
      : []
  })

/** Answers that end before the questions do: the last were forgotten, or a cell was deleted among them and all below moved up. */
export function shortColumn(
  table: QuestionTable,
  units: readonly Unit[],
): { readonly findings: readonly Finding[]; readonly absent: number | null } {
  const ends = table.answers.flatMap((column) => {
    const answered = units.flatMap(({ stated }, at) => (stated.some((one) => one.column === column) ? [at + 1] : []))
    const short = endsEarly(
      answered,
      units.map((_, at) => at + 1),
    )
    return short === null ? [] : [{ column, ...short }]
  })
  return {
    findings: ends.map(({ column, keyed, last }) => found('key-short', cellPlace(table.sheet, table.headerRow, column), { keyed, last })),
    // Where another column of answers is whole nothing has moved.
    absent: ends.length > 0 && ends.length === table.answers.length ? (ends[0]?.last ?? null) : null,
  }
}

/** The one column of words that ends at the last question but one: a cell was deleted among them and all below moved up. */
export function movedColumn(
  table: QuestionTable,
  units: readonly Unit[],
): { readonly column: string; readonly keyed: number; readonly last: number } | null {
  if (table.layout !== 'columns') return null
  const most = Math.max(0, ...units.map(({ texts }) => texts.length))
  const columns = [
    { column: table.columns.get('stem'), texts: units.map(({ stemText }) => stemText) },
    ...optionNames
      .slice(0, most)
      .map((name, at) => ({ column: table.columns.get(name), texts: units.map(({ texts }) => texts[at] ?? '') })),
  ]
  const ends = columns.flatMap(({ column, texts }) => {
    const filled = texts.flatMap((text, at) => (text === '' ? [] : [at + 1]))
    const short = endsEarly(
      filled,
      texts.map((_, at) => at + 1),
    )
    return short === null || column === undefined ? [] : [{ column: titleOf(table, column), ...short }]
  })
  const [only, ...more] = ends
  // Several at the end may well have fewer options.
  return only !== undefined && more.length === 0 && only.keyed + 1 === only.last ? only : null
}

const MIN_HABIT = 4

/** A letter in a column of numbers, where three of four are numbers: it may have been pasted from a file that counts otherwise. */
export function oddManners(table: QuestionTable, units: readonly Unit[]): ReadonlyMap<number, Finding> {
  const odd = new Map<number, Finding>()
  for (const column of table.answers) {
    const stated = units.map((unit) => unit.stated.find((one) => one.column === column)?.text.trim() ?? '')
    const counted = stated.filter((text) => /^[1-8]$/.test(text)).length
    if (counted < MIN_HABIT || counted * 4 < stated.filter((text) => text !== '').length * 3) continue
    stated.forEach((text, at) => {
      const place = cellPlace(table.sheet, units[at]?.rows[0]?.number ?? 0, column)
      if (/^[A-H]$/i.test(text)) odd.set(at, found('answer-manner', place, { question: `Câu ${at + 1}`, text }))
    })
  }
  return odd
}

/** "4*", "4 (?)": a sign beside the number of a question refers to something, or doubts it. */
export const signedNumber = (text: string): boolean => /^\s*\d{1,5}\s*(?:[*?!†]|\(\s*[*?!]+\s*\))+\s*[.)]?\s*$/u.test(text)
