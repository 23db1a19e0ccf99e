/** Routes of a round: its steps, its blueprint, its lock, and the release of the lock; each answers with how things are afterwards. */
import type { Static } from 'typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RoundAct } from '#contest/round-life.ts'
import type { Staff } from '#usecases/access.ts'
import {
  BlueprintEdit,
  ReleaseRequest,
  Reopening,
  ReopeningRequest,
  RoundBlueprint,
  RoundBlueprints,
  SeenReopening,
  SeenResult,
  StaffRound,
} from '#contract/rounds.ts'
import type { App } from '#usecases/app.ts'
import { roundOverview } from '#usecases/contests/overview.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { publishRound } from '#usecases/results/publication.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { moveRound } from '#usecases/rounds/clock.ts'
import { editBlueprint, roundBlueprint, roundBlueprints } from '#usecases/rounds/blueprint.ts'
import { agreeRelease, askRelease, lockQuestions, withdrawRelease } from '#usecases/rounds/locking.ts'
import { agreeToReopen, askToReopen, roundReopening, withdrawReopening } from '#usecases/rounds/reopening.ts'
import { staffOf } from '../../guard.ts'
import { may } from './requests.ts'
import { OfContest, OfRound } from '../params.ts'

const schema = { params: OfRound, response: { 200: RoundBlueprint } } as const

export function roundRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound }>(base, { ...may('contest.see'), schema: { params: OfRound, response: { 200: StaffRound } } }, (request) =>
    roundOverview(app, staffOf(request), request.params.slug, request.params.key),
  )

  const answer = { params: OfRound, response: { 200: StaffRound } } as const
  const steps = {
    open: (request) => moveRound(app, staffOf(request), request.params.slug, request.params.key, 'open'),
    close: (request) => moveRound(app, staffOf(request), request.params.slug, request.params.key, 'close'),
    tally: (request) => tallyRound(app, staffOf(request), request.params.slug, request.params.key),
  } as const satisfies Partial<Record<RoundAct, (request: FastifyRequest<{ Params: OfRound }>) => Promise<unknown>>>

  for (const [name, act] of Object.entries(steps) as [keyof typeof steps, (typeof steps)[keyof typeof steps]][]) {
    server.post<{ Params: OfRound }>(`${base}/${name}`, { ...may(`round.${name}`), schema: answer }, async (request) => {
      await act(request)
      return roundOverview(app, staffOf(request), request.params.slug, request.params.key)
    })
  }

  const stepsOnResult = {
    approve: approveRound,
    publish: publishRound,
  } as const satisfies Partial<Record<RoundAct, (...asked: [App, Staff, string, string, SeenResult]) => Promise<unknown>>>

  for (const [name, act] of Object.entries(stepsOnResult) as [keyof typeof stepsOnResult, typeof approveRound][]) {
    server.post<{ Params: OfRound; Body: SeenResult }>(
      `${base}/${name}`,
      { ...may(`round.${name}`), schema: { ...answer, body: SeenResult } },
      async (request) => {
        await act(app, staffOf(request), request.params.slug, request.params.key, request.body)
        return roundOverview(app, staffOf(request), request.params.slug, request.params.key)
      },
    )
  }

  server.post<{ Params: OfContest }>(
    '/api/staff/contests/:slug/questions/lock',
    { ...may('questions.lock'), schema: { params: OfContest } },
    (request) => lockQuestions(app, staffOf(request), request.params.slug),
  )

  blueprintRoutes(server, app)
  reopeningRoutes(server, app)
}

function reopeningRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/contests/:slug/rounds/:key/reopening'
  const options = { ...may('round.reopen'), schema: { params: OfRound, response: { 200: Reopening } } }
  const seen = (request: FastifyRequest<{ Params: OfRound }>) =>
    roundReopening(app, staffOf(request), request.params.slug, request.params.key)

  server.get<{ Params: OfRound }>(path, options, seen)

  server.post<{ Params: OfRound; Body: Static<typeof ReopeningRequest> }>(
    path,
    { ...options, schema: { ...options.schema, body: ReopeningRequest } },
    async (request) => {
      await askToReopen(app, staffOf(request), request.params.slug, request.params.key, request.body)
      return roundReopening(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.post<{ Params: OfRound; Body: Static<typeof SeenReopening> }>(
    `${path}/agree`,
    { ...options, schema: { ...options.schema, body: SeenReopening } },
    async (request) => {
      await agreeToReopen(app, staffOf(request), request.params.slug, request.params.key, request.body)
      return roundReopening(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.delete<{ Params: OfRound }>(path, options, async (request) => {
    await withdrawReopening(app, staffOf(request), request.params.slug, request.params.key)
    return seen(request)
  })
}

function blueprintRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'
  const seen = (request: FastifyRequest<{ Params: OfRound }>) =>
    roundBlueprint(app, staffOf(request), request.params.slug, request.params.key)

  server.get<{ Params: OfRound }>(`${base}/blueprint`, { ...may('blueprint.see'), schema }, seen)

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug/blueprints',
    { ...may('blueprint.see'), schema: { params: OfContest, response: { 200: RoundBlueprints } } },
    async (request) => ({ items: [...(await roundBlueprints(app, staffOf(request), request.params.slug))] }),
  )

  server.put<{ Params: OfRound; Body: BlueprintEdit }>(
    `${base}/blueprint`,
    { ...may('blueprint.edit'), schema: { ...schema, body: BlueprintEdit } },
    (request) => editBlueprint(app, staffOf(request), request.params.slug, request.params.key, request.body),
  )

  server.post<{ Params: OfRound }>(`${base}/lock`, { ...may('questions.lock'), schema }, async (request) => {
    await lockQuestions(app, staffOf(request), request.params.slug, request.params.key)
    return seen(request)
  })

  server.post<{ Params: OfRound; Body: Static<typeof ReleaseRequest> }>(
    `${base}/release`,
    { ...may('lock.release'), schema: { ...schema, body: ReleaseRequest } },
    async (request) => {
      await askRelease(app, staffOf(request), request.params.slug, request.params.key, request.body.reason)
      return roundBlueprint(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.post<{ Params: OfRound }>(`${base}/release/agree`, { ...may('lock.release'), schema }, async (request) => {
    await agreeRelease(app, staffOf(request), request.params.slug, request.params.key)
    return seen(request)
  })

  server.delete<{ Params: OfRound }>(`${base}/release`, { ...may('lock.release'), schema }, async (request) => {
    await withdrawRelease(app, staffOf(request), request.params.slug, request.params.key)
    return seen(request)
  })
}
