/** A table of a Word document with a column for each option and one for the answer: read like a sheet, with its pictures. */
import type { Finding } from '#contest/values.ts'
import { optionLetters } from '#contest/questions/letters.ts'
import type { QuestionDraft } from '../draft.ts'
import { findQuestionTables, isTables, type QuestionTable } from '../rows/layout/heads.ts'
import { readQuestionTable as readRows } from '../rows/table.ts'
import type { WordObject } from './document/objects.ts'
import { sheetOf } from './document/tables.ts'
import type { WordTable } from './document/blocks.ts'

/** What a row holds beside its words. */
export interface TableDraft {
  readonly objects: readonly { readonly object: WordObject; readonly option: number | null }[]
  readonly converted: string | null
  /** Where its row stands, as its paragraphs say it. */
  readonly rowPlace: string
}

export interface QuestionTableRead {
  readonly drafts: readonly { readonly draft: QuestionDraft; readonly table: TableDraft }[]
  readonly findings: readonly Finding[]
}

/** Null when the table has no such columns. */
export function readQuestionTable(table: WordTable): QuestionTableRead | null {
  const found = findQuestionTables(sheetOf(table))
  // Options in one cell, and right ones that are marked, are read with the marks of their letters (document/tables.ts).
  const tables = found !== null && isTables(found) ? found : []
  if (tables.length === 0 || tables.some(({ layout, answers }) => layout !== 'columns' || answers.length === 0)) return null
  const read = tables.map((one) => readOne(one, table))
  return { drafts: read.flatMap(({ drafts }) => drafts), findings: read.flatMap(({ findings }) => findings) }
}

function readOne(one: QuestionTable, table: WordTable): QuestionTableRead {
  const { drafts, findings } = readRows(one)
  const { columns } = one
  const optionAt = new Map(
    [...optionLetters].flatMap((letter, option) => {
      const column = columns.get(letter as 'A')
      return column === undefined ? [] : [[column, option] as const]
    }),
  )
  return {
    findings,
    drafts: drafts.map((draft) => {
      const row = table.rows[Number(/(\d+)$/.exec(draft.place)?.[1] ?? 0) - 1] ?? []
      const objects = row.flatMap((cell, column) =>
        cell.flatMap(({ runs }) =>
          runs.flatMap(({ object }) => (object === undefined ? [] : [{ object, option: optionAt.get(column) ?? null }])),
        ),
      )
      const converted =
        row
          .flat()
          .flatMap(({ runs }) => runs)
          .find((run) => run.converted !== undefined)?.converted ?? null
      return { draft, table: { objects, converted, rowPlace: row.flat()[0]?.place ?? table.place } }
    }),
  }
}
