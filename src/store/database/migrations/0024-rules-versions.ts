/**
 * When a contest was announced, and every version of its rules since. What was public until now was announced when it was made.
 * Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const rulesVersionsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, end] = dialect === 'sqlite' ? ['integer', 'strict'] : ['bigint', '']
    const statements = [
      `alter table contest add column announced_at ${integer}`,
      'update contest set announced_at = created_at',
      `create table rules_version (
        contest_id text not null references contest,
        number ${integer} not null,
        at ${integer} not null,
        rules text not null,
        rules_digest text not null,
        reason text,
        primary key (contest_id, number)
      ) ${end}`,
      `insert into rules_version (contest_id, number, at, rules, rules_digest, reason)
        select id, 1, updated_at, rules, rules_digest, null from contest`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
