/**
 * Standings grow in the order of two keys, each in a table of its own that lies in that order: by rank, and by contestant.
 * One table with both indexes wrote nearly every page of the second anew for each chunk of a tally. Checking every line
 * against its entry, contestant and unit costs a tally about a seventh of its time, and is kept.
 * Frozen: a later change is a later migration.
 */
import { sql, type Kysely } from 'kysely'

const statements = `
create table standing_before as select * from standing;
drop table standing;

create table standing (
  round_id text not null references round_result (round_id),
  rank @int not null check (rank >= 1),
  entry_id text not null references entry (id),
  contestant_id text not null references contestant (id),
  unit_id text not null references unit (id),
  correct @int not null check (correct >= 0),
  prediction @int,
  prediction_distance @int,
  submitted_at @int not null,
  duration_ms @int not null check (duration_ms >= 0),
  parted_by text,
  eligible @int not null check (eligible in (0, 1)),
  primary key (round_id, rank)
) @end;

create table contestant_rank (
  round_id text not null,
  contestant_id text not null references contestant (id),
  rank @int not null check (rank >= 1),
  primary key (round_id, contestant_id)
) @end;

insert into standing select * from standing_before;
insert into contestant_rank select round_id, contestant_id, rank from standing_before order by round_id, contestant_id;
drop table standing_before
`

const words = {
  sqlite: { '@int': 'integer', '@end': 'strict, without rowid' },
  postgres: { '@int': 'bigint', '@end': '' },
} as const

export const standingsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    const text = statements.replace(/@(?:int|end)\b/g, (word) => vocabulary[word as keyof typeof vocabulary])
    for (const statement of text.split(';')) await sql.raw(statement).execute(db)
  },
}
