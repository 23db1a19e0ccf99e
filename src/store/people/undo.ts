/** How the last change of a contest's people is taken back: the change that undoes it, sealed. */
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface LastChange {
  readonly kind: 'roster' | 'boards' | 'units'
  /** Empty: by hand. */
  readonly fileName: string
  /** Of the roster after it. */
  readonly revision: number
  readonly added: number
  readonly updated: number
  readonly removed: number
  readonly doneBy: string | null
  readonly doneAt: Instant
}

/** As a row holds it: sealed before the transaction, since it may be long. */
export const sealUndo = (codec: Codec, contestId: string, undo: object): Uint8Array =>
  sealJson(codec, 'personal', `people_undo ${contestId}`, undo)

/** In place of the one before. */
export async function putLastChange(db: Db, contestId: string, change: LastChange, personal: Uint8Array): Promise<void> {
  const { kind, fileName, revision, added, updated, removed, doneBy, doneAt } = change
  await forgetLastChange(db, contestId)
  await db
    .insertInto('people_undo')
    .values({
      ...{ contest_id: contestId, kind, file_name: fileName, personal, revision },
      ...{ added, updated, removed, done_by: doneBy, done_at: doneAt },
    })
    .execute()
}

export async function forgetLastChange(db: Db, contestId: string): Promise<void> {
  await db.deleteFrom('people_undo').where('contest_id', '=', contestId).execute()
}

export async function lastChange(db: Db, contestId: string): Promise<LastChange | null> {
  const row = await db
    .selectFrom('people_undo')
    .select(['kind', 'file_name as fileName', 'revision', 'added', 'updated', 'removed', 'done_by as doneBy', 'done_at as doneAt'])
    .where('contest_id', '=', contestId)
    .executeTakeFirst()
  return row ?? null
}

/** The change that undoes the last one; null when there is none. */
export async function openUndo<Undo>(db: Db, codec: Codec, contestId: string): Promise<Undo | null> {
  const row = await db.selectFrom('people_undo').select('personal').where('contest_id', '=', contestId).executeTakeFirst()
  return row === undefined ? null : openJson<Undo>(codec, 'personal', `people_undo ${contestId}`, row.personal)
}
