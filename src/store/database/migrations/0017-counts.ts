/**
 * What every page of the staff counts is counted fast: units, people and boards have a revision, so that they are counted
 * once for each, and questions are counted by state from an index. Frozen: a later change is a later migration. It imports
 * nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const countsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const integer = dialect === 'sqlite' ? 'integer' : 'bigint'
    await sql.raw(`alter table contest add column roster_revision ${integer} not null default 0`).execute(db)
    await sql.raw('create index question_state on question (contest_id, state)').execute(db)
  },
}
