/**
 * What organisers decide of contestants whom nothing else has parted: asked for by one, agreed to by another. The order and its
 * reasons are sealed, for they tell of people and of results. Frozen: a later change is a later migration. It imports nothing of
 * today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const tieDecisionsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    const statements = [
      `create table tie_decision (
        id text not null primary key,
        round_id text not null references round,
        sealed ${bytes} not null,
        asked_by text not null references staff,
        asked_at ${integer} not null,
        agreed_by text references staff,
        agreed_at ${integer},
        check ((agreed_by is null) = (agreed_at is null)),
        check (agreed_by <> asked_by)
      ) ${end}`,
      'create unique index tie_decision_waiting on tie_decision (round_id) where agreed_at is null',
      'create index tie_decision_round on tie_decision (round_id)',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
