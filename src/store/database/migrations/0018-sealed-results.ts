/**
 * Results lie sealed. Those that are not published are tallied anew: they stood in the clear, and their digests could be found
 * by trying. Published ones are brought into the new shape here and sealed by the first start, since a migration has no keys
 * (store/results/earlier-results.ts). Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

const parts = ['award', 'set_aside', 'contestant_rank', 'standing', 'round_result'] as const

const published = `select id from round where status = 'published'`

const statements = `
update round set status = 'closed', tallied_at = null, approved_at = null, tally_claim = null
  where status in ('tallied', 'approved');
delete from round_approval where round_id not in (${published});

${parts.map((table) => `create table ${table}_before as select * from ${table} where round_id in (${published})`).join(';\n')};
${parts.map((table) => `drop table ${table}`).join(';\n')};

create table round_result (
  round_id text not null primary key references round (id),
  participants @int not null check (participants >= 0),
  digest text not null check (length(digest) = 64),
  computed_at @int not null,
  sealed @bytes not null
) @end;

create table standing (
  round_id text not null references round_result (round_id),
  block @int not null check (block >= 0),
  sealed @bytes not null,
  primary key (round_id, block)
) @end;

create table contestant_rank (
  round_id text not null,
  contestant_index @bytes not null,
  rank @int not null check (rank >= 1),
  primary key (round_id, contestant_index)
) @indexed;

create table set_aside (
  round_id text not null references round_result (round_id),
  block @int not null check (block >= 0),
  sealed @bytes not null,
  primary key (round_id, block)
) @end;

create table award (
  round_id text not null references round_result (round_id),
  place @int not null check (place >= 1),
  sealed @bytes not null,
  primary key (round_id, place)
) @end;

insert into round_result (round_id, participants, digest, computed_at, sealed)
  select round_id, participants, digest, computed_at, @blob(cast(@array(actual_all_correct, summary) as text)@utf8)
  from round_result_before;

insert into standing (round_id, block, sealed)
  select round_id, (rank - 1) / 25, @blob('[' || string_agg(cast(@array(entry_id, contestant_id, unit_id, correct, prediction,
    prediction_distance, submitted_at, duration_ms, parted_by, eligible) as text), ',' order by rank) || ']'@utf8)
  from standing_before group by round_id, (rank - 1) / 25;

insert into contestant_rank (round_id, contestant_index, rank)
  select round_id, @blob(contestant_id@utf8), rank from contestant_rank_before;

insert into set_aside (round_id, block, sealed)
  select round_id, block, @blob('[' || string_agg(cast(@array(entry_id, contestant_id, reason) as text), ',' order by entry_id) || ']'@utf8)
  from (select round_id, entry_id, contestant_id, reason,
    (row_number() over (partition by round_id order by entry_id) - 1) / 25 as block from set_aside_before) as numbered
  group by round_id, block;

insert into award (round_id, place, sealed)
  select round_id, place,
    @blob(cast(@array(level, contestant_id, entry_id, rank, explanation_vi, explanation_en) as text)@utf8)
  from award_before;

${parts.map((table) => `drop table ${table}_before`).join(';\n')};
alter table round add column result_plain @int not null default 0;
update round set result_plain = 1 where id in (select round_id from round_result)
`

const words = {
  sqlite: {
    ...{ '@int': 'integer', '@bytes': 'blob', '@end': 'strict', '@indexed': 'strict, without rowid' },
    ...{ '@blob(': 'cast(', '@utf8)': ' as blob)', '@array': 'json_array' },
  },
  postgres: {
    ...{ '@int': 'bigint', '@bytes': 'bytea', '@end': '', '@indexed': '' },
    ...{ '@blob(': 'convert_to(', '@utf8)': ", 'UTF8')", '@array': 'json_build_array' },
  },
} as const

export const sealedResultsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    // What is dropped is not to be read from the file's free pages.
    if (dialect === 'sqlite') await sql.raw('pragma secure_delete = on').execute(db)
    const text = statements.replace(
      /@(?:blob\(|utf8\)|(?:int|bytes|end|indexed|array)\b)/g,
      (word) => vocabulary[word as keyof typeof vocabulary],
    )
    for (const statement of text.split(';')) await sql.raw(statement).execute(db)
    if (dialect === 'sqlite') await sql.raw('pragma secure_delete = off').execute(db)
  },
}
