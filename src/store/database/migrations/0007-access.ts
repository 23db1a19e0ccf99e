/**
 * A try is counted before it is looked at, and the next one waits until `next_at`. Sessions carry a tag of a key that is not in
 * the database; those that were there have none and end. Digests of entries' bodies are keyed; those of rounds that were there
 * are by the first start that has the key (`keyBodyDigests`), which this marks. Frozen: a later change is a later migration.
 * It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const accessMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [int, bytes] = dialect === 'sqlite' ? ['integer', 'blob'] : ['bigint', 'bytea']
    await sql.raw(`alter table sign_in_failure add column next_at ${int} not null default 0`).execute(db)
    await sql.raw(`alter table session add column tag ${bytes}`).execute(db)
    await sql.raw(`alter table round add column digests_plain ${int} not null default 0 check (digests_plain in (0, 1))`).execute(db)
    await sql.raw('update round set digests_plain = 1').execute(db)
  },
}
