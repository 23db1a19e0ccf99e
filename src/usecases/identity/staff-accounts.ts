/** Staff accounts and the roles they hold: made at the command line or by an administrator; signing in is in sign-in.ts. */
import { randomBytes } from 'node:crypto'
import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2'
import { ContestError } from '#contest/errors.ts'
import { textLimits } from '#contest/limits.ts'
import { weaknessOf } from '#contest/sign-in/passwords.ts'
import { codeOf, readPhone, type Recognised } from '#contest/person.ts'
import { actsForUnit, type ContestRole } from '#contest/roles.ts'
import { caseless, cleanText } from '#contest/text.ts'
import type { Finding } from '#contest/values.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { listContests } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { allRoles, putRole, rolesOfStaff, takeRole, type HeldRole } from '#store/identity/roles.ts'
import { withSecondFactor } from '#store/identity/second-factors.ts'
import {
  changePassword,
  disableStaff,
  enableStaff,
  holdAdministrators,
  holdStaff,
  insertStaff,
  listStaff,
  putStaffIdentity,
  staffByLogin,
  type StaffRecord,
} from '#store/identity/staff.ts'
import { unitsOf } from '#store/people/roster.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findUnit } from '../find.ts'
import { newId } from '../ids.ts'
import { countTriesAt } from './tries.ts'
import { changeAccount, type BarredBy } from '../people/insider-changes.ts'

/** A role in the contest of this slug; `unit` is the code of a contributor's unit, and of nobody else's. */
export interface RoleInContest {
  readonly contest: string
  readonly role: ContestRole
  readonly unit?: string | null
}

export interface StaffAccount {
  readonly login: string
  readonly name: string
  readonly administrator: boolean
  readonly roles: readonly Required<RoleInContest>[]
  readonly disabled: boolean
  /** Signs in with a second step. */
  readonly secondStep: boolean
}

/** argon2id with the parameters OWASP recommends first (19 MiB, 2 passes, 1 lane). */
const argon2Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const passwordMatches = (hash: string, password: string): Promise<boolean> => argon2Verify(hash, password.normalize('NFC'))

export const loginOf = (login: string): string => caseless(login)

/** @throws ContestError `weak-password` with what is wrong */
async function hashed(app: App, { login, name }: Pick<StaffAccount, 'login' | 'name'>, password: string): Promise<string> {
  const contests = (await listContests(app.database.db)).flatMap(({ slug, rules }) => [slug, rules.title, rules.organiser.name])
  const message = weaknessOf(password, [login, name, ...contests])
  if (message !== null)
    throw new ContestError('weak-password', { findings: [{ severity: 'error', place: 'password', code: 'password', message }] })
  return argon2(password.normalize('NFC'), argon2Options)
}

export interface NewStaff {
  readonly login: string
  readonly name: string
  readonly password: string
  /** Made for its owner, who takes another at the first sign-in; left out: typed by whoever it is for. */
  readonly given?: boolean
  /** Its first role; null: an administrator. */
  readonly in: RoleInContest | null
}

/** @throws ContestError `weak-password`, `login-taken`, `unit-unknown`, `not-found` for the contest */
export async function addStaff(app: App, who: Who, staff: NewStaff): Promise<StaffAccount> {
  requireAccess(who, 'staff.manage')
  return makeAccount(app, who, staff, () => Promise.resolve())
}

/** @param ask throws, inside the transaction, where there may be no such account (any more) */
export async function makeAccount(app: App, who: Who, staff: NewStaff, ask: (db: Db) => Promise<void>): Promise<StaffAccount> {
  const login = loginOf(staff.login)
  if (!isLogin(login)) throw new ContestError('invalid-request', { findings: [loginFinding('/login')] })
  const id = newId()
  const role = staff.in === null ? null : await heldRole(app, who, id, staff.in)
  const record: StaffRecord = {
    ...{ id, login, name: cleanText(staff.name), administrator: role === null, disabledAt: null },
    passwordHash: await hashed(app, { login, name: staff.name }, staff.password),
    passwordGiven: staff.given ?? false,
  }
  await changeAccount(app, record, role === null ? {} : { role }, async (db, barred) => {
    await ask(db)
    if ((await staffByLogin(db, login)) !== null) throw new ContestError('login-taken', { login })
    const at = app.clock.now()
    await insertStaff(db, { ...record, createdAt: at })
    const data = { staff: id, ...(role === null ? { role: 'administrator' } : {}) }
    await writeAudit(db, { at, actor: actorOf(who), event: 'staff.added', contestId: null, subjectId: id, data })
    if (role !== null) await give(app, db, who, role, barred)
  })
  return describe(app, record)
}

/** @throws ContestError `not-found`, `unit-unknown`, `invalid-request` for a unit where none belongs or the other way round */
async function heldRole(app: App, who: Who, staffId: string, { contest: slug, role, unit = null }: RoleInContest): Promise<HeldRole> {
  if (actsForUnit(role) !== (unit !== null)) throw new ContestError('invalid-request', { role })
  const contest = await contestFor(app, who, slug)
  return { staffId, contestId: contest.id, role, unitId: unit === null ? null : (await findUnit(app, contest.id, unit)).id }
}

/**
 * Before a contest is made for somebody to organise: `firstOrganiser` then does what it is to.
 * @throws ContestError `administrator-role`, `not-found` for an account that is locked, `invalid-request` naming the field of a new one
 */
export async function requireOrganiser(app: App, { login, name }: { readonly login: string; readonly name: string }): Promise<void> {
  const known = await staffByLogin(app.database.db, loginOf(login))
  if (known?.administrator === true) throw new ContestError('administrator-role', { login: known.login })
  if (known !== null && known.disabledAt !== null) throw new ContestError('not-found', { login: known.login })
  if (known !== null) return
  const unnamed = { vi: 'Tài khoản mới cần họ và tên.', en: 'A new account needs a full name.' }
  const findings = [
    ...(isLogin(loginOf(login)) ? [] : [loginFinding('/organiser/login')]),
    ...(cleanText(name) === '' ? [{ severity: 'error', place: '/organiser/name', code: 'account', message: unnamed } as const] : []),
  ]
  if (findings.length > 0) throw new ContestError('invalid-request', { findings })
}

const loginFinding = (place: string): Finding => ({
  ...{ severity: 'error', place, code: 'login' },
  message: {
    vi: 'Tên đăng nhập chỉ gồm chữ, chữ số và các dấu . _ - @ +, không có khoảng trắng.',
    en: 'A login has letters, digits and . _ - @ + only, no spaces.',
  },
})

const isLogin = (login: string): boolean => /^[\p{L}\p{N}._@+-]+$/u.test(login) && login.length <= textLimits.login

/**
 * Organises a contest that was just made: by an account there is, or by a new one whose password is shown once.
 * @throws ContestError as `grantRole` and `addStaff`
 */
export async function firstOrganiser(
  app: App,
  who: Who,
  contest: string,
  { login, name }: { readonly login: string; readonly name: string },
): Promise<{ readonly login: string; readonly password: string | null }> {
  requireAccess(who, 'staff.manage')
  const role = { contest, role: 'organiser' } as const
  if ((await staffByLogin(app.database.db, loginOf(login))) !== null)
    return { login: (await grantRole(app, who, login, role)).login, password: null }
  const password = newPassword()
  return { login: (await addStaff(app, who, { login, name, password, given: true, in: role })).login, password }
}

/** 96 bits, for somebody to type once. */
export const newPassword = (): string => randomBytes(12).toString('base64url')

/** Whose the account is, as the roster names people: whoever works on a contest is recognised when they take part. */
export interface WhoseAccount {
  readonly staffCode?: string
  readonly phone?: string
}

/** @throws ContestError `invalid-request` for what is no phone or an empty code */
function identityIn({ staffCode, phone }: WhoseAccount): Recognised {
  const code = staffCode === undefined ? null : codeOf(staffCode)
  const number = phone === undefined ? null : readPhone(phone)
  if (code === '' || (phone !== undefined && number === null)) throw new ContestError('invalid-request', { phone, staffCode })
  return { staffCode: code, phone: number }
}

/** @throws ContestError `not-found`, `invalid-request` */
export async function setWhose(app: App, who: Who, login: string, whose: WhoseAccount): Promise<void> {
  requireAccess(who, 'staff.manage')
  const staff = await requireAccount(app.database.db, login)
  const identity = identityIn(whose)
  await changeAccount(app, staff, { whose: identity }, async (db, barred) => {
    await putStaffIdentity(db, app.codec, staff.id, identity)
    const of = { at: app.clock.now(), actor: actorOf(who), event: 'staff.identity-set', subjectId: staff.id } as const
    const data = { staff: staff.id, fields: Object.keys(whose) }
    await writeAudit(db, { ...of, contestId: null, data })
    // Where it works on a contest it may shut somebody out, which is that contest's business.
    for (const contestId of barred.keys()) await writeAudit(db, { ...of, contestId, data: { ...data, ...barsIn(barred, contestId) } })
  })
  await app.runtimes.refresh()
}

/** Ids of whom of the roster it shuts out. */
function barsIn(barred: BarredBy, contestId: string): { readonly bars?: readonly string[] } {
  const bars = barred.get(contestId) ?? []
  return bars.length === 0 ? {} : { bars }
}

/** In place of the role held until now, which is told too. */
async function give(app: App, db: Db, who: Who, role: HeldRole, barred: BarredBy): Promise<void> {
  const before = (await rolesOfStaff(db, role.staffId)).find(({ contestId }) => contestId === role.contestId)
  if (before?.role === role.role && before.unitId === role.unitId) return
  const at = app.clock.now()
  await putRole(db, role, at)
  await writeAudit(db, {
    ...{ at, actor: actorOf(who), event: 'staff.role-given', contestId: role.contestId, subjectId: role.staffId },
    data: {
      staff: role.staffId,
      role: role.role,
      ...(before === undefined ? {} : { before: before.role }),
      ...barsIn(barred, role.contestId),
    },
  })
}

/** One role a contest: it replaces the one held there. @throws ContestError `not-found`, `unit-unknown`, `administrator-role` */
export async function grantRole(app: App, who: Who, login: string, wanted: RoleInContest): Promise<StaffAccount> {
  requireAccess(who, 'staff.manage')
  const staff = await requireAccount(app.database.db, login)
  if (staff.administrator) throw new ContestError('administrator-role', { login: staff.login })
  const role = await heldRole(app, who, staff.id, wanted)
  await changeAccount(app, staff, { role }, (db, barred) => give(app, db, who, role, barred))
  return describe(app, staff)
}

/** @throws ContestError `not-found`, also when the account holds none there */
export async function revokeRole(app: App, who: Who, login: string, slug: string): Promise<StaffAccount> {
  requireAccess(who, 'staff.manage')
  const { id: contestId } = await contestFor(app, who, slug)
  const staff = await requireAccount(app.database.db, login)
  await changeAccount(app, staff, { role: { contestId, role: null } }, async (db) => {
    const held = (await rolesOfStaff(db, staff.id)).find((one) => one.contestId === contestId)
    if (held === undefined || !(await takeRole(db, staff.id, contestId)))
      throw new ContestError('not-found', { login: staff.login, contest: slug })
    await writeAudit(db, {
      ...{ at: app.clock.now(), actor: actorOf(who), event: 'staff.role-taken', contestId, subjectId: staff.id },
      data: { staff: staff.id, role: held.role },
    })
  })
  return describe(app, staff)
}

/**
 * Ends the account's sessions too. @param given made for its owner, as of `NewStaff`
 * @throws ContestError `weak-password`, `not-found`
 */
export async function setPassword(app: App, who: Who, login: string, password: string, given = false): Promise<void> {
  requireAccess(who, 'staff.manage')
  const staff = await requireAccount(app.database.db, login)
  const hash = await hashed(app, staff, password)
  await inTransaction(app.database.db, async (db) => {
    await changePassword(db, staff.id, { hash, given })
    // Whoever sets it can act as the account: the contests it works on are told too.
    for (const contestId of [null, ...(await rolesOfStaff(db, staff.id)).map((role) => role.contestId)])
      await writeAudit(db, {
        ...{ at: app.clock.now(), actor: actorOf(who), event: 'staff.password-changed', contestId, subjectId: staff.id },
        data: { staff: staff.id },
      })
  })
}

/**
 * Shown again by whoever is signed in, which counts as a try at it.
 * @returns the account as it is
 * @throws ContestError `wrong-credentials`, `too-many-attempts`
 */
export async function requirePassword(
  app: App,
  { id, login }: { readonly id: string; readonly login: string },
  password: string,
): Promise<StaffRecord> {
  const staff = await requireAccount(app.database.db, login)
  const tried = await countTriesAt(app, `own ${id}`, [{ kind: 'account', of: `own password ${id}` }])
  if (!(await passwordMatches(staff.passwordHash, password))) {
    await tried.keep()
    throw new ContestError('wrong-credentials')
  }
  await tried.giveBack()
  return staff
}

/**
 * One's own: of whoever knows the one before. Ends all its sessions.
 * @throws ContestError `wrong-credentials`, `too-many-attempts`, `weak-password`, `invalid-request` for the same once more
 */
export async function changeOwnPassword(
  app: App,
  { id, login }: { readonly id: string; readonly login: string },
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  const { db } = app.database
  const staff = await requirePassword(app, { id, login }, current)
  if (current.normalize('NFC') === next.normalize('NFC')) throw new ContestError('invalid-request', { field: 'next' })
  const hash = await hashed(app, staff, next)
  await inTransaction(db, async (inside) => {
    await holdStaff(inside, id)
    // Somebody else gave it another meanwhile: the one that was known is none any more.
    if ((await requireAccount(inside, login)).passwordHash !== staff.passwordHash) throw new ContestError('wrong-credentials')
    await changePassword(inside, id, { hash, given: false })
    await writeAudit(inside, {
      ...{ at: app.clock.now(), actor: { kind: 'staff', id }, event: 'staff.password-changed', contestId: null, subjectId: id },
      data: { staff: id },
    })
  })
}

/** @throws ContestError `not-found` */
async function requireAccount(db: Db, login: string): Promise<StaffRecord> {
  const staff = await staffByLogin(db, loginOf(login))
  if (staff === null) throw new ContestError('not-found', { login })
  return staff
}

/** All accounts, or those with a role in one contest. */
export async function staffAccounts(app: App, who: Who, slug: string | null = null): Promise<readonly StaffAccount[]> {
  requireAccess(who, 'staff.manage')
  const { db } = app.database
  const only = slug === null ? null : (await contestFor(app, who, slug)).slug
  const describing = await describer(db, await allRoles(db))
  const all = (await listStaff(db)).map(describing)
  return only === null ? all : all.filter(({ roles }) => roles.some(({ contest }) => contest === only))
}

/** @throws ContestError `not-found` */
export async function findAccount(app: App, who: Who, login: string): Promise<StaffAccount> {
  requireAccess(who, 'staff.manage')
  return describe(app, await requireAccount(app.database.db, login))
}

const describe = async ({ database: { db } }: App, staff: StaffRecord): Promise<StaffAccount> =>
  (await describer(db, await rolesOfStaff(db, staff.id)))(staff)

async function describer(db: Db, roles: readonly HeldRole[]): Promise<(staff: StaffRecord) => StaffAccount> {
  const slugs = new Map((await listContests(db)).map(({ id, slug }) => [id, slug]))
  const units = new Map<string, string>()
  const secured = await withSecondFactor(db)
  for (const contestId of new Set(roles.flatMap(({ unitId, contestId: id }) => (unitId === null ? [] : [id]))))
    for (const { id, code } of await unitsOf(db, contestId)) units.set(id, code)
  return ({ id, login, name, administrator, disabledAt }) => ({
    ...{ login, name, administrator, disabled: disabledAt !== null, secondStep: secured.has(id) },
    roles: roles
      .filter(({ staffId }) => staffId === id)
      .map(({ contestId, role, unitId }) => ({ contest: slugs.get(contestId) ?? '', role, unit: units.get(unitId ?? '') ?? null })),
  })
}

/** May sign in again. @throws ContestError `not-found` */
export async function enableStaffAccount(app: App, who: Who, login: string): Promise<StaffAccount> {
  requireAccess(who, 'staff.manage')
  const staff = await requireAccount(app.database.db, login)
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    if (!(await enableStaff(db, staff.id))) return
    const data = { staff: staff.id }
    await writeAudit(db, { at, actor: actorOf(who), event: 'staff.enabled', contestId: null, subjectId: staff.id, data })
  })
  return describe(app, { ...staff, disabledAt: null })
}

/** Ends the account's sessions too. @throws ContestError `not-found`, `last-administrator` */
export async function disableStaffAccount(app: App, who: Who, login: string): Promise<void> {
  requireAccess(who, 'staff.manage')
  const staff = await requireAccount(app.database.db, login)
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    if (staff.administrator && !(await holdAdministrators(db)).some((id) => id !== staff.id))
      throw new ContestError('last-administrator', { login: staff.login })
    if (!(await disableStaff(db, staff.id, at))) return
    const data = { staff: staff.id }
    await writeAudit(db, { at, actor: actorOf(who), event: 'staff.disabled', contestId: null, subjectId: staff.id, data })
  })
}
