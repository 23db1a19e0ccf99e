/** Two people means two people: what needs a second is not done by one person's other account. */
import { ContestError, type ErrorDetail } from '#contest/errors.ts'
import type { Db } from '#store/database/database.ts'
import { staffIdentities } from '#store/identity/staff.ts'
import type { App } from './app.ts'

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
