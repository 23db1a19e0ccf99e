/**
 * Once a round has opened, changes to people wait for a second person; who may be one person though written twice is kept with
 * what was decided of it; a staff account may say whose it is.
 * Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

const statements = `
create table people_request (
  id text not null primary key,
  contest_id text not null references contest (id),
  kind text not null check (kind in ('roster', 'boards', 'units')),
  file_name text not null,
  personal @bytes,
  added @int not null check (added >= 0),
  updated @int not null check (updated >= 0),
  asked_by text references staff (id),
  asked_at @int not null,
  state text not null check (state in ('asked', 'applied', 'refused', 'withdrawn')),
  decided_by text references staff (id),
  decided_at @int,
  check ((state = 'asked') = (personal is not null)),
  check ((state = 'asked') = (decided_at is null))
) @end;
create index people_request_contest on people_request (contest_id, asked_at);

create table likely_same (
  contest_id text not null references contest (id),
  contestant_id text not null references contestant (id),
  other_kind text not null check (other_kind in ('contestant', 'board', 'staff')),
  other_id text not null,
  grounds text not null,
  certain @int not null check (certain in (0, 1)),
  decision text check (decision in ('same', 'different')),
  decided_by text references staff (id),
  decided_at @int,
  primary key (contestant_id, other_kind, other_id),
  check ((decision is null) = (decided_at is null))
) @end;
create index likely_same_contest on likely_same (contest_id);

alter table staff add column personal @bytes;
`

const words = {
  sqlite: { '@int': 'integer', '@bytes': 'blob', '@end': 'strict' },
  postgres: { '@int': 'bigint', '@bytes': 'bytea', '@end': '' },
} as const

export const peopleRequestMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    const text = statements.replace(/@(?:int|bytes|end)\b/g, (word) => vocabulary[word as keyof typeof vocabulary])
    for (const statement of text.split(';')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(db)
    }
  },
}
