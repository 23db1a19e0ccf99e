/** Routes of a contest as its staff sees it. */
import type { FastifyInstance } from 'fastify'
import { StaffContest, UnitBoard } from '#contract/contests.ts'
import type { App } from '#usecases/app.ts'
import { contestOverview, staffUnitBoard } from '#usecases/contests/overview.ts'
import { staffOf } from '../../guard.ts'
import { may } from './requests.ts'
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
}
