/** Tries at secrets, counted before they are looked at: by what is tried, from which network or device (contest/limits.ts). */
import { ContestError } from '#contest/errors.ts'
import { tryLimits } from '#contest/limits.ts'
import type { Instant } from '#contest/values.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { countTry, giveTryBack, nextTryAt, noteUnlock, triesIn, unlockedAt, type CountedTry } from '#store/identity/counted-tries.ts'
import type { App } from '../app.ts'

export interface TryKey {
  readonly kind: keyof typeof tryLimits
  /** What is counted: an account, a phone, a network …; stored as a keyed hash, so that the table names none. */
  readonly of: string
}

/** Tries one request made, to be given back or kept. */
export interface Tried {
  /** They held the right secret. */
  giveBack(): Promise<void>
  /** They did not: the first of a kind that makes others wait is written to the audit. */
  keep(): Promise<void>
}

const bucketNamed = ({ codec }: Pick<App, 'codec'>, what: string, of: string): string =>
  Buffer.from(codec.index(`sign-in ${what}`, of)).toString('base64url')

const lineOf = (app: Pick<App, 'codec'>, { kind, of }: TryKey) => ({ kind, bucket: bucketNamed(app, kind, of), limit: tryLimits[kind] })

/** What is counted at a staff code, and at the phone that belongs to it. */
export const entrantAccount = (contestId: string, staffCode: string): string => `${contestId} ${staffCode}`
export const entrantPhone = (contestId: string, phone: string): string => `${contestId} ${phone}`

/** As `countTries`; where somebody helped since the account was slowed down, counted anew from then on, but for the network. */
export async function countTriesAt(app: App, account: string, keys: readonly TryKey[]): Promise<Tried> {
  try {
    return await countTries(app, keys)
  } catch (error) {
    if (!(error instanceof ContestError) || error.code !== 'too-many-attempts') throw error
    const at = await unlockedAt(app.database.db, bucketNamed(app, 'unlocked', account), app.clock.now())
    if (at === null) throw error
    return countTries(app, keys.map(anewSince(at)))
  }
}

const anewSince =
  (at: Instant) =>
  ({ kind, of }: TryKey): TryKey => ({ kind, of: kind === 'network' ? of : `${of} since ${String(at)}` })

/** In a transaction. */
export const unlockEntrant = (app: App, db: Db, account: string): Promise<void> => {
  const now = app.clock.now()
  return noteUnlock(db, bucketNamed(app, 'unlocked', account), now, now + 2 * tryLimits.account.windowMs)
}

/** Wrong tries at an account from devices that are new to it, and until when everybody waits. */
export async function triesAtEntrant(
  app: App,
  account: string,
  phone: string | null,
): Promise<{ readonly wrongTries: number; readonly waitsUntil: Instant | null; readonly unlockedAt: Instant | null }> {
  const { db } = app.database
  const now = app.clock.now()
  const at = await unlockedAt(db, bucketNamed(app, 'unlocked', account), now)
  const keys: readonly TryKey[] = [{ kind: 'account', of: account }, ...(phone === null ? [] : [{ kind: 'phone' as const, of: phone }])]
  const lines = keys.map(at === null ? (key) => key : anewSince(at)).map((key) => lineOf(app, key))
  const until = await nextTryAt(db, lines, now)
  const [first] = lines
  const wrongTries = first === undefined ? 0 : await triesIn(db, first.bucket, first.limit, now)
  return { wrongTries, waitsUntil: until > now ? until : null, unlockedAt: at }
}

/**
 * Counts a try in every bucket, or in none. Buckets of one kind each, always in the same order, so that no two wait for each other.
 * @throws ContestError `too-many-attempts` with the wait in whole seconds
 */
async function countTries(app: App, keys: readonly TryKey[]): Promise<Tried> {
  const { db, soon } = app.database
  const now = app.clock.now()
  const lines = keys.map((key) => lineOf(app, key))
  const refuseEarly = async (handle: Db): Promise<void> => {
    const wait = (await nextTryAt(handle, lines, now)) - now
    if (wait > 0) throw new ContestError('too-many-attempts', { retryAfterSeconds: Math.ceil(wait / 1000) })
  }
  // A flood is turned away by reading alone; what gets past it at once is still counted one by one.
  await refuseEarly(db)
  const counted = await inTransaction(soon, async (inside) => {
    const done: (CountedTry & { readonly kind: TryKey['kind'] })[] = []
    for (const { kind, bucket, limit } of lines) {
      const one = await countTry(inside, bucket, limit, now)
      if (one === null) {
        await refuseEarly(inside)
        throw new ContestError('too-many-attempts', { retryAfterSeconds: 1 })
      }
      done.push({ kind, ...one })
    }
    return done
  })
  return {
    giveBack: () =>
      inTransaction(soon, async (inside) => {
        for (const one of counted) await giveTryBack(inside, one, now)
      }),
    keep: async () => {
      for (const { kind, bucket, tries } of counted) {
        if (tries !== tryLimits[kind].free) continue
        const data = { kind, bucket }
        await writeAudit(db, { at: now, actor: { kind: 'system' }, event: 'contestant.sign-in-limited', contestId: null, data })
      }
    },
  }
}

/**
 * Looks something up by a code or link that opens it, bounded by network; what is found counts for nothing.
 * @throws ContestError `too-many-attempts`, and what `find` throws
 */
export async function countedLookUp<T>(app: App, address: string, find: () => Promise<T>): Promise<T> {
  const tried = await countTries(app, [{ kind: 'look-up', of: networkOf(address) }])
  const found = await find()
  await tried.giveBack()
  return found
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
