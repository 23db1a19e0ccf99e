/**
 * The three session cookies, and that of a device which signed in before. HttpOnly, same-site, and Secure wherever the browser
 * came by HTTPS.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { begunMs } from '#contest/sign-in/provider.ts'
import { contestantCookie, passCookie, rehearsed, securely } from '#contract/identity.ts'
import type { Session } from '#usecases/app.ts'
import type { From, SignedIn, SignedInPerson } from '#usecases/identity/sign-in.ts'

declare module 'fastify' {
  interface FastifyInstance {
    readonly isRehearsal: boolean
  }
}

export { contestantCookie }
export const staffCookie = 'hoithi-staff'
export const linkHolderCookie = 'hoithi-link-holder'
/** Between the password and the second step. */
export const halfWayCookie = 'hoithi-half-way'
const deviceCookie = 'hoithi-device'
/** A device is known this long after its last sign-in: from one contest of an office to the next. */
const DEVICE_SECONDS = 400 * 86_400

/** Browsers keep whoever came by TLS to it, for a year from the last time. */
export const strictTransport = 'max-age=31536000'

/**
 * Behind TLS a cookie has the prefix `__Host-`: browsers take it from this host alone and send it by TLS alone, so that neither a
 * neighbouring host nor a request in the clear can put another in its place.
 */
const nameFor = (request: FastifyRequest, name: string): string => {
  const own = request.server.isRehearsal ? rehearsed(name) : name
  return request.protocol === 'https' ? securely(own) : own
}

export function readCookie(request: FastifyRequest, plainName: string): string | null {
  const header = request.headers.cookie
  if (header === undefined) return null
  const name = nameFor(request, plainName)
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) {
      const value = part.slice(at + 1).trim()
      return /^[A-Za-z0-9_-]{20,200}$/.test(value) ? value : null
    }
  }
  return null
}

const attributes = (request: FastifyRequest): string => `Path=/; HttpOnly; SameSite=Lax${request.protocol === 'https' ? '; Secure' : ''}`

export function setSession(request: FastifyRequest, reply: FastifyReply, name: string, session: Session, now: number): void {
  const seconds = Math.floor((session.expiresAt - now) / 1000)
  void reply.header('set-cookie', `${nameFor(request, name)}=${session.token}; Max-Age=${seconds}; ${attributes(request)}`)
}

/** A session, and what keeps the device known. */
export function setSignedIn(request: FastifyRequest, reply: FastifyReply, name: string, { session, device }: SignedIn, now: number): void {
  setSession(request, reply, name, session, now)
  void reply.header('set-cookie', `${nameFor(request, deviceCookie)}=${device}; Max-Age=${String(DEVICE_SECONDS)}; ${attributes(request)}`)
}

/** As long as the browser stays open; what it holds ends by itself. */
export function setHalfWay(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.header('set-cookie', `${nameFor(request, halfWayCookie)}=${token}; ${attributes(request)}`)
}

/** As long as the browser stays open. */
export function setPass(request: FastifyRequest, reply: FastifyReply, pass: string): void {
  void reply.header('set-cookie', `${nameFor(request, passCookie)}=${pass}; ${attributes(request)}`)
}

/** What was begun at a provider, for as long as it may take to come back. */
export function setBegun(request: FastifyRequest, reply: FastifyReply, name: string, token: string): void {
  void reply.header('set-cookie', `${nameFor(request, name)}=${token}; Max-Age=${String(begunMs / 1000)}; ${attributes(request)}`)
}

/** For the scripts of the contestant's pages: whose papers this device may show, also without network. It opens nothing. */
const personCookie = 'hoithi-person'
const openly = (request: FastifyRequest): string => attributes(request).replace(' HttpOnly;', '')

export function setPerson(request: FastifyRequest, reply: FastifyReply, { session, person }: SignedInPerson, now: number): void {
  const seconds = Math.floor((session.expiresAt - now) / 1000)
  void reply.header('set-cookie', `${nameFor(request, personCookie)}=${person}; Max-Age=${String(seconds)}; ${openly(request)}`)
}

export function clearPerson(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('set-cookie', `${nameFor(request, personCookie)}=; Max-Age=0; ${openly(request)}`)
}

export const fromOf = (request: FastifyRequest): From => ({ address: request.ip, device: readCookie(request, deviceCookie) })

export function clearSession(request: FastifyRequest, reply: FastifyReply, name: string): void {
  void reply.header('set-cookie', `${nameFor(request, name)}=; Max-Age=0; ${attributes(request)}`)
}
