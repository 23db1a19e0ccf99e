/** Housekeeping of sessions and of failed sign-ins. */
import type { Instant } from '#contest/values.ts'
import { deleteExpiredSessions } from '#store/identity/sessions.ts'
import { deleteEndedFailures } from '#store/identity/sign-in-failures.ts'
import type { App } from '../app.ts'

/** Removes sessions that have expired and sign-in failures whose window has ended. Safe at any time, any number of times. */
export async function forgetExpired({ database }: Pick<App, 'database'>, now: Instant): Promise<void> {
  await deleteExpiredSessions(database.db, now)
  await deleteEndedFailures(database.db, now)
}
