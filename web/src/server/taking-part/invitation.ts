/** A personal link on its way from the browser that opened it to the sign-in it is used at: the first that was opened stands. */
import type { Cookies, RequestEvent } from '@sveltejs/kit'
import { invitationLength, type Me } from '#contract/taking-part.ts'
import { publicOrigin } from '../public-origin.ts'
import type { PageEvent } from '../api.ts'

const isInvitation = (text: string): boolean => new RegExp(`^[\\w-]{${String(invitationLength)}}$`).test(text)
const isSlug = (text: string): boolean => /^[a-z0-9-]{1,60}$/.test(text)

/** Only the pages that need it are sent it. */
const places = ['/moi', '/vao-thi'] as const
const nameOf = (slug: string): string => `moi-${slug}`
const days = 14

export const invitationLink = (event: PageEvent, { invitation, contest }: Pick<Me, 'invitation' | 'contest'>): string | null =>
  invitation === undefined ? null : `${publicOrigin(event)}/moi/${contest.slug}/${invitation}`

/** Somebody opened a personal link. */
export function openInvitation({ cookies, params }: Pick<RequestEvent, 'cookies'> & { params: { slug: string; token: string } }): void {
  const { slug, token } = params
  if (!isSlug(slug) || !isInvitation(token) || keptInvitation(cookies, slug) !== null) return
  for (const path of places)
    cookies.set(nameOf(slug), token, { path, maxAge: days * 86_400, sameSite: 'lax', httpOnly: true, secure: false })
}

export function keptInvitation(cookies: Cookies, slug: string): string | null {
  const kept = isSlug(slug) ? (cookies.get(nameOf(slug)) ?? '') : ''
  return isInvitation(kept) ? kept : null
}

/** It was used: whoever signs in on this device next did not come by it. */
export function droppedInvitation(cookies: Cookies, slug: string): void {
  if (keptInvitation(cookies, slug) === null) return
  for (const path of places) cookies.delete(nameOf(slug), { path, secure: false })
}
