/** Every official document, of a contest or of a round, and how what it says is gathered. */
import { ContestError } from '#contest/errors.ts'
import { noSet } from '#contest/rules/round-draw.ts'
import { drawPaper } from '#contest/paper/paper.ts'
import type { Question } from '#contest/questions/question.ts'
import { formatDate, formatTime } from '#contest/wording.ts'
import { booklet, type BookletData } from '#documents/official/booklet.ts'
import {
  readyDocument,
  type DocumentFormat,
  type DocumentPicture,
  type DocumentSubject,
  type OfficialDocument,
  type ReadyDocument,
} from '#documents/official/document.ts'
import { pictureFile } from '#documents/official/question-print.ts'
import { rulebook, type RulebookData } from '#documents/official/rulebook.ts'
import { samplePaper, type SamplePaperData } from '#documents/official/sample-paper.ts'
import type { RoundRuntime } from '#memory/rounds.ts'
import { versionsOf, type ContestRecord } from '#store/contests/contests.ts'
import { openPicture } from '#store/questions/pictures.ts'
import { roundSets } from '#store/rounds/drawn-sets.ts'
import type { RoundRecord } from '#store/rounds/rounds.ts'
import type { App } from '../app.ts'
import { sha256 } from '../ids.ts'

/** What a document is asked of. */
interface OfContest {
  readonly contest: ContestRecord
  /** Which of many, from 1; null: the one in force. */
  readonly number: number | null
}
interface OfRound extends OfContest {
  readonly round: RoundRecord
}
interface AskedOf {
  readonly contest: OfContest
  readonly round: OfRound
}

type Registered<S extends DocumentSubject> = Omit<OfficialDocument<never>, 'set' | 'subject'> & {
  readonly subject: S
  /** @throws ContestError when its subject does not have what it needs */
  readonly document: (app: App, of: AskedOf[S], format: DocumentFormat) => Promise<ReadyDocument>
}
export type RegisteredDocument = Registered<'contest'> | Registered<'round'>

const register = <Data, S extends DocumentSubject>(
  official: OfficialDocument<Data, S>,
  gather: (app: App, of: AskedOf[S]) => Promise<Data> | Data,
): Registered<S> => ({
  ...official,
  document: async (app, of, format) => readyDocument(official, await gather(app, of), format),
})

export const documents: readonly RegisteredDocument[] = [
  register(rulebook, rulesOfVersion),
  register(booklet, setWithAnswers),
  register(samplePaper, drawnSample),
]

/** @throws ContestError `not-found` for a version there is not */
async function rulesOfVersion(app: App, { contest: { id, rules, rulesDigest }, number }: OfContest): Promise<RulebookData> {
  const versions = await versionsOf(app.database.db, id)
  const version = number === null ? versions.at(-1) : versions.find((one) => one.number === number)
  if (number === null) return { rules, digest: rulesDigest, version: version ?? null }
  if (version === undefined) throw new ContestError('not-found', { version: String(number) })
  return { rules: version.rules, digest: version.rulesDigest, version }
}

async function setWithAnswers(app: App, { contest, round }: OfRound): Promise<BookletData> {
  const { set } = await lockedRound(app, round)
  const { rules } = contest
  const { lockedAt = 0 } = (await roundSets(app.database.db, contest.id)).find(({ roundId }) => roundId === round.id) ?? {}
  return {
    ...{ rules, round: round.name, set },
    lockedAt: `${formatTime(lockedAt, rules.zone)} ngày ${formatDate(lockedAt, rules.zone)}`,
    pictures: await picturesOf(app, contest.id, set.questions),
  }
}

/** A paper of the set, drawn from a seed everybody knows: it is no contestant's, and tells nothing of theirs; the same for ever for a set. */
async function drawnSample(app: App, { contest, round, number }: OfRound): Promise<SamplePaperData> {
  const { set, plan } = await lockedRound(app, round)
  const sample = number ?? 1
  const seed = sha256(Buffer.from(`hoithi/sample-paper/v1 ${set.digest}`))
  // Samples go round the fixed sets.
  const fixed = contest.rules.paper.fixedSets === null ? noSet : ((sample - 1) % contest.rules.paper.fixedSets.names.length) + 1
  const paper = drawPaper(sha256, plan, seed, { contestantId: 'sample', attempt: sample, set: fixed })
  const asked = paper.flatMap(({ question }) => set.questions[question] ?? [])
  const pictures = await picturesOf(app, contest.id, asked)
  return { rules: contest.rules, round: round.name, sample, set, paper, pictures }
}

/** @throws ContestError `round-not-ready` when no set is locked */
function lockedRound(app: App, { id, key, lockedSetId }: RoundRecord): RoundRuntime | Promise<RoundRuntime> {
  if (lockedSetId === null) throw new ContestError('round-not-ready', { round: key })
  return app.runtimes.get(id)
}

async function picturesOf(app: App, contestId: string, questions: readonly Question[]): Promise<readonly DocumentPicture[]> {
  const pictures = new Map(questions.flatMap((question) => question.pictures).map((picture) => [picture.digest, picture]))
  const opened: DocumentPicture[] = []
  for (const { digest, mediaType } of pictures.values()) {
    const stored = await openPicture(app.database.db, app.codec, contestId, digest)
    if (stored !== null) opened.push({ file: pictureFile(digest, mediaType), bytes: stored.bytes })
  }
  return opened
}
