/** Routes of a contest as its staff sees it. */
import type { FastifyInstance } from 'fastify'
import { AuditPage, StaffContest, UnitBoard } from '#contract/contests.ts'
import type { App } from '#usecases/app.ts'
import { auditTrail, contestOverview, staffUnitBoard } from '#usecases/contests/overview.ts'
import { staffOf } from '../../guard.ts'
import { ListQuery, may, pageOf, pageSize } from './requests.ts'
import { OfContest } from '../params.ts'

export function contestRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug',
    { ...may('contest.see'), schema: { params: OfContest, response: { 200: StaffContest } } },
    (request) => contestOverview(app, staffOf(request), request.params.slug),
  )

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug/units',
    { ...may('contest.see'), schema: { params: OfContest, response: { 200: UnitBoard } } },
    (request) => staffUnitBoard(app, staffOf(request), request.params.slug),
  )

  server.get<{ Params: OfContest; Querystring: ListQuery }>(
    '/api/staff/contests/:slug/audit',
    { ...may('audit.see'), schema: { params: OfContest, querystring: ListQuery, response: { 200: AuditPage } } },
    async (request) => {
      const query = pageOf(request.query)
      const { total, items } = await auditTrail(app, staffOf(request), request.params.slug, query)
      return {
        ...{ total, page: query.page, pageSize },
        items: items.map(({ at, actorKind, actor, event, data }) => ({ at, actorKind, actor, event, data })),
      }
    },
  )
}
