/**
 * Who is signed in. A request carries an opaque token; its SHA-256 is looked up in a bounded map over the session table,
 * because a database read on every request costs more than the whole rest of a submission.
 */
import { randomBytes } from 'node:crypto'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '#store/database/codec.ts'
import { contestantById, type ContestantRecord } from '#store/people/contestants.ts'
import { inTransaction, type Database, type Db } from '#store/database/database.ts'
import { sessionChangesSince } from '#store/identity/session-changes.ts'
import { nodeSha256 } from '#store/commit-queue/ledger-crypto.ts'
import { deleteSession, insertSession, sessionByTokenHash } from '#store/identity/sessions.ts'
import { rolesOfStaff, type HeldRole } from '#store/identity/roles.ts'
import { staffById, type StaffRecord } from '#store/identity/staff.ts'
import { uploadLinkById, type UploadLinkRecord } from '#store/contributions/upload-links.ts'
import { bounded } from './bounded.ts'

export interface Session {
  readonly token: string
  readonly expiresAt: Instant
}

export interface SignedInContestant {
  readonly kind: 'contestant'
  readonly id: string
  readonly contestId: string
  readonly consented: boolean
  /** A keyed hash of what the person signs in with: another once that was changed. */
  readonly signInMark: string
}

/** Who signed in to a staff account, with what the account is in each contest. */
export interface SignedInStaff extends Pick<StaffRecord, 'id' | 'login' | 'name' | 'administrator' | 'passwordGiven'> {
  readonly roles: readonly HeldRole[]
}

/** Somebody who came by an upload link. */
export type LinkHolder = { readonly kind: 'link'; readonly id: string; readonly link: UploadLinkRecord }

export interface SessionCache {
  /** The contestant of this token; null when it is unknown or has expired. */
  contestant(token: string, now: Instant): SignedInContestant | null | Promise<SignedInContestant | null>
  /** Read at every request, so that a disabled account and a role that was taken are noticed at once. */
  staff(token: string, now: Instant): Promise<SignedInStaff | null>
  /** Read at every request, so that a revoked link is closed at once. */
  linkHolder(token: string, now: Instant): Promise<LinkHolder | null>
  /** Stores a new session and returns its token: 32 random bytes as base64url. @param db the transaction it belongs to */
  start(who: SessionSubject, now: Instant, db?: Db): Promise<{ readonly token: string; readonly expiresAt: Instant }>
  end(token: string, now: Instant): Promise<void>
  /** Drops whoever another process ended or changed; called about once a second. */
  heed(now: Instant): Promise<void>
  /** Drops what is remembered of a person, so that the next request reads it again. */
  forgetSubject(subjectId: string): void
}

type SessionSubject =
  | { readonly kind: 'contestant'; readonly id: string; readonly contestId: string }
  | { readonly kind: 'staff'; readonly id: string }
  /** An upload link; its session ends with it at the latest. */
  | { readonly kind: 'link-holder'; readonly id: string; readonly contestId: string; readonly until: Instant }

const day = 86_400_000
/** A contestant is asked once in a contest; a staff session lasts a working day; a link holder's as long as the link, at most this. */
const lifetimes = { contestant: 30 * day, staff: day / 2, 'link-holder': 30 * day } as const

const MAX_REMEMBERED = 200_000
/** What was noted so long ago is heeded once more: clocks of processes differ, and a transaction may end long after it noted something. */
export const heededForMs = 120_000
/** What is remembered counts for nothing once nobody has looked for so long whether it still holds. */
const LOOKED_MS = 10_000

interface Remembered {
  readonly person: SignedInContestant
  readonly expiresAt: Instant
}

export const signedInAs = (codec: Codec, { id, contestId, consentedAt, staffCode, phone }: ContestantRecord): SignedInContestant => ({
  kind: 'contestant',
  id,
  contestId,
  consented: consentedAt !== null,
  signInMark: Buffer.from(codec.index('sign-in mark', `${id} ${staffCode} ${phone ?? ''}`))
    .toString('base64url')
    .slice(0, 16),
})

export function createSessionCache(database: Database, codec: Codec): SessionCache {
  const remembered = bounded<Remembered>(MAX_REMEMBERED)
  let lookedAt = -Infinity
  /** What has been heeded, and of whom. */
  let heeded: ReadonlySet<number> = new Set()
  let changed: ReadonlySet<string> = new Set()
  const forget = (subjects: ReadonlySet<string>): void => {
    for (const [token, { person }] of remembered.entries()) if (subjects.has(person.id)) remembered.delete(token)
  }
  const hashOf = (token: string): Uint8Array => nodeSha256(Buffer.from(token))

  const read = async (token: string, now: Instant): Promise<SignedInContestant | null> => {
    const session = await sessionByTokenHash(database.db, codec, hashOf(token), now)
    if (session?.kind !== 'contestant') return null
    const person = await contestantById(database.db, codec, session.subjectId)
    if (person === null) return null
    const signedIn = signedInAs(codec, person)
    // Who was changed just now may have been read before. Consent may be given at another process.
    if (signedIn.consented && !changed.has(person.id)) remembered.set(token, { person: signedIn, expiresAt: session.expiresAt })
    return signedIn
  }

  return {
    contestant: (token, now) => {
      const known = remembered.get(token)
      if (known !== undefined && now < known.expiresAt && now - lookedAt < LOOKED_MS) return known.person
      return read(token, now)
    },
    staff: async (token, now) => {
      const session = await sessionByTokenHash(database.db, codec, hashOf(token), now)
      if (session?.kind !== 'staff') return null
      const staff = await staffById(database.db, session.subjectId)
      if (staff === null || staff.disabledAt !== null) return null
      const { id, login, name, administrator, passwordGiven } = staff
      return { id, login, name, administrator, passwordGiven, roles: await rolesOfStaff(database.db, id) }
    },
    linkHolder: async (token, now) => {
      const session = await sessionByTokenHash(database.db, codec, hashOf(token), now)
      if (session?.kind !== 'link-holder') return null
      const link = await uploadLinkById(database.db, codec, session.subjectId)
      if (link === null || link.revokedAt !== null || link.expiresAt <= now) return null
      return { kind: 'link', id: link.id, link }
    },
    start: async (who, now, db = database.soon) => {
      const token = randomBytes(32).toString('base64url')
      const expiresAt = Math.min(now + lifetimes[who.kind], who.kind === 'link-holder' ? who.until : Infinity)
      await insertSession(db, codec, {
        tokenHash: hashOf(token),
        kind: who.kind,
        subjectId: who.id,
        contestId: who.kind === 'staff' ? null : who.contestId,
        createdAt: now,
        expiresAt,
      })
      return { token, expiresAt }
    },
    end: async (token, now) => {
      remembered.delete(token)
      await inTransaction(database.db, (db) => deleteSession(db, hashOf(token), now))
    },
    heed: async (now) => {
      // Away for longer than is looked back, or the clock was set: nothing of what is remembered is known to hold.
      const away = now - lookedAt
      if (away > heededForMs / 2 || away < 0) for (const [token] of remembered.entries()) remembered.delete(token)
      const changes = await sessionChangesSince(database.db, now - heededForMs)
      const fresh = changes.filter(({ seq }) => !heeded.has(seq))
      heeded = new Set(changes.map(({ seq }) => seq))
      changed = new Set(changes.map(({ subjectId }) => subjectId))
      if (fresh.length > 0) forget(new Set(fresh.map(({ subjectId }) => subjectId)))
      lookedAt = now
    },
    forgetSubject: (subjectId) => {
      forget(new Set([subjectId]))
    },
  }
}
