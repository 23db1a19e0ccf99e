/** Attempts given to a contestant beyond those of the rules: at most one a round waits to be agreed to. Why is sealed. */
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface ExtraAttemptRecord {
  readonly id: string
  readonly roundId: string
  readonly contestantId: string
  /** Null once the personal data of the contest is erased. */
  readonly reason: string | null
  readonly askedBy: { readonly id: string; readonly login: string }
  readonly askedAt: Instant
  /** Null while nobody agreed. */
  readonly agreed: { readonly by: string; readonly at: Instant } | null
}

const records = (db: Db) =>
  db
    .selectFrom('extra_attempt')
    .innerJoin('staff as asker', 'asker.id', 'extra_attempt.asked_by')
    .leftJoin('staff as second', 'second.id', 'extra_attempt.agreed_by')
    .innerJoin('round', 'round.id', 'extra_attempt.round_id')
    .select([
      'extra_attempt.id as id',
      'round_id as roundId',
      'contestant_id as contestantId',
      'extra_attempt.personal as personal',
      'asker.id as askerId',
      'asker.login as asker',
      'asked_at as askedAt',
      'second.login as second',
      'agreed_at as agreedAt',
    ])
    .orderBy('asked_at')

type Row = Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]

const sealedAs = (id: string): string => `extra_attempt ${id}`

const toRecord =
  (codec: Codec) =>
  ({ personal, askerId, asker, second, agreedAt, ...row }: Row): ExtraAttemptRecord => ({
    ...row,
    reason: personal === null ? null : openJson<{ reason: string }>(codec, 'personal', sealedAs(row.id), personal).reason,
    askedBy: { id: askerId, login: asker },
    agreed: second === null || agreedAt === null ? null : { by: second, at: agreedAt },
  })

/** Of one contestant, in the order in which they were asked for. */
export async function extraAttemptsOf(db: Db, codec: Codec, contestantId: string): Promise<readonly ExtraAttemptRecord[]> {
  return (await records(db).where('contestant_id', '=', contestantId).execute()).map(toRecord(codec))
}

/** Those of a contest that wait for a second person. */
export async function waitingExtraAttempts(db: Db, codec: Codec, contestId: string): Promise<readonly ExtraAttemptRecord[]> {
  const rows = await records(db).where('round.contest_id', '=', contestId).where('agreed_at', 'is', null).execute()
  return rows.map(toRecord(codec))
}

/** How many were given, by round. */
export async function countExtraAttempts(db: Db, contestantId: string, roundIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('extra_attempt')
    .select(['round_id as roundId', (count) => count.fn.countAll<number>().as('total')])
    .where('contestant_id', '=', contestantId)
    .where('round_id', 'in', [...roundIds])
    .where('agreed_at', 'is not', null)
    .groupBy('round_id')
    .execute()
  return new Map(rows.map(({ roundId, total }) => [roundId, total]))
}

/** False when one waits already. */
export async function askExtraAttempt(
  db: Db,
  codec: Codec,
  ask: Pick<ExtraAttemptRecord, 'id' | 'roundId' | 'contestantId' | 'askedAt'> & { readonly reason: string; readonly askedBy: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('extra_attempt')
    .values({
      ...{ id: ask.id, round_id: ask.roundId, contestant_id: ask.contestantId },
      personal: sealJson(codec, 'personal', sealedAs(ask.id), { reason: ask.reason }),
      ...{ asked_by: ask.askedBy, asked_at: ask.askedAt, agreed_by: null, agreed_at: null },
    })
    .onConflict((conflict) => conflict.columns(['round_id', 'contestant_id']).where('agreed_at', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False unless this one waits for somebody to agree. */
export async function giveExtraAttempt(db: Db, id: string, by: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('extra_attempt')
    .set({ agreed_by: by, agreed_at: at })
    .where('id', '=', id)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False unless this one waits for somebody to agree. */
export async function dropExtraAttempt(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('extra_attempt').where('id', '=', id).where('agreed_at', 'is', null).executeTakeFirst()
  return numDeletedRows === 1n
}
