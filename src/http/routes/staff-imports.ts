/** Uploads of the staff area: the file is the raw body, its name is in `x-file-name` (URL-encoded). */
import { Type, type Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { PeopleImport } from '#contract/staff.ts'
import type { App } from '#usecases/app.ts'
import { importBoards, importRoster } from '#usecases/people/people.ts'
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
