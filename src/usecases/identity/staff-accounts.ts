/** Staff accounts: made at the command line or by an administrator; signing in is in sign-in.ts. */
import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2'
import { ContestError } from '#contest/errors.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { inTransaction } from '#store/database/database.ts'
import { actsForUnit, type StaffRole } from '#contest/roles.ts'
import { listContests } from '#store/contests/contests.ts'
import { unitsOf } from '#store/people/roster.ts'
import { disableStaff, insertStaff, listStaff, staffByLogin, type StaffRecord } from '#store/identity/staff.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findContest, findUnit } from '../find.ts'
import { newId } from '../ids.ts'

export interface StaffAccount {
  readonly login: string
  readonly name: string
  readonly role: StaffRole
  /** Code of the unit and slug of the contest of a contributor. */
  readonly unit: { readonly contest: string; readonly code: string } | null
  readonly disabled: boolean
}

/** argon2id with the parameters OWASP recommends first (19 MiB, 2 passes, 1 lane). */
const argon2Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const passwordMatches = (hash: string, password: string): Promise<boolean> => argon2Verify(hash, password.normalize('NFC'))

export const loginOf = (login: string): string => login.normalize('NFC').trim().toLowerCase()

/**
 * @param staff `unit` is of a contributor, and of nobody else
 * @throws ContestError `weak-password` under 12 characters, `login-taken`, `unit-unknown`, `not-found` for the contest
 */
export async function addStaff(
  app: App,
  who: Who,
  staff: {
    readonly login: string
    readonly name: string
    readonly role: StaffRole
    readonly password: string
    readonly unit?: StaffAccount['unit']
  },
): Promise<StaffAccount> {
  requireAccess(who, 'staff.manage')
  const login = loginOf(staff.login)
  if (!/^[\p{L}\p{N}._@+-]{1,80}$/u.test(login)) throw new ContestError('invalid-request', { login })
  if ([...staff.password].length < 12) throw new ContestError('weak-password')
  const { unit = null } = staff
  if (actsForUnit(staff.role) !== (unit !== null)) throw new ContestError('invalid-request', { role: staff.role })
  const place = unit === null ? null : await placeOf(app, unit)
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
      unit: place,
      passwordHash,
      disabledAt: null,
      createdAt: at,
    })
    await writeAudit(db, { at, actor: actorOf(who), event: 'staff.added', contestId: null, data: { staff: id, role: staff.role } })
  })
  return { login, name: staff.name, role: staff.role, unit, disabled: false }
}

async function placeOf(app: App, { contest: slug, code }: NonNullable<StaffAccount['unit']>): Promise<StaffRecord['unit']> {
  const contest = await findContest(app, slug)
  return { contestId: contest.id, unitId: (await findUnit(app, contest.id, code)).id }
}

export async function staffAccounts(app: App, who: Who): Promise<readonly StaffAccount[]> {
  requireAccess(who, 'staff.manage')
  const { db } = app.database
  const all = await listStaff(db)
  const slugs = new Map((await listContests(db)).map(({ id, slug }) => [id, slug]))
  const units = new Map<string, string>()
  for (const contestId of new Set(all.flatMap(({ unit }) => unit?.contestId ?? [])))
    for (const { id, code } of await unitsOf(db, contestId)) units.set(id, code)
  return all.map(({ login, name, role, unit, disabledAt }) => ({
    ...{ login, name, role, disabled: disabledAt !== null },
    unit: unit === null ? null : { contest: slugs.get(unit.contestId) ?? '', code: units.get(unit.unitId) ?? '' },
  }))
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
