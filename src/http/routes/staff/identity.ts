/** Routes of staff accounts: signing in and out, and who I am. */
import { Type, type Static } from 'typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ContestError } from '#contest/errors.ts'
import { actsForUnit, isOfServer, permissionsOf } from '#contest/roles.ts'
import {
  AccountDecision,
  EndedSessions,
  FirstAdministrator,
  FirstStart,
  MadePassword,
  NewAccount,
  OneContestant,
  OwnPassword,
  OwnSessions,
  PasswordAgain,
  ProviderAccounts,
  ProviderArrival,
  RecoveryCodes,
  RoleGiven,
  SecondFactorProposal,
  SecondFactorState,
  SecondStep,
  ShownPhone,
  StaffAccount,
  StaffAccountList,
  StaffMe,
  SignInStep,
  StaffSignIn,
  TrialBegun,
  trialCookie,
  TrialReport,
} from '#contract/identity.ts'
import type { App } from '#usecases/app.ts'
import { contests } from '#usecases/contests/apply.ts'
import { actingIn } from '#usecases/access.ts'
import { awaitsFirstAdministrator, makeFirstAdministrator } from '#usecases/identity/first-administrator.ts'
import { endOwnSessions, ownSessions } from '#usecases/identity/own-sessions.ts'
import { oneContestant, showPhone, unlockContestant } from '#usecases/identity/one-contestant.ts'
import {
  beginSecondFactor,
  confirmOwnSecondFactor,
  newOwnRecoveryCodes,
  removeOwnSecondFactor,
  removeSecondFactorOf,
  secondFactorState,
} from '#usecases/identity/second-factor.ts'
import { newBegun } from '#usecases/identity/providers/begun.ts'
import { decideAccount, providerAccounts } from '#usecases/identity/providers/doubts.ts'
import { beginTrial, tryArrival } from '#usecases/identity/providers/trial.ts'
import { signedInAs, signInSecondStep, signInStaff } from '#usecases/identity/sign-in.ts'
import {
  addStaff,
  changeOwnPassword,
  disableStaffAccount,
  enableStaffAccount,
  findAccount,
  grantRole,
  newPassword,
  revokeRole,
  setPassword,
  staffAccounts,
} from '#usecases/identity/staff-accounts.ts'
import { accountOf, staffOf } from '../../guard.ts'
import { clearSession, fromOf, halfWayCookie, readCookie, setBegun, setHalfWay, setSignedIn, staffCookie } from '../../session.ts'
import { OfProvider, originOf } from '../sign-in.ts'
import { may } from './requests.ts'

export function identityRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof StaffSignIn> }>(
    '/api/staff/session',
    {
      config: { audience: 'public', strangers: { ofNetwork: 24, altogether: 96 } },
      schema: { body: StaffSignIn, response: { 200: SignInStep } },
    },
    async (request, reply) => {
      const done = await signInStaff(app, request.body, fromOf(request))
      if ('secondStep' in done) {
        setHalfWay(request, reply, done.secondStep)
        return { secondStep: true }
      }
      setSignedIn(request, reply, staffCookie, done, app.clock.now())
      return reply.code(204).send()
    },
  )

  server.post<{ Body: SecondStep }>(
    '/api/staff/session/second-step',
    { config: { audience: 'public', strangers: { ofNetwork: 24, altogether: 96 } }, schema: { body: SecondStep } },
    async (request, reply) => {
      const half = readCookie(request, halfWayCookie)
      if (half === null) throw new ContestError('not-signed-in')
      setSignedIn(request, reply, staffCookie, await signInSecondStep(app, half, request.body.code, fromOf(request)), app.clock.now())
      clearSession(request, reply, halfWayCookie)
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
    const { login, name, administrator, passwordGiven } = account
    const own = (await contests(app)).flatMap(({ id, slug, rules, demo }) => {
      const role = actingIn(account, id)?.role
      return role === undefined ? [] : [{ slug, title: rules.title, zone: rules.zone, demo, role, may: [...permissionsOf(role)] }]
    })
    const serverMay = administrator ? permissionsOf('administrator').filter(isOfServer) : []
    return { login, name, administrator, passwordGiven, serverMay, now: app.clock.now(), contests: own }
  })

  server.put<{ Body: OwnPassword }>('/api/staff/password', { ...may(null), schema: { body: OwnPassword } }, async (request, reply) => {
    const account = accountOf(request)
    const { current, next } = request.body
    await changeOwnPassword(app, account, { current, next })
    // Changed is changed: whoever waits for the next try at a sign-in does not wait here, nor is told that it was refused.
    setSignedIn(request, reply, staffCookie, await signedInAs(app, account, fromOf(request), null), app.clock.now())
    return reply.code(204).send()
  })

  secondStepRoutes(server, app)
  sessionRoutes(server, app)
  accountRoutes(server, app)
  contestantRoutes(server, app)
}

/** One's own second step. */
function secondStepRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/second-step'

  server.get(path, { ...may(null), schema: { response: { 200: SecondFactorState } } }, (request) =>
    secondFactorState(app, accountOf(request)),
  )

  server.post<{ Body: PasswordAgain }>(
    path,
    { ...may(null), schema: { body: PasswordAgain, response: { 200: SecondFactorProposal } } },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await beginSecondFactor(app, accountOf(request), request.body.password)),
  )

  server.put<{ Body: SecondStep }>(
    path,
    { ...may(null), schema: { body: SecondStep, response: { 200: RecoveryCodes } } },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send({ codes: await confirmOwnSecondFactor(app, accountOf(request), request.body.code) }),
  )

  server.post<{ Body: PasswordAgain }>(
    `${path}/recovery-codes`,
    { ...may(null), schema: { body: PasswordAgain, response: { 200: RecoveryCodes } } },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send({ codes: await newOwnRecoveryCodes(app, accountOf(request), request.body.password) }),
  )

  server.post<{ Body: PasswordAgain }>(`${path}/remove`, { ...may(null), schema: { body: PasswordAgain } }, async (request, reply) => {
    await removeOwnSecondFactor(app, accountOf(request), request.body.password)
    return reply.code(204).send()
  })
}

/** Where one is signed in. */
function sessionRoutes(server: FastifyInstance, app: App): void {
  const path = '/api/staff/sessions'
  const tokenOf = (request: FastifyRequest): string => readCookie(request, staffCookie) ?? ''

  server.get(path, { ...may(null), schema: { response: { 200: OwnSessions } } }, (request) =>
    ownSessions(app, accountOf(request), tokenOf(request)),
  )

  server.post<{ Body: EndedSessions }>(`${path}/end`, { ...may(null), schema: { body: EndedSessions } }, async (request, reply) => {
    await endOwnSessions(app, accountOf(request), tokenOf(request), request.body.id)
    return reply.code(204).send()
  })
}

/** A unit is a contributor's alone. */
const unitsOwn = ({ contest, role, unit }: NonNullable<NewAccount['in']>) => ({ contest, role, unit: actsForUnit(role) ? unit : null })

const OfAccount = Type.Object({ login: Type.String() })
type OfAccount = Static<typeof OfAccount>

/** Accounts are of the server; what each is in a contest is given here too. */
function accountRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/accounts'
  const one = { params: OfAccount, response: { 200: StaffAccount } } as const

  server.get(base, { ...may('staff.manage'), schema: { response: { 200: StaffAccountList } } }, async (request) => ({
    items: (await staffAccounts(app, staffOf(request))).map(wire),
  }))

  server.post<{ Body: NewAccount }>(
    base,
    { ...may('staff.manage'), schema: { body: NewAccount, response: { 201: MadePassword } } },
    async (request, reply) => {
      const password = newPassword()
      const { login, name, in: first } = request.body
      const role = first === null ? null : unitsOwn(first)
      const account = await addStaff(app, staffOf(request), { login, name, in: role, password, given: true })
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ account: wire(account), password })
    },
  )

  server.post<{ Params: OfAccount }>(
    `${base}/:login/password`,
    { ...may('staff.manage'), schema: { params: OfAccount, response: { 200: MadePassword } } },
    async (request, reply) => {
      const password = newPassword()
      const { login } = request.params
      await setPassword(app, staffOf(request), login, password, true)
      return reply.header('cache-control', 'no-store').send({ account: wire(await findAccount(app, staffOf(request), login)), password })
    },
  )

  server.post<{ Params: OfAccount }>(`${base}/:login/disable`, { ...may('staff.manage'), schema: one }, async (request) => {
    const { login } = request.params
    await disableStaffAccount(app, staffOf(request), login)
    return wire(await findAccount(app, staffOf(request), login))
  })

  server.post<{ Params: OfAccount }>(`${base}/:login/enable`, { ...may('staff.manage'), schema: one }, async (request) =>
    wire(await enableStaffAccount(app, staffOf(request), request.params.login)),
  )

  server.post<{ Params: OfAccount }>(`${base}/:login/second-step/remove`, { ...may('staff.manage'), schema: one }, async (request) => {
    const { login } = request.params
    await removeSecondFactorOf(app, staffOf(request), login)
    return wire(await findAccount(app, staffOf(request), login))
  })

  server.put<{ Params: OfAccount; Body: RoleGiven }>(
    `${base}/:login/roles`,
    { ...may('staff.manage'), schema: { ...one, body: RoleGiven } },
    async (request) => {
      const { contest, role, unit } = request.body
      const [who, { login }] = [staffOf(request), request.params]
      return wire(
        role === null ? await revokeRole(app, who, login, contest) : await grantRole(app, who, login, unitsOwn({ contest, role, unit })),
      )
    },
  )
}

const wire = ({ roles, ...account }: Awaited<ReturnType<typeof staffAccounts>>[number]): StaffAccount => ({
  ...account,
  roles: roles.map(({ contest, role, unit }) => ({ contest, role, unit })),
})

const OfContestant = Type.Object({ slug: Type.String(), code: Type.String() })
type OfContestant = Static<typeof OfContestant>

/** One contestant for whoever helps them. */
function contestantRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/contestants/:code'

  server.get<{ Params: OfContestant }>(
    base,
    { ...may('roster.see'), schema: { params: OfContestant, response: { 200: OneContestant } } },
    (request) => oneContestant(app, staffOf(request), request.params.slug, request.params.code),
  )

  server.post<{ Params: OfContestant }>(
    `${base}/phone`,
    { ...may('contestant.help'), schema: { params: OfContestant, response: { 200: ShownPhone } } },
    async (request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .send({ phone: await showPhone(app, staffOf(request), request.params.slug, request.params.code) }),
  )

  server.post<{ Params: OfContestant }>(
    `${base}/unlock`,
    { ...may('contestant.help'), schema: { params: OfContestant } },
    async (request, reply) => {
      await unlockContestant(app, staffOf(request), request.params.slug, request.params.code)
      return reply.code(204).send()
    },
  )
}

/** Providers of sign-in as the staff tries them, and accounts there that are in doubt. */
export function providerRoutes(server: FastifyInstance, app: App): void {
  const base = '/api/staff/contests/:slug/sign-in/:provider'
  server.post<{ Params: OfProvider }>(
    `${base}/trial`,
    { ...may('contest.apply'), schema: { params: OfProvider, response: { 200: TrialBegun } } },
    async (request, reply) => {
      const { slug, provider } = request.params
      const token = newBegun(app.clock.now())
      const origin = originOf(request)
      const address = await beginTrial(app, staffOf(request), slug, provider, { token, origin, address: request.ip })
      if (address !== null) setBegun(request, reply, trialCookie, token)
      return { address, launch: `${origin}/vao-thi/${slug}/${provider}` }
    },
  )

  server.post<{ Params: OfProvider; Body: ProviderArrival }>(
    `${base}/trial/arrival`,
    { ...may('contest.apply'), schema: { params: OfProvider, body: ProviderArrival, response: { 200: TrialReport } } },
    (request) => {
      const { slug, provider } = request.params
      return tryArrival(app, staffOf(request), slug, provider, { ...request.body, begun: null, origin: originOf(request) })
    },
  )

  const accounts = '/api/staff/contests/:slug/contestants/:code/accounts'
  server.get<{ Params: OfContestant }>(
    accounts,
    { ...may('roster.see'), schema: { params: OfContestant, response: { 200: ProviderAccounts } } },
    (request) => providerAccounts(app, staffOf(request), request.params.slug, request.params.code),
  )
  server.post<{ Params: OfContestant; Body: AccountDecision }>(
    accounts,
    { ...may('doubts.decide'), schema: { params: OfContestant, body: AccountDecision } },
    async (request, reply) => {
      await decideAccount(app, staffOf(request), request.params.slug, request.params.code, request.body)
      return reply.code(204).send()
    },
  )
}
