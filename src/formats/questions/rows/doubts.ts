/** What stands on a sheet beside or between its questions and speaks of an answer: rows and columns of notes, lines above the heads. */
import { cleanText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { excerpt, found } from '../../findings/findings.ts'
import { cellPlace, type Row } from '../../sheets/sheet.ts'
import { endsEarly } from '../answers.ts'
import type { QuestionDraft } from '../draft.ts'
import { speaksOfKey } from '../leftovers.ts'
import { letterNoted } from '../second-thoughts.ts'
import { agrees, spokenOf, type Spoken } from '../spoken.ts'
import { usedColumns } from './beside.ts'
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
  const byUnit = drafts.map((draft, at): Finding[] => [...columnDoubts(table, units, at, draft)])
  const above = table.sheet.rows.filter(({ number }) => number < table.headerRow)
  for (const row of [...above, ...left.flatMap(({ row: one, why }) => (why === 'empty' || why === 'finding' ? [] : [one]))]) {
    const text = wordsOf(row)
    const spoken = spokenOf(text)
    const whose = spoken === null ? [] : whoseOf(row, spoken, units, drafts)
    const place = cellPlace(table.sheet, row.number)
    if (whose.length === 0 && speaksOfKey(text)) ofSheet.push(found('text-doubts', place, { text: excerpt(text) }))
    if (spoken === null) continue
    for (const at of whose) {
      const draft = drafts[at]
      if (draft === undefined || agrees(spoken, text, draft.correct)) continue
      const code = spoken.isPlain ? 'words-against' : 'words-beside'
      byUnit[at]?.push(found(code, place, { question: draft.label, text: excerpt(text, 120) }))
    }
  }
  return { byUnit, ofSheet }
}

const wordsOf = ({ cells }: Row): string =>
  [...cells.values()].flatMap(({ text, spread }) => (spread === true ? [] : [cleanText(text)])).join(' ').trim() // prettier-ignore

/** The questions it names; where it names none, the one above it. */
function whoseOf({ number: row }: Row, { numbers }: Spoken, units: readonly Unit[], drafts: readonly QuestionDraft[]): readonly number[] {
  const named = drafts.flatMap(({ number }, at) => (number !== null && numbers.includes(number) ? [at] : []))
  const above = units.findLastIndex(({ rows }) => (rows.at(-1)?.number ?? Infinity) < row)
  return named.length > 0 ? named : numbers.length > 0 || above < 0 ? [] : [above]
}

/** Cells in columns that are not read; where most rows say the like the column speaks of something else. */
function columnDoubts(table: QuestionTable, units: readonly Unit[], at: number, { label, correct }: QuestionDraft): readonly Finding[] {
  const used = usedColumns(table)
  const own = units[at]?.rows ?? []
  return own.flatMap(({ number, cells }) =>
    [...cells].flatMap(([column, { text: given, spread }]) => {
      const text = cleanText(given)
      // A letter alone is weighed with the column it stands in.
      const spoken = used.has(column) || spread === true || text === '' || letterNoted.test(text) ? null : spokenOf(text)
      if (spoken === null || agrees(spoken, text, correct) || isUsual(table, column, spoken)) return []
      const cell = cellPlace(table.sheet, number, column)
      return [found(spoken.isPlain ? 'note-doubts' : 'note-beside', cell, { question: label, cell, text: excerpt(text) })]
    }),
  )
}

function isUsual({ rows }: QuestionTable, column: number, { isPlain }: Spoken): boolean {
  const spoken = rows.filter(({ cells }) => {
    const text = cells.get(column)?.text ?? ''
    return text.trim() !== '' && spokenOf(text)?.isPlain === isPlain
  })
  return spoken.length > 3 && spoken.length * 2 > rows.length
}

/** Answers that end before the questions do: the last were forgotten, or a cell was deleted among them and all below moved up. */
export function shortColumn(table: QuestionTable, units: readonly Unit[]): readonly Finding[] {
  return table.answers.flatMap((column) => {
    const answered = units.flatMap(({ stated }, at) => (stated.some((one) => one.column === column) ? [at + 1] : []))
    const ends = endsEarly(
      answered,
      units.map((_, at) => at + 1),
    )
    return ends === null ? [] : [found('key-short', cellPlace(table.sheet, table.headerRow, column), { ...ends })]
  })
}
