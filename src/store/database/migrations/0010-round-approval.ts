/**
 * Which juror approved which result of a round. Results that were tallied or approved before are tallied anew: their digests
 * did not cover the standings, and nobody knows who approved them. Frozen: a later change is a later migration. It imports
 * nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

const statements = `
create table round_approval (
  round_id text not null references round (id),
  staff_id text not null references staff (id),
  digest text not null check (length(digest) = 64),
  approved_at @int not null,
  at_command_line @int not null check (at_command_line in (0, 1)),
  primary key (round_id, staff_id)
) @end;

update round set status = 'closed', tallied_at = null, approved_at = null, tally_claim = null
  where status in ('tallied', 'approved')
`

const words = {
  sqlite: { '@int': 'integer', '@end': 'strict' },
  postgres: { '@int': 'bigint', '@end': '' },
} as const

export const roundApprovalMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const vocabulary = words[dialect]
    const text = statements.replace(/@(?:int|end)\b/g, (word) => vocabulary[word as keyof typeof vocabulary])
    for (const statement of text.split(';')) await sql.raw(statement).execute(db)
  },
}
