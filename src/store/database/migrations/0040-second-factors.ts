/**
 * A second step of signing in: a secret an authenticator app holds, and codes for the day it is lost. Frozen: a later change is a later
 * migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const secondFactorsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    await sql
      .raw(
        `create table second_factor (
          staff_id text not null primary key references staff (id),
          secret ${bytes} not null,
          confirmed_at ${integer},
          last_step ${integer} not null,
          made_at ${integer} not null
        ) ${end}`,
      )
      .execute(db)
    await sql
      .raw(
        `create table recovery_code (
          staff_id text not null references staff (id),
          code_index ${bytes} not null,
          primary key (staff_id, code_index)
        ) ${end}`,
      )
      .execute(db)
  },
}
