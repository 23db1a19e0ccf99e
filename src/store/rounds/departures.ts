/** Where rounds left the times their rulebook announced: at most one a round waits to be agreed to or carried out; what was done stays. */
import type { Departure } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface DepartureRecord {
  readonly id: string
  readonly roundId: string
  readonly kind: Departure
  readonly reason: string
  /** Of one that goes on: when it is to end then. */
  readonly closesAt: Instant | null
  /** Null: somebody at the command line. */
  readonly askedBy: { readonly id: string; readonly login: string; readonly name: string } | null
  readonly askedAt: Instant
  /** Null while nobody agreed; `by` is null at the command line. */
  readonly agreed: { readonly by: string | null; readonly at: Instant } | null
}

const records = (db: Db) =>
  db
    .selectFrom('round_departure')
    .leftJoin('staff', 'staff.id', 'round_departure.asked_by')
    .select([
      'round_departure.id as id',
      'round_id as roundId',
      'kind',
      'reason',
      'closes_at as closesAt',
      'asked_at as askedAt',
      'agreed_by as agreedBy',
      'agreed_at as agreedAt',
      'staff.id as staffId',
      'staff.login as login',
      'staff.name as name',
    ])
    .where('done_at', 'is', null)

type Row = Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]

const toRecord = ({ staffId, login, name, agreedBy: by, agreedAt: at, ...row }: Row): DepartureRecord => ({
  ...row,
  askedBy: staffId === null || login === null || name === null ? null : { id: staffId, login, name },
  agreed: at === null ? null : { by, at },
})

/** The one that waits. */
export async function departureOf(db: Db, roundId: string): Promise<DepartureRecord | null> {
  const row = await records(db).where('round_id', '=', roundId).executeTakeFirst()
  return row === undefined ? null : toRecord(row)
}

/** Agreed to and not carried out yet. */
export async function agreedDepartures(db: Db): Promise<readonly DepartureRecord[]> {
  return (await records(db).where('agreed_at', 'is not', null).execute()).map(toRecord)
}

export interface DepartureWrite {
  readonly id: string
  readonly roundId: string
  readonly kind: Departure
  readonly reason: string
  readonly closesAt: Instant | null
  readonly askedBy: string | null
  readonly askedAt: Instant
}

/** @param agreedAt at once, where no second person is needed. False when one waits already. */
export async function askDeparture(db: Db, ask: DepartureWrite, agreedAt: Instant | null): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('round_departure')
    .values({
      ...{ id: ask.id, round_id: ask.roundId, kind: ask.kind, reason: ask.reason, closes_at: ask.closesAt },
      ...{ asked_by: ask.askedBy, asked_at: ask.askedAt, agreed_by: null, agreed_at: agreedAt },
      ...{ planned_at: null, done_at: null },
    })
    .onConflict((conflict) => conflict.column('round_id').where('done_at', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False unless this one waits for somebody to agree. */
export async function agreeToDeparture(db: Db, id: string, by: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round_departure')
    .set({ agreed_by: by, agreed_at: at })
    .where('id', '=', id)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False unless there is one nobody agreed to yet. */
export async function withdrawDepartureOf(db: Db, roundId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('round_departure')
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** It is carried out. False when another process did. @param plannedAt the instant that it moves, as it was before */
export async function keepDeparture(db: Db, id: string, plannedAt: Instant, doneAt: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round_departure')
    .set({ planned_at: plannedAt, done_at: doneAt })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What came first made it pointless. */
export async function dropDeparture(db: Db, id: string): Promise<void> {
  await db.deleteFrom('round_departure').where('id', '=', id).where('done_at', 'is', null).execute()
}

export interface DoneDeparture {
  readonly roundId: string
  readonly kind: Departure
  readonly reason: string
  readonly closesAt: Instant | null
  readonly plannedAt: Instant
  readonly doneAt: Instant
}

/** In the order in which they were carried out. */
export async function departuresOf(db: Db, contestId: string): Promise<readonly DoneDeparture[]> {
  const rows = await db
    .selectFrom('round_departure')
    .innerJoin('round', 'round.id', 'round_departure.round_id')
    .select([
      'round_id as roundId',
      'kind',
      'reason',
      'round_departure.closes_at as closesAt',
      'planned_at as plannedAt',
      'done_at as doneAt',
    ])
    .where('contest_id', '=', contestId)
    .orderBy('done_at')
    .execute()
  return rows.flatMap(({ plannedAt, doneAt, ...row }) => (plannedAt === null || doneAt === null ? [] : [{ ...row, plannedAt, doneAt }]))
}

/** Has it been decided that the round leaves its plan? Its row and not the rules says then when it opens. */
export async function hasDeparted(db: Db, roundId: string): Promise<boolean> {
  const row = await db
    .selectFrom('round_departure')
    .select('id')
    .where('round_id', '=', roundId)
    .where('agreed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
