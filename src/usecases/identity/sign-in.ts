/** Signing in, rate-limited by account at an address, by account and by address. A wrong code and a wrong phone are told apart to nobody. */
import { refuseEntrant } from '#contest/rules/access.ts'
import { ContestError } from '#contest/errors.ts'
import { readPhone } from '#formats/people/phone.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { boardsOf } from '#store/people/boards.ts'
import { contestantBySignIn } from '#store/people/contestants.ts'
import { inTransaction } from '#store/database/database.ts'
import { clearFailures, failuresOf, recordFailure } from '#store/identity/sign-in-failures.ts'
import { staffByLogin } from '#store/identity/staff.ts'
import type { App } from '../app.ts'
import type { Session } from '#memory/sessions.ts'
import { findContest } from '../find.ts'
import { loginOf, passwordMatches } from './staff-accounts.ts'

const minute = 60_000
/**
 * A stranger who guesses at an account is stopped at the address they guess from, and the person it belongs to signs in
 * from theirs. Only guesses from many addresses at once stop the account itself. Many people of an office share one address.
 */
const limits = {
  pair: { failures: 5, windowMs: 5 * minute },
  account: { failures: 50, windowMs: 5 * minute },
  address: { failures: 100, windowMs: 5 * minute },
} as const
type Bucket = keyof typeof limits
const kinds = ['pair', 'account', 'address'] as const satisfies readonly Bucket[]

/** Buckets are keyed hashes, so that the table names no account and no address. */
function bucketsOf(app: App, account: string, address: string) {
  const bucket = (what: string, value: string) => Buffer.from(app.codec.index(`sign-in ${what}`, value)).toString('base64url')
  const network = networkOf(address)
  return { pair: bucket('pair', `${network} ${account}`), account: bucket('account', account), address: bucket('address', network) }
}

/** One household or office: an IPv4 address, or the /64 an IPv6 address lies in, whose 2^64 addresses are all its holder's. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - last.length) }, () => '0')
  return [...groups, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}

async function refuseWhenLimited(app: App, buckets: ReturnType<typeof bucketsOf>): Promise<void> {
  const now = app.clock.now()
  const counts = await failuresOf(
    app.database.db,
    kinds.map((kind) => buckets[kind]),
    now,
  )
  for (const kind of kinds) {
    const count = counts.get(buckets[kind])
    if (count !== undefined && count.failures >= limits[kind].failures) {
      throw new ContestError('too-many-attempts', { retryAfterSeconds: Math.ceil((count.resetsAt - now) / 1000) })
    }
  }
}

async function recordWrong(app: App, buckets: ReturnType<typeof bucketsOf>): Promise<void> {
  const now = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    await recordFailure(db, buckets.address, now, limits.address.windowMs)
    for (const kind of ['pair', 'account'] as const) {
      const failures = await recordFailure(db, buckets[kind], now, limits[kind].windowMs)
      if (failures !== limits[kind].failures) continue
      await writeAudit(db, {
        at: now,
        actor: { kind: 'system' },
        event: 'contestant.sign-in-limited',
        contestId: null,
        data: { bucket: buckets[kind] },
      })
    }
  })
}

async function forgetWrong(app: App, buckets: ReturnType<typeof bucketsOf>): Promise<void> {
  for (const kind of ['pair', 'account'] as const) await clearFailures(app.database.db, buckets[kind])
}

/**
 * Staff code and phone of the roster.
 * @throws ContestError `wrong-credentials`, `too-many-attempts`, `barred`
 */
export async function signInContestant(
  app: App,
  slug: string,
  signIn: { readonly staffCode: string; readonly phone: string },
  address: string,
): Promise<Session> {
  const contest = await findContest(app, slug)
  const staffCode = signIn.staffCode.normalize('NFC').replace(/\s+/gu, '').toUpperCase()
  const buckets = bucketsOf(app, `${contest.id} ${staffCode}`, address)
  await refuseWhenLimited(app, buckets)
  const phone = readPhone(signIn.phone)
  const { db } = app.database
  const person = phone === null ? null : await contestantBySignIn(db, app.codec, contest.id, { staffCode, phone })
  if (person === null) {
    await recordWrong(app, buckets)
    throw new ContestError('wrong-credentials')
  }
  const boards = await boardsOf(db, app.codec, contest.id, person)
  if (refuseEntrant(contest.rules.access, { onRoster: true, boards }) !== null) throw new ContestError('barred')
  await forgetWrong(app, buckets)
  return app.sessions.start({ kind: 'contestant', id: person.id, contestId: contest.id }, app.clock.now())
}

/** What an unknown login is checked against, so that it takes as long as a known one. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** @throws ContestError `wrong-credentials`, `too-many-attempts` */
export async function signInStaff(
  app: App,
  signIn: { readonly login: string; readonly password: string },
  address: string,
): Promise<Session> {
  const login = loginOf(signIn.login)
  const buckets = bucketsOf(app, `staff ${login}`, address)
  await refuseWhenLimited(app, buckets)
  const { db } = app.database
  const staff = await staffByLogin(db, login)
  const matches = await passwordMatches(staff?.passwordHash ?? nobodysHash, signIn.password)
  const now = app.clock.now()
  if (staff === null || staff.disabledAt !== null || !matches) {
    await recordWrong(app, buckets)
    if (staff !== null) {
      await writeAudit(db, {
        at: now,
        actor: { kind: 'system' },
        event: 'staff.sign-in-refused',
        contestId: null,
        data: { staff: staff.id },
      })
    }
    throw new ContestError('wrong-credentials')
  }
  await forgetWrong(app, buckets)
  await writeAudit(db, { at: now, actor: { kind: 'staff', id: staff.id }, event: 'staff.signed-in', contestId: null, data: {} })
  return app.sessions.start({ kind: 'staff', id: staff.id }, now)
}
