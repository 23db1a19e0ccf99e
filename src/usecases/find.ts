/** Finding what an address names. */
import { ContestError } from '#contest/errors.ts'
import { roundWordOf, type RoundWord } from '#contest/rulebook/round-word.ts'
import { contestById, contestBySlug, type ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { erasureStateOf } from '#store/people/erasures.ts'
import { unitByCode, type UnitRecord } from '#store/people/roster.ts'
import { roundByKey, type RoundRecord } from '#store/rounds/rounds.ts'
import { actsIn, type Who } from './access.ts'
import type { App } from './app.ts'

/** As anybody may name it; who acts on it asks `contestFor`. @throws ContestError `not-found` */
export async function findContest(app: Pick<App, 'database'>, slug: string): Promise<ContestRecord> {
  const contest = await contestBySlug(app.database.db, slug)
  if (contest === null) throw new ContestError('not-found', { contest: slug })
  return contest
}

/** As anybody may read it: one that is not announced yet is as unknown as none. @throws ContestError `not-found` */
export async function findAnnounced(app: App, slug: string): Promise<ContestRecord> {
  const contest = await findContest(app, slug)
  if (contest.announcedAt === null) throw new ContestError('not-found', { contest: slug })
  return contest
}

/**
 * The contest, for somebody who acts in it: another's is as unknown as none.
 * @throws ContestError `not-found`
 */
export async function contestFor(app: App, who: Who, slug: string): Promise<ContestRecord> {
  const contest = await findContest(app, slug)
  if (!actsIn(who, contest.id)) throw new ContestError('not-found', { contest: slug })
  return contest
}

/** @throws ContestError `not-found` */
export async function requireContest(db: Db, id: string): Promise<ContestRecord> {
  const contest = await contestById(db, id)
  if (contest === null) throw new ContestError('not-found', { contest: id })
  return contest
}

/** The contest still has the personal data that this needs. @throws ContestError `contest-archived` once it is being erased */
export async function requireUnerased(db: Db, { id, slug }: Pick<ContestRecord, 'id' | 'slug'>): Promise<void> {
  if ((await erasureStateOf(db, id)) !== null) throw new ContestError('contest-archived', { contest: slug })
}

/** @throws ContestError `not-found` */
export async function findRound(app: App, contest: ContestRecord, key: string): Promise<RoundRecord> {
  const round = await roundByKey(app.database.db, contest.id, key)
  if (round === null) throw new ContestError('not-found', { contest: contest.slug, round: key })
  return round
}

/** @throws ContestError `unit-unknown` */
export async function findUnit(app: App, contestId: string, code: string): Promise<UnitRecord> {
  const unit = await unitByCode(app.database.db, contestId, code)
  if (unit === null) throw new ContestError('unit-unknown', { unit: code })
  return unit
}

/** What a contest calls its rounds, for what is said of a failure; a change is heard within a minute. @param contest its slug or its id */
export const roundWordIn = (app: App, contest: string): Promise<RoundWord> =>
  app.derived.get(`round word ${contest}`, String(Math.floor(app.clock.now() / 60_000)), async () => {
    const found = (await contestBySlug(app.database.db, contest)) ?? (await contestById(app.database.db, contest))
    return found === null ? 'tuần' : roundWordOf(found.rules)
  })
