/** Every row of a PostgreSQL database into an SQLite one of the same schema, and back. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { sql } from 'kysely'
import { postgresTypes, type Db } from '../database/database.ts'
import { postgres } from '../database/postgres.ts'
import type { Schema } from '../database/schema.ts'

/** In an order in which every row finds what it refers to. */
export const tables = [
  'key_fingerprint',
  'contest',
  'rules_version',
  'unit',
  'contestant',
  'board_member',
  'staff',
  'staff_role',
  'second_factor',
  'recovery_code',
  'people_request',
  'people_undo',
  'likely_same',
  'bank',
  'upload_link',
  'contribution',
  'question',
  'question_version',
  'question_change',
  'question_tie',
  'practice_question',
  'picture',
  'picture_holder',
  'locked_set',
  'round',
  'referral',
  'attempt',
  'entry',
  'marker_leaf',
  'log_head',
  'log_checkpoint',
  'round_result',
  'standing',
  'contestant_rank',
  'set_aside',
  'award',
  'publication',
  'prize_revocation',
  'round_lock',
  'lock_release',
  'round_approval',
  'round_departure',
  'extra_attempt',
  'tie_decision',
  'log_epoch',
  'erasure_request',
  'erasure',
  'clock_confirmation',
  'provider_account',
  'provider_doubt',
  'used_proof',
  'session_move',
  'session',
  'session_change',
  'sign_in_failure',
  'audit',
] as const satisfies readonly (keyof Schema)[]

/** Rows copied so far of one table. */
export type Progress = (table: string, rows: number) => void

/** Rows held in memory at once; those of files and pictures have megabytes each. */
const chunkRows = (table: string): number => (table === 'picture' || table === 'contribution' ? 4 : 500)

/** All tables as they were at one instant: one repeatable-read transaction, read through cursors. */
export async function copyFromPostgres(url: string, target: DatabaseSync, progress: Progress): Promise<void> {
  const source = new (postgres().Client)({ connectionString: url, types: postgresTypes })
  await source.connect()
  try {
    await source.query('begin isolation level repeatable read read only')
    target.exec('begin immediate')
    for (const table of tables) {
      const columns = columnsOf(target, table)
      const insert = target.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
      await source.query(`declare copied no scroll cursor for select ${columns.join(', ')} from ${table}`)
      for (let copied = 0; ;) {
        const { rows } = await source.query<Record<string, SQLInputValue>>(`fetch ${String(chunkRows(table))} from copied`)
        for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null))
        copied += rows.length
        progress(table, copied)
        if (rows.length < chunkRows(table)) break
      }
      await source.query('close copied')
    }
    target.exec('commit')
    await source.query('commit')
  } finally {
    await source.end()
  }
}

/** Inserts all rows of `source`; the caller has a transaction on an empty, migrated database open. */
export async function copyToPostgres(source: DatabaseSync, target: Db, progress: Progress): Promise<void> {
  for (const table of tables) {
    const columns = columnsOf(source, table)
    let copied = 0
    let chunk: Record<string, unknown>[] = []
    const flush = async (): Promise<void> => {
      if (chunk.length === 0) return
      const values = chunk.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
      await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) overriding system value values ${sql.join(values)}`.execute(
        target,
      )
      copied += chunk.length
      chunk = []
      progress(table, copied)
    }
    for (const row of source.prepare(`select * from ${table}`).iterate()) {
      chunk.push({ ...row })
      if (chunk.length === chunkRows(table)) await flush()
    }
    await flush()
  }
}

const columnsOf = (database: DatabaseSync, table: string): readonly string[] =>
  database
    .prepare('select name from pragma_table_info(?)')
    .all(table)
    .map((row) => String(row['name']))
