/** Where an account is signed in, as its owner sees and ends it. A session is read at every request, so what is ended here ends at once. */
import type { OwnSessions } from '#contract/identity.ts'
import { ContestError } from '#contest/errors.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction } from '#store/database/database.ts'
import { deleteSession, staffSessions } from '#store/identity/sessions.ts'
import type { App } from '../app.ts'
import { sha256 } from '../ids.ts'

/** What the page calls a session by: nothing signs anybody in with it. */
const nameOf = (tokenHash: Uint8Array): string => Buffer.from(sha256(tokenHash)).toString('base64url').slice(0, 22)

/** @param token of the session that asks */
export async function ownSessions(app: App, { id }: { readonly id: string }, token: string): Promise<OwnSessions> {
  const own = nameOf(sha256(Buffer.from(token)))
  const all = await staffSessions(app.database.db, id, app.clock.now())
  return {
    items: all.map(({ tokenHash, createdAt, expiresAt }) => {
      const name = nameOf(tokenHash)
      return { id: name, since: createdAt, until: expiresAt, isThis: name === own }
    }),
  }
}

/** @param which one of them; null: all but the one that asks. @throws ContestError `not-found` when it has ended */
export async function endOwnSessions(app: App, { id }: { readonly id: string }, token: string, which: string | null): Promise<void> {
  const own = nameOf(sha256(Buffer.from(token)))
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    const all = await staffSessions(db, id, at)
    const ended = all.filter(({ tokenHash }) => (which === null ? nameOf(tokenHash) !== own : nameOf(tokenHash) === which))
    if (which !== null && ended.length === 0) throw new ContestError('not-found', { session: which })
    for (const { tokenHash } of ended) await deleteSession(db, tokenHash, at)
    if (ended.length === 0) return
    const of = { at, actor: { kind: 'staff', id }, event: 'staff.sessions-ended', contestId: null, subjectId: id } as const
    await writeAudit(db, { ...of, data: { staff: id, sessions: ended.length } })
  })
}
