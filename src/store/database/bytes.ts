import type { ColumnType } from 'kysely'

/** A column of bytes. */
export type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>
