/** Housekeeping of sessions, of counted tries, of proofs that were used and of codes that are over. */
import type { Instant } from '#contest/values.ts'
import { heededForMs } from '#memory/sessions.ts'
import { forgetSessionChanges } from '#store/identity/session-changes.ts'
import { deleteExpiredSessions } from '#store/identity/sessions.ts'
import { forgetEndedTries } from '#store/identity/counted-tries.ts'
import { forgetMoves } from '#store/identity/session-moves.ts'
import { forgetProofs } from '#store/identity/used-proofs.ts'
import type { App } from '../app.ts'

/** Removes sessions that have expired and tries whose window has ended. Safe at any time, any number of times. */
export async function forgetExpired({ database }: Pick<App, 'database'>, now: Instant): Promise<void> {
  await deleteExpiredSessions(database.db, now)
  await forgetEndedTries(database.db, now)
  await forgetProofs(database.db, now)
  await forgetMoves(database.db, now)
  await forgetSessionChanges(database.db, now - 10 * heededForMs)
}
