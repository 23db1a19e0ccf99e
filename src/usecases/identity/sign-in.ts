/** Signing in. Tries are counted before they are looked at (tries.ts). A wrong code and a wrong phone are told apart to nobody. */
import { timingSafeEqual } from 'node:crypto'
import { refuseEntrant } from '#contest/rules/access.ts'
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import { codeOf, readPhone } from '#contest/person.ts'
import { countRefusal, writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { boardsOf } from '#store/people/boards.ts'
import { contestantBySignIn } from '#store/people/contestants.ts'
import { inTransaction } from '#store/database/database.ts'
import { holdStaff, staffById, staffByLogin, type StaffRecord } from '#store/identity/staff.ts'
import type { App } from '../app.ts'
import type { Session } from '#memory/sessions.ts'
import { createFairLine } from '../fair-line.ts'
import { findAnnounced, requireUnerased } from '../find.ts'
import { knownDevice, rememberOn } from './known-devices.ts'
import { hasSecondFactor, passSecondFactor } from './second-factor.ts'
import { keepInvitation } from '../taking-part/invitations.ts'
import { loginOf, passwordMatches } from './staff-accounts.ts'
import { countTriesAt, entrantAccount, entrantPhone, networkOf, type Tried, type TryKey } from './tries.ts'

/** Where a request comes from. */
export interface From {
  readonly address: string
  /** What the device was given at a sign-in before (known-devices.ts). */
  readonly device: string | null
}

export interface SignedIn {
  readonly session: Session
  /** For the device to keep. */
  readonly device: string
}

export interface SignedInPerson extends SignedIn {
  /** A name of the person for this device alone: tells the papers it keeps of one from those of another. */
  readonly person: string
}

/** A device known at the account stands in a line of its own; everybody else in the lines of all strangers. */
function countSignIn(app: App, account: string, { address, device }: From, phone: string | null): Promise<Tried> {
  const known = knownDevice(app, device, account)
  if (known !== null) return countTriesAt(app, account, [{ kind: 'device', of: `${known} ${account}` }])
  const network = networkOf(address)
  const keys: TryKey[] = [
    { kind: 'pair', of: `${network} ${account}` },
    { kind: 'account', of: account },
  ]
  if (phone !== null) keys.push({ kind: 'phone', of: phone })
  keys.push({ kind: 'network', of: network })
  return countTriesAt(app, account, keys)
}

/** A few statements each; an office behind one address signs in within the same minute, so its people may wait in hundreds. */
const entrances = createFairLine({ atOnce: () => 4, waiting: 2000, waitingEach: 300 })
/** However many strangers come, they stand in another line than devices known at the account. */
const knownEntrances = createFairLine({ atOnce: () => 4, waiting: 2000, waitingEach: 4 })

interface ContestantSignIn {
  readonly staffCode: string
  readonly phone: string
  /** The last part of the personal link by which they came. */
  readonly invitation?: string
}

/**
 * Staff code and phone of the roster.
 * @throws ContestError `wrong-credentials`, `too-many-attempts`, `barred`, `busy`, `roster-sign-in-off`
 */
export async function signInContestant(app: App, slug: string, signIn: ContestantSignIn, from: From): Promise<SignedInPerson> {
  const staffCode = codeOf(signIn.staffCode)
  // Read once: what it costs to find a contest is paid in the line.
  const contestId = await app.derived.get(`contest named ${slug}`, '', async () => (await findAnnounced(app, slug)).id)
  const account = entrantAccount(contestId, staffCode)
  const look = async (): Promise<SignedInPerson> =>
    lookAtEntrant(app, await findAnnounced(app, slug), { ...signIn, staffCode, account }, from)
  return knownDevice(app, from.device, account) === null
    ? entrances.pass(networkOf(from.address), look)
    : knownEntrances.pass(account, look)
}

async function lookAtEntrant(
  app: App,
  contest: ContestRecord,
  { staffCode, account, ...signIn }: ContestantSignIn & { readonly account: string },
  from: From,
): Promise<SignedInPerson> {
  await requireUnerased(app.database.db, contest)
  if (contest.rules.signIn?.roster === false) throw new ContestError('roster-sign-in-off')
  const phone = readPhone(signIn.phone)
  const tried = await countSignIn(app, account, from, phone === null ? null : entrantPhone(contest.id, phone))
  const { db } = app.database
  const person = phone === null ? null : await contestantBySignIn(db, app.codec, contest.id, { staffCode, phone })
  if (person === null) {
    await tried.keep()
    await tellRefused(app, contest.id, 'wrong-credentials')
    throw new ContestError('wrong-credentials')
  }
  await tried.giveBack()
  const boards = await boardsOf(db, app.codec, contest.id, person)
  if (refuseEntrant(contest.rules.access, { onRoster: true, boards }) !== null) {
    await tellRefused(app, contest.id, 'barred', person.id)
    throw new ContestError('barred')
  }
  await keepInvitation(app, contest, person.id, signIn.invitation)
  const session = await app.sessions.start({ kind: 'contestant', id: person.id, contestId: contest.id }, app.clock.now())
  return { session, device: rememberOn(app, from.device, account), person: personTag(app, person.id) }
}

export const personTag = ({ codec }: Pick<App, 'codec'>, contestantId: string): string =>
  Buffer.from(codec.index('person on a device', contestantId)).toString('base64url').slice(0, 16)

/** Nobody is named who was not recognised: the code that was typed may be anybody's. */
async function tellRefused(app: App, contestId: string, why: 'wrong-credentials' | 'barred', subjectId?: string): Promise<void> {
  await countRefusal(app.database.soon, {
    ...{ at: app.clock.now(), actor: { kind: 'system' }, event: 'contestant.sign-in-refused', contestId, data: { why } },
    ...(subjectId === undefined ? {} : { subjectId }),
  })
}

/** What an unknown login is checked against, so that it takes as long as a known one. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/**
 * A look at a password costs 30 ms of a processor and 19 MiB, and a try is written down before it: one at a time, and
 * whoever sends a flood of them waits behind everybody else, or is turned away before any of it.
 */
const looks = createFairLine({ atOnce: () => 1, waiting: 64, waitingEach: 16 })
/** However many networks strangers come from, they stand in another line than devices known at the account. */
const knownLooks = createFairLine({ atOnce: () => 1, waiting: 64, waitingEach: 4 })

/** The password was right, and a second step is asked for: what the browser brings to it. */
export interface HalfSignedIn {
  readonly secondStep: string
}

/** @throws ContestError `wrong-credentials`, `too-many-attempts`, `busy` */
export function signInStaff(app: App, signIn: PasswordSignIn, from: From): Promise<SignedIn | HalfSignedIn> {
  const account = accountOf(signIn)
  const look = (): Promise<SignedIn | HalfSignedIn> => lookAtPassword(app, signIn, from)
  return knownDevice(app, from.device, account) === null ? looks.pass(networkOf(from.address), look) : knownLooks.pass(account, look)
}

const accountOf = ({ login }: Pick<PasswordSignIn, 'login'>): string => `staff ${loginOf(login)}`

interface PasswordSignIn {
  readonly login: string
  readonly password: string
}

async function lookAtPassword(app: App, signIn: PasswordSignIn, from: From): Promise<SignedIn | HalfSignedIn> {
  const login = loginOf(signIn.login)
  const tried = await countSignIn(app, accountOf(signIn), from, null)
  const { db } = app.database
  const staff = await staffByLogin(db, login)
  const matches = await passwordMatches(staff?.passwordHash ?? nobodysHash, signIn.password)
  const now = app.clock.now()
  if (staff === null || staff.disabledAt !== null || !matches) {
    await tried.keep()
    if (staff !== null) {
      const of = { at: now, actor: { kind: 'system' }, event: 'staff.sign-in-refused', contestId: null } as const
      await countRefusal(app.database.soon, { ...of, subjectId: staff.id, data: { staff: staff.id } })
    }
    throw new ContestError('wrong-credentials')
  }
  await tried.giveBack()
  return (await hasSecondFactor(app, staff.id))
    ? { secondStep: halfWay(app, staff, now + halfWayMs) }
    : signedInAs(app, staff, from, staff.passwordHash)
}

const halfWayMs = 300_000

/** Who showed a password, and until when that counts: of this password alone. */
function halfWay({ codec }: App, { id, passwordHash }: StaffRecord, until: Instant): string {
  const mac = codec.mac('session', `half way ${String(until)} ${id} ${passwordHash}`).subarray(0, 16)
  return Buffer.concat([mac, Buffer.from(`${String(until)} ${id}`)]).toString('base64url')
}

/**
 * The second step of whoever showed the password before.
 * @throws ContestError `not-signed-in` when that was too long ago, or the password is another now; `wrong-code`, `too-many-attempts`
 */
export async function signInSecondStep(app: App, half: string, code: string, from: From): Promise<SignedIn> {
  const [until = '', id = ''] = Buffer.from(half, 'base64url').subarray(16).toString().split(' ')
  const staff = /^[\w-]{1,64}$/.test(id) ? await staffById(app.database.db, id) : null
  const wanted = staff === null ? null : Buffer.from(halfWay(app, staff, Number(until)))
  const given = Buffer.from(half)
  const isOurs = wanted !== null && wanted.length === given.length && timingSafeEqual(wanted, given)
  if (staff === null || !isOurs || app.clock.now() >= Number(until)) throw new ContestError('not-signed-in')
  await passSecondFactor(app, staff, code, knownDevice(app, from.device, accountOf(staff)))
  return signedInAs(app, staff, from, staff.passwordHash)
}

/**
 * A session for whoever has just shown that the account is theirs.
 * @param shown hash of the password they showed: changed meanwhile, it signs nobody in, since the change has ended all sessions
 * @throws ContestError `wrong-credentials` when it is another by now, or the account is disabled
 */
export async function signedInAs(
  app: App,
  { id, login }: { readonly id: string; readonly login: string },
  from: From,
  shown: string | null,
): Promise<SignedIn> {
  const now = app.clock.now()
  const session = await inTransaction(app.database.soon, async (db) => {
    await holdStaff(db, id)
    const staff = await staffById(db, id)
    if (staff === null || staff.disabledAt !== null || (shown !== null && staff.passwordHash !== shown))
      throw new ContestError('wrong-credentials')
    return app.sessions.start({ kind: 'staff', id }, now, db)
  })
  await writeAudit(app.database.db, { at: now, actor: { kind: 'staff', id }, event: 'staff.signed-in', contestId: null, data: {} })
  return { session, device: rememberOn(app, from.device, accountOf({ login })) }
}
