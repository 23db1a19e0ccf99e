/**
 * Ties that organisers decide, where the rules leave the last word to them: one says the order, with a reason for each line below
 * another; a second agrees, and the round is counted anew with it. A decision is whole from the moment it is agreed to: whatever dies
 * before the new count is there, the result still says that the tie is open, and is not approved; the next count has it.
 */
import { ContestError } from '#contest/errors.ts'
import { staffSteps } from '#contest/round-life.ts'
import type { DecidedTie } from '#contest/tally/result.ts'
import type { Instant } from '#contest/values.ts'
import type { RoundTies } from '#contract/results.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { peopleByIds } from '#store/people/roster.ts'
import { clearApprovals } from '#store/results/approvals.ts'
import { resultOf } from '#store/results/results.ts'
import { standingsAt } from '#store/results/standings.ts'
import { agreeToTieDecision, askTieDecision, tieRequestOf, withdrawTieDecision, type TieRequest } from '#store/results/tie-decisions.ts'
import { holdRound, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, mayDo, requireAccess, type Staff, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findRound } from '../find.ts'
import { newId, sha256Hex } from '../ids.ts'
import { reasonOf } from '../reason.ts'
import { requireSecondPerson } from '../second-person.ts'
import { unitDesk } from '../unit-desk.ts'
import type { ResultSummary, ResultTie } from './summary.ts'
import { tallyRound } from './tally.ts'

/** @throws ContestError `wrong-status` before the tally */
export async function roundTies(app: App, who: Who, slug: string, key: string): Promise<RoundTies> {
  requireAccess(who, 'results.see')
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const { db } = app.database
  const { digest, ties } = await tiesOf(app, db, round)
  const ranks = ties.flatMap(({ from, to }) => ranksOf({ from, to }))
  const lines = ranks.length === 0 ? [] : await standingsAt(db, app.codec, round.id, ranks)
  const people = await peopleByIds(
    db,
    app.codec,
    lines.map(({ contestantId }) => contestantId),
  )
  const { byId: units } = await unitDesk(app, contest)
  const asked = await tieRequestOf(db, app.codec, round.id)
  // The round was counted anew since, and these are no longer equal: nobody can agree to it.
  const waiting = asked !== null && (await isTie(app, db, round, ties, asked.lines)) ? asked : null
  const isStaff = who.kind === 'staff' && mayDo(who, 'tie.decide') && round.status === staffSteps.approve.from
  return {
    digest,
    ties: ties.map(({ from, to, decided }) => ({
      ...{ from, to, decided: decided !== null },
      lines: lines.flatMap((line) => {
        if (line.rank < from || line.rank > to) return []
        const person = people.get(line.contestantId)
        const { entryId, correct, prediction, submittedAt, durationMs } = line
        const said = decided?.find((one) => one.entryId === entryId)?.reason ?? ''
        return [
          {
            ...{ entryId, fullName: person?.fullName ?? '', staffCode: person?.staffCode ?? '', unit: units.get(line.unitId)?.name ?? '' },
            ...{ correct, prediction, submittedAt, durationMs, reason: said },
          },
        ]
      }),
    })),
    asked: waiting === null ? null : askedShown(waiting),
    may: {
      ask: isStaff && waiting === null && ties.length > 0,
      agree: isStaff && waiting !== null && waiting.askedBy.id !== who.id,
      withdraw: isStaff && waiting !== null,
    },
  }
}

const askedShown = ({ id, askedBy: { login, name }, askedAt, lines }: TieRequest): RoundTies['asked'] => ({
  ...{ id, by: { login, name }, at: askedAt },
  lines: lines.map((line) => ({ ...line })),
})

const ranksOf = ({ from, to }: { readonly from: number; readonly to: number }): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at)

interface Ties {
  readonly digest: string
  readonly ties: readonly ResultTie[]
}

async function tiesOf(app: App, db: Db, { id, key, status }: RoundRecord): Promise<Ties> {
  const result = await resultOf(db, app.codec, id)
  if (result === null) throw new ContestError('wrong-status', { round: key, status })
  // Written by counting/computing.ts.
  const { ties = [] } = JSON.parse(result.summary) as ResultSummary
  return { digest: result.digest, ties }
}

/** Two people with names: nobody at the command line is one. */
function requireStaff(who: Who): Staff {
  requireAccess(who, 'tie.decide')
  if (who.kind !== 'staff') throw new ContestError('forbidden', { permission: 'tie.decide' })
  return who
}

/** Held so that no tally and no approval crosses it. @throws ContestError `wrong-status` */
async function requireTallied(db: Db, { id, key }: RoundRecord): Promise<void> {
  const status = await holdRound(db, id)
  if (status !== staffSteps.approve.from) throw new ContestError('wrong-status', { round: key, status })
}

/**
 * @param asked every line of one tie, from the highest, as it stood in the result with this digest
 * @throws ContestError `wrong-status`, `result-changed`, `invalid-request` for other lines or a missing reason, `conflict` when somebody has asked already
 */
export async function askTie(
  app: App,
  who: Who,
  slug: string,
  key: string,
  asked: DecidedTie & { readonly digest: string },
): Promise<void> {
  const staff = requireStaff(who)
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const lines = asked.lines.map(({ entryId, reason }, at) => ({ entryId, reason: at === 0 ? '' : reasonOf(reason) }))
  await inTransaction(app.database.db, async (db) => {
    await requireTallied(db, round)
    const { digest, ties } = await tiesOf(app, db, round)
    if (digest !== asked.digest) throw new ContestError('result-changed', { round: key, digest })
    if (!(await isTie(app, db, round, ties, lines))) throw new ContestError('invalid-request', { field: 'lines' })
    const at = app.clock.now()
    await dropStale(app, db, contest.id, round, ties, at)
    const ask = { id: newId(), roundId: round.id, staffId: staff.id, at, lines }
    if (!(await askTieDecision(db, app.codec, ask))) throw new ContestError('conflict', { round: key })
    const data = { round: key, people: lines.length, order: digestOf(lines) }
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.tie-asked', contestId: contest.id, data })
  })
}

/** The audit is read by more than see results: it vouches for the order and its reasons, and does not tell them. */
const digestOf = (lines: DecidedTie['lines']): string => sha256Hex(canonicalJson(lines.map(({ entryId, reason }) => [entryId, reason])))

/** Whether these are all who are equal in one of the ties of the result as it stands. */
async function isTie(app: App, db: Db, round: RoundRecord, ties: readonly ResultTie[], lines: DecidedTie['lines']): Promise<boolean> {
  const wanted = new Set(lines.map(({ entryId }) => entryId))
  for (const tie of ties) {
    if (tie.to - tie.from + 1 !== lines.length || wanted.size !== lines.length) continue
    const there = await standingsAt(db, app.codec, round.id, ranksOf(tie))
    if (there.every(({ entryId }) => wanted.has(entryId))) return true
  }
  return false
}

/** A request about people who are equal no longer keeps nobody from asking. */
async function dropStale(app: App, db: Db, contestId: string, round: RoundRecord, ties: readonly ResultTie[], at: Instant): Promise<void> {
  const last = await tieRequestOf(db, app.codec, round.id)
  if (last === null || (await isTie(app, db, round, ties, last.lines))) return
  await withdrawTieDecision(db, round.id)
  await writeAudit(db, { at, actor: { kind: 'system' }, event: 'round.tie-withdrawn', contestId, data: { round: round.key } })
}

/** By whoever asked, or by another who refuses. @throws ContestError `wrong-status`, `conflict` when nobody asks any more */
export async function withdrawTie(app: App, who: Who, slug: string, key: string): Promise<void> {
  requireStaff(who)
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  await inTransaction(app.database.db, async (db) => {
    await requireTallied(db, round)
    if (!(await withdrawTieDecision(db, round.id))) throw new ContestError('conflict', { round: key })
    const at = app.clock.now()
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.tie-withdrawn', contestId: contest.id, data: { round: key } })
  })
}

/**
 * Decides, and counts the round anew. Approvals of what stood there before are approvals no more.
 * @param id of the request that was on the page
 * @throws ContestError `wrong-status`, `second-person-needed`, `conflict` when that is asked no more, `result-changed` when these are equal no longer, and those of a tally
 */
export async function agreeTie(app: App, who: Who, slug: string, key: string, id: string): Promise<void> {
  const staff = requireStaff(who)
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  await inTransaction(app.database.db, async (db) => {
    await requireTallied(db, round)
    const asked = await tieRequestOf(db, app.codec, round.id)
    if (asked?.id !== id) throw new ContestError('conflict', { round: key })
    const { digest, ties } = await tiesOf(app, db, round)
    if (!(await isTie(app, db, round, ties, asked.lines))) throw new ContestError('result-changed', { round: key, digest })
    await requireSecondPerson(app, db, asked.askedBy.id, staff.id, { round: key })
    const at = app.clock.now()
    if (!(await agreeToTieDecision(db, app.codec, round.id, asked, { by: staff.id, at })))
      throw new ContestError('conflict', { round: key })
    await clearApprovals(db, round.id)
    const data = { round: key, people: asked.lines.length, order: digestOf(asked.lines), asked: asked.askedBy.id }
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.tie-decided', contestId: contest.id, data })
  })
  await tallyRound(app, who, slug, key)
}
