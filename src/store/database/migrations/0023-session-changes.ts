/**
 * Whose session ended, or who was changed, for every process that remembers sessions to read anew. Frozen: a later change is a later
 * migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const sessionChangesMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const columns =
      dialect === 'sqlite'
        ? 'seq integer primary key autoincrement, subject_id text not null, at integer not null'
        : 'seq bigint generated always as identity primary key, subject_id text not null, at bigint not null'
    await sql.raw(`create table session_change (${columns})${dialect === 'sqlite' ? ' strict' : ''}`).execute(db)
    await sql.raw('create index session_change_at on session_change (at)').execute(db)
  },
}
