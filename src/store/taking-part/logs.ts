/** Heads of the rounds' logs, as the commit queue signed them. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface LogHead {
  readonly size: number
  readonly root: Uint8Array
  /** C2SP signed note. */
  readonly checkpoint: string
  readonly closed: boolean
}

/** Null before the round has opened. */
export async function logHead(db: Db, roundId: string): Promise<LogHead | null> {
  const row = await db
    .selectFrom('log_head')
    .select(['size', 'root', 'checkpoint', 'closed'])
    .where('round_id', '=', roundId)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, closed: row.closed === 1 }
}

export interface MarkerLeaf {
  readonly logIndex: number
  readonly leaf: Uint8Array
}

/** What a round's log holds besides entries, in its order: a handful. */
export const markerLeaves = (db: Db, roundId: string): Promise<readonly MarkerLeaf[]> =>
  db.selectFrom('marker_leaf').select(['log_index as logIndex', 'leaf']).where('round_id', '=', roundId).orderBy('log_index').execute()

/**
 * Inside a transaction: no entry comes into the log, of any process, until it ends; those that waited then see what it
 * changed of the round. Nothing to hold before the round has opened.
 */
export async function holdLog(db: Db, roundId: string): Promise<void> {
  await db
    .updateTable('log_head')
    .set((of) => ({ closed: of.ref('closed') }))
    .where('round_id', '=', roundId)
    .execute()
}

export interface SignedHead {
  readonly size: number
  readonly checkpoint: string
  readonly signedAt: Instant
}

/** The head that was signed at exactly this size. */
export async function checkpointAt(db: Db, roundId: string, size: number): Promise<SignedHead | null> {
  const row = await db
    .selectFrom('log_checkpoint')
    .select(['size', 'checkpoint', 'signed_at as signedAt'])
    .where('round_id', '=', roundId)
    .where('size', '=', size)
    .executeTakeFirst()
  return row ?? null
}
