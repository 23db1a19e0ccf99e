/** What the public and a contestant read of a published round. Before publication each of these refuses. */
import { ContestError } from '#contest/errors.ts'
import { isPublished } from '#contest/round-life.ts'
import { usualPredicted, type PredictedNumber } from '#contest/rules/predicted.ts'
import type { PredictionRules } from '#contest/rules/rules.ts'
import { setName } from '#contest/rules/round-draw.ts'
import { markAnswers } from '#contest/tally/scoring.ts'
import type { Bilingual, Instant } from '#contest/values.ts'
import type { RoundResults } from '#contract/results.ts'
import { attemptById } from '#store/taking-part/attempts.ts'
import { sealingKey, type Codec } from '#store/database/codec.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import type { Db } from '#store/database/database.ts'
import { openEntry } from '#store/commit-queue/entry-seal.ts'
import { codesOf, sealedEntryOfAttempt } from '#store/taking-part/entries.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { insertPublication, publicationsOf } from '#store/results/publications.ts'
import { awardsOf, resultOf, type RoundResultRecord } from '#store/results/results.ts'
import { participationOf, standingOfContestant, standingsOfContestants, type StandingRecord } from '#store/results/standings.ts'
import { revocationsOf } from '#store/results/revocations.ts'
import { unitsOf } from '#store/people/roster.ts'
import { roundById, roundSecrets, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { findAnnounced, findRound, requireContest } from '../find.ts'
import type { EntryOpening } from '#ledger/entry-opening.ts'
import { shownPictures, type ShownPicture } from '#contest/paper/shown-pictures.ts'
import { levelName, namedAwards, namedReferrers, type NamedAward } from './approval.ts'
import type { SignedInContestant } from '#memory/sessions.ts'
import { setAsideOfRound } from './set-aside.ts'
import type { ResultSummary } from './summary.ts'
import { paperIn } from '#contest/paper/text.ts'

const requirePublished = (round: RoundRecord): void => {
  if (!isPublished(round.status)) throw new ContestError('not-published', { round: round.key })
}

/**
 * As it was published: whatever is changed or published later leaves it as it is, and nothing is made up where it is missing.
 * @param version from 1; null: the one that holds
 * @throws ContestError `not-found`, `not-published`, `result-differs` when it is not there or does not open
 */
export async function publishedRound(app: App, slug: string, key: string, version: number | null = null): Promise<RoundResults> {
  const round = await findRound(app, await findAnnounced(app, slug), key)
  requirePublished(round)
  const all = await publicationsOf<RoundResults>(app.database.db, app.codec, round.id).catch(() => [])
  const last = all.at(-1)
  if (last === undefined || !(await isLastVersion(app.database.db, app.codec, round.id, last.of.version)))
    throw new ContestError('result-differs', { round: key })
  const wanted = version === null ? last : all.find(({ of }) => of.version === version)
  if (wanted === undefined) throw new ContestError('not-found', { round: key, version: String(version) })
  if (all.length === 1) return wanted.body
  const versions = all.map(({ of, body }) => ({ number: of.version, publishedAt: of.publishedAt, reason: body.revision?.reason ?? null }))
  return { ...wanted.body, versions }
}

/** Every prize taken back made a version: one that is missing would give it again. */
export const isLastVersion = async (db: Db, codec: Codec, roundId: string, version: number): Promise<boolean> =>
  version === 1 + (await revocationsOf(db, codec, roundId)).filter(({ agreed }) => agreed !== null).length

/** Keeps a round that was published by a version before publications were kept. @param db the transaction it is done in */
export async function keepPublished(app: App, db: Db, roundId: string): Promise<void> {
  const round = (await roundById(db, roundId)) as RoundRecord
  const contest = await requireContest(db, round.contestId)
  const publishedAt = round.publishedAt ?? 0
  const results = await composeResults({ ...app, database: { ...app.database, db } }, contest, { ...round, publishedAt })
  await insertPublication(db, app.codec, { contestId: contest.id, subject: roundId, version: 1, publishedAt }, results)
}

/** What everybody reads of a round that has a result. @param round as it will be when it is published */
export async function composeResults(
  app: App,
  contest: ContestRecord,
  round: RoundRecord & { readonly publishedAt: Instant },
): Promise<RoundResults> {
  const { db } = app.database
  const { rules } = contest
  const result = (await resultOf(db, app.codec, round.id)) as RoundResultRecord
  // Written by counting/computing.ts.
  const summary = JSON.parse(result.summary) as ResultSummary
  const secrets = await roundSecrets(db, app.codec, round.id)
  const referral = await namedReferrers(app, contest, summary)
  const published = { status: 'published', participants: result.participants } as const
  return {
    round: { id: round.id, key: round.key, name: round.name, opensAt: round.opensAt, closesAt: round.closesAt, ...published },
    actualAllCorrect: result.actual,
    ...saidPredicted(rules.prediction),
    participants: result.participants,
    questions: rules.paper.questions,
    publishedAt: round.publishedAt,
    awards: await awardLines(app, round, await namedAwards(app, contest, await awardsOf(db, app.codec, [round.id]))),
    unawarded: summary.unawarded.map(({ level, count }) => ({ levelName: levelName(rules, level), count })),
    ...(referral !== undefined && { referral }),
    predictions: summary.predictions.map((bin) => ({ ...bin })),
    scores: [...summary.scores],
    units: await unitLines(app, contest, round),
    checkpoint: (await logHead(db, round.id))?.checkpoint ?? '',
    paperSeed: Buffer.from(secrets.paperSeed).toString('hex'),
    lotSeed: Buffer.from(secrets.lotSeed).toString('hex'),
  }
}

/** What is published of the usual prediction stays as it has been from the first. */
const saidPredicted = ({ of, decimals }: PredictionRules): Pick<RoundResults, 'predicted'> =>
  of === usualPredicted.of ? {} : { predicted: { of, decimals } }

export async function awardLines(app: App, round: RoundRecord, awards: readonly NamedAward[]): Promise<RoundResults['awards']> {
  const { db } = app.database
  const winners = awards.map(({ contestantId }) => contestantId)
  const lines = new Map((await standingsOfContestants(db, app.codec, round.id, winners)).map((line) => [line.contestantId, line]))
  const entries = awards.map(({ entryId }) => entryId)
  const codes = await codesOf(db, entries)
  return awards.map(({ contestantId, entryId, place, level, levelName: name, person, unitName, explanation }) => {
    const { correct, prediction, predictionDistance, submittedAt } = lines.get(contestantId) as StandingRecord
    return {
      ...{ place, level, levelName: name, fullName: person.fullName, unit: unitName, correct, prediction, predictionDistance, submittedAt },
      receiptCode: codes.get(entryId) ?? '',
      explanation: { ...explanation },
    }
  })
}

/** Who took part in this round, by unit: most first. */
async function unitLines(app: App, contest: ContestRecord, round: RoundRecord): Promise<RoundResults['units']> {
  const { db } = app.database
  const counts = new Map<string, number>()
  for (const { unitId } of await participationOf(db, app.codec, [round.id])) counts.set(unitId, (counts.get(unitId) ?? 0) + 1)
  return (await unitsOf(db, contest.id))
    .map(({ id, code, name, headcount }) => ({ code, name, headcount, participants: counts.get(id) ?? 0 }))
    .sort((one, other) => other.participants - one.participants || (one.code < other.code ? -1 : 1))
    .map(({ name, participants, headcount }) => ({ name, participants, headcount }))
}

export interface OwnResult {
  readonly roundName: string
  readonly correct: number
  readonly questions: number
  readonly set: string | null
  readonly rank: number | null
  readonly participants: number
  readonly prediction: number | null
  readonly actualAllCorrect: number
  readonly predicted: PredictedNumber
  readonly award: { readonly levelName: string; readonly explanation: Bilingual } | null
  readonly setAside: string | null
  readonly paper: readonly {
    readonly stem: string
    readonly options: readonly string[]
    readonly chosen: readonly number[]
    readonly correct: readonly number[]
    readonly right: boolean
    readonly source: string | null
    readonly explanation: string | null
    readonly pictures: ShownPicture[]
  }[]
}

/** @throws ContestError `not-found`, `not-published` */
export async function ownResult(app: App, who: SignedInContestant, attemptId: string): Promise<OwnResult> {
  const { db } = app.database
  const attempt = await attemptById(db, attemptId)
  if (attempt?.contestantId !== who.id) throw new ContestError('not-found', { attempt: attemptId })
  const round = (await roundById(db, attempt.roundId)) as RoundRecord
  requirePublished(round)
  const stored = await sealedEntryOfAttempt(db, attemptId)
  if (stored === null) throw new ContestError('not-found', { attempt: attemptId })
  const contest = await requireContest(db, round.contestId)
  const result = (await resultOf(db, app.codec, round.id)) as RoundResultRecord
  const { entryKey } = await roundSecrets(db, app.codec, round.id)
  const { opening } = openEntry(sealingKey(entryKey), stored.id, stored.sealed)
  const content = JSON.parse(Buffer.from(opening).toString('utf8')) as EntryOpening
  const set = await app.sets.get(round.lockedSetId as string)
  const paper = paperIn(content)
  const right = markAnswers(set, paper, content.answers)
  const line = await standingOfContestant(db, app.codec, round.id, who.id)
  const ranks = line?.entryId === stored.id
  const aside = (await setAsideOfRound(app, round)).own.find(({ entryId }) => entryId === stored.id)
  // Whoever ranks with another entry is told by it why this one does not.
  const why = aside?.reason ?? (line !== null && !ranks ? 'another-attempt-counts' : null)
  const award = (await awardsOf(db, app.codec, [round.id])).find(({ entryId }) => entryId === stored.id)
  return {
    roundName: round.name,
    correct: right.filter((one) => one).length,
    questions: paper.length,
    set: setName(contest.rules.paper, attempt.paperSet),
    rank: ranks ? line.rank : null,
    participants: result.participants,
    prediction: content.prediction,
    actualAllCorrect: result.actual,
    predicted: { of: contest.rules.prediction.of, decimals: contest.rules.prediction.decimals },
    award: award === undefined ? null : { levelName: levelName(contest.rules, award.level), explanation: award.explanation },
    setAside: why,
    paper: paper.map(({ question, optionOrder }, i) => {
      const asked = set.questions[question]
      const source = asked?.source ?? null
      return {
        stem: asked?.stem ?? '',
        options: optionOrder.map((position) => asked?.options[position] ?? ''),
        chosen: content.answers[i] ?? [],
        correct: optionOrder.flatMap((position, shown) => (asked?.correct.includes(position) === true ? [shown] : [])),
        right: right[i] ?? false,
        source: source === null ? null : [source.document, source.detail].filter((text) => text !== '').join(', '),
        explanation: asked?.explanation ?? null,
        pictures: shownPictures(asked, optionOrder),
      }
    }),
  }
}
