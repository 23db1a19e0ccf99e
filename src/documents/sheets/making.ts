/**
 * Files of tables, made in a thread of their own (thread.ts): a workbook of sixty thousand rows takes seconds. The rows
 * go there in portions, so that handing them over holds nobody up either.
 */
import { setImmediate } from 'node:timers/promises'
import type { Table } from './workbook.ts'

/** `csv` holds one table. */
export type SheetKind = 'csv' | 'xlsx'

/** A table without its rows; rows of the table told last; at the end what to make of them. */
export type ToSheet = { readonly table: Table } | { readonly rows: Table['rows'] } | { readonly make: SheetKind }

const portion = 500

/** What runs `thread.ts` (adapters/thread.ts). */
export const sheetThread = { program: new URL('./thread.ts', import.meta.url), youngHeapMb: null } as const

type Start = (hear: (bytes: Uint8Array) => void) => { tell(message: ToSheet): void; readonly ended: Promise<Error> }

export type SheetMaker = (kind: SheetKind, tables: readonly Table[]) => Promise<Uint8Array>

export function createSheetMaker(start: Start): SheetMaker {
  return async (kind, tables) => {
    const made = Promise.withResolvers<Uint8Array>()
    const { tell, ended } = start(made.resolve)
    void ended.then(made.reject)
    for (const { rows, ...table } of tables) {
      tell({ table: { ...table, rows: [] } })
      for (let from = 0; from < rows.length; from += portion) {
        tell({ rows: rows.slice(from, from + portion) })
        await setImmediate()
      }
    }
    tell({ make: kind })
    return made.promise
  }
}
