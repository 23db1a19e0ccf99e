/** The question bank: import with a dry run, and listing. */
import { ContestError } from '#contest/errors.ts'
import type { Finding } from '#contest/values.ts'
import type { QuestionFormat } from '#formats/question-format.ts'
import { readQuestions, type QuestionsRead } from '#formats/questions.ts'
import { foldText } from '#formats/text.ts'
import { writeAudit } from '#store/audit.ts'
import { inTransaction } from '#store/database.ts'
import { insertQuestion, questionsOf, stemIndex, stemIndexes, type QuestionRecord } from '#store/questions.ts'
import { actorOf, requireAccess, type Who } from './access.ts'
import { newId, type App } from './app.ts'
import { findContest } from './contests.ts'

export interface ImportFile {
  /** Shown to people and kept as the origin; the format is recognised by content. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface QuestionImport extends QuestionsRead {
  readonly fileName: string
  /** Questions that were added, or would be. */
  readonly added: number
  /** For each question read, whether it is in the bank or stands earlier in the files. */
  readonly repeated: readonly boolean[]
}

/**
 * All files or none. Questions already in the bank (same stem) are left out and reported.
 * @throws ContestError `file-invalid` with the findings, unless it is a dry run
 */
export async function importQuestions(
  app: App,
  who: Who,
  slug: string,
  files: readonly ImportFile[],
  options: { readonly dryRun: boolean; readonly format?: QuestionFormat | 'auto' },
): Promise<readonly QuestionImport[]> {
  requireAccess(who, 'questions.import')
  const contest = await findContest(app, slug)
  const read = files.map((file) => ({
    file,
    result: readQuestions(file.bytes, { fileName: file.name, ...(options.format === undefined ? {} : { format: options.format }) }),
  }))
  if (!options.dryRun && read.some(({ result }) => result.hasErrors)) {
    throw new ContestError('file-invalid', {
      findings: read.flatMap(({ file, result }) => allFindings(file.name, result, files.length > 1)),
    })
  }
  return inTransaction(app.database.db, async (db) => {
    const known = new Map(await stemIndexes(db, contest.id))
    let next = known.size + 1
    const imports: QuestionImport[] = []
    for (const { file, result } of read) {
      const repeated: boolean[] = []
      for (const { content, place } of result.questions) {
        const index = Buffer.from(stemIndex(app.codec, contest.id, content.stem)).toString('hex')
        repeated.push(known.has(index))
        if (known.has(index)) continue
        const code = `Q${String(next++).padStart(3, '0')}`
        known.set(index, code)
        if (!options.dryRun) {
          await insertQuestion(db, app.codec, {
            id: newId(),
            contestId: contest.id,
            code,
            content,
            origin: `${file.name}, ${place}`,
            at: app.clock.now(),
          })
        }
      }
      imports.push({ ...result, fileName: file.name, repeated, added: repeated.filter((one) => !one).length })
    }
    if (!options.dryRun) {
      await writeAudit(db, {
        at: app.clock.now(),
        actor: actorOf(who),
        event: 'questions.imported',
        contestId: contest.id,
        data: { files: imports.map(({ fileName, added }) => ({ fileName, added })) },
      })
    }
    return imports
  })
}

function allFindings(fileName: string, { findings, questions }: QuestionsRead, severalFiles: boolean): readonly Finding[] {
  const all = [...findings, ...questions.flatMap((question) => question.findings)]
  return severalFiles ? all.map((finding) => ({ ...finding, place: `${fileName}: ${finding.place}` })) : all
}

export async function bank(app: App, slug: string): Promise<readonly QuestionRecord[]> {
  const contest = await findContest(app, slug)
  return questionsOf(app.database.db, app.codec, contest.id)
}

/** A page of the bank; `q` finds words of stem, options, source or code without diacritics. */
export async function questionPage(
  app: App,
  who: Who,
  slug: string,
  query: { readonly q: string; readonly page: number; readonly pageSize: number },
): Promise<{ readonly total: number; readonly items: readonly QuestionRecord[] }> {
  requireAccess(who, 'questions.see')
  const words = foldText(query.q)
    .split(' ')
    .filter((word) => word !== '')
  const found = (await bank(app, slug)).filter(({ question }) => {
    const text = foldText(
      [question.code, question.stem, ...question.options, question.source?.document ?? '', question.topic ?? ''].join(' '),
    )
    return words.every((word) => text.includes(word))
  })
  const from = (query.page - 1) * query.pageSize
  return { total: found.length, items: found.slice(from, from + query.pageSize) }
}
