/** What organisers decide of ties, sealed: one request of a round waits at a time; what was agreed to is never changed or deleted. */
import type { DecidedTie } from '#contest/tally/result.ts'
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface TieRequest extends DecidedTie {
  readonly id: string
  readonly askedBy: { readonly id: string; readonly login: string; readonly name: string }
  readonly askedAt: Instant
}

const context = (id: string): string => `tie_decision ${id}`

/** False when somebody has asked already. */
export async function askTieDecision(
  db: Db,
  codec: Codec,
  ask: DecidedTie & { readonly id: string; readonly roundId: string; readonly staffId: string; readonly at: Instant },
): Promise<boolean> {
  const sealed = sealJson(codec, 'results', context(ask.id), ask.lines)
  const row = { id: ask.id, round_id: ask.roundId, sealed, asked_by: ask.staffId, asked_at: ask.at, agreed_by: null, agreed_at: null }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('tie_decision')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The one that waits for a second person. @throws when it does not open */
export async function tieRequestOf(db: Db, codec: Codec, roundId: string): Promise<TieRequest | null> {
  const row = await db
    .selectFrom('tie_decision')
    .innerJoin('staff', 'staff.id', 'tie_decision.asked_by')
    .select([
      'tie_decision.id',
      'tie_decision.sealed',
      'tie_decision.asked_at as askedAt',
      'staff.id as staffId',
      'staff.login',
      'staff.name',
    ])
    .where('tie_decision.round_id', '=', roundId)
    .where('tie_decision.agreed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, sealed, askedAt, staffId, login, name } = row
  return { id, askedAt, askedBy: { id: staffId, login, name }, lines: openJson<DecidedTie['lines']>(codec, 'results', context(id), sealed) }
}

/** False when it waits no more. */
export async function agreeToTieDecision(db: Db, id: string, staffId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('tie_decision')
    .set({ agreed_by: staffId, agreed_at: at })
    .where('id', '=', id)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** By whoever asked or refuses; false when none waits. */
export async function withdrawTieDecision(db: Db, roundId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('tie_decision')
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** In the order in which they were agreed to. @throws when one does not open */
export async function decidedTiesOf(db: Db, codec: Codec, roundId: string): Promise<readonly DecidedTie[]> {
  const rows = await db
    .selectFrom('tie_decision')
    .select(['id', 'sealed'])
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is not', null)
    .orderBy('agreed_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, sealed }) => ({ lines: openJson<DecidedTie['lines']>(codec, 'results', context(id), sealed) }))
}
