/** Routes of the staff area. Each names the permission its use case asks for. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { UnitBoard } from '#contract/public.ts'
import { AuditPage, ContestantPage, RoundAwardList, StaffContest, StaffMe, StaffRound, StaffSignIn, StandingPage } from '#contract/staff.ts'
import type { Permission } from '#usecases/access.ts'
import type { App } from '#usecases/app.ts'
import { contests } from '#usecases/contests/apply.ts'
import { exportRound } from '#usecases/results/exports.ts'
import { lockQuestions } from '#usecases/rounds/locking.ts'
import { auditTrail, contestOverview, roundOverview } from '#usecases/contests/overview.ts'
import { contestantPage } from '#usecases/people/people.ts'
import { unitBoard } from '#usecases/contests/public.ts'
import { approveRound, levelName, publishRound, roundAwards, standings } from '#usecases/results/approval.ts'
import { moveRound } from '#usecases/rounds/clock.ts'
import { signInStaff } from '#usecases/identity/sign-in.ts'
import { tallyRound, type ResultSummary } from '#usecases/results/tally.ts'
import { staffOf } from '../guard.ts'
import { clearSession, readCookie, setSession, staffCookie } from '../session.ts'

const pageSize = 25
const may = (permission: Permission | null) => ({ config: { audience: 'staff', permission } }) as const
const OfContest = Type.Object({ slug: Type.String() })
type OfContest = Static<typeof OfContest>
const OfRound = Type.Object({ slug: Type.String(), key: Type.String() })
type OfRound = Static<typeof OfRound>
/** Query strings are text: `page` is read by `pageOf`. */
const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  unit: Type.Optional(Type.String({ maxLength: 100 })),
  page: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,6}$' })),
})
type ListQuery = Static<typeof ListQuery>

const pageOf = ({ q = '', unit = '', page = '1' }: ListQuery) => ({ q, unit, page: Number(page), pageSize })

export function staffRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof StaffSignIn> }>(
    '/api/staff/session',
    { config: { audience: 'public' }, schema: { body: StaffSignIn } },
    async (request, reply) => {
      const session = await signInStaff(app, request.body, request.ip)
      setSession(request, reply, staffCookie, session, app.clock.now())
      return reply.code(204).send()
    },
  )

  server.delete('/api/staff/session', { config: { audience: 'public' } }, async (request, reply) => {
    const token = readCookie(request, staffCookie)
    if (token !== null) await app.sessions.end(token)
    clearSession(request, reply, staffCookie)
    return reply.code(204).send()
  })

  server.get('/api/staff/me', { ...may(null), schema: { response: { 200: StaffMe } } }, async (request) => {
    const { login, name, role, unit } = staffOf(request)
    const all = (await contests(app)).filter(({ id }) => unit === null || unit.contestId === id)
    return {
      login,
      name,
      role,
      now: app.clock.now(),
      contests: all.map(({ slug, rules, demo }) => ({ slug, title: rules.title, zone: rules.zone, demo })),
    }
  })

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug',
    { ...may('contest.see'), schema: { params: OfContest, response: { 200: StaffContest } } },
    (request) => contestOverview(app, staffOf(request), request.params.slug),
  )

  server.post<{ Params: OfContest }>(
    '/api/staff/contests/:slug/questions/lock',
    { ...may('questions.lock'), schema: { params: OfContest } },
    (request) => lockQuestions(app, staffOf(request), request.params.slug),
  )

  server.get<{ Params: OfContest; Querystring: ListQuery }>(
    '/api/staff/contests/:slug/contestants',
    { ...may('roster.see'), schema: { params: OfContest, querystring: ListQuery, response: { 200: ContestantPage } } },
    async (request) => {
      const query = pageOf(request.query)
      const { total, items } = await contestantPage(app, staffOf(request), request.params.slug, query)
      return {
        ...{ total, page: query.page, pageSize },
        items: items.map(({ staffCode, fullName, position, unit, phone, boards, submitted }) => ({
          ...{ staffCode, fullName, position, boards: [...boards], submitted: [...submitted] },
          unitCode: unit.code,
          unit: unit.name,
          phone: phone === null ? null : `••• ••• ${phone.slice(-3)}`,
        })),
      }
    },
  )

  server.get<{ Params: OfContest }>(
    '/api/staff/contests/:slug/units',
    { ...may('contest.see'), schema: { params: OfContest, response: { 200: UnitBoard } } },
    (request) => unitBoard(app, request.params.slug),
  )

  server.get<{ Params: OfContest; Querystring: ListQuery }>(
    '/api/staff/contests/:slug/audit',
    { ...may('audit.see'), schema: { params: OfContest, querystring: ListQuery, response: { 200: AuditPage } } },
    async (request) => {
      const query = pageOf(request.query)
      const { total, items } = await auditTrail(app, staffOf(request), request.params.slug, query)
      return {
        ...{ total, page: query.page, pageSize },
        items: items.map(({ at, actorKind, actor, event, data }) => ({ at, actorKind, actor, event, data })),
      }
    },
  )

  roundRoutes(server, app)
}

function roundRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/rounds/:key'

  server.get<{ Params: OfRound }>(base, { ...may('contest.see'), schema: { params: OfRound, response: { 200: StaffRound } } }, (request) =>
    roundOverview(app, staffOf(request), request.params.slug, request.params.key),
  )

  const steps = {
    open: (request) => moveRound(app, staffOf(request), request.params.slug, request.params.key, 'open'),
    close: (request) => moveRound(app, staffOf(request), request.params.slug, request.params.key, 'close'),
    tally: (request) => tallyRound(app, staffOf(request), request.params.slug, request.params.key),
    approve: (request) => approveRound(app, staffOf(request), request.params.slug, request.params.key),
    publish: (request) => publishRound(app, staffOf(request), request.params.slug, request.params.key),
  } as const satisfies Record<string, (request: Parameters<typeof staffOf>[0] & { readonly params: OfRound }) => Promise<unknown>>

  for (const [name, act] of Object.entries(steps) as [keyof typeof steps, (typeof steps)[keyof typeof steps]][]) {
    server.post<{ Params: OfRound }>(
      `${base}/${name}`,
      { ...may(`round.${name}`), schema: { params: OfRound, response: { 200: StaffRound } } },
      async (request) => {
        await act(request)
        return roundOverview(app, staffOf(request), request.params.slug, request.params.key)
      },
    )
  }

  server.get<{ Params: OfRound; Querystring: ListQuery }>(
    `${base}/standings`,
    { ...may('results.see'), schema: { params: OfRound, querystring: ListQuery, response: { 200: StandingPage } } },
    async (request) => {
      const query = pageOf(request.query)
      const page = await standings(app, staffOf(request), request.params.slug, request.params.key, query)
      return {
        ...{ total: page.total, page: query.page, pageSize },
        actualAllCorrect: page.result.actualAllCorrect,
        participants: page.result.participants,
        items: page.items.map((line) => ({
          rank: line.rank,
          fullName: line.person.fullName,
          staffCode: line.person.staffCode,
          unit: line.unitName,
          correct: line.correct,
          prediction: line.prediction,
          predictionDistance: line.prediction_distance,
          submittedAt: line.submitted_at,
          durationMs: line.duration_ms,
          partedBy: line.parted_by,
          eligible: line.eligible === 1,
          award: line.award,
        })),
        setAside: page.setAside.map(({ person, unitName, reason }) => ({ fullName: person?.fullName ?? '', unit: unitName, reason })),
      }
    },
  )

  server.get<{ Params: OfRound }>(
    `${base}/awards`,
    { ...may('results.see'), schema: { params: OfRound, response: { 200: RoundAwardList } } },
    async (request) => {
      const { result, awards, contest } = await roundAwards(app, staffOf(request), request.params.slug, request.params.key)
      // Written by tally.ts.
      const summary = JSON.parse(result.summary) as ResultSummary
      return {
        awards: awards.map(({ place, levelName: level, person, unitName, rank, explanation }) => ({
          ...{ place, levelName: level, fullName: person.fullName, unit: unitName, rank },
          explanation: { ...explanation },
        })),
        unawarded: summary.unawarded.map(({ level, count }) => ({ levelName: levelName(contest.rules, level), count })),
      }
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
}
