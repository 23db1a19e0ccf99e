/** Changes to people that wait for a second person. What was read of the file is sealed, and gone once somebody decided. */
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface PeopleRequestRecord {
  readonly id: string
  readonly kind: 'roster' | 'boards' | 'units'
  readonly fileName: string
  readonly added: number
  readonly updated: number
  readonly removed: number
  /** Null: at the command line of the server. */
  readonly askedBy: string | null
  readonly askedAt: Instant
  readonly state: 'asked' | 'applied' | 'refused' | 'withdrawn'
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
}

const columns = [
  'id',
  'kind',
  'file_name as fileName',
  'added',
  'updated',
  'removed',
  'asked_by as askedBy',
  'asked_at as askedAt',
  'state',
  'decided_by as decidedBy',
  'decided_at as decidedAt',
] as const

/** Those that wait first, then newest first; `limit` of them. */
export const peopleRequests = (db: Db, contestId: string, limit: number): Promise<readonly PeopleRequestRecord[]> =>
  db
    .selectFrom('people_request')
    .select(columns)
    .where('contest_id', '=', contestId)
    .orderBy((one) => one.case().when('state', '=', 'asked').then(0).else(1).end())
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

export async function peopleRequest(db: Db, contestId: string, id: string): Promise<PeopleRequestRecord | null> {
  const row = await db
    .selectFrom('people_request')
    .select(columns)
    .where('contest_id', '=', contestId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** What was read of the file, as `insertPeopleRequest` was given it; null once it was decided. */
export async function openRequested<Read>(db: Db, codec: Codec, id: string): Promise<Read | null> {
  const row = await db.selectFrom('people_request').select('personal').where('id', '=', id).executeTakeFirst()
  const sealed = row?.personal ?? null
  return sealed === null ? null : openJson<Read>(codec, 'personal', `people_request ${id}`, sealed)
}

export async function insertPeopleRequest(
  db: Db,
  codec: Codec,
  contestId: string,
  request: Pick<PeopleRequestRecord, 'id' | 'kind' | 'fileName' | 'added' | 'updated' | 'removed' | 'askedBy' | 'askedAt'>,
  read: object,
): Promise<void> {
  await db
    .insertInto('people_request')
    .values({
      ...{ id: request.id, contest_id: contestId, kind: request.kind, file_name: request.fileName },
      personal: sealJson(codec, 'personal', `people_request ${request.id}`, read),
      ...{ added: request.added, updated: request.updated, removed: request.removed },
      ...{ asked_by: request.askedBy, asked_at: request.askedAt },
      ...{ state: 'asked', decided_by: null, decided_at: null },
    })
    .execute()
}

/** False when somebody decided before. */
export async function decideRequest(
  db: Db,
  id: string,
  to: { readonly state: 'applied' | 'refused' | 'withdrawn'; readonly by: string | null; readonly at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('people_request')
    .set({ state: to.state, decided_by: to.by, decided_at: to.at, personal: null })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
