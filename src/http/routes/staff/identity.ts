/** Routes of staff accounts: signing in and out, and who I am. */
import type { Static } from 'typebox'
import type { FastifyInstance } from 'fastify'
import { isOfServer, permissionsOf } from '#contest/roles.ts'
import { FirstAdministrator, FirstStart, StaffMe, StaffSignIn } from '#contract/identity.ts'
import type { App } from '#usecases/app.ts'
import { contests } from '#usecases/contests/apply.ts'
import { actingIn } from '#usecases/access.ts'
import { awaitsFirstAdministrator, makeFirstAdministrator } from '#usecases/identity/first-administrator.ts'
import { signInStaff } from '#usecases/identity/sign-in.ts'
import { accountOf } from '../../guard.ts'
import { clearSession, fromOf, readCookie, setSignedIn, staffCookie } from '../../session.ts'
import { may } from './requests.ts'

export function identityRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof StaffSignIn> }>(
    '/api/staff/session',
    { config: { audience: 'public', strangers: { ofNetwork: 24, altogether: 96 } }, schema: { body: StaffSignIn } },
    async (request, reply) => {
      setSignedIn(request, reply, staffCookie, await signInStaff(app, request.body, fromOf(request)), app.clock.now())
      return reply.code(204).send()
    },
  )

  server.get('/api/first-administrator', { config: { audience: 'public' }, schema: { response: { 200: FirstStart } } }, async () => ({
    awaited: await awaitsFirstAdministrator(app),
  }))

  server.post<{ Body: Static<typeof FirstAdministrator> }>(
    '/api/first-administrator',
    { config: { audience: 'public', strangers: { ofNetwork: 4, altogether: 8 } }, schema: { body: FirstAdministrator } },
    async (request, reply) => {
      await makeFirstAdministrator(app, request.body, request.ip)
      return reply.code(204).send()
    },
  )

  server.delete('/api/staff/session', { config: { audience: 'public' } }, async (request, reply) => {
    const token = readCookie(request, staffCookie)
    if (token !== null) await app.sessions.end(token, app.clock.now())
    clearSession(request, reply, staffCookie)
    return reply.code(204).send()
  })

  server.get('/api/staff/me', { ...may(null), schema: { response: { 200: StaffMe } } }, async (request) => {
    const account = accountOf(request)
    const { login, name, administrator } = account
    const own = (await contests(app)).flatMap(({ id, slug, rules, demo }) => {
      const role = actingIn(account, id)?.role
      return role === undefined ? [] : [{ slug, title: rules.title, zone: rules.zone, demo, role, may: [...permissionsOf(role)] }]
    })
    const serverMay = administrator ? permissionsOf('administrator').filter(isOfServer) : []
    return { login, name, administrator, serverMay, now: app.clock.now(), contests: own }
  })
}
