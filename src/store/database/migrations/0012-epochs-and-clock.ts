/**
 * Epochs of a log, taking back a closing, and what people said about the clock. Frozen: a later change is a later migration.
 * It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

const statements = `
alter table marker_leaf add column proof @bytes;
create table log_epoch (
  round_id text not null references round,
  epoch @int not null,
  backup text not null,
  backup_at @int not null,
  restored_at @int not null,
  log_size @int not null,
  logged @int not null,
  primary key (round_id, epoch)
) @end;
create table round_reopening (
  round_id text not null primary key references round,
  asked_by text not null references staff,
  reason text not null,
  asked_at @int not null,
  closes_at @int not null,
  agreed_by text references staff,
  agreed_at @int
) @end;
create table clock_confirmation (
  source text not null primary key,
  value @int not null,
  confirmed_by text not null,
  confirmed_at @int not null
) @end`

const words = {
  sqlite: { '@int': 'integer', '@bytes': 'blob', '@end': 'strict' },
  postgres: { '@int': 'bigint', '@bytes': 'bytea', '@end': '' },
} as const

export const epochsAndClockMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    const text = statements.replace(/@(?:int|bytes|end)\b/g, (word) => vocabulary[word as keyof typeof vocabulary])
    for (const statement of text.split(';')) await sql.raw(statement).execute(db)
  },
}
