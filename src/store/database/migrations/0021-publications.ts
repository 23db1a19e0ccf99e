/**
 * What was published stays as it was: each publication is kept, sealed like all of a result. The units' standings over the whole
 * contest, which every publication replaced, are worked out when the contest is concluded. Frozen: a later change is a later
 * migration. It imports nothing of today's code on purpose.
 */
import { sql, type Kysely } from 'kysely'

export const publicationsMigration = {
  async up(db: Kysely<unknown>, dialect: 'sqlite' | 'postgres'): Promise<void> {
    const [integer, bytes, end] = dialect === 'sqlite' ? ['integer', 'blob', 'strict'] : ['bigint', 'bytea', '']
    await sql
      .raw(
        `create table publication (
          contest_id text not null references contest (id),
          subject text not null,
          version ${integer} not null check (version >= 1),
          published_at ${integer} not null,
          sealed ${bytes} not null,
          primary key (subject, version)
        ) ${end}`,
      )
      .execute(db)
    await sql.raw('drop table unit_standing').execute(db)
    // What was published before is kept by the first start, since a migration has no keys (usecases/results/published.ts).
    await sql.raw(`alter table round add column publication_due ${integer} not null default 0`).execute(db)
    await sql.raw(`update round set publication_due = 1 where status = 'published'`).execute(db)
  },
}
