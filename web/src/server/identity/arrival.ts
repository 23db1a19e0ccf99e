/** Coming from a provider: what came is handed to the API, and leaves the address at once, whatever comes of it. */
import { error, redirect } from '@sveltejs/kit'
import type { ContestList } from '#contract/contests.ts'
import type { ProviderArrival, TrialReport, WaysIn } from '#contract/identity.ts'
import { contestantPaths, publicPaths } from '#web/api/paths.ts'
import { act, read, tryToRead, type PageEvent } from '../api.ts'
import { droppedInvitation, keptInvitation } from '../taking-part/invitation.ts'
import type { Cookies } from '@sveltejs/kit'

/** The provider an address names, or the page that there is none. */
export async function wayIn(event: PageEvent, { slug, provider }: { readonly slug: string; readonly provider: string }) {
  const ways = await read<WaysIn>(event, publicPaths.waysIn(slug))
  const way = ways.providers.find(({ id }) => id === provider)
  if (way === undefined) error(404, 'not-found', { code: 'not-found' })
  return { way, roster: ways.roster }
}

/** Each parameter once; null: one stands there twice. */
export function receivedIn(parameters: URLSearchParams): Record<string, string> | null {
  const all = [...parameters]
  return new Set(all.map(([name]) => name)).size === all.length ? Object.fromEntries(all) : null
}

export const failureAddress = (slug: string, provider: string, code: string): string =>
  `/vao-thi/${encodeURIComponent(slug)}/${encodeURIComponent(provider)}/loi?ma=${encodeURIComponent(code)}`

/** Signed in, or the page that says what to do; what a trial found comes back. */
export async function arrive(
  event: PageEvent & { readonly cookies: Cookies },
  slug: string,
  provider: string,
  received: Readonly<Record<string, string>> | null,
): Promise<TrialReport> {
  if (received === null) redirect(303, failureAddress(slug, provider, 'proof-tampered'))
  const contests = await tryToRead<ContestList>(event, publicPaths.contests)
  const isRehearsal = contests.ok && contests.value.some((one) => one.rehearsal)
  const invitation = keptInvitation(event.cookies, slug, isRehearsal)
  const arrival: ProviderArrival = { received, ...(invitation !== null && { invitation }) }
  const outcome = await act<TrialReport | null>(event, 'POST', contestantPaths.arrive(slug, provider), arrival)
  if (!outcome.ok) redirect(303, failureAddress(slug, provider, outcome.problem.code))
  if (outcome.value !== null) return outcome.value
  droppedInvitation(event.cookies, slug, isRehearsal)
  redirect(303, '/xac-nhan')
}
