/**
 * A prize taken back after publication, by two people: one asks and says why, another agrees. What it changes is worked out in
 * plan.ts; agreeing writes awards, digest, another version of the results and the audit in one transaction, and leaves the versions of
 * before as they are.
 */
import { ContestError } from '#contest/errors.ts'
import { isPublished } from '#contest/round-life.ts'
import type { RoundResults, RoundRevocation } from '#contract/results.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { holdRules } from '#store/contests/contests.ts'
import { inTransaction } from '#store/database/database.ts'
import { undecidedOf } from '#store/people/likely-same.ts'
import { insertPublication, publicationOf } from '#store/results/publications.ts'
import { awardsOf, replaceAwards, resultHead, type AwardRecord } from '#store/results/results.ts'
import { askRevocation, dropRevocation, keepRevocation, revocationsOf, type RevocationRecord } from '#store/results/revocations.ts'
import { holdRound } from '#store/rounds/rounds.ts'
import { actorOf, inNameOf, mayDo, requireAccess, type Staff, type Who } from '../../access.ts'
import type { App } from '../../app.ts'
import { contestFor, findRound, requireUnerased } from '../../find.ts'
import { newId } from '../../ids.ts'
import { reasonOf } from '../../reason.ts'
import { requireSecondPerson } from '../../second-person.ts'
import { levelName, namedAwards } from '../approval.ts'
import { awardLines, isLastVersion } from '../published.ts'
import { changesOf, planOf, restsOn, type OfRound, type Plan } from './plan.ts'

/** Two people with names: the command line acts in the name of one (`staffNamed`). */
function requireStaff(who: Who): Staff {
  requireAccess(who, 'prize.revoke')
  if (who.kind !== 'staff') throw new ContestError('forbidden', { permission: 'prize.revoke' })
  return who
}

async function findPublished(app: App, who: Who, slug: string, key: string): Promise<OfRound> {
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  if (!isPublished(round.status)) throw new ContestError('wrong-status', { round: key, status: round.status })
  return { contest, round }
}

/**
 * What waits and what was done; and what a revocation would change, of the one that waits, or of the prize at `place`.
 * @throws ContestError `not-found`, `wrong-status` before publication, `result-differs`
 */
export async function roundRevocation(app: App, who: Who, slug: string, key: string, place: number | null): Promise<RoundRevocation> {
  requireAccess(who, 'prize.revoke')
  const of = await findPublished(app, who, slug, key)
  const { db } = app.database
  const all = await revocationsOf(db, app.codec, of.round.id)
  const asked = all.find(({ agreed }) => agreed === null) ?? null
  const wanted = asked?.contestantId ?? (place === null ? null : (await awardAt(app, of, place)).contestantId)
  const plan = wanted === null ? null : await planOf(app, of, wanted)
  const isStaff = who.kind === 'staff' && mayDo(who, 'prize.revoke')
  return {
    digest: plan?.digest ?? null,
    tied: plan?.isTied ?? false,
    changes: plan === null ? [] : await changesOf(app, of.contest, plan),
    asked: asked === null ? null : { ...linesOf(asked), id: asked.id, by: { login: asked.askedBy.login, name: asked.askedBy.name } },
    made: all.flatMap((one) => (one.agreed === null ? [] : [{ ...linesOf(one), at: one.agreed.at, version: one.agreed.version }])),
    may: {
      ask: isStaff && asked === null,
      agree: isStaff && asked !== null && asked.askedBy.id !== who.id,
      withdraw: isStaff && asked !== null,
    },
  }
}

const linesOf = ({ place, reason, askedAt }: RevocationRecord) => ({ place, reason, at: askedAt })

async function awardAt({ database: { db }, codec }: App, { round }: OfRound, place: number): Promise<AwardRecord> {
  const award = (await awardsOf(db, codec, [round.id])).find((one) => one.place === place)
  if (award === undefined) throw new ContestError('not-found', { round: round.key, place: String(place) })
  return award
}

/** Nobody gets a prize of whom it is undecided who they are. */
async function refuseDoubts({ database: { db } }: App, { contest, round }: OfRound, { newcomers }: Plan): Promise<void> {
  const people = (await undecidedOf(db, contest.id, newcomers)).size
  if (people > 0) throw new ContestError('doubts-undecided', { round: round.key, people })
}

/**
 * @param asked `digest` of the result as it would be, as it was on the page
 * @throws ContestError `not-found`, `wrong-status`, `result-changed`, `doubts-undecided`, `conflict` when somebody has asked already
 */
export async function askToRevoke(
  app: App,
  who: Who,
  slug: string,
  key: string,
  asked: { readonly place: number; readonly reason: string; readonly digest: string },
): Promise<void> {
  const staff = requireStaff(who)
  const reason = reasonOf(asked.reason)
  const of = await findPublished(app, who, slug, key)
  const { contestantId, place } = await awardAt(app, of, asked.place)
  const plan = await planOf(app, of, contestantId)
  if (plan.digest !== asked.digest) throw new ContestError('result-changed', { round: key })
  await refuseDoubts(app, of, plan)
  await inTransaction(app.database.db, async (db) => {
    await holdRound(db, of.round.id)
    await requireUnerased(db, of.contest)
    if ((await resultHead(db, of.round.id))?.digest !== plan.from) throw new ContestError('result-changed', { round: key })
    const at = app.clock.now()
    const ask = { id: newId(), roundId: of.round.id, contestantId, place, reason, askedBy: staff.id, askedAt: at }
    if (!(await askRevocation(db, app.codec, ask))) throw new ContestError('conflict', { round: key })
    const data = { round: key, place, reason, ...inNameOf(who) }
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.revocation-asked', contestId: of.contest.id, data })
  })
}

/** By whoever asked, or by another who refuses. @throws ContestError `conflict` when nobody asks any more */
export async function withdrawRevocation(app: App, who: Who, slug: string, key: string): Promise<void> {
  requireStaff(who)
  const { contest, round } = await findPublished(app, who, slug, key)
  await inTransaction(app.database.db, async (db) => {
    if (!(await dropRevocation(db, round.id))) throw new ContestError('conflict', { round: key })
    const of = { at: app.clock.now(), actor: actorOf(who), contestId: contest.id } as const
    await writeAudit(db, { ...of, event: 'round.revocation-withdrawn', data: { round: key, ...inNameOf(who) } })
  })
}

/**
 * Takes the prize back and publishes the results anew.
 * @param seen the request, and the digest of the result as it would be, as they were on the page
 * @throws ContestError `second-person-needed`, `result-changed`, `doubts-undecided`, `conflict` when that is asked no more
 */
export async function agreeRevocation(
  app: App,
  who: Who,
  slug: string,
  key: string,
  seen: { readonly id: string; readonly digest: string },
): Promise<void> {
  const staff = requireStaff(who)
  const of = await findPublished(app, who, slug, key)
  const { contest, round } = of
  const { database, codec } = app
  const asked = (await revocationsOf(database.db, codec, round.id)).find(({ agreed }) => agreed === null)
  if (asked?.id !== seen.id) throw new ContestError('conflict', { round: key })
  await requireSecondPerson(app, database.db, asked.askedBy.id, staff.id, { round: key })
  const grounds = await restsOn(database.db, codec, of)
  const plan = await planOf(app, of, asked.contestantId)
  if (plan.digest !== seen.digest) throw new ContestError('result-changed', { round: key })
  await refuseDoubts(app, of, plan)
  const kept = await publicationOf<RoundResults>(database.db, codec, round.id).catch(() => null)
  if (kept === null || !(await isLastVersion(database.db, codec, round.id, kept.of.version)))
    throw new ContestError('result-differs', { round: key })
  const at = app.clock.now()
  const version = kept.of.version + 1
  const body = await revised(app, of, kept.body, plan, { at, number: version, reason: asked.reason })
  await inTransaction(database.db, async (db) => {
    if (!(await holdRules(db, contest.id, contest.rulesDigest))) throw new ContestError('result-changed', { round: key })
    await holdRound(db, round.id)
    await requireUnerased(db, contest)
    if ((await resultHead(db, round.id))?.digest !== plan.from) throw new ContestError('result-changed', { round: key })
    if ((await restsOn(db, codec, of)) !== grounds) throw new ContestError('result-changed', { round: key })
    await refuseDoubts({ ...app, database: { ...database, db } }, of, plan)
    if (!(await keepRevocation(db, codec, asked, { by: staff.id, at, version }))) throw new ContestError('conflict', { round: key })
    await replaceAwards(db, codec, round.id, plan.awards, {
      actual: plan.actual,
      summary: canonicalJson(plan.summary),
      digest: plan.digest,
    })
    const publication = { contestId: contest.id, subject: round.id, version, publishedAt: at }
    if (!(await insertPublication(db, codec, publication, body))) throw new ContestError('conflict', { round: key })
    const data = {
      round: key,
      place: asked.place,
      reason: asked.reason,
      asked: asked.askedBy.login,
      version,
      digest: plan.digest,
      ...inNameOf(who),
    }
    await writeAudit(db, { at, actor: actorOf(who), event: 'round.prize-revoked', contestId: contest.id, data })
  })
}

/** As it was published last, but for the prizes that change. */
async function revised(
  app: App,
  { contest, round }: OfRound,
  kept: RoundResults,
  { awards, summary }: Plan,
  { at, ...revision }: { readonly at: number; readonly number: number; readonly reason: string },
): Promise<RoundResults> {
  const lines = await awardLines(app, round, await namedAwards(app, contest, awards))
  return {
    ...kept,
    publishedAt: at,
    awards: lines.map(
      (line) => kept.awards.find(({ place, receiptCode }) => place === line.place && receiptCode === line.receiptCode) ?? line,
    ),
    unawarded: summary.unawarded.map(({ level, count }) => ({ levelName: levelName(contest.rules, level), count })),
    revision,
  }
}
