/** Routes of what two people give one contestant: another attempt. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { ExtraAttemptAsked, ExtraAttemptSeen, WaitingExtraAttempts } from '#contract/taking-part.ts'
import type { App } from '#usecases/app.ts'
import { agreeToExtraAttempt, askForExtraAttempt, listExtraAttempts, withdrawExtraAttempt } from '#usecases/taking-part/extra-attempts.ts'
import { staffOf } from '../../guard.ts'
import { OfContest } from '../params.ts'
import { may } from './requests.ts'

const OfContestant = Type.Object({ slug: Type.String(), code: Type.String() })
type OfContestant = Static<typeof OfContestant>

export function takingPartRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/contests/:slug/contestants/:code/extra-attempts'

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug/extra-attempts',
    { ...may('attempt.ask'), schema: { params: OfContest, response: { 200: WaitingExtraAttempts } } },
    async (request) => ({ items: await listExtraAttempts(app, staffOf(request), request.params.slug) }),
  )

  server.post<{ Params: OfContestant; Body: ExtraAttemptAsked }>(
    path,
    { ...may('attempt.ask'), schema: { params: OfContestant, body: ExtraAttemptAsked } },
    async (request, reply) => {
      await askForExtraAttempt(app, staffOf(request), request.params.slug, request.params.code, request.body)
      return reply.code(204).send()
    },
  )

  server.post<{ Params: OfContestant; Body: ExtraAttemptSeen }>(
    `${path}/agree`,
    { ...may('attempt.agree'), schema: { params: OfContestant, body: ExtraAttemptSeen } },
    async (request, reply) => {
      await agreeToExtraAttempt(app, staffOf(request), request.params.slug, request.params.code, request.body.id)
      return reply.code(204).send()
    },
  )

  server.post<{ Params: OfContestant; Body: ExtraAttemptSeen }>(
    `${path}/withdraw`,
    { ...may('attempt.ask'), schema: { params: OfContestant, body: ExtraAttemptSeen } },
    async (request, reply) => {
      await withdrawExtraAttempt(app, staffOf(request), request.params.slug, request.params.code, request.body.id)
      return reply.code(204).send()
    },
  )
}
