/**
 * Files of tables, made in a thread of their own (sheet-thread.ts): a workbook of sixty thousand rows takes seconds. The rows
 * go there in portions, so that handing them over holds nobody up either.
 */
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Table } from './workbook.ts'

/** `csv` holds one table. */
export type SheetKind = 'csv' | 'xlsx'

/** A table without its rows; rows of the table told last; at the end what to make of them. */
export type ToSheet = { readonly table: Table } | { readonly rows: Table['rows'] } | { readonly make: SheetKind }

const portion = 500

export async function makeSheet(kind: SheetKind, tables: readonly Table[]): Promise<Uint8Array> {
  const worker = new Worker(new URL('./sheet-thread.ts', import.meta.url), { execArgv: [] })
  const made = Promise.withResolvers<Uint8Array>()
  worker.once('message', (bytes: Uint8Array) => made.resolve(bytes))
  worker.once('error', made.reject)
  worker.once('exit', (code) => made.reject(new Error(`the thread of a sheet ended with ${String(code)}`)))
  const tell = (message: ToSheet): void => worker.postMessage(message)
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
