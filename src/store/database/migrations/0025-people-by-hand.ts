/**
 * Units stand in a tree, are known by other spellings and last from one day to another; a request may take people away; the last
 * change of a contest's people is kept so that it can be taken back.
 * Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const peopleByHandMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    const statements = [
      "alter table unit add column aliases text not null default '[]'",
      'alter table unit add column parent_code text',
      'alter table unit add column valid_from text',
      'alter table unit add column valid_until text',
      `alter table people_request add column removed ${integer} not null default 0 check (removed >= 0)`,
      `create table people_undo (
        contest_id text not null primary key references contest,
        kind text not null check (kind in ('roster', 'boards', 'units')),
        file_name text not null,
        personal ${bytes} not null,
        revision ${integer} not null,
        added ${integer} not null,
        updated ${integer} not null,
        removed ${integer} not null,
        done_by text references staff,
        done_at ${integer} not null
      ) ${end}`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
