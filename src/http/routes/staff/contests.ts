/** Routes of a contest as its staff sees it. */
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { bodyLimits } from '#contest/limits.ts'
import { Announcement, MadeContest, NewContest, RulesDesk, RulesEdit, StaffContest } from '#contract/contests.ts'
import type { App } from '#usecases/app.ts'
import { announceContest } from '#usecases/contests/apply.ts'
import { makeContest } from '#usecases/contests/new-contest.ts'
import { editRules, rulesDesk, rulesFile } from '#usecases/contests/rules.ts'
import { contestOverview } from '#usecases/contests/overview.ts'
import { firstOrganiser, requireOrganiser } from '#usecases/identity/staff-accounts.ts'
import { staffOf } from '../../guard.ts'
import { may } from './requests.ts'
import { OfContest } from '../params.ts'

export function contestRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: NewContest }>(
    '/api/staff/contests',
    { ...may('contest.make'), bodyLimit: bodyLimits.bank, schema: { body: NewContest, response: { 201: MadeContest } } },
    async (request, reply) => {
      const { organiser, ...contest } = request.body
      await requireOrganiser(app, organiser)
      const slug = await makeContest(app, staffOf(request), contest)
      return reply.code(201).send({ slug, ...(await firstOrganiser(app, staffOf(request), slug, organiser)) })
    },
  )

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug/rules',
    { ...may('contest.see'), schema: { params: OfContest, response: { 200: RulesDesk } } },
    (request) => rulesDesk(app, staffOf(request), request.params.slug),
  )

  server.put<{ Params: OfContest; Body: RulesEdit }>(
    '/api/staff/contests/:slug/rules',
    { ...may('contest.apply'), bodyLimit: bodyLimits.bank, schema: { params: OfContest, body: RulesEdit, response: { 200: RulesDesk } } },
    (request) => editRules(app, staffOf(request), request.params.slug, request.body),
  )

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug/rules.yaml',
    { ...may('contest.see'), schema: { params: OfContest } },
    async (request, reply) => {
      const { name, mediaType, bytes } = await rulesFile(app, staffOf(request), request.params.slug)
      return reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
    },
  )

  server.post<{ Params: OfContest; Body: Static<typeof Announcement> }>(
    '/api/staff/contests/:slug/announcement',
    { ...may('contest.apply'), schema: { params: OfContest, body: Announcement } },
    async (request, reply) => {
      await announceContest(app, staffOf(request), request.params.slug, request.body.rulesDigest)
      return reply.code(204).send()
    },
  )

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug',
    { ...may('contest.see'), schema: { params: OfContest, response: { 200: StaffContest } } },
    (request) => contestOverview(app, staffOf(request), request.params.slug),
  )
}
