/** Uploads of the staff area: the file is the raw body, its name is in `x-file-name` (URL-encoded). */
import { Type, type Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { ContestError } from '#contest/errors.ts'
import { PeopleImport, QuestionImport } from '#contract/staff.ts'
import type { App } from '#usecases/app.ts'
import { importBoards, importRoster } from '#usecases/people.ts'
import { importQuestions } from '#usecases/questions.ts'
import { staffOf } from '../guard.ts'
import { acceptFiles, fileOf, uploadLimit } from './uploads.ts'

const Params = Type.Object({ slug: Type.String() })
const Query = Type.Object({ dryRun: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) })
interface Upload {
  readonly Params: Static<typeof Params>
  readonly Querystring: Static<typeof Query>
}

export function staffImportRoutes(server: FastifyInstance, app: App): void {
  server.register(async (uploads) => {
    acceptFiles(uploads)
    const base = '/api/staff/contests/:slug'
    const schema = { params: Params, querystring: Query }

    uploads.post<Upload>(
      `${base}/questions/import`,
      {
        config: { audience: 'staff', permission: 'questions.import' },
        bodyLimit: uploadLimit,
        schema: { ...schema, response: { 200: QuestionImport } },
      },
      async (request) => {
        const dryRun = request.query.dryRun === 'true'
        const [read] = await importQuestions(app, staffOf(request), request.params.slug, [fileOf(request)], { dryRun })
        if (read === undefined) throw new ContestError('file-required')
        return {
          dryRun,
          fileName: read.fileName,
          format: read.format ?? 'unknown',
          added: read.added,
          repeated: read.repeated.filter((one) => one).length,
          questions: read.questions.map(({ place, content, findings }, index) => ({
            place,
            stem: content.stem,
            options: [...content.options],
            correct: [...content.correct],
            source:
              content.source === null ? null : [content.source.document, content.source.detail].filter((text) => text !== '').join(', '),
            repeated: read.repeated[index] ?? false,
            findings: findings.map((finding) => ({ ...finding, message: { ...finding.message } })),
          })),
          findings: read.findings.map((finding) => ({ ...finding, message: { ...finding.message } })),
        }
      },
    )

    const people = { roster: importRoster, boards: importBoards } as const
    for (const [what, act] of Object.entries(people) as [keyof typeof people, (typeof people)[keyof typeof people]][]) {
      uploads.post<Upload>(
        `${base}/${what}/import`,
        {
          config: { audience: 'staff', permission: `${what}.import` },
          bodyLimit: uploadLimit,
          schema: { ...schema, response: { 200: PeopleImport } },
        },
        async (request) => {
          const dryRun = request.query.dryRun === 'true'
          const read = await act(app, staffOf(request), request.params.slug, fileOf(request), { dryRun })
          return { dryRun, ...read }
        },
      )
    }
  })
}
