/**
 * What organisers decide of ties, sealed with who asked and who agreed: one request of a round waits at a time; what was agreed to is never
 * changed or deleted, and a row that says otherwise is none we wrote.
 */
import { ContestError } from '#contest/errors.ts'
import type { DecidedTie } from '#contest/tally/result.ts'
import type { Instant } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { openDecision } from './sealed-lines.ts'

export interface TieRequest extends DecidedTie {
  readonly id: string
  readonly askedBy: { readonly id: string; readonly login: string; readonly name: string }
  readonly askedAt: Instant
}

interface Agreed {
  readonly by: string
  readonly at: Instant
}

/** All that the row says of who decided it, and what. */
interface Sealed extends DecidedTie {
  readonly roundId: string
  readonly asked: Agreed
  readonly agreed: Agreed | null
}

const context = (id: string): string => `tie_decision ${id}`
const seal = (codec: Codec, id: string, decision: Sealed): Uint8Array => sealJson(codec, 'results', context(id), decision)

/** False when somebody has asked already. */
export async function askTieDecision(
  db: Db,
  codec: Codec,
  ask: DecidedTie & { readonly id: string; readonly roundId: string; readonly staffId: string; readonly at: Instant },
): Promise<boolean> {
  const { id, roundId, staffId: by, at, lines } = ask
  const sealed = seal(codec, id, { roundId, lines, asked: { by, at }, agreed: null })
  const row = { id, round_id: roundId, sealed, asked_by: by, asked_at: at, agreed_by: null, agreed_at: null }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('tie_decision')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Of the round, in the order in which they were agreed to. @throws ContestError `result-differs` when one is not as we wrote it */
async function decisionsOf(db: Db, codec: Codec, roundId: string) {
  const rows = await db
    .selectFrom('tie_decision')
    .innerJoin('staff', 'staff.id', 'tie_decision.asked_by')
    .select([
      'tie_decision.id',
      'tie_decision.sealed',
      'tie_decision.asked_at as askedAt',
      'tie_decision.agreed_by as agreedBy',
      'tie_decision.agreed_at as agreedAt',
      'staff.id as staffId',
      'staff.login',
      'staff.name',
    ])
    .where('tie_decision.round_id', '=', roundId)
    .orderBy('tie_decision.agreed_at')
    .orderBy('tie_decision.id')
    .execute()
  return rows.map(({ id, sealed, askedAt, agreedBy, agreedAt, staffId, login, name }) => {
    const agreed = agreedBy === null || agreedAt === null ? null : { by: agreedBy, at: agreedAt }
    const said = openDecision<Sealed>(codec, context(id), roundId, sealed)
    if (canonicalJson([said.roundId, said.asked, said.agreed]) !== canonicalJson([roundId, { by: staffId, at: askedAt }, agreed]))
      throw new ContestError('result-differs', { round: roundId })
    return { id, lines: said.lines, askedBy: { id: staffId, login, name }, askedAt, agreed }
  })
}

/** The one that waits for a second person. @throws ContestError `result-differs` */
export async function tieRequestOf(db: Db, codec: Codec, roundId: string): Promise<TieRequest | null> {
  const waiting = (await decisionsOf(db, codec, roundId)).find(({ agreed }) => agreed === null)
  if (waiting === undefined) return null
  const { id, lines, askedBy, askedAt } = waiting
  return { id, lines, askedBy, askedAt }
}

/** False when it waits no more. */
export async function agreeToTieDecision(db: Db, codec: Codec, roundId: string, request: TieRequest, agreed: Agreed): Promise<boolean> {
  const { id, lines, askedBy, askedAt } = request
  const sealed = seal(codec, id, { roundId, lines, asked: { by: askedBy.id, at: askedAt }, agreed })
  const { numUpdatedRows } = await db
    .updateTable('tie_decision')
    .set({ sealed, agreed_by: agreed.by, agreed_at: agreed.at })
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

/** In the order in which they were agreed to. @throws ContestError `result-differs` */
export async function decidedTiesOf(db: Db, codec: Codec, roundId: string): Promise<readonly DecidedTie[]> {
  return (await decisionsOf(db, codec, roundId)).flatMap(({ lines, agreed }) => (agreed === null ? [] : [{ lines }]))
}
