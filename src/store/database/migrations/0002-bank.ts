/**
 * The desk of the question bank: versions, timeline, ties, pictures, contributions, upload links. Frozen: a later change is
 * a later migration. A question of the first schema becomes version 1 of itself; its sealed bytes are moved as they are.
 */
import { sql, type Kysely } from 'kysely'

/** SQLite cannot change a check, so there these tables are copied aside, made anew and filled again; nothing refers to them yet. */
const rebuiltOnSqlite = `
create table staff_before as select * from staff;
drop table staff;
create table staff (
  id text not null primary key,
  login text not null unique check (length(login) between 1 and 80),
  name text not null,
  role text not null check (role in ('administrator', 'organiser', 'juror', 'assistant', 'contributor')),
  contest_id text references contest (id),
  unit_id text,
  password_hash text not null,
  disabled_at integer,
  created_at integer not null,
  check ((role = 'contributor') = (contest_id is not null)),
  check ((role = 'contributor') = (unit_id is not null)),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) strict;
insert into staff (id, login, name, role, contest_id, unit_id, password_hash, disabled_at, created_at)
  select id, login, name, role, null, null, password_hash, disabled_at, created_at from staff_before;
drop table staff_before;

create table session_before as select * from session;
drop table session;
create table session (
  token_hash blob not null primary key check (length(token_hash) = 32),
  kind text not null check (kind in ('contestant', 'staff', 'contributor')),
  subject_id text not null,
  contest_id text references contest (id),
  created_at integer not null,
  expires_at integer not null
) strict;
insert into session (token_hash, kind, subject_id, contest_id, created_at, expires_at)
  select token_hash, kind, subject_id, contest_id, created_at, expires_at from session_before;
drop table session_before;
create index session_expiry on session (expires_at);
create index session_subject on session (subject_id);

create table audit_before as select * from audit;
drop table audit;
create table audit (
  id integer primary key autoincrement,
  at integer not null,
  actor_kind text not null check (actor_kind in ('staff', 'contestant', 'link', 'system', 'command')),
  actor_id text,
  event text not null,
  contest_id text references contest (id),
  data text not null
) strict;
insert into audit (id, at, actor_kind, actor_id, event, contest_id, data)
  select id, at, actor_kind, actor_id, event, contest_id, data from audit_before;
drop table audit_before;
create index audit_contest on audit (contest_id, id);
`

const alteredOnPostgres = `
alter table staff drop constraint staff_role_check;
alter table staff add column contest_id text references contest (id);
alter table staff add column unit_id text;
alter table staff add check (role in ('administrator', 'organiser', 'juror', 'assistant', 'contributor'));
alter table staff add check ((role = 'contributor') = (contest_id is not null));
alter table staff add check ((role = 'contributor') = (unit_id is not null));
alter table staff add foreign key (contest_id, unit_id) references unit (contest_id, id);
alter table session drop constraint session_kind_check;
alter table session add check (kind in ('contestant', 'staff', 'contributor'));
alter table audit drop constraint audit_actor_kind_check;
alter table audit add check (actor_kind in ('staff', 'contestant', 'link', 'system', 'command'));
`

const statements = `
create table bank (
  contest_id text not null primary key references contest (id),
  revision @int not null check (revision >= 0)
) @end;

create table upload_link (
  id text not null primary key,
  contest_id text not null references contest (id),
  unit_id text not null,
  token_hash @bytes not null unique check (length(token_hash) = 32),
  personal @bytes not null,
  created_by text references staff (id),
  created_at @int not null,
  expires_at @int not null check (expires_at > created_at),
  revoked_at @int,
  used_at @int,
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) @end;
create index upload_link_contest on upload_link (contest_id, created_at);

create table contribution (
  id text not null primary key,
  contest_id text not null references contest (id),
  unit_id text,
  by_kind text not null check (by_kind in ('staff', 'link')),
  by_id text not null,
  state text not null check (state in ('staged', 'submitted')),
  version @int not null check (version >= 1),
  sealed @bytes not null,
  questions @int not null check (questions >= 0),
  broken @int not null check (broken >= 0),
  doubtful @int not null check (doubtful >= 0),
  left_out @int not null check (left_out >= 0),
  created_at @int not null,
  submitted_at @int,
  check ((state = 'submitted') = (submitted_at is not null)),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) @end;
create index contribution_owner on contribution (contest_id, by_id);

create table question_before as select * from question;
drop table question;
create table question (
  id text not null primary key,
  contest_id text not null references contest (id),
  code text not null,
  state text not null check (state in ('draft', 'submitted', 'approved', 'retired')),
  version @int not null check (version >= 1),
  stem_index @bytes not null,
  origin text not null,
  unit_id text,
  contribution_id text references contribution (id),
  assignee_id text references staff (id),
  changes @int not null check (changes >= 1),
  comments @int not null check (comments between 0 and changes),
  created_at @int not null,
  changed_at @int not null,
  unique (contest_id, code),
  unique (contest_id, id),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) @end;
insert into question (id, contest_id, code, state, version, stem_index, origin, changes, comments, created_at, changed_at)
  select id, contest_id, code, state, 1, stem_index, origin, 1, 0, created_at, created_at from question_before;
create index question_stem on question (contest_id, stem_index);

create table question_version (
  question_id text not null references question (id),
  version @int not null check (version >= 1),
  sealed @bytes not null,
  by_kind text not null check (by_kind in ('staff', 'link', 'command')),
  by_id text,
  at @int not null,
  primary key (question_id, version),
  check ((by_kind = 'command') = (by_id is null))
) @end;
insert into question_version (question_id, version, sealed, by_kind, at)
  select id, 1, sealed, 'command', created_at from question_before;

create table question_change (
  question_id text not null references question (id),
  number @int not null check (number >= 1),
  at @int not null,
  by_kind text not null check (by_kind in ('staff', 'link', 'command')),
  by_id text,
  kind text not null check (kind in ('created', 'edited', 'submitted', 'sent-back', 'approved', 'retired', 'restored', 'assigned', 'commented', 'tied', 'untied')),
  version @int not null,
  sealed @bytes,
  primary key (question_id, number),
  foreign key (question_id, version) references question_version (question_id, version),
  check ((by_kind = 'command') = (by_id is null))
) @end;
insert into question_change (question_id, number, at, by_kind, kind, version)
  select id, 1, created_at, 'command', 'created', 1 from question_before;
drop table question_before;

create table question_tie (
  contest_id text not null references contest (id),
  first_id text not null,
  second_id text not null,
  primary key (first_id, second_id),
  check (first_id <> second_id),
  foreign key (contest_id, first_id) references question (contest_id, id),
  foreign key (contest_id, second_id) references question (contest_id, id)
) @end;
create index question_tie_contest on question_tie (contest_id);

create table picture (
  contest_id text not null references contest (id),
  digest text not null check (length(digest) = 64),
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
  sealed @bytes not null,
  kept @int not null check (kept in (0, 1)),
  added_at @int not null,
  primary key (contest_id, digest)
) @end;

create table picture_holder (
  holder_id text not null,
  contest_id text not null,
  digest text not null,
  primary key (holder_id, contest_id, digest),
  foreign key (contest_id, digest) references picture (contest_id, digest)
) @end;
create index picture_holder_digest on picture_holder (contest_id, digest);
`

const words = {
  sqlite: { '@int': 'integer', '@bytes': 'blob', '@end': 'strict' },
  postgres: { '@int': 'bigint', '@bytes': 'bytea', '@end': '' },
} as const

export const bankMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    const text = statements.replace(/@(?:int|bytes|end)\b/g, (word) => vocabulary[word as keyof typeof vocabulary])
    for (const statement of `${dialect === 'sqlite' ? rebuiltOnSqlite : alteredOnPostgres};${text}`.split(';')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(db)
    }
  },
}
