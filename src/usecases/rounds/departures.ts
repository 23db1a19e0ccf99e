/**
 * Leaving the times the rulebook announced, by two people: one asks and says why, another agrees. Agreeing only writes down that
 * it is to be done (carry-out.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { ContestError } from '#contest/errors.ts'
import { departures, isInMotion, refuseDeparture, type Departure } from '#contest/round-life.ts'
import type { Instant } from '#contest/values.ts'
import type { RoundDeparture } from '#contract/rounds.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import {
  agreeToDeparture,
  askDeparture,
  departureOf,
  dropDeparture,
  withdrawDepartureOf,
  type DepartureRecord,
} from '#store/rounds/departures.ts'
import { roundById, roundByKey, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, mayDo, requireAccess, type Staff, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'
import { newId } from '../ids.ts'
import { reasonOf } from '../reason.ts'
import { requireSecondPerson } from '../second-person.ts'
import { requireTrustedClock } from '../server-clock.ts'
import { stepDueRounds } from './clock.ts'

const events = {
  open: { asked: 'round.opening-asked', withdrawn: 'round.opening-withdrawn' },
  close: { asked: 'round.closing-asked', withdrawn: 'round.closing-withdrawn' },
  reopen: { asked: 'round.reopening-asked', withdrawn: 'round.reopening-withdrawn' },
} as const satisfies Record<Departure, unknown>

/** Two people with names: nobody at the command line is one. */
function requireStaff(who: Who): Staff {
  requireAccess(who, 'round.depart')
  if (who.kind !== 'staff') throw new ContestError('forbidden', { permission: 'round.depart' })
  return who
}

async function requireRound(db: Db, contest: ContestRecord, key: string): Promise<RoundRecord> {
  const round = await roundByKey(db, contest.id, key)
  if (round === null) throw new ContestError('not-found', { contest: contest.slug, round: key })
  return round
}

function refuse(kind: Departure, round: RoundRecord, now: Instant): void {
  const refused = refuseDeparture(kind, round, now)
  if (refused !== null) throw new ContestError(refused, { round: round.key, status: round.status })
}

/** The request that waits; one that the clock or a tally has overtaken is none. */
async function waitingFor(db: Db, round: RoundRecord, now: Instant): Promise<DepartureRecord | null> {
  const asked = await departureOf(db, round.id)
  return asked !== null && refuseDeparture(asked.kind, round, now) === null ? asked : null
}

/** @throws ContestError `not-found` */
export async function roundDeparture(app: App, who: Who, slug: string, key: string): Promise<RoundDeparture> {
  requireAccess(who, 'round.depart')
  const round = await findRound(app, await contestFor(app, who, slug), key)
  const now = app.clock.now()
  const asked = await waitingFor(app.database.db, round, now)
  const isStaff = who.kind === 'staff' && mayDo(who, 'round.depart')
  const waits = isStaff && asked?.agreed === null
  return {
    opensAt: round.opensAt,
    closesAt: round.closesAt,
    asked:
      asked === null
        ? null
        : {
            agreed: asked.agreed !== null,
            ...{ id: asked.id, kind: asked.kind, reason: asked.reason, at: asked.askedAt, closesAt: asked.closesAt },
            by: asked.askedBy === null ? null : { login: asked.askedBy.login, name: asked.askedBy.name },
          },
    may: {
      ask: isStaff && asked === null ? (departures.find((kind) => refuseDeparture(kind, round, now) === null) ?? null) : null,
      agree: waits && asked.askedBy?.id !== who.id,
      withdraw: waits,
    },
  }
}

export interface DepartureAsked {
  readonly kind: Departure
  readonly reason: string
  /** When it is to end, of one that goes on; null of the others. */
  readonly closesAt: Instant | null
}

/** @throws ContestError `wrong-status`, `round-not-ready`, `end-passed`, `conflict` when somebody has asked already */
export async function askToDepart(app: App, who: Who, slug: string, key: string, asked: DepartureAsked): Promise<void> {
  const staff = requireStaff(who)
  const reason = reasonOf(asked.reason)
  const contest = await contestFor(app, who, slug)
  if (contest.announcedAt === null) throw new ContestError('not-announced', { contest: slug })
  await inTransaction(app.database.db, async (db) => {
    const round = await requireRound(db, contest, key)
    const at = app.clock.now()
    const { kind, closesAt } = asked
    refuse(kind, round, at)
    requireEnd(asked, round, at)
    await requireRoom(db, asked, round, at)
    const ask = { id: newId(), roundId: round.id, kind, reason, closesAt, askedBy: staff.id, askedAt: at }
    await dropOvertaken(db, round, at)
    if (!(await askDeparture(db, ask, null))) throw new ContestError('conflict', { round: key })
    const data = { round: key, reason, ...(closesAt === null ? {} : { closesAt }) }
    await writeAudit(db, { at, actor: actorOf(who), event: events[kind].asked, contestId: contest.id, data })
  })
}

/** Rounds of a contest do not overlap: a lobby leads to one. @throws ContestError `round-overlaps` */
async function requireRoom(
  db: Db,
  { kind, closesAt }: Pick<DepartureAsked, 'kind' | 'closesAt'>,
  round: RoundRecord,
  now: Instant,
): Promise<void> {
  if (kind === 'close') return
  const window = { opensAt: kind === 'open' ? now : round.opensAt, closesAt: closesAt ?? round.closesAt }
  const others = (await roundsOf(db, round.contestId)).filter(({ id, status }) => id !== round.id && isInMotion(status))
  const other = others.find(({ opensAt, closesAt: end }) => opensAt < window.closesAt && window.opensAt < end)
  if (other !== undefined) throw new ContestError('round-overlaps', { round: round.key, other: other.key })
}

async function dropOvertaken(db: Db, round: RoundRecord, now: Instant): Promise<void> {
  const last = await departureOf(db, round.id)
  if (last !== null && refuseDeparture(last.kind, round, now) !== null) await dropDeparture(db, last.id)
}

/** What goes on ends some time ahead; what opens or closes does so now. */
function requireEnd({ kind, closesAt }: Pick<DepartureAsked, 'kind' | 'closesAt'>, round: RoundRecord, now: Instant): void {
  if ((closesAt === null) === (kind === 'reopen')) throw new ContestError('invalid-request', { round: round.key })
  if (closesAt !== null && closesAt <= now) throw new ContestError('end-passed', { round: round.key })
}

/** By whoever asked, or by another who refuses. @throws ContestError `conflict` when nobody asks any more */
export async function withdrawDeparture(app: App, who: Who, slug: string, key: string): Promise<void> {
  requireStaff(who)
  const contest = await contestFor(app, who, slug)
  await inTransaction(app.database.db, async (db) => {
    const round = await requireRound(db, contest, key)
    const asked = await departureOf(db, round.id)
    if (asked === null || !(await withdrawDepartureOf(db, round.id))) throw new ContestError('conflict', { round: key })
    const at = app.clock.now()
    const event = events[asked.kind].withdrawn
    await writeAudit(db, { at, actor: actorOf(who), event, contestId: contest.id, data: { round: key } })
  })
}

/**
 * Returns when the round has moved, or a while later as it is then. @param id of the request that was on the page
 * @throws ContestError `second-person-needed`, `conflict` when that is asked no more or the clock or a tally came first, `end-passed`,
 * `clock-doubtful`
 */
export async function agreeToDepart(app: App, who: Who, slug: string, key: string, id: string): Promise<void> {
  const staff = requireStaff(who)
  requireTrustedClock(app)
  const contest = await contestFor(app, who, slug)
  const round = await inTransaction(app.database.db, async (db) => {
    const before = await requireRound(db, contest, key)
    const at = app.clock.now()
    const asked = await waitingFor(db, before, at)
    if (asked?.id !== id) throw new ContestError('conflict', { round: key })
    await requireSecondPerson(app, db, asked.askedBy?.id ?? null, staff.id, { round: key })
    requireEnd(asked, before, at)
    await requireRoom(db, asked, before, at)
    if (!(await agreeToDeparture(db, id, staff.id, at))) throw new ContestError('conflict', { round: key })
    return before
  })
  await untilMoved(app, round, 5000)
}

/**
 * Opens or closes a round now, from the command line of the server: who sits there holds its keys, and no second person is asked.
 * @throws ContestError `wrong-status`, `round-not-ready`, `clock-doubtful`, `conflict` while a request waits
 */
export async function departNow(
  app: App,
  who: Who,
  slug: string,
  key: string,
  { kind, reason }: { readonly kind: 'open' | 'close'; readonly reason: string },
  waitMs = 5000,
): Promise<RoundRecord> {
  requireAccess(who, 'round.depart')
  if (who.kind !== 'command') throw new ContestError('forbidden', { permission: 'round.depart' })
  requireTrustedClock(app)
  const contest = await contestFor(app, who, slug)
  const round = await inTransaction(app.database.db, async (db) => {
    const before = await requireRound(db, contest, key)
    const at = app.clock.now()
    refuse(kind, before, at)
    await requireRoom(db, { kind, closesAt: null }, before, at)
    const ask = { id: newId(), roundId: before.id, kind, reason: reasonOf(reason), closesAt: null, askedBy: null, askedAt: at }
    await dropOvertaken(db, before, at)
    if (!(await askDeparture(db, ask, at))) throw new ContestError('conflict', { round: key })
    return before
  })
  return untilMoved(app, round, waitMs)
}

async function untilMoved(app: App, round: RoundRecord, waitMs: number): Promise<RoundRecord> {
  for (const until = Date.now() + waitMs; ;) {
    if (app.stepsRounds) await stepDueRounds(app)
    const moved = await roundById(app.database.db, round.id)
    if (moved !== null && (moved.status !== round.status || Date.now() > until)) return moved
    await sleep(100)
  }
}
