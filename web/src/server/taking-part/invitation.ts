/** A personal link on its way from the browser that opened it to the sign-in it is used at: the first that was opened stands. */
import type { Cookies, RequestEvent } from '@sveltejs/kit'
import type { ContestList } from '#contract/contests.ts'
import { rehearsed } from '#contract/identity.ts'
import { invitationLength, type Me } from '#contract/taking-part.ts'
import { publicPaths } from '#web/api/paths.ts'
import { publicOrigin } from '../public-origin.ts'
import { tryToRead, type PageEvent } from '../api.ts'

const isInvitation = (text: string): boolean => new RegExp(`^[\\w-]{${String(invitationLength)}}$`).test(text)
const isSlug = (text: string): boolean => /^[a-z0-9-]{1,60}$/.test(text)

/** Only the pages that need it are sent it. */
const places = ['/moi', '/vao-thi'] as const
/** A trial run stands at another port of the same name, which cookies do not tell apart. */
const nameOf = (slug: string, isRehearsal: boolean): string => (isRehearsal ? rehearsed(`moi-${slug}`) : `moi-${slug}`)
const days = 14

export const invitationLink = (event: PageEvent, { invitation, contest }: Pick<Me, 'invitation' | 'contest'>): string | null =>
  invitation === undefined ? null : `${publicOrigin(event)}/moi/${contest.slug}/${invitation}`

/** Somebody opened a personal link; what is none is not kept, and keeps no other from being. */
export async function openInvitation(
  event: RequestEvent & { readonly params: { readonly slug: string; readonly token: string } },
): Promise<void> {
  const { cookies, params } = event
  const { slug, token } = params
  if (!isSlug(slug) || !isInvitation(token)) return
  const isRehearsal = await isTrialRun(event)
  if (keptInvitation(cookies, slug, isRehearsal) !== null) return
  if (!(await tryToRead(event, publicPaths.invitation(slug, token))).ok) return
  for (const path of places)
    cookies.set(nameOf(slug, isRehearsal), token, { path, maxAge: days * 86_400, sameSite: 'lax', httpOnly: true, secure: false })
}

async function isTrialRun(event: PageEvent): Promise<boolean> {
  const contests = await tryToRead<ContestList>(event, publicPaths.contests)
  return contests.ok && contests.value.some(({ rehearsal }) => rehearsal)
}

export function keptInvitation(cookies: Cookies, slug: string, isRehearsal: boolean): string | null {
  const kept = isSlug(slug) ? (cookies.get(nameOf(slug, isRehearsal)) ?? '') : ''
  return isInvitation(kept) ? kept : null
}

/** It was used: whoever signs in on this device next did not come by it. */
export function droppedInvitation(cookies: Cookies, slug: string, isRehearsal: boolean): void {
  if (keptInvitation(cookies, slug, isRehearsal) === null) return
  for (const path of places) cookies.delete(nameOf(slug, isRehearsal), { path, secure: false })
}
