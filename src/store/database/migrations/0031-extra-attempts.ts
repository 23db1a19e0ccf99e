/**
 * Attempts given to one contestant beyond those of the rules: asked for by one, agreed to by another. Why is sealed, for it tells of a
 * person. Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const extraAttemptsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    const statements = [
      `create table extra_attempt (
        id text not null primary key,
        round_id text not null references round,
        contestant_id text not null references contestant,
        personal ${bytes},
        asked_by text not null references staff,
        asked_at ${integer} not null,
        agreed_by text references staff,
        agreed_at ${integer},
        check ((agreed_by is null) = (agreed_at is null)),
        check (agreed_by <> asked_by)
      ) ${end}`,
      'create unique index extra_attempt_waiting on extra_attempt (round_id, contestant_id) where agreed_at is null',
      'create index extra_attempt_contestant on extra_attempt (contestant_id)',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
