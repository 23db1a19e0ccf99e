/**
 * By whose personal link a contestant came. Frozen: a later change is a later migration. It imports nothing of today's code on
 * purpose.
 */
import { sql, type Kysely } from 'kysely'

export const referralsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [bytes, end] = dialect === 'sqlite' ? ['blob', 'strict'] : ['bytea', '']
    const statements = [
      `create table referral (
        contestant_id text not null primary key references contestant on delete cascade,
        contest_id text not null references contest,
        sealed ${bytes} not null
      ) ${end}`,
      'create index referral_contest on referral (contest_id, contestant_id)',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
