/**
 * What is known of a sign-in that was begun here. The browser keeps one random text for ten minutes; state, nonce and verifier are made
 * from it under a key of the server, so that nothing of it is stored, and only the browser that began can finish.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { begunMs, type Provider } from '#contest/sign-in/provider.ts'
import type { Begun } from '#contest/sign-in/proof.ts'
import type { Instant } from '#contest/values.ts'
import type { App } from '../../app.ts'

/** `try`: by somebody on the staff, who is told what came. */
export type Purpose = 'sign-in' | 'try'

const TIME_BYTES = 6

/** For the browser to keep. */
export function newBegun(now: Instant): string {
  const bytes = randomBytes(32)
  bytes.writeUIntBE(now, 0, TIME_BYTES)
  return bytes.toString('base64url')
}

/** @param redirect where people come back to */
export function begunOf(
  { codec }: Pick<App, 'codec'>,
  token: string,
  of: {
    readonly contestId: string
    readonly slug: string
    readonly provider: Provider
    readonly purpose: Purpose
    readonly origin: string
  },
): Begun {
  const about = JSON.stringify([of.contestId, of.provider.id, of.purpose, token])
  const made = (what: string): string => Buffer.from(codec.index(`begun ${what}`, about)).toString('base64url')
  return { redirect: redirectOf(of.origin, of.slug, of.provider), state: made('state'), nonce: made('nonce'), verifier: made('verifier') }
}

/** Where people come back to, and what a provider is told of it: where they press the button, or where its form is posted. */
const redirectOf = (origin: string, slug: string, { id, proof }: Provider): string =>
  proof.from === 'form-post' ? `${origin}/api/contests/${slug}/sign-in/${id}/posted` : `${origin}/vao-thi/${slug}/${id}/ve`

/** When it was begun. */
const begunAt = (token: string): Instant => Buffer.from(token, 'base64url').readUIntBE(0, TIME_BYTES)

export function isLate(token: string, now: Instant): boolean {
  const at = begunAt(token)
  return now - at > begunMs || at > now
}

export const isBegunToken = (token: string | null): token is string => token !== null && /^[A-Za-z0-9_-]{43}$/.test(token)

export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
