/** Routes of signing in by a provider, and of a session that goes on in another browser. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  begunCookie,
  mostReceived,
  Move,
  MoveCode,
  MoveState,
  ProviderAddress,
  ProviderArrival,
  TrialReport,
  trialCookie,
  WaysIn,
} from '#contract/identity.ts'
import { ContestError } from '#contest/errors.ts'
import type { App, SharedAnswers } from '#usecases/app.ts'
import { beginSignIn, signInByProvider } from '#usecases/identity/providers/arrival.ts'
import { isBegunToken, newBegun } from '#usecases/identity/providers/begun.ts'
import { beginMove, finishMove, moveState } from '#usecases/identity/providers/moves.ts'
import { postedParameter, sealPosted } from '#usecases/identity/providers/posted.ts'
import { finishTrial } from '#usecases/identity/providers/trial.ts'
import { waysIn } from '#usecases/identity/providers/ways.ts'
import type { SignedInPerson } from '#usecases/identity/sign-in.ts'
import { contestantOf } from '../guard.ts'
import { clearSession, contestantCookie, fromOf, readCookie, setBegun, setPerson, setSignedIn } from '../session.ts'
import { OfContest } from './params.ts'

export const OfProvider = Type.Object({ slug: Type.String(), provider: Type.String({ maxLength: 60 }) })
export type OfProvider = Static<typeof OfProvider>
const OfMove = Type.Object({ handle: Type.String({ pattern: '^[A-Za-z0-9_-]{12}$' }) })

const strangers = { ofNetwork: 320, altogether: 2400 } as const
/** From the app of a provider people come from elsewhere, by nature; what they bring counts by itself. */
const config = { audience: 'public', strangers, fromElsewhere: true } as const

/** Where people come back to: as they reached us. */
export const originOf = ({ protocol, host }: FastifyRequest): string => new URL(`${protocol}://${host}`).origin

export function signInRoutes(server: FastifyInstance, app: App, cache: SharedAnswers): void {
  const base = '/api/contests/:slug/sign-in'
  server.get<{ Params: OfContest }>(
    base,
    { config: { audience: 'public' }, schema: { params: OfContest, response: { 200: WaysIn } } },
    ({ params: { slug } }) => cache.share(`ways in ${slug}`, () => waysIn(app, slug)),
  )

  server.post<{ Params: OfProvider }>(
    `${base}/:provider/begin`,
    { config, schema: { params: OfProvider, response: { 200: ProviderAddress } } },
    async (request, reply) => {
      const { slug, provider } = request.params
      const token = newBegun(app.clock.now())
      const address = await beginSignIn(app, slug, provider, { token, origin: originOf(request), address: request.ip })
      setBegun(request, reply, begunCookie, token)
      return { address }
    },
  )

  const signedIn = (request: FastifyRequest, reply: FastifyReply, person: SignedInPerson): FastifyReply => {
    const now = app.clock.now()
    setSignedIn(request, reply, contestantCookie, person, now)
    setPerson(request, reply, person, now)
    return reply.code(204).send()
  }

  server.post<{ Params: OfProvider; Body: ProviderArrival }>(
    `${base}/:provider/session`,
    { config, schema: { params: OfProvider, body: ProviderArrival, response: { 200: TrialReport } } },
    async (request, reply) => {
      const { slug, provider } = request.params
      const kept = (name: string): string | null => {
        const token = readCookie(request, name)
        if (token !== null) clearSession(request, reply, name)
        return isBegunToken(token) ? token : null
      }
      const arrival = { ...request.body, origin: originOf(request) }
      const trial = kept(trialCookie)
      const report = trial === null ? null : await finishTrial(app, slug, provider, { ...arrival, begun: trial })
      if (report !== null) return report
      return signedIn(
        request,
        reply,
        await signInByProvider(app, slug, provider, { ...arrival, begun: kept(begunCookie) }, fromOf(request)),
      )
    },
  )

  server.register(async (forms) => {
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      const fields = [...new URLSearchParams(body as string)]
      const isPlain = fields.length <= mostReceived && new Set(fields.map(([name]) => name)).size === fields.length
      if (isPlain) done(null, Object.fromEntries(fields))
      else done(new ContestError('invalid-request', { field: 'form' }))
    })
    forms.post<{ Params: OfProvider; Body: Readonly<Record<string, string>> }>(
      `${base}/:provider/posted`,
      { config, schema: { params: OfProvider, body: Type.Record(Type.String(), Type.String()) } },
      async (request, reply) => {
        const { slug, provider } = request.params
        const sealed = await sealPosted(app, slug, provider, request.body)
        return reply.header('referrer-policy', 'no-referrer').redirect(`/vao-thi/${slug}/${provider}/ve?${postedParameter}=${sealed}`, 303)
      },
    )
  })

  server.post('/api/moves', { config: { audience: 'contestant' }, schema: { response: { 200: Move } } }, (request) =>
    beginMove(app, contestantOf(request)),
  )

  server.get<{ Params: Static<typeof OfMove> }>(
    '/api/moves/:handle',
    { config: { audience: 'public' }, schema: { params: OfMove, response: { 200: MoveState } } },
    (request) => moveState(app, request.params.handle, request.ip),
  )

  server.post<{ Params: Static<typeof OfMove>; Body: MoveCode }>(
    '/api/moves/:handle/session',
    { config: { audience: 'public', strangers }, schema: { params: OfMove, body: MoveCode } },
    async (request, reply) => signedIn(request, reply, await finishMove(app, request.params.handle, request.body.code, fromOf(request))),
  )
}
