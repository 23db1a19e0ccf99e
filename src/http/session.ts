/** The three session cookies. HttpOnly, same-site, and Secure wherever the browser came by HTTPS. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Session } from '#memory/sessions.ts'

export const contestantCookie = 'hoithi'
export const staffCookie = 'hoithi-staff'
export const linkHolderCookie = 'hoithi-contributor'

export function readCookie(request: FastifyRequest, name: string): string | null {
  const header = request.headers.cookie
  if (header === undefined) return null
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) {
      const value = part.slice(at + 1).trim()
      return /^[A-Za-z0-9_-]{20,100}$/.test(value) ? value : null
    }
  }
  return null
}

const attributes = (request: FastifyRequest): string => `Path=/; HttpOnly; SameSite=Lax${request.protocol === 'https' ? '; Secure' : ''}`

export function setSession(request: FastifyRequest, reply: FastifyReply, name: string, session: Session, now: number): void {
  const seconds = Math.floor((session.expiresAt - now) / 1000)
  void reply.header('set-cookie', `${name}=${session.token}; Max-Age=${seconds}; ${attributes(request)}`)
}

export function clearSession(request: FastifyRequest, reply: FastifyReply, name: string): void {
  void reply.header('set-cookie', `${name}=; Max-Age=0; ${attributes(request)}`)
}
