/** Units and the people of the roster, as the organisers import and list them. Names and numbers are sealed. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { codeOf, profileKept, profileOf, type nobody, type Profile } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { insertMany, updateMany, type Columns } from '../database/insert-many.ts'
import type { Schema } from '../database/schema.ts'
import { mapInTurns } from '../database/turns.ts'

export interface UnitRecord {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly headcount: number
  /** Other spellings people use. */
  readonly aliases: readonly string[]
  /** Code of the unit it belongs to. */
  readonly parent: string | null
  /** The first and the last day, `2025-06-30`; null: open. */
  readonly validFrom: string | null
  readonly validUntil: string | null
}

export interface PersonRecord extends Profile {
  readonly id: string
  readonly unitId: string
}

/** What `personal` of a contestant's row holds. */
export const openProfile = (codec: Codec, row: { readonly id: string; readonly personal: Uint8Array }): Profile =>
  profileKept(openJson<Partial<Profile> | typeof nobody>(codec, 'personal', `contestant ${row.id}`, row.personal))

export const staffCodeIndex = (codec: Codec, contestId: string, staffCode: string): Uint8Array =>
  codec.index(`staff-code ${contestId}`, codeOf(staffCode))

/** `phone` in E.164. */
export const phoneIndex = (codec: Codec, contestId: string, phone: string): Uint8Array => codec.index(`phone ${contestId}`, phone)

const units = (db: Db, contestId: string) =>
  db
    .selectFrom('unit')
    .select(['id', 'code', 'name', 'kind', 'headcount', 'aliases'])
    .select(['parent_code as parent', 'valid_from as validFrom', 'valid_until as validUntil'])
    .where('contest_id', '=', contestId)

const unitOf = ({ aliases, ...row }: Omit<UnitRecord, 'aliases'> & { readonly aliases: string }): UnitRecord => ({
  ...row,
  aliases: JSON.parse(aliases) as readonly string[],
})

export async function unitsOf(db: Db, contestId: string): Promise<readonly UnitRecord[]> {
  return (await units(db, contestId).orderBy('code').execute()).map(unitOf)
}

export async function unitByCode(db: Db, contestId: string, code: string): Promise<UnitRecord | null> {
  const row = await units(db, contestId).where('code', '=', code).executeTakeFirst()
  return row === undefined ? null : unitOf(row)
}

export interface RosterSize {
  readonly people: number
  readonly units: number
  readonly boardMembers: number
}

/** What was counted is good while the contest's `rosterRevision` is the same. */
export async function rosterSize(db: Db, contestId: string): Promise<RosterSize> {
  const count = async (table: 'contestant' | 'unit' | 'board_member'): Promise<number> => {
    const { total } = await db
      .selectFrom(table)
      .select((of) => of.fn.countAll<number>().as('total'))
      .where('contest_id', '=', contestId)
      .executeTakeFirstOrThrow()
    return total
  }
  return { people: await count('contestant'), units: await count('unit'), boardMembers: await count('board_member') }
}

/** Inserts the unit or brings it up to date by code; the id of a known unit never changes. */
export async function putUnit(db: Db, contestId: string, unit: UnitRecord): Promise<void> {
  const { id, code, name, kind, headcount, aliases, parent, validFrom, validUntil } = unit
  const kept = {
    ...{ name, kind, headcount, aliases: JSON.stringify(aliases) },
    ...{ parent_code: parent, valid_from: validFrom, valid_until: validUntil },
  }
  await db
    .insertInto('unit')
    .values({ id, code, contest_id: contestId, ...kept })
    .onConflict((conflict) => conflict.columns(['contest_id', 'code']).doUpdateSet(kept))
    .execute()
}

const personOf = (codec: Codec, row: { readonly id: string; readonly unitId: string; readonly personal: Uint8Array }): PersonRecord => ({
  ...openProfile(codec, row),
  id: row.id,
  unitId: row.unitId,
})

/** But for the people of a file that is still being written (usecases/people/arrivals.ts). */
export const onRoster = (of: ExpressionBuilder<Schema, 'contestant'>): Expression<SqlBool> =>
  of.not(
    of.exists(
      of
        .selectFrom('contest')
        .select('contest.id')
        .whereRef('contest.id', '=', 'contestant.contest_id')
        .where('contest.roster_revision', '<', 0)
        .where('contest.roster_revision', '=', (its) => its.neg(its.ref('contestant.created_at'))),
    ),
  )

/** Rows read at once. */
const PORTION = 500

/**
 * Everybody on the roster, opened, by id; with turns for others in between. Outside a transaction somebody may come or change
 * meanwhile: who writes what rests on it looks at the contest's `rosterRevision` again.
 */
export async function peopleOf(db: Db, codec: Codec, contestId: string): Promise<readonly PersonRecord[]> {
  const people: PersonRecord[] = []
  await eachPerson(db, codec, contestId, (person) => people.push(person))
  return people
}

/** The same, one after another. */
export async function eachPerson(db: Db, codec: Codec, contestId: string, take: (person: PersonRecord) => unknown): Promise<void> {
  const taken = (row: { readonly id: string; readonly unitId: string; readonly personal: Uint8Array }): void => {
    take(personOf(codec, row))
  }
  for (let last = ''; ;) {
    const rows = await db
      .selectFrom('contestant')
      .select(['id', 'unit_id as unitId', 'personal'])
      .where('contest_id', '=', contestId)
      .where('id', '>', last)
      .where(onRoster)
      .orderBy('id')
      .limit(PORTION)
      .execute()
    // Inside a transaction on SQLite others wait for its end, not for a turn.
    if (db.isTransaction) rows.forEach(taken)
    else await mapInTurns(rows, taken)
    const end = rows.at(-1)
    if (end === undefined || rows.length < PORTION) return
    last = end.id
  }
}

export async function peopleByIds(db: Db, codec: Codec, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRecord>> {
  const rows = await inPortions(ids, (portion) =>
    db.selectFrom('contestant').select(['id', 'unit_id as unitId', 'personal']).where('id', 'in', portion).execute(),
  )
  return new Map(rows.map((row) => [row.id, personOf(codec, row)]))
}

/** A person as a row holds them, sealed. */
export interface SealedPerson {
  readonly id: string
  readonly unitId: string
  readonly personal: Uint8Array
  readonly staffCodeIndex: Uint8Array
  readonly phoneIndex: Uint8Array | null
}

export function sealPerson(codec: Codec, contestId: string, person: PersonRecord): SealedPerson {
  const { id, unitId, staffCode, phone } = person
  return {
    ...{ id, unitId },
    personal: sealJson(codec, 'personal', `contestant ${id}`, profileOf(person)),
    staffCodeIndex: staffCodeIndex(codec, contestId, staffCode),
    phoneIndex: phone === null ? null : phoneIndex(codec, contestId, phone),
  }
}

const sealedColumns = [
  ['id', 'text', 'id'],
  ['unit_id', 'text', 'unitId'],
  ['personal', 'bytea', 'personal'],
  ['staff_code_index', 'bytea', 'staffCodeIndex'],
  ['phone_index', 'bytea or null', 'phoneIndex'],
] as const satisfies Columns<Schema['contestant'], SealedPerson>

/** New on the roster. */
export async function insertPeople(db: Db, contestId: string, people: readonly SealedPerson[], at: Instant): Promise<void> {
  const columns = [...sealedColumns, ['contest_id', 'text', 'contestId'], ['created_at', 'int8', 'createdAt']] as const
  await insertMany(db, 'contestant', columns, people.map((person) => ({ ...person, contestId, createdAt: at }))) // prettier-ignore
}

/** When whoever came last came; 0: nobody did. */
export async function lastCreatedAt(db: Db, contestId: string): Promise<Instant> {
  const { last } = await db
    .selectFrom('contestant')
    .select((of) => of.fn.max<number | null>('created_at').as('last'))
    .where('contest_id', '=', contestId)
    .executeTakeFirstOrThrow()
  return last ?? 0
}

/** Ids of those who came at one instant and have not begun to take part: so many of them. */
export async function cameAt(db: Db, contestId: string, at: Instant, atMost: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('contestant')
    .select('id')
    .where('contest_id', '=', contestId)
    .where('created_at', '=', at)
    .where((not) =>
      not.not(not.exists(not.selectFrom('attempt').select('attempt.id').whereRef('attempt.contestant_id', '=', 'contestant.id'))),
    )
    .limit(atMost)
    .execute()
  return rows.map(({ id }) => id)
}

/** All who came at one instant came at another. */
export async function moveCreatedAt(
  db: Db,
  contestId: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<void> {
  await db.updateTable('contestant').set({ created_at: to }).where('contest_id', '=', contestId).where('created_at', '=', from).execute()
}

/** Who of these began to take part in any round. */
export async function whoBegan(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await inPortions(ids, (portion) =>
    db.selectFrom('attempt').select('contestant_id as id').distinct().where('contestant_id', 'in', portion).execute(),
  )
  return new Set(rows.map(({ id }) => id))
}

/** Who has not begun to take part. In a transaction: whom they were likely to be goes with them. */
export async function removePeople(db: Db, all: readonly string[]): Promise<void> {
  for (let from = 0; from < all.length; from += PORTION) await removePortion(db, all.slice(from, from + PORTION))
}

async function removePortion(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom('likely_same')
    .where((either) =>
      either.or([either('contestant_id', 'in', ids), either.and([either('other_kind', '=', 'contestant'), either('other_id', 'in', ids)])]),
    )
    .execute()
  await db.deleteFrom('contestant').where('id', 'in', ids).execute()
}

/** By their ids. */
export const updatePeople = (db: Db, people: readonly SealedPerson[]): Promise<void> => updateMany(db, 'contestant', sealedColumns, people)

export const insertPerson = (db: Db, codec: Codec, contestId: string, person: PersonRecord, at: Instant): Promise<void> =>
  insertPeople(db, contestId, [sealPerson(codec, contestId, person)], at)
