/** Somebody comes back from a provider. */
import { arrive, receivedIn, wayIn } from '#web/server/identity/arrival.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug, provider } = event.params
  const { way } = await wayIn(event, event.params)
  return { way, slug, report: await arrive(event, slug, provider, receivedIn(event.url.searchParams)) }
}
