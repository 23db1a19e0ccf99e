/** Routes of the people of a contest: the list, and uploads of the roster and the boards (the file is the raw body, its name is in `x-file-name`, URL-encoded). */
import { pageSize } from '#contest/limits.ts'
import { Type, type Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { bodyLimits } from '#contest/limits.ts'
import { maskedProfile } from '#contest/person.ts'
import {
  ContestantPage,
  DoubtDecision,
  DoubtList,
  PeopleApproval,
  PeopleImport,
  PeopleRequestDetail,
  PeopleRequestList,
} from '#contract/people.ts'
import type { App } from '#usecases/app.ts'
import { contestantPage } from '#usecases/people/contestants.ts'
import { importBoards, importRoster } from '#usecases/people/people.ts'
import { approvePeopleRequest, listPeopleRequests, refusePeopleRequest, showPeopleRequest } from '#usecases/people/requests.ts'
import { decideDoubt, listDoubts } from '#usecases/people/same-person.ts'
import { staffOf } from '../../guard.ts'
import { acceptFiles, fileOf } from '../../uploads.ts'
import { ListQuery, may, pageOf } from './requests.ts'
import { OfContest } from '../params.ts'

const Query = Type.Object({ dryRun: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) })
const DoubtQuery = Type.Object({ page: ListQuery.properties.page, state: Type.Optional(Type.Enum(['waiting', 'decided'] as const)) })
type DoubtQuery = Static<typeof DoubtQuery>

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

  requestRoutes(server, app)
  doubtRoutes(server, app)

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

const OfRequest = Type.Object({ slug: Type.String(), id: Type.String() })
type OfRequest = Static<typeof OfRequest>

/** What waits for a second person; each act answers with how things are afterwards. */
function requestRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/people-requests'
  const answer = { params: OfRequest, response: { 200: PeopleRequestDetail } } as const

  server.get<{ Params: OfContest }>(
    base,
    { ...may('roster.import'), schema: { params: OfContest, response: { 200: PeopleRequestList } } },
    async (request) => ({ items: [...(await listPeopleRequests(app, staffOf(request), request.params.slug))] }),
  )

  server.get<{ Params: OfRequest }>(`${base}/:id`, { ...may('roster.import'), schema: answer }, (request) =>
    showPeopleRequest(app, staffOf(request), request.params.slug, request.params.id),
  )

  server.post<{ Params: OfRequest; Body: Static<typeof PeopleApproval> }>(
    `${base}/:id/approve`,
    { ...may('people.approve'), schema: { ...answer, body: PeopleApproval } },
    async (request) => {
      const { slug, id } = request.params
      await approvePeopleRequest(app, staffOf(request), slug, id, request.body.digest)
      return showPeopleRequest(app, staffOf(request), slug, id)
    },
  )

  server.post<{ Params: OfRequest }>(`${base}/:id/refuse`, { ...may('roster.import'), schema: answer }, async (request) => {
    const { slug, id } = request.params
    await refusePeopleRequest(app, staffOf(request), slug, id)
    return showPeopleRequest(app, staffOf(request), slug, id)
  })
}

function doubtRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/doubts'

  server.get<{ Params: OfContest; Querystring: DoubtQuery }>(
    base,
    { ...may('doubts.see'), schema: { params: OfContest, querystring: DoubtQuery, response: { 200: DoubtList } } },
    (request) => {
      const { page } = pageOf(request.query)
      const decided = request.query.state === 'decided'
      return listDoubts(app, staffOf(request), request.params.slug, { decided, page, pageSize })
    },
  )

  server.post<{ Params: OfContest; Body: Static<typeof DoubtDecision> }>(
    base,
    { ...may('doubts.decide'), schema: { params: OfContest, body: DoubtDecision } },
    async (request, reply) => {
      await decideDoubt(app, staffOf(request), request.params.slug, request.body)
      return reply.code(204).send()
    },
  )
}
