/** What the jury approves and how: the standings and awards for the staff, who approved them, and which digest. */
import { ContestError } from '#contest/errors.ts'
import { hasResult, staffSteps } from '#contest/round-life.ts'
import { roleMay } from '#contest/roles.ts'
import type { PredictedNumber } from '#contest/rules/predicted.ts'
import type { ContestRules } from '#contest/rules/rules.ts'
import { foldText } from '#contest/text.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Codec } from '#store/database/codec.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { rolesOfStaff } from '#store/identity/roles.ts'
import { staffByLogin } from '#store/identity/staff.ts'
import { approvalsOf, insertApproval, type ApprovalRecord } from '#store/results/approvals.ts'
import { ranksOf } from '#store/results/contestant-ranks.ts'
import { awardsOf, resultHead, resultOf, type AwardRecord, type RoundResultRecord, type SetAsideRecord } from '#store/results/results.ts'
import { undecidedInRound, undecidedOf } from '#store/people/likely-same.ts'
import { countStandings, standingsAt, standingsPage, type StandingRecord } from '#store/results/standings.ts'
import { peopleByIds, unitsOf, type PersonRecord } from '#store/people/roster.ts'
import { holdRound, stepRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { setAsideOfRound } from './set-aside.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'
import { requireSecondPerson } from '../second-person.ts'
import { unitDesk } from '../unit-desk.ts'
import { openTiesIn, type ResultSummary } from './summary.ts'

/**
 * A juror approves the result that the page showed; once as many as the rules ask for have, it may be published. Pressed
 * twice it counts once. At the command line the approval is given in the name of a juror, and says so.
 * @param seen `digest` of the result as shown; `juror`, a login, at the command line only
 * @throws ContestError `wrong-status`, `result-changed` when it was tallied again meanwhile, `forbidden`, `doubts-undecided`
 *   while it is undecided whether somebody with a prize is one person with somebody else, `tie-open`
 */
export async function approveRound(
  app: App,
  who: Who,
  slug: string,
  key: string,
  seen: { readonly digest: string; readonly juror?: string },
): Promise<void> {
  requireAccess(who, 'round.approve')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  await inTransaction(app.database.db, async (db) => {
    const jurorId = await jurorOf(db, who, contest.id, seen.juror)
    // A tally that is started meanwhile waits, and takes this approval back.
    const status = await holdRound(db, round.id)
    const wrong = new ContestError('wrong-status', { round: key, status })
    const result = hasResult(status) ? await resultHead(db, round.id) : null
    if (result === null) throw wrong
    const { digest } = result
    if (digest !== seen.digest) throw new ContestError('result-changed', { round: key, digest })
    const given = await approvalsOf(db, round.id)
    if (given.some(({ juror }) => juror.id === jurorId)) return
    if (status !== staffSteps.approve.from) throw wrong
    for (const { juror } of given) await requireSecondPerson(app, db, juror.id, jurorId, { round: key })
    await refuseDoubts(app, db, contest, round)
    const open = await openTiesOf(db, app.codec, round.id)
    if (open > 0) throw new ContestError('tie-open', { round: key, ties: open })
    const at = app.clock.now()
    const atCommandLine = who.kind === 'command'
    await insertApproval(db, { roundId: round.id, jurorId, digest, at, atCommandLine })
    const event = { at, actor: actorOf(who), contestId: contest.id }
    const data = { round: key, digest, ...(atCommandLine && { juror: jurorId }) }
    await writeAudit(db, { ...event, event: 'round.approval-given', data })
    const approvals = given.length + 1
    if (approvals < contest.rules.jury.approvals) return
    await stepRound(db, round.id, staffSteps.approve, { approvedAt: at })
    await writeAudit(db, { ...event, event: 'round.approved', data: { round: key, digest, approvals } })
  })
}

/** Ties on which prizes depend, and which nobody has decided. */
async function openTiesOf(db: Db, codec: Codec, roundId: string): Promise<number> {
  const result = await resultOf(db, codec, roundId)
  // Written by counting/computing.ts.
  return result === null ? 0 : openTiesIn(JSON.parse(result.summary) as ResultSummary).length
}

async function referralWinners(
  db: Db,
  { codec }: App,
  { rules }: ContestRecord,
  roundId: string,
): Promise<NonNullable<ResultSummary['referrers']>> {
  if (rules.referral === null) return []
  const result = await resultOf(db, codec, roundId)
  // Written by computing.ts.
  const { referrers = [] } = JSON.parse(result?.summary ?? '{}') as Partial<ResultSummary>
  return referrers.filter(({ awarded }) => awarded)
}

/** @throws ContestError `forbidden` when nobody of the jury is named */
async function jurorOf(db: Db, who: Who, contestId: string, login = ''): Promise<string> {
  if (who.kind === 'staff') return who.id
  const named = await staffByLogin(db, login)
  const role = named === null ? undefined : (await rolesOfStaff(db, named.id)).find((held) => held.contestId === contestId)?.role
  if (named === null || named.disabledAt !== null || role === undefined || !roleMay(role, 'round.approve'))
    throw new ContestError('forbidden', { permission: 'round.approve', juror: login })
  return named.id
}

/** Nobody gets a prize of whom it is undecided who they are. @throws ContestError `doubts-undecided` */
export async function refuseDoubts(app: App, db: Db, contest: ContestRecord, round: RoundRecord): Promise<void> {
  const winners = [...(await awardsOf(db, app.codec, [round.id])), ...(await referralWinners(db, app, contest, round.id))].map(
    (one) => one.contestantId,
  )
  const people = (await undecidedOf(db, contest.id, winners)).size
  if (people > 0) throw new ContestError('doubts-undecided', { round: round.key, people })
}

export interface RoundApproval {
  readonly digest: string
  /** Approvals the rules ask for. */
  readonly needed: number
  readonly given: readonly ApprovalRecord[]
  /** People who submitted of whom it is undecided whether they are one person with somebody else. */
  readonly inDoubt: number
}

/** What the jury has approved; null while there is nothing to approve, and for whoever may not see it. */
export async function roundApproval(app: App, who: Who, { id, rules }: ContestRecord, round: RoundRecord): Promise<RoundApproval | null> {
  if (!hasResult(round.status) || !mayDo(who, 'results.see')) return null
  const { db } = app.database
  const result = await resultHead(db, round.id)
  if (result === null) return null
  const inDoubt = (await undecidedInRound(db, id, round.id)).length
  return { digest: result.digest, needed: rules.jury.approvals, given: await approvalsOf(db, round.id), inDoubt }
}

/** @throws ContestError `wrong-status` before the tally, `result-differs` when what is stored does not open */
async function requireResult(app: App, round: RoundRecord): Promise<RoundResultRecord> {
  const result = hasResult(round.status) ? await resultOf(app.database.db, app.codec, round.id) : null
  if (result === null) throw new ContestError('wrong-status', { round: round.key, status: round.status })
  return result
}

interface StandingLine extends StandingRecord {
  readonly person: PersonRecord
  readonly unitName: string
  /** Name of the prize level, if this line won one. */
  readonly award: string | null
}

export interface StandingsPage {
  readonly result: RoundResultRecord
  readonly predicted: PredictedNumber
  /** Of a paper. */
  readonly questions: number
  readonly total: number
  readonly items: readonly StandingLine[]
  readonly setAside: {
    readonly items: readonly (SetAsideRecord & { readonly person: PersonRecord | undefined; readonly unitName: string })[]
    readonly total: number
    readonly otherAttempts: number
  }
}

/** Of those that rank nowhere, as many are shown. */
const mostSetAside = 500

/** `q` matches name and staff code without diacritics. @throws ContestError `wrong-status` before the tally */
export async function standings(
  app: App,
  who: Who,
  slug: string,
  key: string,
  query: { readonly q: string; readonly page: number; readonly pageSize: number },
): Promise<StandingsPage> {
  requireAccess(who, 'results.see')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const result = await requireResult(app, round)
  const { db } = app.database
  const offset = (query.page - 1) * query.pageSize
  let total: number
  let rows: readonly StandingRecord[]
  if (foldText(query.q) === '') {
    total = await countStandings(db, app.codec, round.id)
    rows = await standingsPage(db, app.codec, round.id, { offset, limit: query.pageSize })
  } else {
    const matching = await app.rosterDesk.find(contest, { query: query.q, unitIds: null })
    const ranks = await ranksOf(
      db,
      app.codec,
      round.id,
      matching.map(({ id }) => id),
    )
    total = ranks.length
    rows = await standingsAt(db, app.codec, round.id, ranks.slice(offset, offset + query.pageSize))
  }
  const aside = query.page === 1 ? await setAsideOfRound(app, round) : { own: [], otherAttempts: 0 }
  const setAside = aside.own.slice(0, mostSetAside)
  const named = await linesNamed(app, contest, round)
  const people = await peopleByIds(
    db,
    app.codec,
    setAside.map(({ contestantId }) => contestantId),
  )
  const { prediction, paper } = contest.rules
  return {
    result,
    predicted: { of: prediction.of, decimals: prediction.decimals },
    questions: paper.questions,
    total,
    items: await named.lines(rows),
    setAside: {
      items: setAside.map((row) => {
        const person = people.get(row.contestantId)
        return { ...row, person, unitName: named.units.get(person?.unitId ?? '')?.name ?? '' }
      }),
      total: aside.own.length,
      otherAttempts: aside.otherAttempts,
    },
  }
}

/** What lines are named by: read once, for however many of them. */
async function linesNamed(app: App, contest: ContestRecord, round: RoundRecord) {
  const { db } = app.database
  const { byId: units } = await unitDesk(app, contest)
  const awards = new Map(
    (await awardsOf(db, app.codec, [round.id])).map((award) => [award.contestantId, levelName(contest.rules, award.level)]),
  )
  const lines = async (rows: readonly StandingRecord[]): Promise<readonly StandingLine[]> => {
    const ids = rows.map(({ contestantId }) => contestantId)
    const people = await peopleByIds(db, app.codec, ids)
    return rows.map((row) => ({
      ...row,
      person: people.get(row.contestantId) as PersonRecord,
      unitName: units.get(row.unitId)?.name ?? '',
      award: awards.get(row.contestantId) ?? null,
    }))
  }
  return { units, lines }
}

/** All lines in order of rank, so many at a time. @throws ContestError `wrong-status` before the tally */
export async function* allStandings(
  app: App,
  who: Who,
  contest: ContestRecord,
  round: RoundRecord,
  limit: number,
): AsyncGenerator<readonly StandingLine[], void, undefined> {
  requireAccess(who, 'results.see')
  await requireResult(app, round)
  const { lines } = await linesNamed(app, contest, round)
  for (let offset = 0; ; offset += limit) {
    const rows = await standingsPage(app.database.db, app.codec, round.id, { offset, limit })
    if (rows.length > 0) yield await lines(rows)
    if (rows.length < limit) return
  }
}

export const levelName = (rules: ContestRules, level: string): string => rules.prizes.levels.find(({ id }) => id === level)?.name ?? level

export interface NamedAward extends AwardRecord {
  readonly person: PersonRecord
  readonly unitName: string
  readonly levelName: string
}

export async function namedAwards(app: App, contest: ContestRecord, awards: readonly AwardRecord[]): Promise<readonly NamedAward[]> {
  const { db } = app.database
  const people = await peopleByIds(
    db,
    app.codec,
    awards.map(({ contestantId }) => contestantId),
  )
  const { byId: units } = await unitDesk(app, contest)
  return awards.map((award) => {
    const person = people.get(award.contestantId) as PersonRecord
    return { ...award, person, unitName: units.get(person.unitId)?.name ?? '', levelName: levelName(contest.rules, award.level) }
  })
}

/** @throws ContestError `wrong-status` before the tally */
export async function roundAwards(
  app: App,
  who: Who,
  slug: string,
  key: string,
): Promise<{ readonly result: RoundResultRecord; readonly awards: readonly NamedAward[]; readonly contest: ContestRecord }> {
  requireAccess(who, 'results.see')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const result = await requireResult(app, round)
  return { result, awards: await namedAwards(app, contest, await awardsOf(app.database.db, app.codec, [round.id])), contest }
}

export interface NamedReferrer {
  readonly place: number
  readonly fullName: string
  readonly unit: string
  /** People who count. */
  readonly people: number
  readonly explanation: { vi: string; en: string }
}

/** Whom the prizes for spreading the contest go to; undefined where the rules have none. */
export async function namedReferrers(
  app: App,
  { id, rules: { referral } }: ContestRecord,
  { referrers }: Pick<ResultSummary, 'referrers'>,
): Promise<{ readonly amount: number | null; readonly unawarded: number; readonly winners: NamedReferrer[] } | undefined> {
  if (referral === null || referrers === undefined) return undefined
  const { db } = app.database
  const won = referrers.filter(({ awarded }) => awarded)
  const people = await peopleByIds(
    db,
    app.codec,
    won.map(({ contestantId }) => contestantId),
  )
  const units = new Map((await unitsOf(db, id)).map((unit) => [unit.id, unit.name]))
  const winners = won.map(({ rank, contestantId, counted, explanation }) => {
    const person = people.get(contestantId) as PersonRecord
    return {
      place: rank,
      fullName: person.fullName,
      unit: units.get(person.unitId) ?? '',
      people: counted,
      explanation: { ...explanation },
    }
  })
  return { amount: referral.amount, unawarded: referral.count - winners.length, winners }
}
