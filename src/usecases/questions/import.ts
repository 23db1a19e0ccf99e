/** The question bank: import with a dry run, and listing. */
import { ContestError } from '#contest/errors.ts'
import type { EnteringState, QuestionState } from '#contest/questions/review.ts'
import type { Finding } from '#contest/values.ts'
import { hasError } from '#formats/findings/findings.ts'
import { groupFindings } from '#formats/findings/grouped.ts'
import type { ReadQuestion } from '#formats/questions/draft.ts'
import type { QuestionFormat } from '#formats/questions/format.ts'
import type { QuestionsRead } from '#formats/questions/registry.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction, type Db } from '#store/database/database.ts'
import { putPicture } from '#store/questions/pictures.ts'
import { actorOf, authorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { contestFor } from '../find.ts'
import { enterQuestions, findRepetitions, type Incoming } from './entering.ts'
import { withRemadePictures } from './remade-pictures.ts'
import type { ImportFile } from '../files.ts'

export interface QuestionImport extends QuestionsRead {
  readonly fileName: string
  /** Questions that were added, or would be. */
  readonly added: number
  /** For each question read, whether it is in the bank or stands earlier in the files. */
  readonly repeated: readonly boolean[]
  /** Questions that could not enter as they are, with why; only where the rest was wanted without them. */
  readonly toMend: readonly ReadQuestion[]
}

/**
 * All files or none, unless the good questions are wanted without the others. Questions already in the bank (same stem) are
 * left out and reported.
 * @throws ContestError `file-invalid` with the findings, unless it is a dry run
 */
export async function importQuestions(
  app: App,
  who: Who,
  slug: string,
  files: readonly ImportFile[],
  options: {
    readonly dryRun: boolean
    readonly format?: QuestionFormat | 'auto'
    readonly state?: EnteringState
    readonly withoutBroken?: boolean
  },
): Promise<readonly QuestionImport[]> {
  requireAccess(who, 'questions.import')
  const contest = await contestFor(app, who, slug)
  const { dryRun, state = 'approved', withoutBroken = false } = options
  const format = options.format ?? 'auto'
  const read = await Promise.all(
    files.map(async (file) => ({
      file,
      ...parted(await withRemadePictures(app, await app.readQuestions(file.bytes, { fileName: file.name, format })), withoutBroken),
    })),
  )
  if (!dryRun && read.some(({ result }) => result.hasErrors)) {
    throw new ContestError('file-invalid', {
      findings: read.flatMap(({ file, result }) => allFindings(file.name, result, files.length > 1)),
    })
  }
  const incoming = read.flatMap(({ file, result }) =>
    result.questions.map(({ content, place }) => ({ content, origin: `${file.name}, ${place}` })),
  )
  const repeated = dryRun
    ? (
        await findRepetitions(
          app,
          app.database.db,
          contest.id,
          incoming.map(({ content }) => content),
        )
      ).map((repetition) => repetition?.whole === true)
    : null
  return inTransaction(app.database.db, async (db) => {
    const outcome = repeated ?? (await enter(app, db, who, contest.id, state, read, incoming))
    let from = 0
    const imports = read.map(({ file, result, toMend }): QuestionImport => {
      const own = outcome.slice(from, (from += result.questions.length))
      return { ...result, fileName: file.name, repeated: own, added: own.filter((one) => !one).length, toMend }
    })
    if (!dryRun) {
      await writeAudit(db, {
        at: app.clock.now(),
        actor: actorOf(who),
        event: 'questions.imported',
        contestId: contest.id,
        data: { files: imports.map(({ fileName, added, toMend }) => ({ fileName, added, toMend: toMend.length })) },
      })
    }
    return imports
  })
}

/** A file that is damaged as a whole stays whole; of any other the good questions can be taken alone. */
function parted(
  result: QuestionsRead,
  withoutBroken: boolean,
): { readonly result: QuestionsRead; readonly toMend: readonly ReadQuestion[] } {
  if (!withoutBroken || result.format === null || hasError(result.findings)) return { result, toMend: [] }
  const toMend = result.questions.filter(({ findings }) => hasError(findings))
  return { result: { ...result, questions: result.questions.filter((one) => !toMend.includes(one)), hasErrors: false }, toMend }
}

/** For each question whether it was in the bank already. */
async function enter(
  app: App,
  db: Db,
  who: Who,
  contestId: string,
  state: QuestionState,
  read: readonly { readonly result: QuestionsRead }[],
  incoming: readonly Incoming[],
): Promise<readonly boolean[]> {
  const at = app.clock.now()
  const entered = await enterQuestions(app, db, { contestId, state, by: authorOf(who), at }, incoming)
  const named = new Set(
    incoming.flatMap(({ content }, index) => (entered[index]?.code ? content.pictures.map(({ digest }) => digest) : [])),
  )
  for (const picture of read.flatMap(({ result }) => result.pictures))
    if (named.has(picture.digest)) await putPicture(db, app.codec, contestId, picture, null, at)
  return entered.map(({ code }) => code === null)
}

function allFindings(fileName: string, { findings, questions }: QuestionsRead, severalFiles: boolean): readonly Finding[] {
  const all = groupFindings([...findings, ...questions.flatMap((question) => question.findings)])
  return severalFiles ? all.map((finding) => ({ ...finding, place: `${fileName}: ${finding.place}` })) : all
}
