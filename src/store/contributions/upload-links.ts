/** One-time links by which a unit sends its questions. Only the SHA-256 of a token is stored. */
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface UploadLinkRecord {
  readonly id: string
  readonly contestId: string
  readonly unitId: string
  readonly label: string
  /** Staff id; null: made at the command line. */
  readonly createdBy: string | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly revokedAt: Instant | null
  readonly usedAt: Instant | null
}

const columns = [
  'id', 'contest_id as contestId', 'unit_id as unitId', 'personal', 'created_by as createdBy', 'created_at as createdAt',
  'expires_at as expiresAt', 'revoked_at as revokedAt', 'used_at as usedAt',
] as const // prettier-ignore

type Row = Omit<UploadLinkRecord, 'label'> & { readonly personal: Uint8Array }

const toRecord = (codec: Codec, { personal, ...row }: Row): UploadLinkRecord => ({
  ...row,
  label: openJson<{ readonly label: string }>(codec, 'personal', `upload_link ${row.id}`, personal).label,
})

/** Newest first. */
export async function uploadLinksOf(db: Db, codec: Codec, contestId: string): Promise<readonly UploadLinkRecord[]> {
  const rows = await db
    .selectFrom('upload_link')
    .select(columns)
    .where('contest_id', '=', contestId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => toRecord(codec, row))
}

export async function uploadLinkById(db: Db, codec: Codec, id: string): Promise<UploadLinkRecord | null> {
  const row = await db.selectFrom('upload_link').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toRecord(codec, row)
}

export async function uploadLinkByTokenHash(db: Db, codec: Codec, tokenHash: Uint8Array): Promise<UploadLinkRecord | null> {
  const row = await db.selectFrom('upload_link').select(columns).where('token_hash', '=', tokenHash).executeTakeFirst()
  return row === undefined ? null : toRecord(codec, row)
}

export async function insertUploadLink(db: Db, codec: Codec, tokenHash: Uint8Array, link: UploadLinkRecord): Promise<void> {
  await db
    .insertInto('upload_link')
    .values({
      id: link.id,
      contest_id: link.contestId,
      unit_id: link.unitId,
      token_hash: tokenHash,
      personal: sealJson(codec, 'personal', `upload_link ${link.id}`, { label: link.label }),
      created_by: link.createdBy,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      revoked_at: link.revokedAt,
      used_at: link.usedAt,
    })
    .execute()
}

/** False when it was revoked before. */
export async function revokeUploadLink(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('upload_link')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function spendUploadLink(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable('upload_link').set({ used_at: at }).where('id', '=', id).where('used_at', 'is', null).execute()
}

/** Whom the links of a contest were for. */
export async function eraseLinkLabels(db: Db, codec: Codec, contestId: string): Promise<number> {
  const links = await uploadLinksOf(db, codec, contestId)
  for (const { id } of links)
    await db
      .updateTable('upload_link')
      .set({ personal: sealJson(codec, 'personal', `upload_link ${id}`, { label: '' }) })
      .where('id', '=', id)
      .execute()
  return links.length
}
