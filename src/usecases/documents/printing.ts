/** Printing an official document of a contest or of a round, and which of them there are to print. */
import { ContestError } from '#contest/errors.ts'
import { roundHas } from '#contest/round-life.ts'
import { marked, type DocumentFacts, type DocumentFormat, type ReadyDocument } from '#documents/official/document.ts'
import { writeAudit } from '#store/audit/lines.ts'
import type { ContestRecord } from '#store/contests/contests.ts'
import { roundsOf, type RoundRecord } from '#store/rounds/rounds.ts'
import { actorOf, mayDo, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import type { ExportFile } from '../files.ts'
import { contestFor, findAnnounced, findRound } from '../find.ts'
import { documents, type RegisteredDocument } from './registry.ts'

/** Which one of it. */
export interface Wanted {
  readonly slug: string
  /** Of the round, for a document of a round. */
  readonly key?: string | undefined
  /** Which of many, from 1; null: the usual one. */
  readonly number: number | null
  readonly format: DocumentFormat
}

/**
 * Who took it away stands in the audit log before the document leaves, unless it is everybody's.
 * @throws ContestError `forbidden`, `not-found`, `round-not-ready` or `wrong-status` when the round does not have what it needs
 */
export async function printDocument(app: App, who: Who, official: RegisteredDocument, wanted: Wanted): Promise<ExportFile> {
  const { access } = official
  if (access === null) return publicDocument(app, official, wanted)
  requireAccess(who, access.permission)
  const contest = await contestFor(app, who, wanted.slug)
  const { document, round } = await ready(app, official, contest, wanted)
  const bytes = await app.documents.set(document)
  const ofRound = round === null ? {} : { round: round.key }
  const data = { ...ofRound, what: official.id, ...whichOf(official, wanted), digest: document.digest }
  await writeAudit(app.database.db, { at: app.clock.now(), actor: actorOf(who), event: access.event, contestId: contest.id, data })
  return fileOf(official, wanted, bytes)
}

/** One that everybody may have is set once for every state of what it says. @throws ContestError `forbidden`, `not-found` */
export async function publicDocument(app: App, official: RegisteredDocument, wanted: Wanted): Promise<ExportFile> {
  if (official.access !== null) throw new ContestError('forbidden', { permission: official.access.permission })
  const contest = await findAnnounced(app, wanted.slug)
  const { document, round } = await ready(app, official, contest, wanted)
  const key = `document ${official.id} ${wanted.format} ${round?.id ?? contest.id} ${String(wanted.number)}`
  return fileOf(official, wanted, await app.derived.get(key, document.digest, () => app.documents.set(document)))
}

/** Of a trial run. */
const trialMark = 'VẬN HÀNH THỬ – KHÔNG CÓ GIÁ TRỊ'

async function ready(
  app: App,
  official: RegisteredDocument,
  contest: ContestRecord,
  { key = '', number: named, format }: Wanted,
): Promise<{ readonly document: ReadyDocument; readonly round: RoundRecord | null }> {
  const number = named ?? official.numbered?.usual ?? null
  const asPrinted = (document: ReadyDocument): ReadyDocument => (app.rehearsalPass !== null ? marked(document, trialMark) : document)
  if (official.subject === 'contest') return { document: asPrinted(await official.document(app, { contest, number }, format)), round: null }
  const round = await findRound(app, contest, key)
  return { document: asPrinted(await official.document(app, { contest, round, number }, format)), round }
}

function whichOf({ numbered }: DocumentFacts, { number }: Wanted): Readonly<Record<string, number>> {
  const which = number ?? numbered?.usual ?? null
  return numbered === null || which === null ? {} : { [numbered.by]: which }
}

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const satisfies Record<DocumentFormat, string>

function fileOf(official: RegisteredDocument, wanted: Wanted, bytes: Uint8Array): ExportFile {
  const key = official.subject === 'round' ? [wanted.key] : []
  const name = [official.fileName, wanted.slug, ...key, ...Object.values(whichOf(official, wanted))].join('-')
  return { name: `${name}.${wanted.format}`, mediaType: mediaTypes[wanted.format], bytes }
}

/** A document there is, and its round if it is of one. */
export interface DocumentToPrint {
  readonly official: RegisteredDocument
  readonly round: RoundRecord | null
}

/** What this person may print of the contest as it stands, and of each of its rounds. @throws ContestError `forbidden`, `not-found` */
export async function documentsToPrint(app: App, who: Who, slug: string): Promise<readonly DocumentToPrint[]> {
  requireAccess(who, 'contest.see')
  const contest = await contestFor(app, who, slug)
  const rounds = await roundsOf(app.database.db, contest.id)
  const theirs = documents.filter(({ access }) => (access === null ? contest.announcedAt !== null : mayDo(who, access.permission)))
  const has = ({ needs }: DocumentFacts, round: RoundRecord): boolean => needs === null || roundHas(needs, round)
  const ofContest = theirs.filter((official) => official.subject === 'contest' && rounds.every((round) => has(official, round)))
  const ofRounds = rounds.flatMap((round) =>
    theirs.filter((official) => official.subject === 'round' && has(official, round)).map((official) => ({ official, round })),
  )
  return [...ofContest.map((official) => ({ official, round: null })), ...ofRounds]
}
