/**
 * Personal data that is erased after the end of a contest: who asked for it ahead of the schedule, and how far an erasure has come. What two
 * people decided is sealed, so that nobody begins one by writing a row. Frozen: a later change is a later migration. It imports nothing
 * of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const erasuresMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    const statements = [
      `create table erasure_request (
        contest_id text not null primary key references contest,
        sealed ${bytes} not null,
        asked_by text references staff,
        asked_at ${integer} not null
      ) ${end}`,
      `create table erasure (
        contest_id text not null primary key references contest,
        sealed ${bytes} not null,
        begun_at ${integer} not null,
        step text not null,
        after text not null,
        counts text not null,
        finished_at ${integer}
      ) ${end}`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
