/** What staff see and say of the server itself. */
import type { FastifyInstance } from 'fastify'
import { ClockConfirmation, ClockState, Rehearsal, RehearsalRequest, SeenRehearsal } from '#contract/operations.ts'
import type { App } from '#usecases/app.ts'
import { clockState, confirmServerClock } from '#usecases/operations/clock.ts'
import { beginRehearsal, eraseRehearsal, rehearsalOf } from '#usecases/operations/rehearsal/desk.ts'
import { staffOf } from '../../guard.ts'
import { OfContest } from '../params.ts'
import { may } from './requests.ts'

const schema = { params: OfContest, response: { 200: ClockState } } as const

export function operationRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/contests/:slug/clock'

  server.get<{ Params: OfContest }>(path, { ...may('contest.see'), schema }, (request) =>
    clockState(app, staffOf(request), request.params.slug),
  )

  server.post<{ Params: OfContest; Body: ClockConfirmation }>(
    path,
    { ...may('clock.confirm'), schema: { ...schema, body: ClockConfirmation } },
    (request) => confirmServerClock(app, staffOf(request), request.params.slug, request.body),
  )

  rehearsalRoutes(server, app)
}

function rehearsalRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/contests/:slug/rehearsal'
  const answer = { params: OfContest, response: { 200: Rehearsal } } as const

  server.get<{ Params: OfContest }>(path, { ...may('rehearsal.see'), schema: answer }, (request) =>
    rehearsalOf(app, staffOf(request), request.params.slug),
  )

  server.post<{ Params: OfContest; Body: RehearsalRequest }>(
    path,
    { ...may('rehearsal.manage'), schema: { ...answer, body: RehearsalRequest } },
    async (request) => {
      await beginRehearsal(app, staffOf(request), request.params.slug, request.body)
      return rehearsalOf(app, staffOf(request), request.params.slug)
    },
  )

  server.post<{ Params: OfContest; Body: SeenRehearsal }>(
    `${path}/erase`,
    { ...may('rehearsal.manage'), schema: { ...answer, body: SeenRehearsal } },
    async (request) => {
      await eraseRehearsal(app, staffOf(request), request.params.slug, request.body.id)
      return rehearsalOf(app, staffOf(request), request.params.slug)
    },
  )
}
