/** Printing an official document of a round, and which of them there are to print. */
import { roundHas } from '#contest/round-life.ts'
import type { DocumentFacts } from '#documents/official/document.ts'
import { writeAudit } from '#store/contests/audit.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { contestFor, findRound } from '../find.ts'
import { documents, type RegisteredDocument } from './registry.ts'

/**
 * Who took it away stands in the audit log before the document leaves.
 * @param number which of many, from 1
 * @throws ContestError `forbidden`, `not-found`, `round-not-ready` or `wrong-status` when the round does not have what it needs
 */
export async function printDocument(
  app: App,
  who: Who,
  official: RegisteredDocument,
  { slug, key, number }: { readonly slug: string; readonly key: string; readonly number: number },
): Promise<ExportFile> {
  requireAccess(who, official.permission)
  const contest = await contestFor(app, who, slug)
  const round = await findRound(app, contest, key)
  const document = await official.document(app, { contest, round, number })
  const bytes = await app.pdf.pdf(document)
  const which = official.numberedBy === null ? {} : { [official.numberedBy]: number }
  const data = { round: key, what: official.id, ...which, digest: document.digest }
  await writeAudit(app.database.db, { at: app.clock.now(), actor: actorOf(who), event: official.event, contestId: contest.id, data })
  const name = [official.fileName, slug, key, ...Object.values(which)].join('-')
  return { name: `${name}.pdf`, mediaType: 'application/pdf', bytes }
}

/** What this person may print of the round as it stands. @throws ContestError `forbidden`, `not-found` */
export async function documentsToPrint(app: App, who: Who, slug: string, key: string): Promise<readonly DocumentFacts[]> {
  requireAccess(who, 'contest.see')
  const round = await findRound(app, await contestFor(app, who, slug), key)
  return documents.filter(({ needs, permission }) => roundHas(needs, round) && mayDo(who, permission))
}
