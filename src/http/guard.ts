/** The door of each audience. Every route says whom it is for; a route that does not is refused when it is registered. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ContestError } from '#contest/errors.ts'
import type { Instant } from '#contest/values.ts'
import { isOfServer, type Permission } from '#contest/roles.ts'
import { actingIn, mayDo, requireAccess, type Staff, type Who } from '#usecases/access.ts'
import type { App, LinkHolder, SignedInContestant, SignedInStaff } from '#usecases/app.ts'
import { tellOfRefusal } from '#usecases/audit/trail.ts'
import { createFairLine } from '#usecases/fair-line.ts'
import { contestantBySendToken } from '#usecases/taking-part/attempts.ts'
import { findContest } from '#usecases/find.ts'
import { networkOf } from '#usecases/identity/tries.ts'
import type { Hurry } from './pace/hurry.ts'
import { createCount } from './pace/under-way.ts'
import { contestantCookie, fromOf, linkHolderCookie, readCookie, staffCookie } from './session.ts'

/** `link-holder`: who came by an upload link; a contributor with an account is staff. */
export type Audience = 'public' | 'contestant' | 'staff' | 'link-holder'

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly audience?: Audience
    /** Served before everything that can wait. */
    readonly goesFirst?: boolean
    /** What whoever asks must be permitted; null: anybody of the audience. Its use case asks for the same. */
    readonly permission?: Permission | null
    /** A form of another site may be sent there: what it says counts by its own proof alone. */
    readonly fromElsewhere?: true
    /** The attempt of `:id` may bring its own token in the place of a session (`x-attempt-token`). */
    readonly byAttemptToken?: true
    /**
     * Requests at a time from devices that never signed in, of one network and altogether, counted before a byte of a body is
     * read. Whom a device is known to is seen only in the body: known ones go by, to a line of their own.
     */
    readonly strangers?: { readonly ofNetwork: number; readonly altogether: number }
  }
  interface FastifyRequest {
    /** When its head was here: its sender may still choose how long the body takes. */
    firstByteAt: Instant
    contestant: SignedInContestant | null
    /** The signed-in account. */
    account: SignedInStaff | null
    /** The account as it acts in the contest of the route. */
    staff: Staff | null
    linkHolder: LinkHolder | null
    /** Ends its turn in the line of what contestants look at. */
    leaveLine: (() => void) | null
  }
}

/** Requests of one account at a time: a page asks for a few at once, a device sends one. */
const mostUnderWay = 32
/** What contestants only look at is looked at in turn, so many in one turn of the loop; starts and submissions wait for none of it. */
const looks = { atOnce: () => 8, waiting: 20_000, waitingEach: mostUnderWay }
/** What everybody else asks begins one in a turn of the loop too, in turn by account or network; how long it takes is its own matter. */
const begins = { atOnce: () => Infinity, waiting: 20_000, waitingEach: 2000 }

/** As JSON writes it; behind an escaped backslash the same letters are what somebody typed. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/

const goesFirst = ({ routeOptions }: FastifyRequest): boolean => routeOptions.config.goesFirst === true
const looksOnly = ({ contestant, routeOptions }: FastifyRequest): boolean => contestant !== null && routeOptions.config.goesFirst !== true

/** @param asks false: permissions are left to the use cases, so that a test can see that each asks for its own */
export function installGuard(server: FastifyInstance, app: App, hurry: Hurry, asks = true): void {
  server.decorateRequest('firstByteAt', 0)
  server.decorateRequest('contestant', null)
  server.decorateRequest('account', null)
  server.decorateRequest('staff', null)
  server.decorateRequest('linkHolder', null)
  server.decorateRequest('leaveLine', null)

  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.audience === undefined) throw new Error(`${String(method)} ${url} does not say whom it is for`)
    if (config.audience !== 'staff') return
    const { permission } = config
    if (permission === undefined) throw new Error(`${String(method)} ${url} names no permission`)
    if (permission !== null && !url.includes('/:slug') && !isOfServer(permission))
      throw new Error(`${String(method)} ${url} names no contest to hold ${permission} in`)
  })

  const line = createFairLine(looks)
  const beginning = createFairLine(begins)
  const ofAccount = createCount(1)
  const enter = (request: FastifyRequest, reply: FastifyReply): void => {
    if (looksOnly(request)) return
    const account = (request.contestant ?? request.account ?? request.linkHolder)?.id
    if (account !== undefined) ofAccount(account, mostUnderWay, reply)
  }

  const ofStrangers = createCount(3)
  const holdStrangers = (request: FastifyRequest, reply: FastifyReply): void => {
    const { strangers } = request.routeOptions.config
    if (strangers === undefined || fromOf(request).device !== null) return
    const route = request.routeOptions.url ?? ''
    ofStrangers(`${route} ${networkOf(request.ip)}`, strangers.ofNetwork, reply)
    ofStrangers(route, strangers.altogether, reply)
  }

  /** Once all of the request is here, and until its answer is made: who sends or reads slowly keeps nobody waiting. */
  const takeTurn = (request: FastifyRequest, { raw }: FastifyReply): Promise<void> =>
    new Promise((entered, refused) => {
      let gone = false
      raw.once('close', () => (gone = true))
      line
        .pass(request.contestant?.id ?? '', () => {
          if (gone) return Promise.reject(new ContestError('busy'))
          const left = new Promise<void>((leave) => {
            request.leaveLine = leave
            raw.once('close', leave)
          })
          entered()
          return left
        })
        .catch(refused)
    })
  // No database, file or page means anything by it, and PostgreSQL refuses it in the middle of an act.
  server.addHook('preValidation', (request, _reply, done) => {
    const { body } = request
    const isText = typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && !goesFirst(request)
    done(isText && NUL.test(JSON.stringify(body)) ? new ContestError('invalid-request', { field: 'U+0000' }) : undefined)
  })

  server.addHook('preHandler', (request, reply, done) => {
    if (goesFirst(request)) done()
    else if (looksOnly(request)) takeTurn(request, reply).then(() => done(), done)
    else {
      const from = (request.account ?? request.linkHolder)?.id ?? networkOf(request.ip)
      beginning.pass(from, () => Promise.resolve()).then(() => done(), done)
    }
  })
  server.addHook('onSend', (request, _reply, _payload, done) => {
    request.leaveLine?.()
    done()
  })

  // Not async: a session that is remembered lets the request through without a promise on the hot path.
  server.addHook('onRequest', (request, reply, done) => {
    request.firstByteAt = app.clock.now()
    // As in a body: no name of anything, and PostgreSQL refuses it.
    if (request.url.includes('%00')) return done(new ContestError('invalid-request', { field: 'U+0000' }))
    if (goesFirst(request)) hurry.note()
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.routeOptions.config.fromElsewhere !== true) refuseForeign(request)
    holdStrangers(request, reply)
    const admitted = admit(request, app, asks)
    if (admitted === undefined) {
      enter(request, reply)
      done()
    } else admitted.then(() => enter(request, reply)).then(() => done(), done)
  })
}

/** @throws ContestError `not-signed-in`, `forbidden`, at once or later */
function admit(request: FastifyRequest, app: App, asks: boolean): Promise<void> | undefined {
  const { audience, permission = null } = request.routeOptions.config
  const permitted = <T extends Who>(who: T | null): T => {
    if (who === null)
      throw new ContestError(audience === 'staff' ? 'forbidden' : 'not-signed-in', permission === null ? {} : { permission })
    if (asks && permission !== null) requireAccess(who, permission)
    return who
  }
  if (audience === 'contestant') {
    const ownToken = request.headers['x-attempt-token']
    if (request.routeOptions.config.byAttemptToken === true && typeof ownToken === 'string') {
      return contestantBySendToken(app, (request.params as { readonly id: string }).id, ownToken).then((person) => {
        request.contestant = person
        if (person === null) throw new ContestError('not-signed-in')
      })
    }
    const token = readCookie(request, contestantCookie)
    const session = token === null ? null : app.sessions.contestant(token, request.firstByteAt)
    const enter = (person: SignedInContestant | null): void => {
      request.contestant = person
      if (person === null) throw new ContestError('not-signed-in')
    }
    if (session instanceof Promise) return session.then(enter)
    enter(session)
    return undefined
  }
  if (audience === 'staff') {
    const token = readCookie(request, staffCookie)
    return (token === null ? Promise.resolve(null) : app.sessions.staff(token, request.firstByteAt)).then(async (account) => {
      if (account === null) throw new ContestError('not-signed-in')
      request.account = account
      // What is one's own – who one is, the password – has no permission.
      if (account.passwordGiven && permission !== null) throw new ContestError('password-given')
      try {
        request.staff = await staffIn(app, account, request.params, asks)
        if (permission !== null) permitted(request.staff)
      } catch (error) {
        if (error instanceof ContestError) await tellRefused(app, account, request.params, permission)
        throw error
      }
    })
  }
  if (audience === 'link-holder') {
    const token = readCookie(request, linkHolderCookie)
    return (token === null ? Promise.resolve(null) : app.sessions.linkHolder(token, request.firstByteAt)).then((linkHolder) => {
      request.linkHolder = permitted(linkHolder)
    })
  }
  return undefined
}

/**
 * The account in the contest the address names: where it has no role, the contest is as unknown as none. Null on a route of no
 * contest, unless the account runs the server.
 * @throws ContestError `not-found`
 */
async function staffIn(app: App, account: SignedInStaff, params: unknown, asks: boolean): Promise<Staff | null> {
  const { slug } = params as { readonly slug?: string }
  if (slug === undefined) return account.administrator ? actingIn(account, '') : null
  const { id } = await findContest(app, slug)
  const staff = actingIn(account, id)
  if (staff !== null) return staff
  if (asks) throw new ContestError('not-found', { contest: slug })
  // For the test that looks whether use cases ask too: let in as what the account is elsewhere.
  return actingIn(account, account.roles[0]?.contestId ?? '')
}

/** Whether the session of a request that is being answered for hours would still be let in. */
export async function stillMay(app: App, request: FastifyRequest, permission: Permission): Promise<boolean> {
  const token = readCookie(request, staffCookie)
  const account = token === null ? null : await app.sessions.staff(token, app.clock.now())
  const staff = account === null ? null : await staffIn(app, account, request.params, true).catch(() => null)
  return staff !== null && mayDo(staff, permission)
}

/** In the audit of the contest it was about; a contest that is not there is nobody's. */
async function tellRefused(app: App, { id }: SignedInStaff, params: unknown, permission: Permission | null): Promise<void> {
  const { slug } = params as { readonly slug?: string }
  const contest = slug === undefined ? null : await findContest(app, slug).catch(() => null)
  await tellOfRefusal(app, id, contest?.id ?? null, permission)
}

/** Browsers tell where a changing request comes from; programs without either header carry no other site's cookies. */
function refuseForeign({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ContestError('foreign-origin')
  const { origin } = headers
  if (site !== undefined || origin === undefined) return
  if (!URL.canParse(origin) || new URL(origin).host !== headers.host) throw new ContestError('foreign-origin')
}

/** The signed-in contestant of a route for contestants. */
export function contestantOf({ contestant }: FastifyRequest): SignedInContestant {
  if (contestant === null) throw new ContestError('not-signed-in')
  return contestant
}

/** The account as it acts in the contest of the route. */
export function staffOf({ staff }: FastifyRequest): Staff {
  if (staff === null) throw new ContestError('forbidden')
  return staff
}

export function accountOf({ account }: FastifyRequest): SignedInStaff {
  if (account === null) throw new ContestError('not-signed-in')
  return account
}

export function linkHolderOf({ linkHolder }: FastifyRequest): LinkHolder {
  if (linkHolder === null) throw new ContestError('not-signed-in')
  return linkHolder
}
