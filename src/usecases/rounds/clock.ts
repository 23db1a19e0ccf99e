/**
 * Opening and closing. Both happen by the clock (jobs/round-clock.ts) or by two people ahead of time (departures.ts); each step is a
 * compare-and-swap on the round's status and safe to run again, so that a restart in the middle finishes it.
 */
import { ContestError } from '#contest/errors.ts'
import { clockStepOf, clockSteps } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import { leafBytes, seedCommitment } from '#ledger/leaves.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction } from '#store/database/database.ts'
import { endLockRelease } from '#store/rounds/lock-releases.ts'
import { beginOpening } from '#store/rounds/drawn-sets.ts'
import { countEntries } from '#store/taking-part/entries.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { roundsInMotion, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { sha256 } from '../ids.ts'
import { logEpochs } from './epochs.ts'
import { carryOutDepartures } from './carry-out.ts'

/** Does every step that is due, unless the clock is in doubt. Returns the keys of the rounds that moved. */
export async function stepDueRounds(app: App): Promise<readonly string[]> {
  if (app.serverClock.doubts.length > 0) return []
  const moved: string[] = []
  await logEpochs(app)
  const departed = await carryOutDepartures(app)
  for (const { key, status } of departed.moved) moved.push(`${key} ${status}`)
  for (const round of await roundsInMotion(app.database.db)) {
    if (await stepIfDue(app, round)) moved.push(`${round.key} ${round.status}`)
  }
  if (moved.length > 0) await app.runtimes.refresh()
  if (departed.failed.length > 0) throw departed.failed[0]
  return moved
}

async function stepIfDue(app: App, round: RoundRecord): Promise<boolean> {
  const now = app.clock.now()
  const next = clockStepOf(round, now, app.closingGraceMs)
  if (next === null || now < next.dueAt) return false
  switch (next.step) {
    case 'open':
      return open(app, round, now)
    case 'close':
      return step(app, round, next.step, 'round.closing')
    case 'seal':
      return sealLog(app, round)
  }
}

/** When the next step of any round is due; null when none is. */
export async function nextStepAt(app: App): Promise<Instant | null> {
  const now = app.clock.now()
  const due = (await roundsInMotion(app.database.db)).flatMap((round) => clockStepOf(round, now, app.closingGraceMs)?.dueAt ?? [])
  return due.length === 0 ? null : Math.min(...due)
}

/** The genesis leaf is written first: a round is never open without its log. */
async function open(app: App, round: RoundRecord, now: Instant): Promise<boolean> {
  // Another process may have given the round another set, or the contest other rules.
  const runtime = await app.runtimes.fresh(round.id)
  const { contest, secrets, set } = runtime
  const { lockedSetId } = runtime.round
  // From here on nobody can take the set away; somebody who just did makes this the next turn's business.
  if (lockedSetId === null || !(await inTransaction(app.database.db, (db) => beginOpening(db, round.id, lockedSetId, now)))) return false
  const genesis = leafBytes({
    schema: 'contest-genesis/v1',
    round: round.key,
    opensAt: round.opensAt,
    closesAt: round.closesAt,
    rulesDigest: contest.rulesDigest,
    lockedSetDigest: set.digest,
    paperSeedCommitment: seedCommitment(secrets.paperSeed, sha256),
    lotSeedCommitment: seedCommitment(secrets.lotSeed, sha256),
  })
  // A crash after this line leaves the leaf; if the rules changed before the restart, the log of another promise stands.
  await app.queue.appendMarker(round.id, 'genesis', genesis)
  return inTransaction(app.database.db, async (db) => {
    if (!(await stepRound(db, round.id, clockSteps.open, { openedAt: now }))) return false
    await endLockRelease(db, round.id)
    await writeAudit(db, {
      at: now,
      actor: { kind: 'system' },
      event: 'round.opened',
      contestId: contest.id,
      data: { round: round.key, lockedSet: set.digest },
    })
    return true
  })
}

async function step(app: App, round: RoundRecord, taken: 'close' | 'seal', event: 'round.closing' | 'round.closed'): Promise<boolean> {
  const at = app.clock.now()
  return inTransaction(app.database.db, async (db) => {
    if (!(await stepRound(db, round.id, clockSteps[taken], taken === 'seal' ? { closedAt: at } : {}))) return false
    await writeAudit(db, { at, actor: { kind: 'system' }, event, contestId: round.contestId, data: { round: round.key } })
    return true
  })
}

/** Appends the closing leaf, which states how many entries there are; whatever came in between makes it try again. */
async function sealLog(app: App, round: RoundRecord): Promise<boolean> {
  await app.runtimes.get(round.id)
  for (;;) {
    const head = await logHead(app.database.db, round.id)
    if (head === null) throw new ContestError('wrong-status', { round: round.key })
    if (head.closed) break
    const leaf = leafBytes({
      schema: 'contest-close/v1',
      round: round.key,
      closedAt: round.closesAt,
      entries: await countEntries(app.database.db, round.id),
    })
    try {
      await app.queue.appendMarker(round.id, 'close', leaf)
      break
    } catch (error) {
      if (!(error instanceof ContestError && error.code === 'conflict')) throw error
    }
  }
  return step(app, round, 'seal', 'round.closed')
}
