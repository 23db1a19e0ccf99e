/** What is only of PostgreSQL: its client, loaded with the first of its databases (who keeps a file does without), and arrays as it reads them. */
import { createRequire } from 'node:module'
import type pg from 'pg'

const require = createRequire(import.meta.url)
let loaded: typeof pg | null = null

export function postgres(): typeof pg {
  loaded ??= require('pg') as typeof pg
  return loaded
}

/** What the server answered; nothing did while nothing was loaded. */
export const isPostgresError = (error: unknown): error is pg.DatabaseError => loaded !== null && error instanceof loaded.DatabaseError

/**
 * Arrays in the binary wire format (src/backend/utils/adt/arrayfuncs.c, array_recv): a header of five int32 –
 * dimensions, has nulls, element type, length, lower bound – then each element as int32 length and bytes. A Buffer is
 * sent as it is, so a thousand byte strings cost neither hex nor quoting.
 */
const oid = { bytea: 17, int8: 20, text: 25 } as const

function binaryArray(element: keyof typeof oid, items: readonly Uint8Array[]): Buffer {
  let length = 20
  for (const item of items) length += 4 + item.length
  const array = Buffer.allocUnsafe(length)
  array.writeInt32BE(1, 0)
  array.writeInt32BE(0, 4)
  array.writeInt32BE(oid[element], 8)
  array.writeInt32BE(items.length, 12)
  array.writeInt32BE(1, 16)
  let at = 20
  for (const item of items) {
    array.writeInt32BE(item.length, at)
    array.set(item, at + 4)
    at += 4 + item.length
  }
  return array
}

export const byteaArray = (items: readonly Uint8Array[]): Buffer => binaryArray('bytea', items)

/** UTF-8, as every connection of the product is. */
export const textArray = (items: readonly string[]): Buffer =>
  binaryArray(
    'text',
    items.map((item) => Buffer.from(item)),
  )

export const int8Array = (items: readonly number[]): Buffer =>
  binaryArray(
    'int8',
    items.map((item) => {
      const bytes = Buffer.allocUnsafe(8)
      bytes.writeBigInt64BE(BigInt(item))
      return bytes
    }),
  )
