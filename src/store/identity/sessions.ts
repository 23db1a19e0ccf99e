/** Signed-in sessions. Only the SHA-256 of a token is stored: a copy of the database signs nobody in. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

/** What the column has called whoever came by an upload link since there were links. */
const storedLinkHolder = 'contributor'

export interface SessionRecord {
  readonly tokenHash: Uint8Array
  readonly kind: 'contestant' | 'staff' | 'link-holder'
  /** Id of a contestant, a staff account or an upload link. */
  readonly subjectId: string
  /** The contest of a contestant or an upload link; null for staff. */
  readonly contestId: string | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export async function insertSession(db: Db, session: SessionRecord): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      kind: session.kind === 'link-holder' ? storedLinkHolder : session.kind,
      subject_id: session.subjectId,
      contest_id: session.contestId,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** Null when there is none, or it has expired at `now`. */
export async function sessionByTokenHash(db: Db, tokenHash: Uint8Array, now: Instant): Promise<SessionRecord | null> {
  const row = await db
    .selectFrom('session')
    .select([
      'token_hash as tokenHash',
      'kind',
      'subject_id as subjectId',
      'contest_id as contestId',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, kind: row.kind === storedLinkHolder ? 'link-holder' : row.kind }
}

export async function deleteSession(db: Db, tokenHash: Uint8Array): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
}

/** Returns how many were removed. */
export async function deleteExpiredSessions(db: Db, now: Instant): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('session').where('expires_at', '<=', now).executeTakeFirst()
  return Number(numDeletedRows)
}
