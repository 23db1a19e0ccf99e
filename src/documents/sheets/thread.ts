/** The thread that makes a file of tables: it takes them as making.ts tells them, and answers with the bytes. */
import { parentPort } from 'node:worker_threads'
import { csvOf } from './csv.ts'
import type { SheetKind, ToSheet } from './making.ts'
import { workbookOf, type Table } from './workbook.ts'

if (parentPort === null) throw new Error('sheets/thread.ts runs only as a worker thread')
const port = parentPort

const tables: { readonly table: Table; readonly rows: Table['rows'][number][] }[] = []

async function make(kind: SheetKind): Promise<Uint8Array> {
  const whole = tables.map(({ table, rows }) => ({ ...table, rows }))
  const [first] = whole
  return kind === 'csv' && first !== undefined ? csvOf(first) : workbookOf(whole)
}

async function answer(kind: SheetKind): Promise<void> {
  // Of its own memory, which can be handed over: a Buffer may share a larger one.
  const bytes = new Uint8Array(await make(kind))
  port.postMessage(bytes, [bytes.buffer])
  port.close()
}

port.on('message', (message: ToSheet) => {
  if ('table' in message) tables.push({ table: message.table, rows: [] })
  else if ('rows' in message) for (const row of message.rows) tables.at(-1)?.rows.push(row)
  else void answer(message.make)
})
