/**
 * Passwords that somebody else made and has seen. Frozen: a later change is a later migration. It imports nothing of today's code on
 * purpose.
 */
import { sql, type Kysely } from 'kysely'

export const givenPasswordsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const integer = dialect === 'sqlite' ? 'integer' : 'bigint'
    await sql.raw(`alter table staff add column password_given ${integer} not null default 0 check (password_given in (0, 1))`).execute(db)
  },
}
