/** The bank as a file of any format of the registry, and the template to write questions in. */
import type { BankQuery } from '#contract/questions.ts'
import { ContestError } from '#contest/errors.ts'
import type { Question } from '#contest/questions/question.ts'
import type { Finding } from '#contest/values.ts'
import { questionParts, type QuestionPart, type QuestionWriter } from '#formats/questions/format.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { openPicture } from '#store/questions/pictures.ts'
import { actorOf, requireAccess, type Who } from '../access.ts'
import type { App } from '../app.ts'
import { findInBank } from './list.ts'
import { contestFor } from '../find.ts'

export interface QuestionsFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Questions that are in it. */
  readonly questions: number
  /** Codes of those that cannot be in such a file, and why; the place of a finding is the code. */
  readonly skipped: readonly Finding[]
  /** Parts that some of these questions have and the format cannot carry, or that are lost: a picture without its bytes. */
  readonly dropped: readonly QuestionPart[]
}

/** The writers are loaded with the first file that is taken. @throws ContestError `format-unknown` */
async function writerOf(format: string, withKey: boolean): Promise<QuestionWriter> {
  const { questionWriters } = await import('#formats/questions/registry.ts')
  const writer = questionWriters.find((one) => one.format === format)
  // Only a printed paper is of use without its key, and no other writer promises to leave it out.
  if (writer === undefined || (!withKey && writer.format !== 'docx')) {
    const known = questionWriters.map((one) => one.format).join(', ')
    throw new ContestError('format-unknown', { format, known: withKey ? known : 'docx' })
  }
  return writer
}

/**
 * @param filters as on the desk; without a state those submitted and approved
 * @throws ContestError `format-unknown`
 */
export async function exportQuestions(
  app: App,
  who: Who,
  slug: string,
  wanted: { readonly format: string; readonly withKey: boolean; readonly filters?: BankQuery },
): Promise<QuestionsFile> {
  requireAccess(who, 'questions.export')
  const contest = await contestFor(app, who, slug)
  const { format, withKey, filters = {} } = wanted
  const writer = await writerOf(format, withKey)
  const found = await findInBank(app, contest, filters)
  const asked = found
    .filter(({ state }) => filters.state !== undefined || state === 'submitted' || state === 'approved')
    .map(({ code, apart, content }): Question => ({ ...content, code, apart }))
  const skipped = asked.flatMap((question) => writer.skips?.(question) ?? [])
  const away = new Set(skipped.map(({ place }) => place))
  const questions = asked.filter(({ code }) => !away.has(code))
  const pictures = new Map<string, Uint8Array>()
  const shown = new Set(questions.flatMap((question) => question.pictures.map((picture) => picture.digest)))
  for (const digest of shown) {
    const picture = await openPicture(app.database.db, app.codec, contest.id, digest)
    if (picture !== null) pictures.set(digest, picture.bytes)
  }
  const bytes = await writer.write(questions, { picture: (digest) => pictures.get(digest), title: contest.rules.title, withKey })
  const dropped = (Object.keys(questionParts) as QuestionPart[]).filter(
    (part) =>
      (part === 'pictures' && pictures.size < shown.size) ||
      (writer.drops.includes(part) && questions.some((question) => isThere(question, part))),
  )
  await writeAudit(app.database.db, {
    at: app.clock.now(),
    actor: actorOf(who),
    event: 'questions.exported',
    contestId: contest.id,
    data: { format, withKey, questions: questions.length, skipped: [...away], dropped },
  })
  return {
    name: `cau-hoi-${slug}.${writer.extension}`,
    mediaType: writer.mediaType,
    bytes,
    questions: questions.length,
    skipped,
    dropped,
  }
}

/** A part that says something: not empty, not what a question is without it. */
function isThere(question: Question, part: QuestionPart): boolean {
  const value = question[part]
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== 'shuffled'
}

/** The sheet to write questions in, with lists to choose from. */
export async function templateFile(app: App, who: Who, slug: string): Promise<Pick<QuestionsFile, 'name' | 'mediaType' | 'bytes'>> {
  requireAccess(who, 'contributions.own')
  await contestFor(app, who, slug)
  const { questionTemplate } = await import('#formats/questions/rows/template.ts')
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name: 'mau-cau-hoi.xlsx', mediaType, bytes: await questionTemplate() }
}
