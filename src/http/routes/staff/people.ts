/** Routes of the people of a contest: the list, and uploads of the roster and the boards (the file is the raw body, its name is in `x-file-name`, URL-encoded). */
import { Type, type Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { bodyLimits } from '#contest/limits.ts'
import { maskedProfile } from '#contest/person.ts'
import { ContestantPage, PeopleImport } from '#contract/people.ts'
import type { App } from '#usecases/app.ts'
import { contestantPage, importBoards, importRoster } from '#usecases/people/people.ts'
import { staffOf } from '../../guard.ts'
import { acceptFiles, fileOf } from '../../uploads.ts'
import { ListQuery, may, pageOf, pageSize } from './requests.ts'
import { OfContest } from '../params.ts'

const Query = Type.Object({ dryRun: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) })
interface Upload {
  readonly Params: OfContest
  readonly Querystring: Static<typeof Query>
}

export function peopleRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: OfContest; Querystring: ListQuery }>(
    '/api/staff/contests/:slug/contestants',
    { ...may('roster.see'), schema: { params: OfContest, querystring: ListQuery, response: { 200: ContestantPage } } },
    async (request) => {
      const query = pageOf(request.query)
      const { total, items } = await contestantPage(app, staffOf(request), request.params.slug, query)
      return {
        ...{ total, page: query.page, pageSize },
        items: items.map(({ unit, boards, submitted, ...person }) => ({
          ...maskedProfile(person),
          ...{ unit: unit.name, unitCode: unit.code, boards: [...boards], submitted: [...submitted] },
        })),
      }
    },
  )

  server.register(async (uploads) => {
    acceptFiles(uploads)
    const base = '/api/staff/contests/:slug'
    const schema = { params: OfContest, querystring: Query }

    const people = { roster: importRoster, boards: importBoards } as const
    for (const [what, act] of Object.entries(people) as [keyof typeof people, (typeof people)[keyof typeof people]][]) {
      uploads.post<Upload>(
        `${base}/${what}/import`,
        {
          ...may(`${what}.import`),
          bodyLimit: bodyLimits.file,
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
