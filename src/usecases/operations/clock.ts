/** What people see and say of the server's clock (usecases/server-clock.ts). */
import { confirms } from '#contest/clock-doubt.ts'
import { ContestError } from '#contest/errors.ts'
import type { ClockConfirmation, ClockState } from '#contract/operations.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction } from '#store/database/database.ts'
import { confirmClock } from '#store/operations/clock-readings.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'

const stateOf = ({ clock, serverClock }: App): ClockState => ({
  now: clock.now(),
  doubts: serverClock.doubts.map((reading) => ({ ...reading })),
  notable: serverClock.notable.map((reading) => ({ ...reading })),
})

/** @throws ContestError `not-found` */
export async function clockState(app: App, who: Who, slug: string): Promise<ClockState> {
  requireAccess(who, 'contest.see')
  await contestFor(app, who, slug)
  return stateOf(app)
}

/**
 * The server's clock is right, whatever this source says; the other processes learn of it within a second.
 * @param slug whose audit says so; null: at the server's command line
 * @throws ContestError `conflict` when that is not what holds things up now
 */
export async function confirmServerClock(
  app: App,
  who: Who,
  slug: string | null,
  { source, value }: ClockConfirmation,
): Promise<ClockState> {
  requireAccess(who, 'clock.confirm')
  const contest = slug === null ? null : await contestFor(app, who, slug)
  const doubt = app.serverClock.doubts.find((one) => confirms({ source, value }, one))
  if (doubt === undefined) throw new ContestError('conflict', { source })
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    await confirmClock(db, { source, value: doubt.value, at, by: who.kind === 'staff' ? who.login : who.kind })
    const data = { source, offsetMs: doubt.offsetMs }
    await writeAudit(db, { at, actor: actorOf(who), event: 'clock.confirmed', contestId: contest?.id ?? null, data })
  })
  await app.serverClock.check()
  return stateOf(app)
}
