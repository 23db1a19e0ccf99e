/** One contestant: found at sign-in, shown their own data, and their consent. Lists of people are in roster.ts. */
import type { Profile } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { onRoster, openProfile, phoneIndex, staffCodeIndex } from './roster.ts'

export interface ContestantRecord extends Profile {
  readonly id: string
  readonly contestId: string
  readonly unitId: string
  readonly unitName: string
  readonly consentedAt: Instant | null
  readonly createdAt: Instant
}

const select = (db: Db) =>
  db
    .selectFrom('contestant')
    .innerJoin('unit', 'unit.id', 'contestant.unit_id')
    .select([
      'contestant.id',
      'contestant.contest_id as contestId',
      'contestant.unit_id as unitId',
      'contestant.personal',
      'contestant.consented_at as consentedAt',
      'contestant.created_at as createdAt',
      'unit.name as unitName',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const toContestant = (codec: Codec, { personal, ...row }: Row): ContestantRecord => ({
  ...row,
  ...openProfile(codec, { id: row.id, personal }),
})

/** The person on the roster with this staff code and this phone (E.164); null when either does not match. */
export async function contestantBySignIn(
  db: Db,
  codec: Codec,
  contestId: string,
  signIn: { readonly staffCode: string; readonly phone: string },
): Promise<ContestantRecord | null> {
  const row = await select(db)
    .where('contestant.contest_id', '=', contestId)
    .where('contestant.staff_code_index', '=', staffCodeIndex(codec, contestId, signIn.staffCode))
    .where('contestant.phone_index', '=', phoneIndex(codec, contestId, signIn.phone))
    .where(onRoster)
    .executeTakeFirst()
  return row === undefined ? null : toContestant(codec, row)
}

export async function contestantByCode(db: Db, codec: Codec, contestId: string, staffCode: string): Promise<ContestantRecord | null> {
  const row = await select(db)
    .where('contestant.contest_id', '=', contestId)
    .where('contestant.staff_code_index', '=', staffCodeIndex(codec, contestId, staffCode))
    .where(onRoster)
    .executeTakeFirst()
  return row === undefined ? null : toContestant(codec, row)
}

export async function contestantById(db: Db, codec: Codec, id: string): Promise<ContestantRecord | null> {
  const row = await select(db).where('contestant.id', '=', id).executeTakeFirst()
  return row === undefined ? null : toContestant(codec, row)
}

/** Keeps the first consent. */
export async function recordConsent(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable('contestant').set({ consented_at: at }).where('id', '=', id).where('consented_at', 'is', null).execute()
}

/** Whoever of the roster has this phone (E.164), or this staff code. */
export async function contestantsBy(
  db: Db,
  codec: Codec,
  contestId: string,
  { staffCode, phone }: { readonly staffCode: string | null; readonly phone: string | null },
): Promise<readonly ContestantRecord[]> {
  if (staffCode === null && phone === null) return []
  const rows = await select(db)
    .where('contestant.contest_id', '=', contestId)
    .where((of) =>
      of.or([
        ...(staffCode === null ? [] : [of('contestant.staff_code_index', '=', staffCodeIndex(codec, contestId, staffCode))]),
        ...(phone === null ? [] : [of('contestant.phone_index', '=', phoneIndex(codec, contestId, phone))]),
      ]),
    )
    .where(onRoster)
    .orderBy('contestant.id')
    .limit(50)
    .execute()
  return rows.map((row) => toContestant(codec, row))
}
