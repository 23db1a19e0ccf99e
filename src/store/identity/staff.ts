/** Staff accounts. Passwords are argon2id hashes; an account is disabled, never deleted, so that the audit keeps its name. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'
import type { StaffRole } from '#contest/roles.ts'

export interface StaffRecord {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: StaffRole
  /** Where a contributor belongs; null for everybody else. */
  readonly unit: { readonly contestId: string; readonly unitId: string } | null
  readonly passwordHash: string
  readonly disabledAt: Instant | null
}

const columns = [
  'id',
  'login',
  'name',
  'role',
  'contest_id',
  'unit_id',
  'password_hash as passwordHash',
  'disabled_at as disabledAt',
] as const

type Row = Omit<StaffRecord, 'unit'> & { readonly contest_id: string | null; readonly unit_id: string | null }

const toStaff = ({ contest_id: contestId, unit_id: unitId, ...row }: Row): StaffRecord => ({
  ...row,
  unit: contestId === null || unitId === null ? null : { contestId, unitId },
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

export async function insertStaff(db: Db, staff: StaffRecord & { readonly createdAt: Instant }): Promise<void> {
  await db
    .insertInto('staff')
    .values({
      id: staff.id,
      login: staff.login,
      name: staff.name,
      role: staff.role,
      contest_id: staff.unit?.contestId ?? null,
      unit_id: staff.unit?.unitId ?? null,
      password_hash: staff.passwordHash,
      disabled_at: staff.disabledAt,
      created_at: staff.createdAt,
    })
    .execute()
}

/** Disables the account and ends its sessions; false when it was not there or already disabled. */
export async function disableStaff(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ disabled_at: at })
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  await db.deleteFrom('session').where('kind', '=', 'staff').where('subject_id', '=', id).execute()
  return numUpdatedRows === 1n
}
