/** What the whole contest came to: the prizes of the units, worked out from the published rounds and kept once they are public. */
import { ContestError } from '#contest/errors.ts'
import { isPublished } from '#contest/round-life.ts'
import { foldText, search } from '#contest/text.ts'
import { explainUnit } from '#contest/rulebook/unit-explanation.ts'
import type { CollectiveRules } from '#contest/rules/rules.ts'
import { reachesEntryFloor, rankUnits } from '#contest/tally/collective.ts'
import type { Conclusion, ConclusionDraft, ConclusionPage, RoundResults } from '#contract/results.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { holdRules, type ContestRecord } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { unitsOf } from '#store/people/roster.ts'
import { mapInTurns } from '#store/database/turns.ts'
import { insertPublication, publicationOf, publishedAtOf } from '#store/results/publications.ts'
import { participationOf } from '#store/results/standings.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor, findAnnounced } from '../find.ts'
import { sha256 } from '../ids.ts'

/** @throws ContestError `not-found`, `not-published` */
export async function publishedConclusion(app: App, slug: string): Promise<Conclusion> {
  const contest = await findAnnounced(app, slug)
  const kept = await publicationOf<Conclusion>(app.database.db, app.codec, contest.id)
  if (kept === null) throw new ContestError('not-published', { contest: slug })
  return kept.body
}

/**
 * The conclusion as it is public, or as it would be now: of the rounds published so far.
 * @throws ContestError `not-found` when the contest has no prizes for units
 */
export async function conclusionDraft(app: App, who: Who, slug: string, asked: AskedUnits): Promise<ConclusionDraft> {
  requireAccess(who, 'results.see')
  const contest = await contestFor(app, who, slug)
  const collective = collectiveOf(contest)
  const { db } = app.database
  const rounds = await roundsOf(db, contest.id)
  // Who publishes has it worked out anew; what is looked at is worked out once for each state of what it depends on.
  const version = [contest.rulesDigest, contest.rosterRevision, await publishedAtOf(db, contest.id), JSON.stringify(rounds)].join(' ')
  const { units, publishedAt, digest } = await app.derived.get(`conclusion ${contest.id}`, version, async () => {
    const kept = await publicationOf<Conclusion>(db, app.codec, contest.id)
    const lines = kept?.body.units ?? (await unitLines(app, contest, collective, rounds))
    return { units: lines, publishedAt: kept?.of.publishedAt ?? null, digest: digestOf(lines) }
  })
  return {
    ...pageOfConclusion({ ...prizesOf(collective, units), units }, asked),
    publishedAt,
    digest,
    awaited: rounds.filter(({ status }) => !isPublished(status)).map(({ name }) => name),
  }
}

/** Some of the units: `q` matches their names without diacritics, `page` is from 1. */
interface AskedUnits {
  readonly q: string
  readonly page: number
  readonly pageSize: number
}

export function pageOfConclusion(
  { amount, levels, unawarded, units }: Omit<Conclusion, 'publishedAt'>,
  { q, page, pageSize }: AskedUnits,
): Omit<ConclusionPage, 'publishedAt'> {
  const matches = search(q)
  const found = q === '' ? units : units.filter(({ name }) => matches(foldText(name)))
  return {
    ...{ amount, unawarded, ...(levels !== undefined && { levels }) },
    undecided: units.some(({ undecided }) => undecided),
    awarded: units.filter(({ awarded }) => awarded),
    ...{ total: found.length, page, pageSize },
    items: found.slice((page - 1) * pageSize, page * pageSize),
  }
}

/**
 * Makes the conclusion public, once: every round must be.
 * @param seen `digest` of the conclusion as shown
 * @throws ContestError `not-found`, `wrong-status` naming a round that is not published, `result-changed`, `conflict` when it is public already
 */
export async function concludeContest(app: App, who: Who, slug: string, seen: { readonly digest: string }): Promise<void> {
  requireAccess(who, 'contest.conclude')
  const contest = await contestFor(app, who, slug)
  const collective = collectiveOf(contest)
  const { database, codec, clock } = app
  const rounds = await roundsOf(database.db, contest.id)
  const unpublished = rounds.find(({ status }) => !isPublished(status))
  if (unpublished !== undefined) throw new ContestError('wrong-status', { round: unpublished.key, status: unpublished.status })
  const units = await unitLines(app, contest, collective, rounds)
  const digest = digestOf(units)
  if (digest !== seen.digest) throw new ContestError('result-changed', { contest: slug })
  const at = clock.now()
  const body: Conclusion = { ...prizesOf(collective, units), units, publishedAt: at }
  await inTransaction(database.db, async (db) => {
    if (!(await holdRules(db, contest.id, contest.rulesDigest))) throw new ContestError('result-changed', { contest: slug })
    if (!(await insertPublication(db, codec, { contestId: contest.id, subject: contest.id, version: 1, publishedAt: at }, body)))
      throw new ContestError('conflict', { contest: slug })
    await writeAudit(db, { at, actor: actorOf(who), event: 'contest.concluded', contestId: contest.id, data: { digest } })
  })
}

function collectiveOf({ slug, rules: { collective } }: ContestRecord): CollectiveRules {
  if (collective === null) throw new ContestError('not-found', { contest: slug })
  return collective
}

const digestOf = (units: Conclusion['units']): string => Buffer.from(sha256(Buffer.from(canonicalJson(units)))).toString('hex')

const prizesOf = (
  { count, amount, levels }: CollectiveRules,
  units: Conclusion['units'],
): Pick<Conclusion, 'amount' | 'levels' | 'unawarded'> => ({
  amount,
  ...(levels.length > 0 && { levels: levels.map(({ name, count: of, amount: each }) => ({ name, count: of, amount: each })) }),
  unawarded: count - units.filter(({ awarded }) => awarded).length,
})

/** Every unit in order of rank, of the rounds that are published. */
async function unitLines(
  app: App,
  contest: ContestRecord,
  collective: CollectiveRules,
  rounds: readonly RoundRecord[],
): Promise<Conclusion['units']> {
  const { db } = app.database
  const published = rounds.filter(({ status }) => isPublished(status)).map(({ id }) => id)
  for (const round of rounds.filter(({ status }) => isPublished(status))) await refuseFewer(app, round)
  const participation = await participationOf(db, app.codec, published, (line) => reachesEntryFloor(collective, line))
  const units = await unitsOf(db, contest.id)
  // By code, which is the same wherever the contest is counted.
  const codes = new Map(units.map(({ id, code }) => [id, code]))
  const names = new Map(units.map(({ code, name }) => [code, name]))
  const standings = rankUnits(
    collective,
    units.map(({ code, headcount }) => ({ unitId: code, headcount })),
    participation.map(({ unitId, contestantId, correct, right, entries, submittedAt }) => ({
      ...{ unitId: codes.get(unitId) ?? '', contestantId, right, entries, firstSubmittedAt: submittedAt },
      allCorrect: correct === contest.rules.paper.questions,
    })),
  )
  return mapInTurns(standings, (unit) => {
    const { rank, unitId, participants, headcount, allCorrect, awarded, undecided } = unit
    const level = collective.levels.find(({ id }) => id === unit.level)
    return {
      ...{ rank, name: names.get(unitId) ?? '', participants, headcount, allCorrect, awarded },
      undecided,
      ...(level !== undefined && { level: level.name }),
      explanation: explainUnit(collective, standings, unit),
    }
  })
}

/** Who took part in a round is as many as when it was published: what is missing of its lines would be missing from a unit. */
async function refuseFewer({ database: { db }, codec }: App, { id, key }: RoundRecord): Promise<void> {
  const kept = await publicationOf<RoundResults>(db, codec, id).catch(() => null)
  const counts = new Map<string, number>()
  for (const { unitId } of await participationOf(db, codec, [id])) counts.set(unitId, (counts.get(unitId) ?? 0) + 1)
  const ordered = (numbers: Iterable<number>): string =>
    [...numbers]
      .filter((count) => count > 0)
      .sort((a, b) => a - b)
      .join()
  const published = kept?.body.units.map(({ participants }) => participants) ?? []
  if (kept === null || ordered(published) !== ordered(counts.values())) throw new ContestError('result-differs', { round: key })
}
