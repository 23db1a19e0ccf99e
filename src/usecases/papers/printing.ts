/** Printing an official paper of a round, and which of them there are to print. */
import { hasResult } from '#contest/round-life.ts'
import type { PaperFacts } from '#documents/papers/paper.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { findContest, findRound } from '../find.ts'
import { papers, type RegisteredPaper } from './registry.ts'

/**
 * Who took it away stands in the audit log before the paper leaves.
 * @param number which of many, from 1
 * @throws ContestError `forbidden`, `not-found`, `round-not-ready` or `wrong-phase` when the round does not have what it needs
 */
export async function printPaper(
  app: App,
  who: Who,
  paper: RegisteredPaper,
  { slug, key, number }: { readonly slug: string; readonly key: string; readonly number: number },
): Promise<ExportFile> {
  requireAccess(who, paper.permission)
  const contest = await findContest(app, slug)
  const round = await findRound(app, contest, key)
  const document = await paper.document(app, { contest, round, number })
  const bytes = await app.pdf.pdf(document)
  const which = paper.numberedBy === null ? {} : { [paper.numberedBy]: number }
  const data = { round: key, what: paper.id, ...which, digest: document.digest }
  await writeAudit(app.database.db, { at: app.clock.now(), actor: actorOf(who), event: paper.event, contestId: contest.id, data })
  const name = [paper.fileName, slug, key, ...Object.values(which)].join('-')
  return { name: `${name}.pdf`, mediaType: 'application/pdf', bytes }
}

/** What this person may print of the round as it stands. @throws ContestError `forbidden`, `not-found` */
export async function papersToPrint(app: App, who: Who, slug: string, key: string): Promise<readonly PaperFacts[]> {
  requireAccess(who, 'contest.see')
  const { lockedSetId, status } = await findRound(app, await findContest(app, slug), key)
  const has = { 'locked-set': lockedSetId !== null, result: hasResult(status) }
  return papers.filter(({ needs, permission }) => has[needs] && mayDo(who, permission))
}
