/**
 * Where a round left the times its rulebook announced: asked for by one, agreed to by another, kept for everybody to read. Requests
 * to reopen that wait move here. Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const departuresMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, end] = dialect === 'sqlite' ? ['integer', 'strict'] : ['bigint', '']
    const statements = [
      `create table round_departure (
        id text not null primary key,
        round_id text not null references round,
        kind text not null check (kind in ('open', 'close', 'reopen')),
        reason text not null,
        closes_at ${integer},
        asked_by text references staff,
        asked_at ${integer} not null,
        agreed_by text references staff,
        agreed_at ${integer},
        planned_at ${integer},
        done_at ${integer}
      ) ${end}`,
      'create unique index round_departure_waiting on round_departure (round_id) where done_at is null',
      'create index round_departure_round on round_departure (round_id)',
      `insert into round_departure (id, round_id, kind, reason, closes_at, asked_by, asked_at, agreed_by, agreed_at)
        select round_id, round_id, 'reopen', reason, closes_at, asked_by, asked_at, agreed_by, agreed_at from round_reopening`,
      'drop table round_reopening',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
