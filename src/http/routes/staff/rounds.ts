/** Routes of a round: its steps, its blueprint, its lock, and the release of the lock; each answers with how things are afterwards. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RoundAct } from '#contest/round-life.ts'
import type { Staff, Who } from '#usecases/access.ts'
import {
  BlueprintEdit,
  ReleaseRequest,
  DepartureRequest,
  LiveOrder,
  LiveRound,
  LiveUnits,
  RoundBlueprint,
  RoundBlueprints,
  RoundDeparture,
  SeenDeparture,
  SeenResult,
  StaffRound,
} from '#contract/rounds.ts'
import type { App } from '#usecases/app.ts'
import { roundOverview } from '#usecases/contests/overview.ts'
import { approveRound } from '#usecases/results/approval.ts'
import { publishRound } from '#usecases/results/publication.ts'
import { tallyRound } from '#usecases/results/tally.ts'
import { agreeToDepart, askToDepart, roundDeparture, withdrawDeparture } from '#usecases/rounds/departures.ts'
import { liveRound, liveUnits } from '#usecases/rounds/live.ts'
import { editBlueprint, roundBlueprint, roundBlueprints } from '#usecases/rounds/blueprint.ts'
import { agreeRelease, askRelease, lockQuestions, withdrawRelease } from '#usecases/rounds/locking.ts'
import { staffOf, stillMay } from '../../guard.ts'
import { createLive, type Live } from '../../live.ts'
import { ListQuery, may, pageOf } from './requests.ts'
import { OfContest, OfRound } from '../params.ts'

const schema = { params: OfRound, response: { 200: RoundBlueprint } } as const

/** @param lobbies of the contests, by slug */
export function roundRoutes(server: FastifyInstance, app: App, lobbies: Live): void {
  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound }>(base, { ...may('contest.see'), schema: { params: OfRound, response: { 200: StaffRound } } }, (request) =>
    roundOverview(app, staffOf(request), request.params.slug, request.params.key),
  )

  const answer = { params: OfRound, response: { 200: StaffRound } } as const
  server.post<{ Params: OfRound }>(`${base}/tally`, { ...may('round.tally'), schema: answer }, async (request) => {
    await tallyRound(app, staffOf(request), request.params.slug, request.params.key)
    return roundOverview(app, staffOf(request), request.params.slug, request.params.key)
  })

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
  departureRoutes(server, app)
  liveRoutes(server, app, lobbies)
}

const LiveUnitsQuery = Type.Object({ ...ListQuery.properties, order: Type.Optional(LiveOrder) })

function liveRoutes(server: FastifyInstance, app: App, lobbies: Live): void {
  const path = '/api/staff/contests/:slug/rounds/:key/live'
  const seenBy = async (who: Who, slug: string, key: string): Promise<LiveRound> => ({
    ...(await liveRound(app, who, slug, key)),
    inLobby: lobbies.listeners(slug),
  })
  const watching = createLive(
    server,
    async (about) => {
      const [slug = '', key = ''] = about.split('/')
      return JSON.stringify(await seenBy({ kind: 'system' }, slug, key))
    },
    { lookMs: 2000 },
  )
  server.get<{ Params: OfRound }>(
    path,
    { ...may('live.see'), exposeHeadRoute: false, schema: { params: OfRound, response: { 200: LiveRound } } },
    async (request, reply) => {
      const { slug, key } = request.params
      const seen = await seenBy(staffOf(request), slug, key)
      if (request.headers.accept !== 'text/event-stream') return seen
      await watching.listen(`${slug}/${key}`, request, reply, () => stillMay(app, request, 'live.see'))
      return reply
    },
  )

  server.get<{ Params: OfRound; Querystring: Static<typeof LiveUnitsQuery> }>(
    `${path}/units`,
    { ...may('live.see'), schema: { params: OfRound, querystring: LiveUnitsQuery, response: { 200: LiveUnits } } },
    (request) => {
      const { slug, key } = request.params
      const { order = 'most', ...query } = request.query
      return liveUnits(app, staffOf(request), slug, key, { ...pageOf(query), order })
    },
  )
}

function departureRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/contests/:slug/rounds/:key/departure'
  const options = { ...may('round.depart'), schema: { params: OfRound, response: { 200: RoundDeparture } } }
  const seen = (request: FastifyRequest<{ Params: OfRound }>) =>
    roundDeparture(app, staffOf(request), request.params.slug, request.params.key)

  server.get<{ Params: OfRound }>(path, options, seen)

  server.post<{ Params: OfRound; Body: DepartureRequest }>(
    path,
    { ...options, schema: { ...options.schema, body: DepartureRequest } },
    async (request) => {
      await askToDepart(app, staffOf(request), request.params.slug, request.params.key, request.body)
      return roundDeparture(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.post<{ Params: OfRound; Body: SeenDeparture }>(
    `${path}/agree`,
    { ...options, schema: { ...options.schema, body: SeenDeparture } },
    async (request) => {
      await agreeToDepart(app, staffOf(request), request.params.slug, request.params.key, request.body.id)
      return roundDeparture(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.delete<{ Params: OfRound }>(path, options, async (request) => {
    await withdrawDeparture(app, staffOf(request), request.params.slug, request.params.key)
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
