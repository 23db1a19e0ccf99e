/** Whoever came by an upload link: opens it, sees whose it is, and sends questions. */
import type { Static } from 'typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { LinkHolderMe, LinkHolderSignIn } from '#contract/contributions.ts'
import type { App } from '#usecases/app.ts'
import { requireContest } from '#usecases/find.ts'
import { linkHolderMe, openUploadLink } from '#usecases/contributions/upload-links.ts'
import { countedLookUp } from '#usecases/identity/tries.ts'
import { linkHolderOf } from '../guard.ts'
import { clearSession, linkHolderCookie, readCookie, setSession } from '../session.ts'
import { contributionRoutes } from './staff/contributions.ts'

const base = '/api/link-holder'

export function linkHolderRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof LinkHolderSignIn> }>(
    `${base}/session`,
    { config: { audience: 'public' }, schema: { body: LinkHolderSignIn } },
    async (request, reply) => {
      const session = await countedLookUp(app, request.ip, () => openUploadLink(app, request.body.token))
      setSession(request, reply, linkHolderCookie, session, app.clock.now())
      return reply.code(204).send()
    },
  )

  server.delete(`${base}/session`, { config: { audience: 'public' } }, async (request, reply) => {
    const token = readCookie(request, linkHolderCookie)
    if (token !== null) await app.sessions.end(token, app.clock.now())
    clearSession(request, reply, linkHolderCookie)
    return reply.code(204).send()
  })

  server.get(`${base}/me`, { config: { audience: 'link-holder' }, schema: { response: { 200: LinkHolderMe } } }, (request) =>
    linkHolderMe(app, linkHolderOf(request)),
  )

  contributionRoutes(server, app, {
    prefix: base,
    audience: 'link-holder',
    who: linkHolderOf,
    slug: async (request: FastifyRequest) => (await requireContest(app.database.db, linkHolderOf(request).link.contestId)).slug,
  })
}
