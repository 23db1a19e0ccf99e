/** From tallied to published: approval, publication, the standings and awards for the staff, and the unit standings. */
import { rankUnits } from '#contest/tally/collective.ts'
import { searchedTexts } from '#contest/person.ts'
import type { UnitStanding } from '#contest/tally/result.ts'
import { ContestError } from '#contest/errors.ts'
import { hasResult, isPublished, staffSteps } from '#contest/round-life.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { foldText, search } from '#contest/text.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { holdRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import {
  awardsOf,
  countStandings,
  participationOf,
  replaceUnitStandings,
  resultOf,
  setAsideOf,
  standingsOfContestants,
  standingsPage,
  type AwardRecord,
  type RoundResultRecord,
  type SetAsideRecord,
  type StandingRecord,
} from '#store/results/results.ts'
import { peopleByIds, peopleOf, unitsOf, type PersonRecord } from '#store/people/roster.ts'
import { roundsOf, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findContest, findRound } from '../find.ts'

/** The jury confirms the standings as tallied. @throws ContestError `wrong-phase` */
export async function approveRound(app: App, who: Who, slug: string, key: string): Promise<void> {
  requireAccess(who, 'round.approve')
  const contest = await findContest(app, slug)
  const round = await findRound(app, contest, key)
  const at = app.clock.now()
  await inTransaction(app.database.db, async (db) => {
    const digest = (await resultOf(db, round.id))?.digest
    if (!(await stepRound(db, round.id, staffSteps.approve, { approvedAt: at }))) {
      throw new ContestError('wrong-phase', { round: key, status: round.status })
    }
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.approved', contestId: contest.id, data: { round: key, digest } })
  })
}

/**
 * Makes the results of a round public and brings the unit standings up to date: worked out before the transaction begins,
 * with turns for others, and again when the rules or the other published rounds have changed meanwhile.
 * @throws ContestError `wrong-phase`, `conflict`
 */
export async function publishRound(app: App, who: Who, slug: string, key: string): Promise<void> {
  requireAccess(who, 'round.publish')
  for (let tries = 3; tries > 0; tries--) {
    const contest = await findContest(app, slug)
    const round = await findRound(app, contest, key)
    const wrong = new ContestError('wrong-phase', { round: key, status: round.status })
    if (round.status !== staffSteps.publish.from) throw wrong
    const others = await publishedIds(app.database.db, contest)
    const units = await rankUnitsOf(app.database.db, contest, [...others, round.id])
    const at = app.clock.now()
    const published = await inTransaction(app.database.db, async (db) => {
      // Of two rounds published at once the later waits here, and sees the earlier.
      if (!(await holdRules(db, contest.id, contest.rulesDigest))) return false
      if ((await publishedIds(db, contest)).join() !== others.join()) return false
      if (!(await stepRound(db, round.id, staffSteps.publish, { publishedAt: at }))) throw wrong
      if (units !== null) await replaceUnitStandings(db, contest.id, units, at)
      const digest = (await resultOf(db, round.id))?.digest
      await writeAudit(db, { at, actor: actorOf(who), event: 'round.published', contestId: contest.id, data: { round: key, digest } })
      return true
    })
    if (published) return
  }
  throw new ContestError('conflict', { round: key })
}

const publishedIds = async (db: Db, contest: ContestRecord): Promise<readonly string[]> =>
  (await roundsOf(db, contest.id)).filter(({ status }) => isPublished(status)).map(({ id }) => id)

/** null: the contest has no prizes for units. */
async function rankUnitsOf(db: Db, contest: ContestRecord, roundIds: readonly string[]): Promise<readonly UnitStanding[] | null> {
  const { collective, paper } = contest.rules
  if (collective === null) return null
  const participation = await participationOf(db, roundIds)
  const units = await unitsOf(db, contest.id)
  return rankUnits(
    collective,
    units.map(({ id, headcount }) => ({ unitId: id, headcount })),
    participation.map(({ unitId, contestantId, correct, submittedAt }) => ({
      unitId,
      contestantId,
      allCorrect: correct === paper.questions,
      firstSubmittedAt: submittedAt,
    })),
  )
}

/** @throws ContestError `wrong-phase` before the tally */
export async function requireResult(app: App, round: RoundRecord): Promise<RoundResultRecord> {
  const result = hasResult(round.status) ? await resultOf(app.database.db, round.id) : null
  if (result === null) throw new ContestError('wrong-phase', { round: round.key, status: round.status })
  return result
}

export interface StandingLine extends StandingRecord {
  readonly person: PersonRecord
  readonly unitName: string
  /** Name of the prize level, if this line won one. */
  readonly award: string | null
}

export interface StandingsPage {
  readonly result: RoundResultRecord
  readonly total: number
  readonly items: readonly StandingLine[]
  readonly setAside: readonly (SetAsideRecord & { readonly person: PersonRecord | undefined; readonly unitName: string })[]
}

/** `q` matches name and staff code without diacritics. @throws ContestError `wrong-phase` before the tally */
export async function standings(
  app: App,
  who: Who,
  slug: string,
  key: string,
  query: { readonly q: string; readonly page: number; readonly pageSize: number },
): Promise<StandingsPage> {
  requireAccess(who, 'results.see')
  const contest = await findContest(app, slug)
  const round = await findRound(app, contest, key)
  const result = await requireResult(app, round)
  const { db } = app.database
  const offset = (query.page - 1) * query.pageSize
  const matches = search(query.q)
  let total: number
  let rows: readonly StandingRecord[]
  if (foldText(query.q) === '') {
    total = await countStandings(db, round.id)
    rows = await standingsPage(db, round.id, { offset, limit: query.pageSize })
  } else {
    const matching = (await peopleOf(db, app.codec, contest.id)).filter((person) => matches(foldText(searchedTexts(person).join(' '))))
    const found = await standingsOfContestants(
      db,
      round.id,
      matching.slice(0, 10_000).map(({ id }) => id),
    )
    total = found.length
    rows = found.slice(offset, offset + query.pageSize)
  }
  const setAside = query.page === 1 ? await setAsideOf(db, round.id) : []
  const people = await peopleByIds(
    db,
    app.codec,
    [...rows, ...setAside].map(({ contestantId }) => contestantId),
  )
  const units = new Map((await unitsOf(db, contest.id)).map(({ id, name }) => [id, name]))
  const awards = new Map((await awardsOf(db, [round.id])).map((award) => [award.contestantId, levelName(contest.rules, award.level)]))
  return {
    result,
    total,
    items: rows.map((row) => ({
      ...row,
      person: people.get(row.contestantId) as PersonRecord,
      unitName: units.get(row.unitId) ?? '',
      award: awards.get(row.contestantId) ?? null,
    })),
    setAside: setAside.map((row) => {
      const person = people.get(row.contestantId)
      return { ...row, person, unitName: units.get(person?.unitId ?? '') ?? '' }
    }),
  }
}

export const levelName = (rules: ContestRules, level: string): string => rules.prizes.levels.find(({ id }) => id === level)?.name ?? level

export interface NamedAward extends AwardRecord {
  readonly person: PersonRecord
  readonly unitName: string
  readonly levelName: string
}

export async function namedAwards(app: App, contest: ContestRecord, round: RoundRecord): Promise<readonly NamedAward[]> {
  const { db } = app.database
  const awards = await awardsOf(db, [round.id])
  const people = await peopleByIds(
    db,
    app.codec,
    awards.map(({ contestantId }) => contestantId),
  )
  const units = new Map((await unitsOf(db, contest.id)).map(({ id, name }) => [id, name]))
  return awards.map((award) => {
    const person = people.get(award.contestantId) as PersonRecord
    return { ...award, person, unitName: units.get(person.unitId) ?? '', levelName: levelName(contest.rules, award.level) }
  })
}

/** @throws ContestError `wrong-phase` before the tally */
export async function roundAwards(
  app: App,
  who: Who,
  slug: string,
  key: string,
): Promise<{ readonly result: RoundResultRecord; readonly awards: readonly NamedAward[]; readonly contest: ContestRecord }> {
  requireAccess(who, 'results.see')
  const contest = await findContest(app, slug)
  const round = await findRound(app, contest, key)
  const result = await requireResult(app, round)
  return { result, awards: await namedAwards(app, contest, round), contest }
}
