/**
 * A set may have been locked that held questions nobody had approved, where the rules of its round said so. Such a set is taken
 * from a round that has not begun to open: it is locked again, of approved questions. Frozen: a later change is a later
 * migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

interface StoredRules {
  readonly rounds?: readonly { readonly id: string; readonly draw?: { readonly states?: readonly string[] } }[]
}

export const approvedSetsMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { rows } = await sql<{ id: string; rules: string }>`select id, rules from contest`.execute(db)
    for (const { id, rules } of rows) {
      for (const round of (JSON.parse(rules) as StoredRules).rounds ?? []) {
        if (round.draw?.states?.includes('submitted') !== true) continue
        const { rows: found } = await sql<{ id: string }>`
          select round.id from round join round_lock on round_lock.round_id = round.id
          where round.contest_id = ${id} and round.key = ${round.id} and round.status = 'scheduled'
          and round_lock.opening_begun_at is null`.execute(db)
        for (const { id: roundId } of found) {
          await sql`delete from lock_release where round_id = ${roundId}`.execute(db)
          await sql`delete from round_lock where round_id = ${roundId}`.execute(db)
          await sql`update round set locked_set_id = null where id = ${roundId}`.execute(db)
        }
      }
    }
  },
}
