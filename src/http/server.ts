/** Builds the server without listening; tests drive it over `inject()`. */
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { App, SharedAnswers } from '#usecases/app.ts'
import { ContestError } from '#contest/errors.ts'
import { bodyLimits } from '#contest/limits.ts'
import { beginInTurns } from './pace/arrivals.ts'
import { nodeLimits, usualPatience, watchConnections, type Patience } from './pace/connections.ts'
import { installGuard, staffOf } from './guard.ts'
import { createHurry } from './pace/hurry.ts'
import { mountPages, type PageHandler } from './pages.ts'
import { unnamedProxyOf } from './proxy.ts'
import { strictTransport } from './session.ts'
import { noteUnnamedProxy } from '#usecases/identity/unnamed-proxy.ts'
import { sendProblem } from './problems.ts'
import { openings } from '#usecases/contests/public.ts'
import { askForPass } from './rehearsal-pass.ts'
import { createLive } from './live.ts'
import { answerError } from './refusals.ts'
import { identityRoutes, providerRoutes } from './routes/staff/identity.ts'
import { resultRoutes } from './routes/staff/results.ts'
import { roundRoutes } from './routes/staff/rounds.ts'
import { analysisRoutes } from './routes/staff/analysis.ts'
import { operationRoutes } from './routes/staff/operations.ts'
import { questionRoutes } from './routes/staff/questions.ts'
import { contributionRoutes, uploadLinkRoutes } from './routes/staff/contributions.ts'
import { linkHolderRoutes } from './routes/link-holder.ts'
import { contestantRoutes } from './routes/contestant.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { documentRoutes } from './routes/staff/documents.ts'
import { publicRoutes } from './routes/public.ts'
import { auditRoutes } from './routes/staff/audit.ts'
import { contestRoutes } from './routes/staff/contests.ts'
import { peopleRoutes } from './routes/staff/people.ts'
import { takingPartRoutes } from './routes/staff/taking-part.ts'

export interface ServerOptions {
  /** The SvelteKit handler; null: the API alone. */
  readonly pages: PageHandler | null
  /** Proxies whose X-Forwarded-* headers are believed: addresses and networks. */
  readonly trustProxy: readonly string[]
  readonly log: boolean
  readonly publicAnswers: SharedAnswers
  /** False in the test that looks whether every use case asks for its permission itself. */
  readonly doorAsks?: boolean
  readonly patience?: Patience
  /** How the routes' schemas are compiled; all at the start unless a test says otherwise. */
  readonly schemas?: NonNullable<FastifyServerOptions['schemaController']>
}

export function buildServer(app: App, options: ServerOptions): FastifyInstance {
  const { patience = usualPatience } = options
  const server = Fastify({
    bodyLimit: bodyLimits.usual,
    requestTimeout: patience.file,
    http: nodeLimits(patience),
    trustProxy: [...options.trustProxy],
    // No line a request: it costs a quarter of the throughput, and would name addresses.
    logger: options.log ? { level: 'error' } : false,
    // No logger of its own for a request either; what is logged names its route.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    // Answers while it drains, so that what was accepted is finished and new work is told to come back.
    return503OnClosing: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
    ...(options.schemas === undefined ? {} : { schemaController: options.schemas }),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  server.decorate('isRehearsal', app.rehearsalPass !== null)
  if (app.rehearsalPass !== null) askForPass(server, app.rehearsalPass)
  beginInTurns(server.server)
  watchConnections(server, patience, options.trustProxy.length === 0)
  server.setErrorHandler((error, request, reply) => {
    answerError(app, error, request, reply)
  })
  if (options.trustProxy.length === 0) noticeProxies(server, app)
  server.addHook('onSend', (request, reply, _payload, done) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', strictTransport)
    done()
  })
  const hurry = createHurry()
  server.register(async (api) => {
    installGuard(api, app, hurry, options.doorAsks)
    api.addHook('onSend', (_request, reply, _payload, done) => {
      if (reply.getHeader('cache-control') === undefined) reply.header('cache-control', 'no-store')
      reply.header('x-content-type-options', 'nosniff')
      done()
    })
    const lobbies = createLive(api, async (slug) => JSON.stringify(await openings(app, slug)))
    publicRoutes(api, app, options.publicAnswers, lobbies)
    contestantRoutes(api, app)
    signInRoutes(api, app, options.publicAnswers)
    providerRoutes(api, app)
    identityRoutes(api, app)
    contestRoutes(api, app)
    auditRoutes(api, app)
    peopleRoutes(api, app)
    takingPartRoutes(api, app)
    questionRoutes(api, app)
    roundRoutes(api, app, lobbies)
    documentRoutes(api, app)
    resultRoutes(api, app)
    analysisRoutes(api, app)
    operationRoutes(api, app)
    uploadLinkRoutes(api, app)
    linkHolderRoutes(api, app)
    contributionRoutes(api, app, {
      prefix: '/api/staff/contests/:slug',
      audience: 'staff',
      who: staffOf,
      slug: ({ params }) => (params as { readonly slug: string }).slug,
    })
  })
  if (options.pages === null) {
    server.setNotFoundHandler((request, reply) => {
      sendProblem(new ContestError('not-found'), request, reply)
    })
  } else mountPages(server, app, options.pages, { answers: options.publicAnswers, hurry })
  return server
}

/** Once a process: the audit is no log of requests. */
function noticeProxies(server: FastifyInstance, app: App): void {
  let noted = false
  server.addHook('onRequest', (request, _reply, done) => {
    const peer = noted ? null : unnamedProxyOf(request)
    if (peer !== null) {
      noted = true
      noteUnnamedProxy(app, peer).catch((error: unknown) => {
        request.log.error({ err: error }, 'a proxy in front could not be noted')
      })
    }
    done()
  })
}
