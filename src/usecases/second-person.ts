/** Two people means two people: what needs a second is not done by one person's other account. */
import { ContestError, type ErrorDetail } from '#contest/errors.ts'
import { roleMay, type Permission } from '#contest/roles.ts'
import type { Db } from '#store/database/database.ts'
import { rolesOfStaff } from '#store/identity/roles.ts'
import { staffByLogin, staffIdentities } from '#store/identity/staff.ts'
import type { Staff } from './access.ts'
import type { App } from './app.ts'
import { findContest } from './find.ts'

/** Whether both are one account, or known to be of one person by staff code or phone (`staff whose`). */
async function isOnePerson({ codec }: Pick<App, 'codec'>, db: Db, one: string | null, other: string | null): Promise<boolean> {
  if (one === other) return true
  const known = await staffIdentities(db, codec)
  const [first, second] = [known.get(one ?? ''), known.get(other ?? '')]
  if (first === undefined || second === undefined) return false
  const isSame = (a: string | null, b: string | null): boolean => a !== null && a === b
  return isSame(first.staffCode, second.staffCode) || isSame(first.phone, second.phone)
}

/** @param asked who asked, or did it before; null: the command line. @throws ContestError `second-person-needed` */
export async function requireSecondPerson(
  app: Pick<App, 'codec'>,
  db: Db,
  asked: string | null,
  agrees: string | null,
  detail: ErrorDetail,
): Promise<void> {
  if (await isOnePerson(app, db, asked, agrees)) throw new ContestError('second-person-needed', detail)
}

/**
 * The account in whose name somebody at the server's command line acts, where it takes people with names: as with an approval there, the
 * audit says that it was given at the command line, and in whose name. @throws ContestError `forbidden` when the account may not do it
 */
export async function staffNamed(app: Pick<App, 'database'>, slug: string, login: string, what: Permission): Promise<Staff> {
  const { db } = app.database
  const contest = await findContest(app, slug)
  const named = await staffByLogin(db, login)
  const held = named === null ? undefined : (await rolesOfStaff(db, named.id)).find(({ contestId }) => contestId === contest.id)
  if (named === null || named.disabledAt !== null || held === undefined || !roleMay(held.role, what))
    throw new ContestError('forbidden', { permission: what, login })
  const { id, name } = named
  return { kind: 'staff', id, login: named.login, name, role: held.role, contestId: contest.id, unitId: held.unitId, atCommandLine: true }
}
