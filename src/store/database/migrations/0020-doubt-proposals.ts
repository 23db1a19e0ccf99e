/**
 * Once standings were seen, one person proposes what a likeness is and another decides it. Frozen: a later change is a later
 * migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const doubtProposalsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const integer = dialect === 'sqlite' ? 'integer' : 'bigint'
    for (const column of [
      `proposed text check (proposed in ('same', 'different'))`,
      'proposed_by text references staff (id)',
      `proposed_at ${integer}`,
    ]) {
      await sql.raw(`alter table likely_same add column ${column}`).execute(db)
    }
  },
}
