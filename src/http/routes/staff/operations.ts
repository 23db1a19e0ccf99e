/** What staff see and say of the server itself. */
import type { FastifyInstance } from 'fastify'
import { ClockConfirmation, ClockState } from '#contract/operations.ts'
import type { App } from '#usecases/app.ts'
import { clockState, confirmServerClock } from '#usecases/operations/clock.ts'
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
}
