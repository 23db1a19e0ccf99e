/**
 * Roles are held in a contest: an account keeps its role in every contest it could use until now. The audit says so of each,
 * finds what was done to whom, and counts refusals of one kind by the minute.
 * Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

const roles = `
create table staff_role (
  staff_id text not null references staff (id),
  contest_id text not null references contest (id),
  role text not null check (role in ('organiser', 'juror', 'assistant', 'contributor')),
  unit_id text,
  given_at @int not null,
  primary key (staff_id, contest_id),
  check ((role = 'contributor') = (unit_id is not null)),
  foreign key (contest_id, unit_id) references unit (contest_id, id)
) @end;
create index staff_role_contest on staff_role (contest_id);

insert into staff_role (staff_id, contest_id, role, unit_id, given_at)
  select staff.id, contest.id, staff.role, staff.unit_id, @now
  from staff join contest on staff.contest_id is null or staff.contest_id = contest.id
  where staff.role <> 'administrator';
insert into audit (at, actor_kind, actor_id, event, contest_id, data)
  select @now, 'system', null, 'staff.role-given', contest_id,
    '{"staff":"' || staff_id || '","role":"' || role || '","heldBefore":true}'
  from staff_role order by contest_id, staff_id;

alter table audit add column subject_id text;
alter table audit add column counted text;
alter table audit add column times @int not null default 1 check (times >= 1);
create unique index audit_counted on audit (counted);
create index audit_subject on audit (subject_id, id);
create index audit_actor on audit (actor_id, id);
`

/** Others refer to the table that is made anew: their references are looked at when everything is done. */
const staffOnSqlite = `
pragma defer_foreign_keys = on;
create table staff_before as select * from staff;
drop table staff;
create table staff (
  id text not null primary key,
  login text not null unique check (length(login) between 1 and 80),
  name text not null,
  administrator integer not null check (administrator in (0, 1)),
  password_hash text not null,
  disabled_at integer,
  created_at integer not null
) strict;
insert into staff (id, login, name, administrator, password_hash, disabled_at, created_at)
  select id, login, name, role = 'administrator', password_hash, disabled_at, created_at from staff_before;
drop table staff_before;
`

const staffOnPostgres = `
alter table staff add column administrator bigint;
update staff set administrator = case when role = 'administrator' then 1 else 0 end;
alter table staff alter column administrator set not null;
alter table staff add check (administrator in (0, 1));
alter table staff drop column role, drop column contest_id, drop column unit_id;
`

const words = {
  sqlite: { '@int': 'integer', '@end': 'strict' },
  postgres: { '@int': 'bigint', '@end': '' },
} as const

export const contestRoleMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary: Readonly<Record<string, string>> = { ...words[dialect], '@now': String(Date.now()) }
    const text = roles.replace(/@(?:int|end|now)\b/g, (word) => vocabulary[word] ?? '')
    for (const statement of `${text}${dialect === 'sqlite' ? staffOnSqlite : staffOnPostgres}`.split(';')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(db)
    }
  },
}
