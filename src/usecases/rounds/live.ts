/**
 * A round as its staff watches it: how many take part, where, and how the server bears it. Counts of people only; what is right or
 * wrong is not even read. All of it is counted already for others, or held in memory: nobody who takes part waits for it.
 */
import { foldText, search } from '#contest/text.ts'
import type { LiveOrder, LiveRound, LiveUnits } from '#contract/rounds.ts'
import { refusedSignIns } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { rosterSize, unitsOf } from '#store/people/roster.ts'
import { peopleOfUnits } from '#store/people/units.ts'
import { roundsOf } from '#store/rounds/rounds.ts'
import type { FailureKind } from '#memory/failures.ts'
import { requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'

const minute = 60_000
const hour = 60 * minute
/** The shorter of the two times that figures are given for, in minutes. */
const shortly = 5

/** @throws ContestError `not-found` */
export async function liveRound(app: App, who: Who, slug: string, key: string): Promise<Omit<LiveRound, 'inLobby'>> {
  requireAccess(who, 'live.see')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const now = app.clock.now()
  const { entries, byHour, byMinute } = await app.arrivals.of(round.id)
  const { byRound } = await participation(app, contest)
  return {
    ...{ status: round.status, opensAt: round.opensAt, closesAt: round.closesAt },
    contestants: (
      await app.derived.get(`roster ${contest.id}`, String(contest.rosterRevision), () => rosterSize(app.database.db, contest.id))
    ).people,
    started: await app.starts.of(round.id),
    submitted: entries,
    participants: byRound.get(round.id) ?? 0,
    byMinute: byMinute.filter((one) => one.minute > now - hour).map((one) => ({ ...one })),
    byHour: byHour.map((one) => ({ ...one })),
    signIns: await signIns(app, contest.id, now),
    server: serverOf(app),
  }
}

const participation = async (app: App, contest: ContestRecord) =>
  app.participants.of(
    contest,
    (await roundsOf(app.database.db, contest.id)).map(({ id }) => id),
  )

async function signIns(app: App, contestId: string, now: number): Promise<LiveRound['signIns']> {
  const first = (Math.floor(now / minute) + 1) * minute
  const refused = await refusedSignIns(app.database.db, contestId, first - hour)
  const count = (why: string, since: number): number =>
    refused.filter((one) => one.why === why && one.minute >= since).reduce((sum, { times }) => sum + times, 0)
  const lately = (why: string) => ({ minutes: count(why, first - shortly * minute), hour: count(why, first - hour) })
  return { wrong: lately('wrong-credentials'), barred: lately('barred') }
}

function serverOf({ queue, failures }: App): LiveRound['server'] {
  const [short, long] = [queue.pace.lately(shortly), queue.pace.lately(60)]
  const failed = (kind: FailureKind) => ({ minutes: failures.lately(kind, shortly), hour: failures.lately(kind, 60) })
  return {
    waiting: queue.waiting,
    stored: { minutes: short.operations, hour: long.operations },
    slowestMs: { minutes: Math.round(short.longestMs), hour: Math.round(long.longestMs) },
    failures: {
      entriesBusy: failed('entries-busy'),
      entriesUnsaved: failed('entries-unsaved'),
      othersBusy: failed('others-busy'),
      slowed: failed('slowed'),
      unexpected: failed('unexpected'),
    },
  }
}

interface WatchedUnit {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly headcount: number
  readonly people: number
  /** Folded. */
  readonly words: string
  readonly nameKey: string
}

/** Units and how many people they have, read once a change of the roster. */
const watchedUnits = (app: App, { id, rosterRevision }: ContestRecord): Promise<readonly WatchedUnit[]> =>
  app.derived.get(`watched units ${id}`, String(rosterRevision), async () => {
    const people = await peopleOfUnits(app.database.db, id)
    return (await unitsOf(app.database.db, id)).map((unit) => ({
      ...{ id: unit.id, code: unit.code, name: unit.name, headcount: unit.headcount, people: people.get(unit.id) ?? 0 },
      nameKey: foldText(unit.name),
      words: foldText([unit.code, unit.name, ...unit.aliases].join(' ')),
    }))
  })

type Counted = WatchedUnit & { readonly participants: number }

const share = ({ people, participants }: Counted): number => (people === 0 ? Infinity : participants / people)
const byName = (a: Counted, b: Counted): number => (a.nameKey < b.nameKey ? -1 : a.nameKey > b.nameKey ? 1 : a.code < b.code ? -1 : 1)
const orders: Readonly<Record<LiveOrder, (a: Counted, b: Counted) => number>> = {
  most: (a, b) => b.participants - a.participants || byName(a, b),
  least: (a, b) => share(a) - share(b) || b.people - a.people || byName(a, b),
  name: byName,
}

export interface LiveUnitQuery {
  readonly q: string
  readonly order: LiveOrder
  readonly page: number
  readonly pageSize: number
}

/** A page of the units with who took part; `q` matches code, name and other spellings without diacritics. @throws ContestError `not-found` */
export async function liveUnits(app: App, who: Who, slug: string, key: string, query: LiveUnitQuery): Promise<LiveUnits> {
  requireAccess(who, 'live.see')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const inRound = (await participation(app, contest)).byRoundAndUnit.get(round.id)
  const matches = search(query.q)
  const found = (await watchedUnits(app, contest))
    .filter(({ words }) => matches(words))
    .map((unit) => ({ ...unit, participants: inRound?.get(unit.id) ?? 0 }))
    .sort(orders[query.order])
  const { page, pageSize } = query
  return {
    ...{ total: found.length, page, pageSize, without: found.filter(({ participants }) => participants === 0).length },
    items: found
      .slice((page - 1) * pageSize, page * pageSize)
      .map(({ code, name, headcount, people, participants }) => ({ code, name, headcount, people, participants })),
  }
}
