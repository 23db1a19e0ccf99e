/** What was published, as everybody reads it since: of a round, or of the whole contest. Never changed, never deleted. */
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface Publication {
  readonly contestId: string
  /** Id of the round, or of the contest for its conclusion. */
  readonly subject: string
  /** From 1; the highest holds. */
  readonly version: number
  readonly publishedAt: Instant
}

const context = ({ subject, version }: Pick<Publication, 'subject' | 'version'>): string => `publication ${subject} ${String(version)}`

/** @returns false when that version is there already, which then stays */
export async function insertPublication(db: Db, codec: Codec, of: Publication, body: unknown): Promise<boolean> {
  const { contestId, subject, version, publishedAt } = of
  const sealed = sealJson(codec, 'results', context(of), body)
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('publication')
    .values({ contest_id: contestId, subject, version, published_at: publishedAt, sealed })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The version that holds; null: nothing was published. @throws when it does not open */
export async function publicationOf<Body>(
  db: Db,
  codec: Codec,
  subject: string,
): Promise<{ readonly of: Publication; readonly body: Body } | null> {
  const row = await db
    .selectFrom('publication')
    .select(['contest_id as contestId', 'subject', 'version', 'published_at as publishedAt', 'sealed'])
    .where('subject', '=', subject)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const { sealed, ...of } = row
  return { of, body: openJson<Body>(codec, 'results', context(of), sealed) }
}

/** When the version that holds was published; null: nothing was. */
export async function publishedAtOf(db: Db, subject: string): Promise<Instant | null> {
  const row = await db
    .selectFrom('publication')
    .select('published_at')
    .where('subject', '=', subject)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.published_at ?? null
}

/** When something of the contest was published last; null: nothing was. */
export async function lastPublicationAt(db: Db, contestId: string): Promise<Instant | null> {
  const { last } = await db
    .selectFrom('publication')
    .select((of) => of.fn.max<number | null>('published_at').as('last'))
    .where('contest_id', '=', contestId)
    .executeTakeFirstOrThrow()
  return last
}

/** Every version, from the first. @throws when one does not open */
export async function publicationsOf<Body>(
  db: Db,
  codec: Codec,
  subject: string,
): Promise<readonly { readonly of: Publication; readonly body: Body }[]> {
  const rows = await db
    .selectFrom('publication')
    .select(['contest_id as contestId', 'subject', 'version', 'published_at as publishedAt', 'sealed'])
    .where('subject', '=', subject)
    .orderBy('version')
    .execute()
  return rows.map(({ sealed, ...of }) => ({ of, body: openJson<Body>(codec, 'results', context(of), sealed) }))
}
