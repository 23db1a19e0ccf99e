/**
 * Signing in by a provider: whose account there is which person, accounts that are in doubt, proofs that were used, and codes that move a
 * session to another browser. Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const providersMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    const statements = [
      `create table provider_account (
        account_index ${bytes} not null primary key,
        contest_id text not null references contest,
        provider text not null,
        contestant_id text not null references contestant on delete cascade,
        bound_at ${integer} not null,
        tag ${bytes} not null,
        unique (contestant_id, provider)
      ) ${end}`,
      `create table provider_doubt (
        account_index ${bytes} not null,
        contestant_id text not null references contestant on delete cascade,
        contest_id text not null references contest,
        provider text not null,
        why text not null check (why in ('several', 'name-differs', 'code-differs', 'bound')),
        seen_at ${integer} not null,
        primary key (account_index, contestant_id)
      ) ${end}`,
      'create index provider_doubt_contest on provider_doubt (contest_id, contestant_id)',
      `create table used_proof (
        mark ${bytes} not null primary key,
        forgotten_at ${integer} not null
      ) ${end}`,
      `create table session_move (
        handle_index ${bytes} not null primary key,
        contestant_id text not null references contestant on delete cascade,
        contest_id text not null references contest,
        code_mac ${bytes} not null,
        tries_left ${integer} not null check (tries_left >= 0),
        expires_at ${integer} not null
      ) ${end}`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
