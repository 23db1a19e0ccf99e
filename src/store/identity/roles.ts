/** What accounts are in contests: one role a contest, so that nobody stands on two sides of a second look. */
import type { ContestRole } from '#contest/roles.ts'
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface HeldRole {
  readonly staffId: string
  readonly contestId: string
  readonly role: ContestRole
  /** Where a contributor belongs; null for everybody else. */
  readonly unitId: string | null
}

const columns = ['staff_id as staffId', 'contest_id as contestId', 'role', 'unit_id as unitId'] as const

export const rolesOfStaff = (db: Db, staffId: string): Promise<readonly HeldRole[]> =>
  db.selectFrom('staff_role').select(columns).where('staff_id', '=', staffId).orderBy('contest_id').execute()

export const rolesInContest = (db: Db, contestId: string): Promise<readonly HeldRole[]> =>
  db.selectFrom('staff_role').select(columns).where('contest_id', '=', contestId).orderBy('staff_id').execute()

export const allRoles = (db: Db): Promise<readonly HeldRole[]> =>
  db.selectFrom('staff_role').select(columns).orderBy('contest_id').orderBy('staff_id').execute()

/** In place of the role the account had in this contest, if any. */
export async function putRole(db: Db, { staffId, contestId, role, unitId }: HeldRole, at: Instant): Promise<void> {
  await db
    .insertInto('staff_role')
    .values({ staff_id: staffId, contest_id: contestId, role, unit_id: unitId, given_at: at })
    .onConflict((conflict) => conflict.columns(['staff_id', 'contest_id']).doUpdateSet({ role, unit_id: unitId, given_at: at }))
    .execute()
}

/** False when the account held none there. */
export async function takeRole(db: Db, staffId: string, contestId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('staff_role')
    .where('staff_id', '=', staffId)
    .where('contest_id', '=', contestId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
