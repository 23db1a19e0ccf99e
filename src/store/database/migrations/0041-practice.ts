/**
 * Questions that anybody may practise with. Who was released once keeps its row when it is withdrawn: its answer was public, and no set
 * ever holds it. Frozen: a later change is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const practiceMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, end] = dialect === 'sqlite' ? ['integer', 'strict'] : ['bigint', '']
    const statements = [
      `create table practice_question (
        question_id text not null primary key references question,
        contest_id text not null references contest,
        released_at ${integer} not null,
        withdrawn_at ${integer}
      ) ${end}`,
      'create index practice_question_contest on practice_question (contest_id)',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
