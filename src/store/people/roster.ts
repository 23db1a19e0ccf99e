/** Units and the people of the roster, as the organisers import and list them. Names and numbers are sealed. */
import { codeOf, profileOf, type Profile } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { mapInTurns } from '../database/turns.ts'

export interface UnitRecord {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly headcount: number
}

export interface PersonRecord extends Profile {
  readonly id: string
  readonly unitId: string
}

/** What `personal` of a contestant's row holds. */
export const openProfile = (codec: Codec, row: { readonly id: string; readonly personal: Uint8Array }): Profile =>
  profileOf(openJson<Partial<Profile>>(codec, 'personal', `contestant ${row.id}`, row.personal))

export const staffCodeIndex = (codec: Codec, contestId: string, staffCode: string): Uint8Array =>
  codec.index(`staff-code ${contestId}`, codeOf(staffCode))

/** `phone` in E.164. */
export const phoneIndex = (codec: Codec, contestId: string, phone: string): Uint8Array => codec.index(`phone ${contestId}`, phone)

export async function unitsOf(db: Db, contestId: string): Promise<readonly UnitRecord[]> {
  return db
    .selectFrom('unit')
    .select(['id', 'code', 'name', 'kind', 'headcount'])
    .where('contest_id', '=', contestId)
    .orderBy('code')
    .execute()
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

/** Inserts the unit or brings its name, kind and headcount up to date by code; the id of a known unit never changes. */
export async function putUnit(db: Db, contestId: string, unit: UnitRecord): Promise<void> {
  await db
    .insertInto('unit')
    .values({ ...unit, contest_id: contestId })
    .onConflict((conflict) =>
      conflict.columns(['contest_id', 'code']).doUpdateSet({ name: unit.name, kind: unit.kind, headcount: unit.headcount }),
    )
    .execute()
}

const personOf = (codec: Codec, row: { readonly id: string; readonly unit_id: string; readonly personal: Uint8Array }): PersonRecord => ({
  ...openProfile(codec, row),
  id: row.id,
  unitId: row.unit_id,
})

/** Everybody on the roster, opened, in no particular order; with turns for others in between. */
export async function peopleOf(db: Db, codec: Codec, contestId: string): Promise<readonly PersonRecord[]> {
  const rows = await db.selectFrom('contestant').select(['id', 'unit_id', 'personal']).where('contest_id', '=', contestId).execute()
  const open = (row: (typeof rows)[number]): PersonRecord => personOf(codec, row)
  // Inside a transaction on SQLite others wait for its end, not for a turn.
  return db.isTransaction ? rows.map(open) : mapInTurns(rows, open)
}

export async function peopleByIds(db: Db, codec: Codec, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRecord>> {
  const rows = await inPortions(ids, (portion) =>
    db.selectFrom('contestant').select(['id', 'unit_id', 'personal']).where('id', 'in', portion).execute(),
  )
  return new Map(rows.map((row) => [row.id, personOf(codec, row)]))
}

export async function insertPerson(db: Db, codec: Codec, contestId: string, person: PersonRecord, at: Instant): Promise<void> {
  await db
    .insertInto('contestant')
    .values({ id: person.id, contest_id: contestId, ...personColumns(codec, contestId, person), consented_at: null, created_at: at })
    .execute()
}

export async function updatePerson(db: Db, codec: Codec, contestId: string, person: PersonRecord): Promise<void> {
  await db
    .updateTable('contestant')
    .set(personColumns(codec, contestId, person))
    .where('id', '=', person.id)
    .execute()
}

function personColumns(codec: Codec, contestId: string, person: PersonRecord) {
  const { id, unitId, staffCode, phone } = person
  return {
    unit_id: unitId,
    personal: sealJson(codec, 'personal', `contestant ${id}`, profileOf(person)),
    staff_code_index: staffCodeIndex(codec, contestId, staffCode),
    phone_index: phone === null ? null : phoneIndex(codec, contestId, phone),
  }
}
