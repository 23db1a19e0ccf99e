/**
 * Who tallies a round last holds its result: every chunk of a tally asks whether it is still the one. Frozen: a later change
 * is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const tallyClaimMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('alter table round add column tally_claim text').execute(db)
  },
}
