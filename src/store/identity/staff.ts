/** Staff accounts. Passwords are argon2id hashes; an account is disabled, never deleted, so that the audit keeps its name. */
import type { Recognised } from '#contest/person.ts'
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface StaffRecord {
  readonly id: string
  readonly login: string
  readonly name: string
  /** Runs the server. What anybody else does stands in roles.ts. */
  readonly administrator: boolean
  readonly passwordHash: string
  /** Somebody else made the password, and knows it: the account does nothing until its owner has another. */
  readonly passwordGiven: boolean
  readonly disabledAt: Instant | null
}

const columns = [
  ...(['id', 'login', 'name', 'administrator', 'password_hash as passwordHash'] as const),
  ...(['password_given as passwordGiven', 'disabled_at as disabledAt'] as const),
] as const

const toStaff = <Row extends { readonly administrator: number; readonly passwordGiven: number }>({
  administrator,
  passwordGiven,
  ...row
}: Row) => ({
  ...row,
  administrator: administrator === 1,
  passwordGiven: passwordGiven === 1,
})

export async function listStaff(db: Db): Promise<readonly StaffRecord[]> {
  return (await db.selectFrom('staff').select(columns).orderBy('login').execute()).map(toStaff)
}

export async function staffByLogin(db: Db, login: string): Promise<StaffRecord | null> {
  const row = await db.selectFrom('staff').select(columns).where('login', '=', login).executeTakeFirst()
  return row === undefined ? null : toStaff(row)
}

export async function staffById(db: Db, id: string): Promise<StaffRecord | null> {
  const row = await db.selectFrom('staff').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toStaff(row)
}

/** Is there, or was there ever, somebody who runs the server? */
export async function hasAdministrator(db: Db): Promise<boolean> {
  return (await db.selectFrom('staff').select('id').where('administrator', '=', 1).limit(1).executeTakeFirst()) !== undefined
}

export async function insertStaff(db: Db, staff: StaffRecord & { readonly createdAt: Instant }): Promise<void> {
  await db
    .insertInto('staff')
    .values({
      id: staff.id,
      login: staff.login,
      name: staff.name,
      administrator: staff.administrator ? 1 : 0,
      personal: null,
      password_hash: staff.passwordHash,
      password_given: staff.passwordGiven ? 1 : 0,
      disabled_at: staff.disabledAt,
      created_at: staff.createdAt,
    })
    .execute()
}

/** Until the transaction ends nobody else changes what the account is. */
export async function holdStaff(db: Db, id: string): Promise<void> {
  await db
    .updateTable('staff')
    .set((of) => ({ login: of.ref('login') }))
    .where('id', '=', id)
    .execute()
}

/** Ids of administrators that are not disabled, and until the transaction ends nobody else changes what they are. */
export async function holdAdministrators(db: Db): Promise<readonly string[]> {
  const rows = await db
    .updateTable('staff')
    .set((of) => ({ login: of.ref('login') }))
    .where('administrator', '=', 1)
    .where('disabled_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** False when it was not there or not disabled. */
export async function enableStaff(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ disabled_at: null })
    .where('id', '=', id)
    .where('disabled_at', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Disables the account and ends its sessions; false when it was not there or already disabled. */
export async function disableStaff(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ disabled_at: at })
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  await endStaffSessions(db, id)
  return numUpdatedRows === 1n
}

/** Sets the password and ends the account's sessions. */
export async function changePassword(
  db: Db,
  id: string,
  { hash, given }: { readonly hash: string; readonly given: boolean },
): Promise<void> {
  await db
    .updateTable('staff')
    .set({ password_hash: hash, password_given: given ? 1 : 0 })
    .where('id', '=', id)
    .execute()
  await endStaffSessions(db, id)
}

const endStaffSessions = (db: Db, id: string): Promise<unknown> =>
  db.deleteFrom('session').where('kind', '=', 'staff').where('subject_id', '=', id).execute()

/** Whose accounts are, as the roster and the boards would name them. By account; those that do not say are left out. */
export async function staffIdentities(db: Db, codec: Codec): Promise<ReadonlyMap<string, Recognised>> {
  const rows = await db.selectFrom('staff').select(['id', 'personal']).where('personal', 'is not', null).execute()
  return new Map(
    rows.flatMap(({ id, personal }) =>
      personal === null ? [] : [[id, openJson<Recognised>(codec, 'personal', `staff ${id}`, personal)] as const],
    ),
  )
}

export async function putStaffIdentity(db: Db, codec: Codec, id: string, identity: Recognised): Promise<void> {
  const personal = sealJson(codec, 'personal', `staff ${id}`, identity)
  await db.updateTable('staff').set({ personal }).where('id', '=', id).execute()
}
