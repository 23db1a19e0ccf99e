/**
 * Carrying out what two people agreed to: a round opens or closes ahead of its time, or goes on after a closing. Its instant
 * moves in its row; the rules, and with them the rulebook, say what was announced. Whoever comes next carries it out, so that a crash
 * anywhere is finished by the clock.
 */
import { ContestError } from '#contest/errors.ts'
import { refuseDeparture, staffSteps } from '#contest/round-life.ts'
import { deadlineAfterReopening } from '#contest/tally/attempt.ts'
import type { Instant } from '#contest/values.ts'
import { leafBytes } from '#ledger/leaves.ts'
import { writeAudit, type Actor } from '#store/audit/lines.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { agreedDepartures, dropDeparture, keepDeparture, type DepartureRecord } from '#store/rounds/departures.ts'
import { roundById, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { moveDeadlines } from '#store/taking-part/attempts.ts'
import { lastSubmittedAt } from '#store/taking-part/entries.ts'
import { holdLog } from '#store/taking-part/logs.ts'
import type { App } from '../app.ts'
import { requireContest } from '../find.ts'

type Agreed = DepartureRecord & { readonly agreed: NonNullable<DepartureRecord['agreed']> }

/** Returns the rounds whose instants moved, and why others did not. */
export async function carryOutDepartures(
  app: App,
): Promise<{ readonly moved: readonly RoundRecord[]; readonly failed: readonly unknown[] }> {
  const moved: RoundRecord[] = []
  const failed: unknown[] = []
  for (const departure of await agreedDepartures(app.database.db)) {
    const { agreed, roundId } = departure
    const round = await roundById(app.database.db, roundId)
    if (agreed === null || round === null) continue
    try {
      if (await carryOut(app, { ...departure, agreed }, round)) moved.push(round)
    } catch (error) {
      // It must not keep the others from opening and closing.
      failed.push(error)
    }
  }
  if (moved.length > 0) await app.runtimes.refresh()
  return { moved, failed }
}

async function carryOut(app: App, departure: Agreed, round: RoundRecord): Promise<boolean> {
  // The clock, or a tally, that came first has the last word; an end that has passed is none to go on to.
  const now = app.clock.now()
  if (refuseDeparture(departure.kind, round, now) !== null || (departure.closesAt ?? Infinity) <= now) {
    await dropDeparture(app.database.db, departure.id)
    return false
  }
  return departure.kind === 'reopen' ? reopen(app, departure, round) : moveInstant(app, departure, departure.kind, round)
}

/** The instant is taken with the log held: what is in the log by then arrived before it, and nothing later comes in. */
function moveInstant(app: App, departure: Agreed, kind: 'open' | 'close', round: RoundRecord): Promise<boolean> {
  const member = kind === 'open' ? 'opensAt' : 'closesAt'
  const planned = round[member]
  return inTransaction(app.database.db, async (db) => {
    await holdLog(db, round.id)
    const at = app.clock.now()
    // A window holds its first instant, and whatever came in during the millisecond it is closed in.
    const after = (held: Instant): Instant => Math.max(at, held + 1)
    const moved = Math.min(planned, kind === 'open' ? at : after((await lastSubmittedAt(db, round.id)) ?? round.opensAt))
    if (!(await keepDeparture(db, departure.id, planned, moved))) return false
    if (!(await stepRound(db, round.id, { from: round.status, to: round.status }, { [member]: moved })))
      throw new ContestError('conflict', { round: round.key })
    await audit(db, departure, round, { [member]: moved, planned })
    return true
  })
}

async function reopen(app: App, departure: Agreed, round: RoundRecord): Promise<boolean> {
  const { agreed, closesAt } = departure
  if (closesAt === null) throw new Error(`no end: ${departure.id}`)
  await app.runtimes.get(round.id)
  const leaf = leafBytes({ schema: 'contest-reopened/v1', round: round.key, reopenedAt: agreed.at, closesAt })
  await app.queue.appendMarker(round.id, 'reopened', leaf)
  return inTransaction(app.database.db, async (db) => {
    const { rules } = await requireContest(db, round.contestId)
    const now = await roundById(db, round.id)
    if (now === null || refuseDeparture('reopen', now, agreed.at) !== null) return false
    if (!(await stepRound(db, round.id, staffSteps.reopen, { closesAt, closedAt: null }))) return false
    if (!(await keepDeparture(db, departure.id, now.closesAt, agreed.at))) throw new ContestError('conflict', { round: round.key })
    // Also where a hand had closed it before the end that attempts began under.
    const shut = { closedAt: now.closesAt, reopenedAt: agreed.at }
    await moveDeadlines(db, round.id, (startedAt) => deadlineAfterReopening(rules.attempts, { ...now, closesAt }, startedAt, shut))
    await audit(db, departure, round, { closesAt, planned: now.closesAt })
    return true
  })
}

async function audit(
  db: Db,
  { kind, agreed, askedBy, reason }: Agreed,
  round: RoundRecord,
  moved: Readonly<Record<string, Instant>>,
): Promise<void> {
  const actor: Actor = agreed.by === null ? { kind: 'command' } : { kind: 'staff', id: agreed.by }
  const data = { round: round.key, ...moved, reason, ...(askedBy === null ? {} : { asked: askedBy.login }) }
  const event = kind === 'reopen' ? 'round.reopened' : 'round.rescheduled'
  await writeAudit(db, { at: agreed.at, actor, event, contestId: round.contestId, data })
}
