/**
 * Taking back that a round was closed, while nothing was tallied: what a wrong clock, or a hand, ended too early goes on. One
 * asks and says why and until when, another agrees; the log says that it was done. Agreeing only writes down that it is to
 * be done: whoever comes next carries it out, so that a crash between the log and the round's row is finished by the clock.
 */
import { ContestError } from '#contest/errors.ts'
import { isReopenable, staffSteps } from '#contest/round-life.ts'
import { deadlineOf } from '#contest/tally/attempt.ts'
import type { Instant } from '#contest/values.ts'
import type { Reopening } from '#contract/rounds.ts'
import { leafBytes } from '#ledger/leaves.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { holdRules, updateRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import {
  agreedReopenings,
  agreeToReopening,
  askReopening,
  endReopening,
  reopeningOf,
  withdrawReopeningOf,
  type ReopeningRecord,
} from '#store/rounds/reopenings.ts'
import { roundById, roundByKey, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { moveDeadlines } from '#store/taking-part/attempts.ts'
import { actorOf, mayDo, requireAccess, type Staff, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound, requireContest } from '../find.ts'
import { requireTrustedClock } from '../server-clock.ts'
import { withWindow } from './window.ts'

/** Two people with names: nobody at the command line is one. */
function requireStaff(who: Who): Staff {
  requireAccess(who, 'round.reopen')
  if (who.kind !== 'staff') throw new ContestError('forbidden', { permission: 'round.reopen' })
  return who
}

async function closedRound(db: Db, contest: ContestRecord, key: string): Promise<RoundRecord> {
  const round = await roundByKey(db, contest.id, key)
  if (round === null) throw new ContestError('not-found', { contest: contest.slug, round: key })
  if (!isReopenable(round)) throw new ContestError('wrong-status', { round: key, status: round.status })
  return round
}

/** @throws ContestError `not-found` */
export async function roundReopening(app: App, who: Who, slug: string, key: string): Promise<Reopening> {
  requireAccess(who, 'round.reopen')
  const round = await findRound(app, await contestFor(app, who, slug), key)
  const asked = await reopeningOf(app.database.db, round.id)
  const possible = isReopenable(round) && who.kind === 'staff' && mayDo(who, 'round.reopen')
  return {
    closesAt: round.closesAt,
    asked:
      asked === null
        ? null
        : {
            by: { login: asked.askedBy.login, name: asked.askedBy.name },
            reason: asked.reason,
            at: asked.askedAt,
            closesAt: asked.closesAt,
          },
    may: {
      ask: possible && asked === null,
      agree: possible && asked?.agreed === null && asked.askedBy.id !== who.id,
      withdraw: possible && asked?.agreed === null,
    },
  }
}

/** @throws ContestError `wrong-status` unless it is closed and not tallied, `end-passed`, `conflict` when somebody has asked already */
export async function askToReopen(
  app: App,
  who: Who,
  slug: string,
  key: string,
  { reason, closesAt }: { readonly reason: string; readonly closesAt: Instant },
): Promise<void> {
  const staff = requireStaff(who)
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    const round = await closedRound(db, contest, key)
    const at = app.clock.now()
    if (closesAt <= at) throw new ContestError('end-passed', { round: key })
    const ask = { roundId: round.id, staffId: staff.id, reason, closesAt, at }
    if (!(await askReopening(db, ask))) throw new ContestError('conflict', { round: key })
    const data = { round: key, closesAt, reason }
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.reopening-asked', contestId: contest.id, data })
  })
}

/** By whoever asked, or by another who refuses. @throws ContestError `conflict` when nobody asks any more */
export async function withdrawReopening(app: App, who: Who, slug: string, key: string): Promise<void> {
  requireStaff(who)
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    const round = await closedRound(db, contest, key)
    if (!(await withdrawReopeningOf(db, round.id))) throw new ContestError('conflict', { round: key })
    const at = app.clock.now()
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.reopening-withdrawn', contestId: contest.id, data: { round: key } })
  })
}

/**
 * @param seen what is agreed to
 * @throws ContestError `second-person-needed`, `conflict` when that is asked no more, `wrong-status` once it is tallied, `end-passed`,
 * `clock-doubtful`
 */
export async function agreeToReopen(
  app: App,
  who: Who,
  slug: string,
  key: string,
  seen: { readonly at: Instant; readonly closesAt: Instant },
): Promise<void> {
  const staff = requireStaff(who)
  requireTrustedClock(app)
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    const round = await closedRound(db, contest, key)
    const asked = await reopeningOf(db, round.id)
    if (asked?.askedAt !== seen.at || asked.closesAt !== seen.closesAt) throw new ContestError('conflict', { round: key })
    if (asked.askedBy.id === staff.id) throw new ContestError('second-person-needed', { round: key })
    const at = app.clock.now()
    if (asked.closesAt <= at) throw new ContestError('end-passed', { round: key })
    if (!(await agreeToReopening(db, round.id, staff.id, at))) throw new ContestError('conflict', { round: key })
  })
  if (app.stepsRounds) await finishReopenings(app)
}

/** Carries out what two people agreed to. Returns the keys of the rounds that go on. */
export async function finishReopenings(app: App): Promise<readonly string[]> {
  const moved: string[] = []
  for (const asked of await agreedReopenings(app.database.db)) {
    const round = await roundById(app.database.db, asked.roundId)
    if (round !== null && (await finish(app, asked, round))) moved.push(round.key)
  }
  if (moved.length > 0) await app.runtimes.refresh()
  return moved
}

async function finish(app: App, { closesAt, agreed, askedBy, reason }: ReopeningRecord, round: RoundRecord): Promise<boolean> {
  if (agreed === null) return false
  // A tally that came first has the last word.
  if (!isReopenable(round)) {
    await endReopening(app.database.db, round.id)
    return false
  }
  await app.runtimes.get(round.id)
  const leaf = leafBytes({ schema: 'contest-reopened/v1', round: round.key, reopenedAt: agreed.at, closesAt })
  await app.queue.appendMarker(round.id, 'reopened', leaf)
  return inTransaction(app.database.db, async (db) => {
    const contest = await requireContest(db, round.contestId)
    // What somebody else writes of the rules or the round at this moment comes first; the next turn tries again.
    if (!(await holdRules(db, contest.id, contest.rulesDigest))) return false
    const now = await roundById(db, round.id)
    if (now === null || !isReopenable(now)) return false
    if (!(await stepRound(db, round.id, staffSteps.reopen, { closesAt, closedAt: null }))) return false
    await endReopening(db, round.id)
    if (closesAt !== now.closesAt) await updateRules(db, withWindow(contest, round.key, { closesAt }, agreed.at))
    // Also where a hand had closed it before the end that attempts began under.
    const { attempts } = contest.rules
    await moveDeadlines(db, round.id, (startedAt) => deadlineOf(attempts, { ...now, closesAt }, startedAt))
    const data = { round: round.key, closesAt, reason, asked: askedBy.login }
    await writeAudit(db, {
      at: agreed.at,
      actor: { kind: 'staff', id: agreed.by },
      event: 'round.reopened',
      contestId: round.contestId,
      data,
    })
    return true
  })
}
