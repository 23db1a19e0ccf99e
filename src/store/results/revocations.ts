/**
 * Prizes taken back after publication: at most one a round waits to be agreed to; what was done stays. What was asked and who agreed are
 * sealed with the row, and a row that says otherwise is none we wrote.
 */
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { openDecision } from './sealed-lines.ts'

interface Asked {
  readonly roundId: string
  readonly contestantId: string
  /** Of the prize, when it was asked. */
  readonly place: number
  readonly reason: string
}

interface Agreed {
  readonly by: string
  readonly at: Instant
  /** Of the results it made. */
  readonly version: number
}

export interface RevocationRecord extends Asked {
  readonly id: string
  readonly askedBy: { readonly id: string; readonly login: string; readonly name: string }
  readonly askedAt: Instant
  /** Null while nobody agreed. */
  readonly agreed: Agreed | null
}

interface Sealed {
  readonly asked: Asked & { readonly by: string; readonly at: Instant }
  readonly agreed: Agreed | null
}

const context = (id: string): string => `prize_revocation ${id}`

/** In the order in which they were asked. @throws ContestError `result-differs` when one is not as we wrote it */
export async function revocationsOf(db: Db, codec: Codec, roundId: string): Promise<readonly RevocationRecord[]> {
  const rows = await db
    .selectFrom('prize_revocation')
    .innerJoin('staff', 'staff.id', 'prize_revocation.asked_by')
    .select([
      'prize_revocation.id as id',
      'sealed',
      'asked_at as askedAt',
      'agreed_by as agreedBy',
      'agreed_at as agreedAt',
      'version',
      'staff.id as staffId',
      'staff.login as login',
      'staff.name as name',
    ])
    .where('round_id', '=', roundId)
    .orderBy('asked_at')
    .execute()
  return rows.map(({ id, sealed, askedAt, staffId, login, name, agreedBy: by, agreedAt: at, version }) => {
    const agreed = by === null || at === null || version === null ? null : { by, at, version }
    const said = openDecision<Sealed>(codec, context(id), roundId, sealed)
    const { by: asker, at: when, ...asked } = said.asked
    if (canonicalJson([asked.roundId, asker, when, said.agreed]) !== canonicalJson([roundId, staffId, askedAt, agreed]))
      throw new ContestError('result-differs', { round: roundId })
    return { ...asked, id, askedBy: { id: staffId, login, name }, askedAt, agreed }
  })
}

/** Whose prizes of these rounds were taken back, as often as that was. @throws ContestError `result-differs` */
export async function revokedIn(db: Db, codec: Codec, roundIds: readonly string[]): Promise<readonly string[]> {
  const revoked: string[] = []
  for (const id of roundIds)
    for (const { contestantId, agreed } of await revocationsOf(db, codec, id)) if (agreed !== null) revoked.push(contestantId)
  return revoked
}

/** Those of a contest that nobody has decided. */
export async function countWaitingRevocations(db: Db, contestId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('prize_revocation')
    .innerJoin('round', 'round.id', 'prize_revocation.round_id')
    .select((of) => of.fn.countAll<number>().as('waiting'))
    .where('round.contest_id', '=', contestId)
    .where('agreed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return waiting
}

/** False when one waits already. */
export async function askRevocation(
  db: Db,
  codec: Codec,
  { id, askedBy: by, askedAt: at, ...asked }: Omit<RevocationRecord, 'askedBy' | 'agreed'> & { readonly askedBy: string },
): Promise<boolean> {
  const sealed = sealJson(codec, 'results', context(id), { asked: { ...asked, by, at }, agreed: null } satisfies Sealed)
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('prize_revocation')
    .values({ id, round_id: asked.roundId, sealed, asked_by: by, asked_at: at, agreed_by: null, agreed_at: null, version: null })
    .onConflict((conflict) => conflict.column('round_id').where('agreed_at', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False unless this one waits. */
export async function keepRevocation(
  db: Db,
  codec: Codec,
  { id, askedBy, askedAt, roundId, contestantId, place, reason }: RevocationRecord,
  agreed: Agreed,
): Promise<boolean> {
  const asked = { roundId, contestantId, place, reason, by: askedBy.id, at: askedAt }
  const { by, at, version } = agreed
  const { numUpdatedRows } = await db
    .updateTable('prize_revocation')
    .set({
      sealed: sealJson(codec, 'results', context(id), { asked, agreed } satisfies Sealed),
      ...{ agreed_by: by, agreed_at: at, version },
    })
    .where('id', '=', id)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False unless one waits. */
export async function dropRevocation(db: Db, roundId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('prize_revocation')
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
