/** Rounds as stored. Every change of status is a compare-and-swap, so that it happens exactly once. */
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { partDamaged, type SealedPart } from './sealed-parts.ts'
import { firstStatus, isInMotion, roundStatuses, staffSteps, type RoundStatus, type RoundStep } from '#contest/round-life.ts'

export interface RoundRecord {
  readonly id: string
  readonly contestId: string
  readonly key: string
  readonly ordinal: number
  readonly name: string
  readonly opensAt: Instant
  readonly closesAt: Instant
  readonly status: RoundStatus
  readonly lockedSetId: string | null
  readonly openedAt: Instant | null
  readonly closedAt: Instant | null
  readonly talliedAt: Instant | null
  readonly approvedAt: Instant | null
  readonly publishedAt: Instant | null
}

/** The secrets of a round, opened: 32 bytes each. */
export interface RoundSecrets {
  readonly paperSeed: Uint8Array
  readonly lotSeed: Uint8Array
  readonly entryKey: Uint8Array
}

const columns = [
  'id',
  'contest_id as contestId',
  'key',
  'ordinal',
  'name',
  'opens_at as opensAt',
  'closes_at as closesAt',
  'status',
  'locked_set_id as lockedSetId',
  'opened_at as openedAt',
  'closed_at as closedAt',
  'tallied_at as talliedAt',
  'approved_at as approvedAt',
  'published_at as publishedAt',
] as const

export async function roundsOf(db: Db, contestId: string): Promise<readonly RoundRecord[]> {
  return db.selectFrom('round').select(columns).where('contest_id', '=', contestId).orderBy('ordinal').execute()
}

export async function roundByKey(db: Db, contestId: string, key: string): Promise<RoundRecord | null> {
  const row = await db.selectFrom('round').select(columns).where('contest_id', '=', contestId).where('key', '=', key).executeTakeFirst()
  return row ?? null
}

export async function roundById(db: Db, id: string): Promise<RoundRecord | null> {
  const row = await db.selectFrom('round').select(columns).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Rounds the clock has a step to take in, soonest first; none of a contest that is not announced. */
export async function roundsInMotion(db: Db): Promise<readonly RoundRecord[]> {
  return db
    .selectFrom('round')
    .select(columns)
    .where('status', 'in', roundStatuses.filter(isInMotion))
    .where((of) =>
      of.exists(
        of
          .selectFrom('contest')
          .select('contest.id')
          .whereRef('contest.id', '=', 'round.contest_id')
          .where('contest.announced_at', 'is not', null),
      ),
    )
    .orderBy('opens_at')
    .execute()
}

/** @throws ContestError `sealed-damaged` naming what does not open */
export async function roundSecrets(db: Db, codec: Codec, roundId: string): Promise<RoundSecrets> {
  const row = await db
    .selectFrom('round')
    .select(['key', 'name', 'paper_seed as paperSeed', 'lot_seed as lotSeed', 'entry_key as entryKey'])
    .where('id', '=', roundId)
    .executeTakeFirstOrThrow()
  const open = (part: SealedPart, column: string, sealed: Uint8Array): Uint8Array => {
    try {
      return codec.open('round-keys', `round.${column} ${roundId}`, sealed)
    } catch {
      throw partDamaged(part, [row])
    }
  }
  return {
    paperSeed: open('paper-seed', 'paper_seed', row.paperSeed),
    lotSeed: open('lot-seed', 'lot_seed', row.lotSeed),
    entryKey: open('entry-key', 'entry_key', row.entryKey),
  }
}

export interface RoundWrite {
  readonly id: string
  readonly contestId: string
  readonly key: string
  readonly ordinal: number
  readonly name: string
  readonly opensAt: Instant
  readonly closesAt: Instant
}

export async function insertRound(db: Db, codec: Codec, round: RoundWrite, secrets: RoundSecrets): Promise<void> {
  await db
    .insertInto('round')
    .values({
      id: round.id,
      contest_id: round.contestId,
      key: round.key,
      ordinal: round.ordinal,
      name: round.name,
      opens_at: round.opensAt,
      closes_at: round.closesAt,
      status: firstStatus,
      locked_set_id: null,
      paper_seed: codec.seal('round-keys', `round.paper_seed ${round.id}`, secrets.paperSeed),
      lot_seed: codec.seal('round-keys', `round.lot_seed ${round.id}`, secrets.lotSeed),
      entry_key: codec.seal('round-keys', `round.entry_key ${round.id}`, secrets.entryKey),
      opened_at: null,
      closed_at: null,
      tallied_at: null,
      approved_at: null,
      published_at: null,
    })
    .execute()
}

/** Moves a round that has not opened. Returns false when it has. */
export async function rescheduleRound(db: Db, round: RoundWrite): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({ ordinal: round.ordinal, name: round.name, opens_at: round.opensAt, closes_at: round.closesAt })
    .where('id', '=', round.id)
    .where('status', '=', firstStatus)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** With a request to open it that waits. */
export async function deleteScheduledRound(db: Db, id: string): Promise<boolean> {
  await db.deleteFrom('round_departure').where('round_id', '=', id).where('done_at', 'is', null).execute()
  const { numDeletedRows } = await db.deleteFrom('round').where('id', '=', id).where('status', '=', firstStatus).executeTakeFirst()
  return numDeletedRows === 1n
}

/** What a step may write beside the status. */
export interface StepFields {
  readonly openedAt?: Instant
  readonly closesAt?: Instant
  readonly opensAt?: Instant
  readonly closedAt?: Instant | null
  readonly talliedAt?: Instant
  readonly approvedAt?: Instant | null
  readonly publishedAt?: Instant
}

/** Compare-and-swap of the status; false when the round was not in `from`. */
export async function stepRound(db: Db, id: string, { from, to }: RoundStep, fields: StepFields): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({
      status: to,
      ...(fields.openedAt === undefined ? {} : { opened_at: fields.openedAt }),
      ...(fields.opensAt === undefined ? {} : { opens_at: fields.opensAt }),
      ...(fields.closesAt === undefined ? {} : { closes_at: fields.closesAt }),
      ...(fields.closedAt === undefined ? {} : { closed_at: fields.closedAt }),
      ...(fields.talliedAt === undefined ? {} : { tallied_at: fields.talliedAt }),
      ...(fields.approvedAt === undefined ? {} : { approved_at: fields.approvedAt }),
      ...(fields.publishedAt === undefined ? {} : { published_at: fields.publishedAt }),
    })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Holds the round as it is until the transaction ends; its status by then. */
export async function holdRound(db: Db, id: string): Promise<RoundStatus> {
  const { status } = await db
    .updateTable('round')
    .set((of) => ({ status: of.ref('status') }))
    .where('id', '=', id)
    .returning('status')
    .executeTakeFirstOrThrow()
  return status
}

/** Makes this the one tally that may write the round's result; false unless the round is closed. */
export async function claimTally(db: Db, id: string, claim: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({ tally_claim: claim })
    .where('id', '=', id)
    .where('status', '=', staffSteps.tally.from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Inside a transaction that writes a part of the result: is this still the one? Nobody claims it before the transaction ends. */
export async function holdsTally(db: Db, id: string, claim: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('round')
    .set({ tally_claim: claim })
    .where('id', '=', id)
    .where('tally_claim', '=', claim)
    .where('status', '=', staffSteps.tally.from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
