/** Staff accounts: made at the command line or by an administrator; signing in is in sign-in.ts. */
import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2'
import { ContestError } from '#contest/errors.ts'
import { writeAudit } from '#store/audit.ts'
import { inTransaction } from '#store/database.ts'
import type { StaffRole } from '#store/schema.ts'
import { disableStaff, insertStaff, listStaff, staffByLogin } from '#store/staff.ts'
import { actorOf, requireAccess, type Who } from './access.ts'
import { newId, type App } from './app.ts'

export interface StaffAccount {
  readonly login: string
  readonly name: string
  readonly role: StaffRole
  readonly disabled: boolean
}

/** argon2id with the parameters OWASP recommends first (19 MiB, 2 passes, 1 lane). */
const argon2Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const passwordMatches = (hash: string, password: string): Promise<boolean> => argon2Verify(hash, password.normalize('NFC'))

export const loginOf = (login: string): string => login.normalize('NFC').trim().toLowerCase()

/** @throws ContestError `weak-password` under 12 characters, `login-taken` */
export async function addStaff(
  app: App,
  who: Who,
  staff: { readonly login: string; readonly name: string; readonly role: StaffRole; readonly password: string },
): Promise<StaffAccount> {
  requireAccess(who, 'staff.manage')
  const login = loginOf(staff.login)
  if (!/^[\p{L}\p{N}._@+-]{1,80}$/u.test(login)) throw new ContestError('invalid-request', { login })
  if ([...staff.password].length < 12) throw new ContestError('weak-password')
  const passwordHash = await argon2(staff.password.normalize('NFC'), argon2Options)
  await inTransaction(app.database.db, async (db) => {
    if ((await staffByLogin(db, login)) !== null) throw new ContestError('login-taken', { login })
    const id = newId()
    const at = app.clock.now()
    await insertStaff(db, {
      id,
      login,
      name: staff.name.normalize('NFC').trim(),
      role: staff.role,
      passwordHash,
      disabledAt: null,
      createdAt: at,
    })
    await writeAudit(db, { at, actor: actorOf(who), event: 'staff.added', contestId: null, data: { staff: id, role: staff.role } })
  })
  return { login, name: staff.name, role: staff.role, disabled: false }
}

export async function staffAccounts(app: App, who: Who): Promise<readonly StaffAccount[]> {
  requireAccess(who, 'staff.manage')
  const all = await listStaff(app.database.db)
  return all.map(({ login, name, role, disabledAt }) => ({ login, name, role, disabled: disabledAt !== null }))
}

/** Ends the account's sessions too. @throws ContestError `not-found` */
export async function disableStaffAccount(app: App, who: Who, login: string): Promise<void> {
  requireAccess(who, 'staff.manage')
  const staff = await staffByLogin(app.database.db, loginOf(login))
  if (staff === null) throw new ContestError('not-found', { login })
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    if (await disableStaff(db, staff.id, at)) {
      await writeAudit(db, { at, actor: actorOf(who), event: 'staff.disabled', contestId: null, data: { staff: staff.id } })
    }
  })
  app.sessions.forgetSubject(staff.id)
}
