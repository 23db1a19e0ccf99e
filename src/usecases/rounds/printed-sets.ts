/** What is printed of a round's locked set before it opens: the answer booklet of the jury, and sample papers. */
import { ContestError } from '#contest/errors.ts'
import { drawPaper } from '#contest/paper/paper.ts'
import { formatDate, formatTime } from '#contest/rulebook/wording.ts'
import { answerBooklet } from '#documents/answer-booklet.ts'
import type { Question } from '#contest/questions/question.ts'
import type { PaperDocument, PaperPicture } from '#documents/document.ts'
import { pictureFile } from '#documents/question-print.ts'
import { samplePaper } from '#documents/sample-paper.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { roundSets } from '#store/rounds/locked-sets.ts'
import { openPicture } from '#store/questions/pictures.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findContest, findRound } from '../find.ts'
import type { ExportFile } from '../files.ts'
import type { RoundRuntime } from '#memory/rounds.ts'
import { sha256 } from '../ids.ts'

/** @throws ContestError `forbidden`, `not-found`, `round-not-ready` when no set is locked */
export async function bookletOf(app: App, who: Who, slug: string, key: string): Promise<ExportFile> {
  const { round, contest, set } = await lockedRound(app, who, slug, key)
  const { zone } = contest.rules
  const { lockedAt = 0 } = (await roundSets(app.database.db, contest.id)).find(({ roundId }) => roundId === round.id) ?? {}
  const locked = `${formatTime(lockedAt, zone)} ngày ${formatDate(lockedAt, zone)}`
  const pictures = await picturesOf(app, contest.id, set.questions)
  const paper = answerBooklet(contest.rules, { name: round.name, lockedAt: locked }, set, pictures)
  return print(app, who, contest.id, paper, `dap-an-${slug}-${key}.pdf`, { round: key, what: 'booklet', digest: set.digest })
}

/**
 * One paper of the set, drawn from a seed everybody knows: it is no contestant's, and tells nothing of theirs.
 * @param sample which one, from 1; the same for ever for a set
 * @throws ContestError `forbidden`, `not-found`, `round-not-ready`
 */
export async function samplePaperOf(app: App, who: Who, slug: string, key: string, sample: number): Promise<ExportFile> {
  const { round, contest, set, plan } = await lockedRound(app, who, slug, key)
  const seed = sha256(Buffer.from(`hoithi/sample-paper/v1 ${set.digest}`))
  const drawn = drawPaper(sha256, plan, seed, { contestantId: 'sample', attempt: sample })
  const asked = drawn.flatMap(({ question }) => set.questions[question] ?? [])
  const paper = samplePaper(contest.rules, { name: round.name, sample }, set, drawn, await picturesOf(app, contest.id, asked))
  const data = { round: key, what: 'sample-paper', sample, digest: set.digest }
  return print(app, who, contest.id, paper, `de-mau-${slug}-${key}-${String(sample)}.pdf`, data)
}

async function lockedRound(app: App, who: Who, slug: string, key: string): Promise<RoundRuntime> {
  requireAccess(who, 'questions.print')
  const round = await findRound(app, await findContest(app, slug), key)
  if (round.lockedSetId === null) throw new ContestError('round-not-ready', { round: key })
  return app.runtimes.get(round.id)
}

async function picturesOf(app: App, contestId: string, questions: readonly Question[]): Promise<readonly PaperPicture[]> {
  const pictures = new Map(questions.flatMap((question) => question.pictures).map((picture) => [picture.digest, picture]))
  const opened: PaperPicture[] = []
  for (const { digest, mediaType } of pictures.values()) {
    const stored = await openPicture(app.database.db, app.codec, contestId, digest)
    if (stored !== null) opened.push({ file: pictureFile(digest, mediaType), bytes: stored.bytes })
  }
  return opened
}

/** Who took the answers away on paper stands in the audit log before the paper leaves. */
async function print(app: App, who: Who, contestId: string, paper: PaperDocument, name: string, data: object): Promise<ExportFile> {
  const pdf = await app.pdf.pdf(paper)
  await writeAudit(app.database.db, { at: app.clock.now(), actor: actorOf(who), event: 'questions.printed', contestId, data })
  return { name, mediaType: 'application/pdf', bytes: pdf }
}
