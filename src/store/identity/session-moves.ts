/** Codes that move a session to another browser: each of one person, for two minutes, used once, and tried a few times. */
import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface SessionMove {
  readonly contestantId: string
  readonly contestId: string
  readonly expiresAt: Instant
}

const indexOf = (codec: Codec, handle: string): Uint8Array => codec.index('session move', handle)

/** Under a key that is not in the database: nobody makes one by writing a row, or finds the code in it. */
const macOf = (codec: Codec, handle: string, code: string, { contestantId, contestId, expiresAt }: SessionMove): Buffer =>
  codec.mac('session', JSON.stringify(['move', handle, code, contestantId, contestId, expiresAt]))

/** In a transaction: in place of those the person had. */
export async function putMove(
  db: Db,
  codec: Codec,
  { handle, code, tries, ...move }: SessionMove & { readonly handle: string; readonly code: string; readonly tries: number },
): Promise<void> {
  await db.deleteFrom('session_move').where('contestant_id', '=', move.contestantId).execute()
  await db
    .insertInto('session_move')
    .values({
      ...{ handle_index: indexOf(codec, handle), contestant_id: move.contestantId, contest_id: move.contestId },
      ...{ code_mac: macOf(codec, handle, code, move), tries_left: tries, expires_at: move.expiresAt },
    })
    .execute()
}

/**
 * Counts a try in one statement before it is looked at, so that of many at once no more are than one after another.
 * @returns null: there is none, it is over, or was tried too often
 */
export async function tryMove(
  db: Db,
  codec: Codec,
  handle: string,
  code: string,
  now: Instant,
): Promise<(SessionMove & { readonly isRight: boolean; readonly triesLeft: number }) | null> {
  const row = await db
    .updateTable('session_move')
    .set({ tries_left: sql<number>`tries_left - 1` })
    .where('handle_index', '=', indexOf(codec, handle))
    .where('expires_at', '>', now)
    .where('tries_left', '>', 0)
    .returning([
      'contestant_id as contestantId',
      'contest_id as contestId',
      'expires_at as expiresAt',
      'code_mac as mac',
      'tries_left as triesLeft',
    ])
    .executeTakeFirst()
  if (row === undefined) return null
  const { mac, ...move } = row
  const wanted = macOf(codec, handle, code, move)
  return { ...move, isRight: mac.length === wanted.length && timingSafeEqual(mac, wanted) }
}

/** False: somebody was faster. */
export async function takeMove(db: Db, codec: Codec, handle: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('session_move').where('handle_index', '=', indexOf(codec, handle)).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Until when it counts; null: there is none. */
export async function moveEnds(db: Db, codec: Codec, handle: string, now: Instant): Promise<Instant | null> {
  const row = await db
    .selectFrom('session_move')
    .select('expires_at as expiresAt')
    .where('handle_index', '=', indexOf(codec, handle))
    .where('expires_at', '>', now)
    .where('tries_left', '>', 0)
    .executeTakeFirst()
  return row?.expiresAt ?? null
}

/** Of everybody named: whoever is signed out does not come back by one. */
export async function dropMoves(db: Db, contestantIds: readonly string[]): Promise<void> {
  for (let from = 0; from < contestantIds.length; from += 500)
    await db
      .deleteFrom('session_move')
      .where('contestant_id', 'in', contestantIds.slice(from, from + 500))
      .execute()
}

export async function forgetMoves(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('session_move').where('expires_at', '<=', now).execute()
}
