/** Staff accounts. Passwords are argon2id hashes; an account is disabled, never deleted, so that the audit keeps its name. */
import type { Instant } from '#contest/values.ts'
import type { Db } from './database.ts'
import type { StaffRole } from './schema.ts'

export interface StaffRecord {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: StaffRole
  readonly passwordHash: string
  readonly disabledAt: Instant | null
}

const columns = ['id', 'login', 'name', 'role', 'password_hash as passwordHash', 'disabled_at as disabledAt'] as const

export async function listStaff(db: Db): Promise<readonly StaffRecord[]> {
  return db.selectFrom('staff').select(columns).orderBy('login').execute()
}

export async function staffByLogin(db: Db, login: string): Promise<StaffRecord | null> {
  return (await db.selectFrom('staff').select(columns).where('login', '=', login).executeTakeFirst()) ?? null
}

export async function staffById(db: Db, id: string): Promise<StaffRecord | null> {
  return (await db.selectFrom('staff').select(columns).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function insertStaff(db: Db, staff: StaffRecord & { readonly createdAt: Instant }): Promise<void> {
  await db
    .insertInto('staff')
    .values({
      id: staff.id,
      login: staff.login,
      name: staff.name,
      role: staff.role,
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
