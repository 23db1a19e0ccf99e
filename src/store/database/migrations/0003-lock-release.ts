/**
 * Each round is locked by itself; taking its set away before it opens needs two people, and an opening that has begun keeps
 * its set. Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

const statements = `
create table round_lock (
  round_id text not null primary key references round (id),
  locked_at @int not null,
  locked_by text not null,
  opening_begun_at @int
) @end;

insert into round_lock (round_id, locked_at, locked_by, opening_begun_at)
  select round.id, locked_set.locked_at, locked_set.locked_by, round.opened_at
  from round join locked_set on locked_set.id = round.locked_set_id;

create table lock_release (
  round_id text not null primary key references round (id),
  locked_set_id text not null references locked_set (id),
  asked_by text not null references staff (id),
  reason text not null check (length(reason) between 1 and 1000),
  asked_at @int not null
) @end;
`

const words = {
  sqlite: { '@int': 'integer', '@end': 'strict' },
  postgres: { '@int': 'bigint', '@end': '' },
} as const

export const lockReleaseMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    const text = statements.replace(/@(?:int|end)\b/g, (word) => vocabulary[word as keyof typeof vocabulary])
    for (const statement of text.split(';')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(db)
    }
  },
}
