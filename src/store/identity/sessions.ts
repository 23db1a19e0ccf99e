/**
 * Signed-in sessions. Only the SHA-256 of a token is stored: a copy of the database signs nobody in. A row is a session only with
 * the tag we gave it: nor does the right to write the database.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import { inTransaction, type Db } from '../database/database.ts'
import { dropMoves } from './session-moves.ts'
import { noteSessionChanges } from './session-changes.ts'

/** What the column has called whoever came by an upload link since there were links. */
const storedLinkHolder = 'contributor' as const

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

const storedKind = (kind: SessionRecord['kind']) => (kind === 'link-holder' ? storedLinkHolder : kind)

export async function insertSession(db: Db, codec: Codec, session: SessionRecord): Promise<void> {
  const row = {
    token_hash: session.tokenHash,
    kind: storedKind(session.kind),
    subject_id: session.subjectId,
    contest_id: session.contestId,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    tag: tagOf(codec, session),
  } as const
  await inTransaction(db, (inside) => inside.insertInto('session').values(row).execute())
}

/** Of everything a row says, under a key that is not in the database: whoever writes rows there makes no sessions. */
function tagOf(codec: Codec, { tokenHash, kind, subjectId, contestId, createdAt, expiresAt }: SessionRecord): Uint8Array {
  const said = JSON.stringify([Buffer.from(tokenHash).toString('base64'), kind, subjectId, contestId, createdAt, expiresAt])
  return codec.mac('session', said)
}

/** Null when there is none, it has expired at `now`, or we did not write it as it is. */
export async function sessionByTokenHash(db: Db, codec: Codec, tokenHash: Uint8Array, now: Instant): Promise<SessionRecord | null> {
  const row = await db
    .selectFrom('session')
    .select([
      'token_hash as tokenHash',
      'kind',
      'subject_id as subjectId',
      'contest_id as contestId',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'tag',
    ])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return null
  const { tag, ...said } = row
  const session: SessionRecord = { ...said, kind: row.kind === storedLinkHolder ? 'link-holder' : row.kind }
  const wanted = tagOf(codec, session)
  return tag !== null && tag.length === wanted.length && timingSafeEqual(tag, wanted) ? session : null
}

export async function deleteSession(db: Db, tokenHash: Uint8Array, at: Instant): Promise<void> {
  const ended = await db.deleteFrom('session').where('token_hash', '=', tokenHash).returning('subject_id as subjectId').execute()
  const subjects = ended.map(({ subjectId }) => subjectId)
  await noteSessionChanges(db, subjects, at)
}

/** Of one account, the newest first. */
export async function staffSessions(
  db: Db,
  staffId: string,
  now: Instant,
): Promise<readonly Pick<SessionRecord, 'tokenHash' | 'createdAt' | 'expiresAt'>[]> {
  return db
    .selectFrom('session')
    .select(['token_hash as tokenHash', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('kind', '=', 'staff')
    .where('subject_id', '=', staffId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Returns how many were removed. */
export async function deleteExpiredSessions(db: Db, now: Instant): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('session').where('expires_at', '<=', now).executeTakeFirst()
  return Number(numDeletedRows)
}

/** Of everybody named, at every device. */
export async function endSessionsOf(db: Db, kind: SessionRecord['kind'], subjectIds: readonly string[], at: Instant): Promise<void> {
  await noteSessionChanges(db, subjectIds, at)
  if (kind === 'contestant') await dropMoves(db, subjectIds)
  for (let from = 0; from < subjectIds.length; from += 500)
    await db
      .deleteFrom('session')
      .where('kind', '=', storedKind(kind))
      .where('subject_id', 'in', subjectIds.slice(from, from + 500))
      .execute()
}

/** Of contestants and of whoever came by an upload link of a contest, at every device: so many. @returns how many ended */
export async function endSessionsIn(
  db: Db,
  contestId: string,
  { atMost, at }: { readonly atMost: number; readonly at: Instant },
): Promise<number> {
  const rows = await db
    .selectFrom('session')
    .select(['token_hash as tokenHash', 'subject_id as subjectId'])
    .where('contest_id', '=', contestId)
    .limit(atMost)
    .execute()
  if (rows.length === 0) return 0
  const subjects = rows.map(({ subjectId }) => subjectId)
  await noteSessionChanges(db, subjects, at)
  const hashes = rows.map(({ tokenHash }) => tokenHash)
  await db.deleteFrom('session').where('token_hash', 'in', hashes).execute()
  return rows.length
}
