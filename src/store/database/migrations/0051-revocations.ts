/**
 * Prizes that were taken back after publication: asked for by one, agreed to by another. Whose, why and who agreed is sealed, so that
 * nobody takes one back by writing a row. Frozen: a later change is a later migration. It
 * imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const revocationsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    const statements = [
      `create table prize_revocation (
        id text not null primary key,
        round_id text not null references round,
        sealed ${bytes} not null,
        asked_by text not null references staff,
        asked_at ${integer} not null,
        agreed_by text references staff,
        agreed_at ${integer},
        version ${integer},
        check ((agreed_by is null) = (agreed_at is null)),
        check ((agreed_by is null) = (version is null)),
        check (agreed_by is null or agreed_by <> asked_by)
      ) ${end}`,
      'create unique index prize_revocation_waiting on prize_revocation (round_id) where agreed_at is null',
      'create index prize_revocation_round on prize_revocation (round_id)',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
