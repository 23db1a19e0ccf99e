/**
 * What taking a published prize back would change: worked out from the standings as they were published, whose digest must be the one that
 * was approved. Nothing is written.
 */
import { setImmediate } from 'node:timers/promises'
import { endsByHand, sortsByFloor } from '#contest/criteria.ts'
import { ContestError } from '#contest/errors.ts'
import { isPublished } from '#contest/round-life.ts'
import { explainAward } from '#contest/rulebook/explanation.ts'
import { inRoundWord, roundWordOf } from '#contest/rulebook/round-word.ts'
import { mostPrizes, revokePrize } from '#contest/tally/prizes.ts'
import type { RoundAwards, RoundStandings, Standing } from '#contest/tally/result.ts'
import type { RoundRevocation } from '#contract/results.ts'
import { canonicalJson } from '#ledger/canonical.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Codec } from '#store/database/codec.ts'
import type { Db } from '#store/database/database.ts'
import { barredContestants } from '#store/people/boards.ts'
import { awardsOf, resultHead, resultOf, setAsideOf, type AwardRecord } from '#store/results/results.ts'
import { revocationsOf } from '#store/results/revocations.ts'
import { attemptsOfEntries } from '#store/taking-part/attempts.ts'
import { standingsPage, type StandingRecord } from '#store/results/standings.ts'
import { roundSecrets, roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../../app.ts'
import { levelName, namedAwards } from '../approval.ts'
import { startDigest } from '../digest.ts'
import type { ResultSummary } from '../summary.ts'
import { wonElsewhere } from '../counting/tally-apart.ts'

export interface OfRound {
  readonly contest: ContestRecord
  readonly round: RoundRecord
}

export interface Plan {
  /** Digests of the result as it is and as it would be. */
  readonly from: string
  readonly digest: string
  readonly before: readonly AwardRecord[]
  readonly awards: readonly AwardRecord[]
  readonly actual: number
  readonly summary: ResultSummary
  /** Nobody moves up, because those who are next are equal. */
  readonly isTied: boolean
  /** Who would have a prize who has none. */
  readonly newcomers: readonly string[]
}

/** Lines read at a time: a few milliseconds of work. */
const PORTION = 1000

const standingOf = (
  { roundId: _, rank, partedBy, eligible, predictionDistance, ...line }: StandingRecord,
  reasons: ReadonlyMap<string, string>,
): Standing => {
  const { entryId, contestantId, unitId, correct, prediction, submittedAt, durationMs } = line
  const entry = { entryId, contestantId, unitId, correct, prediction, submittedAt, startedAt: submittedAt - durationMs }
  // Which attempt counts, and what is set aside, was decided when the round was tallied; what winners are told of it is read below.
  const reason = reasons.get(entryId) ?? null
  return {
    rank,
    partedBy,
    reason,
    eligible,
    predictionDistance,
    entry: { ...entry, attemptNumber: 1, paperSet: 0, logIndex: 0, setAside: null },
  }
}

/** What a plan rests on beside the round itself: another round may give or take a prize meanwhile. */
export async function restsOn(db: Db, codec: Codec, { contest }: OfRound): Promise<string> {
  const rounds = await Promise.all(
    (await roundsOf(db, contest.id)).map(async ({ id, status }) => [
      ...[id, status, (await resultHead(db, id))?.digest ?? null],
      (await revocationsOf(db, codec, id)).filter(({ agreed }) => agreed !== null).length,
    ]),
  )
  const barred = [...(await barredContestants(db, contest.id, contest.rules.access.barredBoards))].sort()
  return JSON.stringify([rounds, barred])
}

/** What taking the prize at this place back would change. @throws ContestError `not-found` without such a prize, `result-differs` */
export async function planOf(app: App, { contest, round }: OfRound, contestantId: string): Promise<Plan> {
  const { codec } = app
  const { db } = app.database
  const { rules } = contest
  const result = await resultOf(db, codec, round.id)
  if (result === null) throw new ContestError('result-differs', { round: round.key })
  const before = await awardsOf(db, codec, [round.id])
  if (!before.some((award) => award.contestantId === contestantId)) throw new ContestError('not-found', { round: round.key })
  const setAside = await setAsideOf(db, codec, round.id)
  const { lotSeed } = await roundSecrets(db, codec, round.id)
  const digest = startDigest(lotSeed)
  for (let offset = 0; ; offset += PORTION) {
    const lines = await standingsPage(db, codec, round.id, { offset, limit: PORTION })
    digest.add(lines)
    if (lines.length < PORTION) break
    await setImmediate()
  }
  const { actual, participants } = result
  const of = { actual, participants, setAside }
  if (digest.finish({ ...of, summary: result.summary, awards: before }) !== result.digest)
    throw new ContestError('result-differs', { round: round.key })

  const movesUp = rules.prizes.whenRevoked === 'next-moves-up'
  const done = (await revocationsOf(db, codec, round.id)).filter(({ agreed }) => agreed !== null)
  const leftOut = {
    revoked: new Set([...done.map((one) => one.contestantId), contestantId]),
    barred: movesUp ? await barredContestants(db, contest.id, rules.access.barredBoards) : new Set<string>(),
  }
  const won = await wonElsewhere(app, contest, round, isPublished)
  // As many lines of the top as the answer needs.
  // Written by computing.ts.
  const written = JSON.parse(result.summary) as ResultSummary
  const reasons = new Map((written.ties ?? []).flatMap(({ decided }) => (decided ?? []).map(({ entryId, reason }) => [entryId, reason])))
  const byHand = endsByHand(rules.ranking)
  // All who have a prize now are among them.
  const lowest = Math.max(0, ...before.map(({ rank }) => rank))
  for (let limit = byHand ? participants + 1 : Math.max(PORTION, lowest + 1); ; limit *= 4) {
    const standings = (await standingsPage(db, codec, round.id, { offset: 0, limit })).map((line) => standingOf(line, reasons))
    const top: RoundStandings = { roundId: round.id, actual, participants, standings, setAside: [] }
    const moved = revokePrize({ rules, round: top, won }, before, contestantId, leftOut)
    // Who is next are equal, and what parts them was to be decided before anything was published: the place stays empty.
    const isTied = moved.openTies.length > 0
    const considered = isTied ? { ...rules, prizes: { ...rules.prizes, whenRevoked: 'stays-empty' as const } } : rules
    const after = isTied ? revokePrize({ rules: considered, round: top, won }, before, contestantId, leftOut) : moved
    const last = standings.at(-1)
    const isAll = standings.length < limit
    const isFull = !movesUp || after.awards.length === Math.min(before.length, mostPrizes(rules.prizes, participants))
    const nobodyNext = sortsByFloor(rules.ranking) && last?.eligible === false && rules.prizes.whenTooFew === 'leave-unawarded'
    const needed = Math.max(0, ...after.awards.map(({ rank }) => rank))
    if (!isAll && (needed >= standings.length || !(isFull || nobodyNext))) continue
    const awards = explained(contest, await withAttempts(app, top, after), before, after)
    const summary: ResultSummary = {
      ...written,
      ...{ passedOver: after.passedOver, unawarded: after.unawarded },
    }
    const had = new Set(before.map((award) => award.contestantId))
    return {
      ...{
        from: result.digest,
        digest: digest.finish({ ...of, summary: canonicalJson(summary), awards }),
        before,
        awards,
        actual,
        summary,
        isTied,
      },
      newcomers: awards.flatMap((award) => (had.has(award.contestantId) ? [] : [award.contestantId])),
    }
  }
}

/** The lines of winners with the attempt their entry is of, which their reasons may tell. */
async function withAttempts({ database: { db } }: App, top: RoundStandings, { awards }: RoundAwards): Promise<RoundStandings> {
  const attempts = await attemptsOfEntries(
    db,
    awards.map(({ entryId }) => entryId),
  )
  const standings = Array.from(top.standings, (line) => {
    const of = attempts.get(line.entry.entryId)
    return of === undefined ? line : { ...line, entry: { ...line.entry, attemptNumber: of.number, paperSet: of.paperSet } }
  })
  return { ...top, standings }
}

/** A prize that stays where it is keeps its words. */
const explained = (
  { rules }: ContestRecord,
  standings: RoundStandings,
  before: readonly AwardRecord[],
  { awards, passedOver }: RoundAwards,
): readonly AwardRecord[] =>
  awards.map(
    (award) =>
      before.find(({ place, contestantId }) => place === award.place && contestantId === award.contestantId) ?? {
        ...award,
        explanation: inRoundWord(roundWordOf(rules), explainAward(rules, standings, award, passedOver)),
      },
  )

export async function changesOf(app: App, contest: ContestRecord, { before, awards }: Plan): Promise<RoundRevocation['changes']> {
  const [was, willBe] = [await namedAwards(app, contest, before), await namedAwards(app, contest, awards)]
  const places = [...new Set([...was, ...willBe].map(({ place }) => place))].sort((one, other) => one - other)
  return places.flatMap((place) => {
    const [old, now] = [was, willBe].map((list) => list.find((award) => award.place === place))
    if (old?.contestantId === now?.contestantId) return []
    const name = (award: typeof old) => (award === undefined ? null : { fullName: award.person.fullName, unit: award.unitName })
    return [{ place, levelName: levelName(contest.rules, (old ?? now)?.level ?? ''), before: name(old), after: name(now) }]
  })
}
