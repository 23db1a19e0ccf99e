/**
 * The first schema. Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 * One text for both databases; `@bytes`, `@serial` and `@end` are the only places where they differ.
 */
import { sql, type Kysely } from 'kysely'

const statements = `
create table contest (
  id text not null primary key,
  slug text not null unique check (length(slug) between 1 and 80),
  rules text not null,
  rules_digest text not null check (length(rules_digest) = 64),
  demo @int not null check (demo in (0, 1)),
  created_at @int not null,
  updated_at @int not null
) @end;

create table unit (
  id text not null primary key,
  contest_id text not null references contest (id),
  code text not null,
  name text not null,
  kind text not null,
  headcount @int not null check (headcount >= 0),
  unique (contest_id, code),
  unique (contest_id, id)
) @end;

create table contestant (
  id text not null primary key,
  contest_id text not null references contest (id),
  unit_id text not null,
  personal @bytes not null,
  staff_code_index @bytes not null,
  phone_index @bytes,
  consented_at @int,
  created_at @int not null,
  unique (contest_id, staff_code_index),
  unique (contest_id, id),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) @end;
create index contestant_phone on contestant (contest_id, phone_index);
create index contestant_unit on contestant (contest_id, unit_id);

create table board_member (
  id text not null primary key,
  contest_id text not null references contest (id),
  board text not null check (board in ('organiser', 'juror', 'assistant')),
  personal @bytes not null,
  role text not null,
  staff_code_index @bytes,
  phone_index @bytes,
  added_at @int not null,
  check (staff_code_index is not null or phone_index is not null)
) @end;
create unique index board_member_code on board_member (contest_id, board, staff_code_index);
create index board_member_phone on board_member (contest_id, phone_index);

create table question (
  id text not null primary key,
  contest_id text not null references contest (id),
  code text not null,
  sealed @bytes not null,
  stem_index @bytes not null,
  state text not null check (state in ('approved', 'retired')),
  origin text not null,
  created_at @int not null,
  unique (contest_id, code)
) @end;
create index question_stem on question (contest_id, stem_index);

create table locked_set (
  id text not null primary key,
  contest_id text not null references contest (id),
  digest text not null check (length(digest) = 64),
  sealed @bytes not null,
  questions @int not null check (questions > 0),
  locked_at @int not null,
  locked_by text not null,
  unique (contest_id, digest),
  unique (contest_id, id)
) @end;

create table round (
  id text not null primary key,
  contest_id text not null references contest (id),
  key text not null,
  ordinal @int not null check (ordinal >= 1),
  name text not null,
  opens_at @int not null,
  closes_at @int not null,
  status text not null check (status in ('scheduled', 'open', 'closing', 'closed', 'tallied', 'approved', 'published')),
  locked_set_id text,
  paper_seed @bytes not null,
  lot_seed @bytes not null,
  entry_key @bytes not null,
  opened_at @int,
  closed_at @int,
  tallied_at @int,
  approved_at @int,
  published_at @int,
  unique (contest_id, key),
  unique (contest_id, ordinal),
  check (closes_at > opens_at),
  check (status = 'scheduled' or (opened_at is not null and locked_set_id is not null)),
  check (status in ('scheduled', 'open', 'closing') or closed_at is not null),
  check (status <> 'published' or published_at is not null),
  foreign key (contest_id, locked_set_id) references locked_set (contest_id, id)
) @end;
create index round_due on round (status, opens_at, closes_at);

create table attempt (
  id text not null primary key,
  round_id text not null references round (id),
  contestant_id text not null references contestant (id),
  number @int not null check (number >= 1),
  started_at @int not null,
  deadline_at @int not null check (deadline_at >= started_at),
  unique (round_id, contestant_id, number)
) @end;

create table entry (
  id text not null primary key check (length(id) between 16 and 64),
  round_id text not null references round (id),
  attempt_id text not null unique references attempt (id),
  contestant_id text not null,
  log_index @int not null check (log_index >= 1),
  submitted_at @int not null,
  body_digest @bytes not null check (length(body_digest) = 32),
  sealed @bytes not null,
  leaf @bytes not null,
  proof @bytes not null,
  tree_size @int not null check (tree_size > log_index),
  code text not null check (length(code) = 10),
  unique (round_id, log_index)
) @end;
create index entry_code on entry (code);

create table marker_leaf (
  round_id text not null references round (id),
  log_index @int not null check (log_index >= 0),
  leaf @bytes not null,
  primary key (round_id, log_index)
) @end;

create table log_head (
  round_id text not null primary key references round (id),
  size @int not null check (size >= 1),
  root @bytes not null check (length(root) = 32),
  frontier @bytes not null,
  checkpoint text not null,
  closed @int not null check (closed in (0, 1))
) @end;

create table log_checkpoint (
  round_id text not null references round (id),
  size @int not null check (size >= 1),
  checkpoint text not null,
  signed_at @int not null,
  primary key (round_id, size)
) @end;

create table round_result (
  round_id text not null primary key references round (id),
  actual_all_correct @int not null check (actual_all_correct >= 0),
  participants @int not null check (participants >= 0),
  summary text not null,
  digest text not null check (length(digest) = 64),
  computed_at @int not null
) @end;

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
  primary key (round_id, rank),
  unique (round_id, contestant_id)
) @end;

create table set_aside (
  round_id text not null references round_result (round_id),
  entry_id text not null references entry (id),
  contestant_id text not null references contestant (id),
  reason text not null check (reason in ('barred', 'disqualified', 'another-attempt-counts')),
  primary key (round_id, entry_id)
) @end;

create table award (
  round_id text not null references round_result (round_id),
  place @int not null check (place >= 1),
  level text not null,
  contestant_id text not null references contestant (id),
  entry_id text not null references entry (id),
  rank @int not null check (rank >= 1),
  explanation_vi text not null check (length(explanation_vi) > 0),
  explanation_en text not null check (length(explanation_en) > 0),
  primary key (round_id, place)
) @end;

create table unit_standing (
  contest_id text not null references contest (id),
  unit_id text not null references unit (id),
  rank @int not null check (rank >= 1),
  participants @int not null check (participants >= 0),
  headcount @int not null check (headcount >= 0),
  all_correct @int not null check (all_correct >= 0),
  parted_by text,
  tied @int not null check (tied in (0, 1)),
  awarded @int not null check (awarded in (0, 1)),
  computed_at @int not null,
  primary key (contest_id, unit_id)
) @end;

create table staff (
  id text not null primary key,
  login text not null unique check (length(login) between 1 and 80),
  name text not null,
  role text not null check (role in ('administrator', 'organiser', 'juror', 'assistant')),
  password_hash text not null,
  disabled_at @int,
  created_at @int not null
) @end;

create table session (
  token_hash @bytes not null primary key check (length(token_hash) = 32),
  kind text not null check (kind in ('contestant', 'staff')),
  subject_id text not null,
  contest_id text references contest (id),
  created_at @int not null,
  expires_at @int not null
) @end;
create index session_expiry on session (expires_at);
create index session_subject on session (subject_id);

create table sign_in_failure (
  bucket text not null primary key,
  failures @int not null check (failures >= 0),
  resets_at @int not null
) @end;

create table audit (
  id @serial,
  at @int not null,
  actor_kind text not null check (actor_kind in ('staff', 'contestant', 'system', 'command')),
  actor_id text,
  event text not null,
  contest_id text references contest (id),
  data text not null
) @end;
create index audit_contest on audit (contest_id, id);
`

const words = {
  sqlite: { '@int': 'integer', '@bytes': 'blob', '@serial': 'integer primary key autoincrement', '@end': 'strict' },
  postgres: { '@int': 'bigint', '@bytes': 'bytea', '@serial': 'bigint generated always as identity primary key', '@end': '' },
} as const

export const contestMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    const text = statements.replace(/@(?:int|bytes|serial|end)\b/g, (word) => vocabulary[word as keyof typeof vocabulary])
    for (const statement of text.split(';')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(db)
    }
  },
}
