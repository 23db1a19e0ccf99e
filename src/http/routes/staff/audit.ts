/** Routes of the audit: of a contest, and of the server. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { auditKinds } from '#contest/events.ts'
import { pageSize, textLimits } from '#contest/limits.ts'
import { AuditPage } from '#contract/audit.ts'
import type { App } from '#usecases/app.ts'
import { auditTrail, serverAudit, type AuditAsked, type AuditTrail } from '#usecases/audit/trail.ts'
import { auditFormats, exportAudit, exportServerAudit } from '#usecases/audit/export.ts'
import type { ExportFile } from '#usecases/files.ts'
import { staffOf } from '../../guard.ts'
import { OfContest } from '../params.ts'
import { ListQuery, may, pageOf } from './requests.ts'

const Day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' })
const filters = {
  kind: Type.Optional(Type.Enum(auditKinds)),
  person: Type.Optional(Type.String({ maxLength: textLimits.login })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  q: ListQuery.properties.q,
}
const AuditQuery = Type.Object({ ...filters, page: ListQuery.properties.page })
type AuditQuery = Static<typeof AuditQuery>
const ExportQuery = Type.Object({
  ...filters,
  format: Type.Enum(auditFormats),
  lang: Type.Optional(Type.Enum(['vi', 'en'] as const)),
})
type ExportQuery = Static<typeof ExportQuery>

export function auditRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: OfContest; Querystring: AuditQuery }>(
    '/api/staff/contests/:slug/audit',
    { ...may('audit.see'), schema: { params: OfContest, querystring: AuditQuery, response: { 200: AuditPage } } },
    async (request) => {
      const query = { ...asked(request.query), page: pageOf(request.query).page, pageSize }
      return shown(await auditTrail(app, staffOf(request), request.params.slug, query), query.page)
    },
  )

  server.get<{ Params: OfContest; Querystring: ExportQuery }>(
    '/api/staff/contests/:slug/audit/export',
    { ...may('audit.export'), schema: { params: OfContest, querystring: ExportQuery } },
    async (request, reply) =>
      send(reply, await exportAudit(app, staffOf(request), request.params.slug, asked(request.query), formOf(request.query))),
  )

  server.get<{ Querystring: AuditQuery }>(
    '/api/staff/audit',
    { ...may('server.audit'), schema: { querystring: AuditQuery, response: { 200: AuditPage } } },
    async (request) => {
      const query = { ...asked(request.query), page: pageOf(request.query).page, pageSize }
      return shown(await serverAudit(app, staffOf(request), query), query.page)
    },
  )

  server.get<{ Querystring: ExportQuery }>(
    '/api/staff/audit/export',
    { ...may('server.audit'), schema: { querystring: ExportQuery } },
    async (request, reply) => send(reply, await exportServerAudit(app, staffOf(request), asked(request.query), formOf(request.query))),
  )
}

const asked = ({ kind = '', person = '', from = '', to = '', q = '' }: Partial<AuditAsked>): AuditAsked => ({ kind, person, from, to, q })

const formOf = ({ format, lang = 'vi' }: ExportQuery) => ({ format, language: lang })

const shown = ({ zone, total, isCut, items }: AuditTrail, page: number): AuditPage => ({
  ...{ total, page, pageSize, zone, isCut },
  items: items.map(({ sentence: { changes, ...sentence }, at, actorKind, actor, subject, event, data, times }) => ({
    ...{ at, actorKind, actor, subject, event, data, times },
    ...sentence,
    changes: [...changes],
  })),
})

const send = (reply: FastifyReply, { name, mediaType, bytes }: ExportFile): FastifyReply =>
  reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
