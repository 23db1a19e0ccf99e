/** What the public and a contestant read of a published round. Before publication each of these refuses. */
import { ContestError } from '#contest/errors.ts'
import { isPublished } from '#contest/round-life.ts'
import { markAnswers } from '#contest/tally/scoring.ts'
import type { Bilingual } from '#contest/values.ts'
import { attemptById } from '#store/taking-part/attempts.ts'
import { sealingKey } from '#store/database/codec.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { openEntry } from '#store/commit-queue/entry-seal.ts'
import { codesOf, sealedEntryOfAttempt } from '#store/taking-part/entries.ts'
import { logHead } from '#store/taking-part/logs.ts'
import { awardsOf, resultOf, setAsideOf, unitStandingsOf, type RoundResultRecord } from '#store/results/results.ts'
import { standingOfContestant, standingsOfContestants, type StandingRecord } from '#store/results/standings.ts'
import { unitsOf, type UnitRecord } from '#store/people/roster.ts'
import { roundById, roundSecrets, type RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { findContest, findRound, requireContest } from '../find.ts'
import type { EntryOpening } from '#ledger/entry-opening.ts'
import { shownPictures, type ShownPicture } from '#contest/paper/shown-pictures.ts'
import { levelName, namedAwards, type NamedAward } from './approval.ts'
import type { SignedInContestant } from '#memory/sessions.ts'
import type { ResultSummary } from './summary.ts'
import { paperIn } from '#contest/paper/text.ts'

export interface PublishedRound {
  readonly contest: ContestRecord
  readonly round: RoundRecord
  readonly result: RoundResultRecord
  readonly summary: ResultSummary
  readonly awards: readonly (NamedAward & { readonly standing: StandingRecord; readonly receiptCode: string })[]
  readonly units: readonly (UnitRecord & { readonly participants: number; readonly rank: number; readonly awarded: boolean })[]
  readonly checkpoint: string
  readonly paperSeed: Uint8Array
  readonly lotSeed: Uint8Array
}

const requirePublished = (round: RoundRecord): void => {
  if (!isPublished(round.status)) throw new ContestError('not-published', { round: round.key })
}

/** @throws ContestError `not-found`, `not-published` */
export async function publishedRound(app: App, slug: string, key: string): Promise<PublishedRound> {
  const contest = await findContest(app, slug)
  const round = await findRound(app, contest, key)
  requirePublished(round)
  const { db } = app.database
  const result = (await resultOf(db, app.codec, round.id)) as RoundResultRecord
  const awards = await namedAwards(app, contest, round)
  const lines = await standingsOfContestants(
    db,
    app.codec,
    round.id,
    awards.map(({ contestantId }) => contestantId),
  )
  const codes = await codesOf(
    db,
    awards.map(({ entryId }) => entryId),
  )
  const units = new Map((await unitsOf(db, contest.id)).map((unit) => [unit.id, unit]))
  const secrets = await roundSecrets(db, app.codec, round.id)
  const head = await logHead(db, round.id)
  return {
    contest,
    round,
    result,
    // Written by computing.ts.
    summary: JSON.parse(result.summary) as ResultSummary,
    awards: awards.map((award) => ({
      ...award,
      standing: lines.find((line) => line.contestantId === award.contestantId) as StandingRecord,
      receiptCode: codes.get(award.entryId) ?? '',
    })),
    units: (await unitStandingsOf(db, contest.id)).map(({ unitId, participants, rank, awarded }) => ({
      ...(units.get(unitId) as UnitRecord),
      participants,
      rank,
      awarded,
    })),
    checkpoint: head?.checkpoint ?? '',
    paperSeed: secrets.paperSeed,
    lotSeed: secrets.lotSeed,
  }
}

export interface OwnResult {
  readonly roundName: string
  readonly correct: number
  readonly questions: number
  readonly rank: number | null
  readonly participants: number
  readonly prediction: number | null
  readonly actualAllCorrect: number
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
  const aside = (await setAsideOf(db, app.codec, round.id)).find(({ entryId }) => entryId === stored.id)
  const award = (await awardsOf(db, app.codec, [round.id])).find(({ entryId }) => entryId === stored.id)
  return {
    roundName: round.name,
    correct: right.filter((one) => one).length,
    questions: paper.length,
    rank: ranks ? line.rank : null,
    participants: result.participants,
    prediction: content.prediction,
    actualAllCorrect: result.actualAllCorrect,
    award: award === undefined ? null : { levelName: levelName(contest.rules, award.level), explanation: award.explanation },
    setAside: aside?.reason ?? null,
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
