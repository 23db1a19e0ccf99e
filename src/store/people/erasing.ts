/** Rows of people that lose what is personal. Each portion is one short transaction of its caller. */
import { nobody, type Profile } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface PeopleErased {
  /** The last row; null: there are no more. */
  readonly after: string | null
  /** Without a name from now on. */
  readonly names: number
  /** Who keeps the name alone. */
  readonly winners: number
  readonly phones: number
}

/** Nobody is found by it: a hash of the row's own id. */
const noIndex = (codec: Codec, id: string): Uint8Array => codec.index('erased', id)

/** @param winners ids of those whose names were published */
export async function erasePeople(
  db: Db,
  codec: Codec,
  contestId: string,
  { after, atMost, winners }: { readonly after: string; readonly atMost: number; readonly winners: ReadonlySet<string> },
): Promise<PeopleErased> {
  const rows = await db
    .selectFrom('contestant')
    .select(['id', 'personal', 'phone_index as phone'])
    .where('contest_id', '=', contestId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(atMost)
    .execute()
  for (const { id, personal } of rows) {
    const sealedAs = `contestant ${id}`
    const kept: Partial<Profile> | typeof nobody = winners.has(id)
      ? { fullName: openJson<Partial<Profile>>(codec, 'personal', sealedAs, personal).fullName ?? '' }
      : nobody
    await db
      .updateTable('contestant')
      .set({ personal: sealJson(codec, 'personal', sealedAs, kept), staff_code_index: noIndex(codec, id), phone_index: null })
      .where('id', '=', id)
      .execute()
  }
  const kept = rows.filter(({ id }) => winners.has(id)).length
  return {
    after: rows.length < atMost ? null : (rows.at(-1)?.id ?? null),
    names: rows.length - kept,
    winners: kept,
    phones: rows.filter(({ phone }) => phone !== null).length,
  }
}

/** Their names and duties stay: they stand on the papers of the contest. Boards are small. */
export async function eraseBoards(db: Db, codec: Codec, contestId: string): Promise<number> {
  const rows = await db.selectFrom('board_member').select(['id', 'personal']).where('contest_id', '=', contestId).execute()
  for (const { id, personal } of rows) {
    const sealedAs = `board_member ${id}`
    const { fullName } = openJson<{ readonly fullName: string }>(codec, 'personal', sealedAs, personal)
    const kept = sealJson(codec, 'personal', sealedAs, { fullName, staffCode: null, phone: null })
    await db
      .updateTable('board_member')
      .set({ personal: kept, staff_code_index: noIndex(codec, id), phone_index: null })
      .where('id', '=', id)
      .execute()
  }
  return rows.length
}

/** What waits for a second person, and what would take the last change back. */
export async function eraseRequests(db: Db, contestId: string, at: Instant): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('people_request')
    .set({ state: 'withdrawn', personal: null, decided_at: at })
    .where('contest_id', '=', contestId)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  const { numDeletedRows } = await db.deleteFrom('people_undo').where('contest_id', '=', contestId).executeTakeFirst()
  return Number(numUpdatedRows) + Number(numDeletedRows)
}

/** Who may be one person with whom. */
export async function eraseLikenesses(db: Db, contestId: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('likely_same').where('contest_id', '=', contestId).executeTakeFirst()
  return Number(numDeletedRows)
}
