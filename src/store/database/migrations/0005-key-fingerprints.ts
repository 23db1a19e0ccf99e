/**
 * The database knows the keys it was written with, so that it is never opened beside others or none. Frozen: a later change
 * is a later migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

const statement = `
create table key_fingerprint (
  name text not null primary key check (name in ('data.key', 'ledger.pem')),
  fingerprint text not null check (length(fingerprint) = 32)
) @end`

export const keyFingerprintMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    await sql.raw(statement.replace('@end', dialect === 'sqlite' ? 'strict' : '')).execute(db)
  },
}
