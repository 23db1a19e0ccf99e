/** Routes of a contest as its staff sees it. */
import { pageSize, textLimits } from '#contest/limits.ts'
import { Type, type Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { auditKinds } from '#contest/events.ts'
import { AuditPage, StaffContest, UnitBoard } from '#contract/contests.ts'
import type { App } from '#usecases/app.ts'
import { auditTrail, serverAudit, type AuditTrail } from '#usecases/contests/audit.ts'
import { contestOverview, staffUnitBoard } from '#usecases/contests/overview.ts'
import { staffOf } from '../../guard.ts'
import { ListQuery, may, pageOf } from './requests.ts'
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

  server.get<{ Params: OfContest; Querystring: AuditQuery }>(
    '/api/staff/contests/:slug/audit',
    { ...may('audit.see'), schema: { params: OfContest, querystring: AuditQuery, response: { 200: AuditPage } } },
    async (request) => {
      const query = asked(request.query)
      return shown(await auditTrail(app, staffOf(request), request.params.slug, query), query.page)
    },
  )

  server.get<{ Querystring: AuditQuery }>(
    '/api/staff/audit',
    { ...may('server.audit'), schema: { querystring: AuditQuery, response: { 200: AuditPage } } },
    async (request) => {
      const query = asked(request.query)
      return shown(await serverAudit(app, staffOf(request), query), query.page)
    },
  )
}

const AuditQuery = Type.Object({
  kind: Type.Optional(Type.Enum(auditKinds)),
  person: Type.Optional(Type.String({ maxLength: textLimits.login })),
  page: ListQuery.properties.page,
})
type AuditQuery = Static<typeof AuditQuery>

const asked = ({ kind = '', person = '', ...query }: AuditQuery) => ({ kind, person, page: pageOf(query).page, pageSize })

const shown = ({ total, items }: AuditTrail, page: number): AuditPage => ({
  ...{ total, page, pageSize },
  items: items.map(({ at, actorKind, actor, subject, event, data, times }) => ({ at, actorKind, actor, subject, event, data, times })),
})
