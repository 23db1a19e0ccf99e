/** Routes of a round's result: standings, awards, files. */
import { pageSize } from '#contest/limits.ts'
import type { FastifyInstance } from 'fastify'
import {
  ConclusionDraft,
  RevocationQuery,
  RevocationRequest,
  RoundAwardList,
  RoundRevocation,
  RoundTies,
  SeenRevocation,
  SeenTie,
  StandingPage,
  TieOrder,
} from '#contract/results.ts'
import { SeenResult } from '#contract/rounds.ts'
import type { App } from '#usecases/app.ts'
import { levelName, namedReferrers, roundAwards, standings } from '#usecases/results/approval.ts'
import { exportRound } from '#usecases/results/files/exports.ts'
import { concludeContest, conclusionDraft } from '#usecases/results/conclusion.ts'
import { agreeTie, askTie, roundTies, withdrawTie } from '#usecases/results/ties.ts'
import { agreeRevocation, askToRevoke, roundRevocation, withdrawRevocation } from '#usecases/results/revocation/acts.ts'
import type { ResultSummary } from '#usecases/results/summary.ts'
import { staffOf } from '../../guard.ts'
import { ListQuery, may, pageOf } from './requests.ts'
import { askedUnits, OfContest, OfRound, PagedQuery } from '../params.ts'

export function resultRoutes(server: FastifyInstance, app: App): void {
  const conclusion = '/api/staff/contests/:slug/conclusion'

  server.get<{ Params: OfContest; Querystring: PagedQuery }>(
    conclusion,
    { ...may('results.see'), schema: { params: OfContest, querystring: PagedQuery, response: { 200: ConclusionDraft } } },
    (request) => conclusionDraft(app, staffOf(request), request.params.slug, askedUnits(request.query)),
  )

  server.post<{ Params: OfContest; Body: SeenResult }>(
    conclusion,
    { ...may('contest.conclude'), schema: { params: OfContest, body: SeenResult, response: { 200: ConclusionDraft } } },
    async (request) => {
      await concludeContest(app, staffOf(request), request.params.slug, request.body)
      return conclusionDraft(app, staffOf(request), request.params.slug, askedUnits({}))
    },
  )

  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound; Querystring: ListQuery }>(
    `${base}/standings`,
    { ...may('results.see'), schema: { params: OfRound, querystring: ListQuery, response: { 200: StandingPage } } },
    async (request) => {
      const query = pageOf(request.query)
      const page = await standings(app, staffOf(request), request.params.slug, request.params.key, query)
      return {
        ...{ total: page.total, page: query.page, pageSize },
        actualAllCorrect: page.result.actual,
        predicted: page.predicted,
        questions: page.questions,
        participants: page.result.participants,
        items: page.items.map((line) => ({
          rank: line.rank,
          fullName: line.person.fullName,
          staffCode: line.person.staffCode,
          unit: line.unitName,
          correct: line.correct,
          prediction: line.prediction,
          predictionDistance: line.predictionDistance,
          submittedAt: line.submittedAt,
          durationMs: line.durationMs,
          partedBy: line.partedBy,
          eligible: line.eligible,
          award: line.award,
        })),
        setAside: {
          items: page.setAside.items.map(({ person, unitName, reason }) => ({ fullName: person?.fullName ?? '', unit: unitName, reason })),
          total: page.setAside.total,
          otherAttempts: page.setAside.otherAttempts,
        },
      }
    },
  )

  server.get<{ Params: OfRound }>(
    `${base}/awards`,
    { ...may('results.see'), schema: { params: OfRound, response: { 200: RoundAwardList } } },
    async (request) => {
      const { result, awards, contest } = await roundAwards(app, staffOf(request), request.params.slug, request.params.key)
      // Written by computing.ts.
      const summary = JSON.parse(result.summary) as ResultSummary
      const referral = await namedReferrers(app, contest, summary)
      return {
        awards: awards.map(({ place, levelName: level, person, unitName, rank, explanation }) => ({
          ...{ place, levelName: level, fullName: person.fullName, unit: unitName, rank },
          explanation: { ...explanation },
        })),
        unawarded: summary.unawarded.map(({ level, count }) => ({ levelName: levelName(contest.rules, level), count })),
        ...(referral !== undefined && { referral }),
      }
    },
  )

  const ties = `${base}/ties`
  const answer = { params: OfRound, response: { 200: RoundTies } }

  server.get<{ Params: OfRound }>(ties, { ...may('results.see'), schema: answer }, (request) =>
    roundTies(app, staffOf(request), request.params.slug, request.params.key),
  )

  server.post<{ Params: OfRound; Body: TieOrder }>(
    ties,
    { ...may('tie.decide'), schema: { ...answer, body: TieOrder } },
    async (request) => {
      await askTie(app, staffOf(request), request.params.slug, request.params.key, request.body)
      return roundTies(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.delete<{ Params: OfRound }>(ties, { ...may('tie.decide'), schema: answer }, async (request) => {
    await withdrawTie(app, staffOf(request), request.params.slug, request.params.key)
    return roundTies(app, staffOf(request), request.params.slug, request.params.key)
  })

  server.post<{ Params: OfRound; Body: SeenTie }>(
    `${ties}/agree`,
    { ...may('tie.decide'), schema: { ...answer, body: SeenTie } },
    async (request) => {
      await agreeTie(app, staffOf(request), request.params.slug, request.params.key, request.body.id)
      return roundTies(app, staffOf(request), request.params.slug, request.params.key)
    },
  )

  server.get<{ Params: OfRound; Querystring: { format?: string } }>(
    `${base}/export`,
    { ...may('results.export'), schema: { params: OfRound } },
    async (request, reply) => {
      const format = request.query.format === 'xlsx' ? 'xlsx' : 'csv'
      const file = await exportRound(app, staffOf(request), request.params.slug, request.params.key, format)
      return reply.type(file.mediaType).header('content-disposition', `attachment; filename="${file.name}"`).send(file.bytes)
    },
  )

  revocationRoutes(server, app)
}

function revocationRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/contests/:slug/rounds/:key/revocation'
  const options = { ...may('prize.revoke'), schema: { params: OfRound, response: { 200: RoundRevocation } } }

  server.get<{ Params: OfRound; Querystring: RevocationQuery }>(
    path,
    { ...options, schema: { ...options.schema, querystring: RevocationQuery } },
    (request) => {
      const { place } = request.query
      return roundRevocation(app, staffOf(request), request.params.slug, request.params.key, place === undefined ? null : Number(place))
    },
  )

  server.post<{ Params: OfRound; Body: RevocationRequest }>(
    path,
    { ...options, schema: { ...options.schema, body: RevocationRequest } },
    async (request) => {
      await askToRevoke(app, staffOf(request), request.params.slug, request.params.key, request.body)
      return roundRevocation(app, staffOf(request), request.params.slug, request.params.key, null)
    },
  )

  server.post<{ Params: OfRound; Body: SeenRevocation }>(
    `${path}/agree`,
    { ...options, schema: { ...options.schema, body: SeenRevocation } },
    async (request) => {
      await agreeRevocation(app, staffOf(request), request.params.slug, request.params.key, request.body)
      return roundRevocation(app, staffOf(request), request.params.slug, request.params.key, null)
    },
  )

  server.delete<{ Params: OfRound }>(path, options, async (request) => {
    await withdrawRevocation(app, staffOf(request), request.params.slug, request.params.key)
    return roundRevocation(app, staffOf(request), request.params.slug, request.params.key, null)
  })
}
