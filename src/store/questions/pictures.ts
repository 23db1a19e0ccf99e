/** Pictures of questions, sealed, found by the digest of their bytes in their contest. */
import type { PictureType } from '#contest/questions/question.ts'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface StoredPicture {
  readonly digest: string
  readonly mediaType: PictureType
  readonly bytes: Uint8Array
}

const contextOf = (contestId: string, digest: string): string => `picture ${contestId} ${digest}`

/**
 * Stores a picture once.
 * @param holder the contribution it came with or who sent it, as long as nobody else needs it; null: the bank
 */
export async function putPicture(
  db: Db,
  codec: Codec,
  contestId: string,
  { digest, mediaType, bytes }: StoredPicture,
  holder: string | null,
  at: Instant,
): Promise<void> {
  const kept = holder === null ? 1 : 0
  const known = await db
    .selectFrom('picture')
    .select('kept')
    .where('contest_id', '=', contestId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  if (known === undefined) {
    const sealed = codec.seal('questions', contextOf(contestId, digest), bytes)
    await db.insertInto('picture').values({ contest_id: contestId, digest, media_type: mediaType, sealed, kept, added_at: at }).execute()
  } else if (known.kept < kept) await keepPictures(db, contestId, [digest])
  if (holder !== null) await holdPictures(db, contestId, [digest], holder)
}

/** Pictures that are there are needed by this holder too. */
export async function holdPictures(db: Db, contestId: string, digests: readonly string[], holder: string): Promise<void> {
  for (const digest of new Set(digests)) {
    await db
      .insertInto('picture_holder')
      .values({ holder_id: holder, contest_id: contestId, digest })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** The bank may name these from now on. */
export async function keepPictures(db: Db, contestId: string, digests: readonly string[]): Promise<void> {
  for (const digest of new Set(digests)) {
    await db.updateTable('picture').set({ kept: 1 }).where('contest_id', '=', contestId).where('digest', '=', digest).execute()
  }
}

/** Lets go of what a holder holds; what nothing else holds is deleted. */
export async function releasePictures(db: Db, contestId: string, holder: string): Promise<void> {
  await db.deleteFrom('picture_holder').where('contest_id', '=', contestId).where('holder_id', '=', holder).execute()
  await db
    .deleteFrom('picture')
    .where('contest_id', '=', contestId)
    .where('kept', '=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('picture_holder as held')
            .select('held.digest')
            .whereRef('held.contest_id', '=', 'picture.contest_id')
            .whereRef('held.digest', '=', 'picture.digest'),
        ),
      ),
    )
    .execute()
}

export async function openPicture(db: Db, codec: Codec, contestId: string, digest: string): Promise<StoredPicture | null> {
  const row = await db
    .selectFrom('picture')
    .select(['media_type as mediaType', 'sealed'])
    .where('contest_id', '=', contestId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  if (row === undefined) return null
  return { digest, mediaType: row.mediaType, bytes: codec.open('questions', contextOf(contestId, digest), row.sealed) }
}

/** The pictures the bank may name, and those of these holders. */
export async function knownPictures(db: Db, contestId: string, holders: readonly string[] = []): Promise<ReadonlySet<string>> {
  const kept = await db.selectFrom('picture').select('digest').where('contest_id', '=', contestId).where('kept', '=', 1).execute()
  return new Set([...kept.map(({ digest }) => digest), ...(await heldPictures(db, contestId, holders))])
}

export async function heldPictures(db: Db, contestId: string, holders: readonly string[]): Promise<ReadonlySet<string>> {
  if (holders.length === 0) return new Set()
  const rows = await db
    .selectFrom('picture_holder')
    .select('digest')
    .where('contest_id', '=', contestId)
    .where('holder_id', 'in', [...holders])
    .execute()
  return new Set(rows.map(({ digest }) => digest))
}

/** Whether this owner sent the picture, or a contribution of theirs holds it. */
export async function ownsPicture(db: Db, contestId: string, digest: string, ownerId: string): Promise<boolean> {
  const row = await db
    .selectFrom('picture_holder as held')
    .leftJoin('contribution as c', 'c.id', 'held.holder_id')
    .select('held.digest')
    .where('held.contest_id', '=', contestId)
    .where('held.digest', '=', digest)
    .where((of) => of.or([of('held.holder_id', '=', ownerId), of('c.by_id', '=', ownerId)]))
    .executeTakeFirst()
  return row !== undefined
}
