/**
 * Which of a round's fixed sets an attempt has: from 1; 0 where papers are drawn. Frozen: a later change is a later migration. It
 * imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const paperSetsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const integer = dialect === 'sqlite' ? 'integer' : 'bigint'
    await sql.raw(`alter table attempt add column paper_set ${integer} not null default 0 check (paper_set >= 0)`).execute(db)
  },
}
