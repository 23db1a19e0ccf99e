/** Where the button of a provider leads, and what its app opens: a person is sent on, or has brought a proof. */
import { redirect } from '@sveltejs/kit'
import type { ProviderAddress } from '#contract/identity.ts'
import { contestantPaths } from '#web/api/paths.ts'
import { act } from '#web/server/api.ts'
import { arrive, failureAddress, receivedIn, wayIn } from '#web/server/identity/arrival.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug, provider } = event.params
  const { way } = await wayIn(event, event.params)
  if (way.button) {
    const outcome = await act<ProviderAddress>(event, 'POST', contestantPaths.beginAt(slug, provider))
    if (!outcome.ok) redirect(303, failureAddress(slug, provider, outcome.problem.code))
    // Of the rules of the contest, or of what the provider says of itself.
    redirect(303, outcome.value.address, { external: true })
  }
  if (way.from === 'header') await arrive(event, slug, provider, { [way.proofName]: event.request.headers.get(way.proofName) ?? '' })
  if (way.from === 'query') await arrive(event, slug, provider, receivedIn(event.url.searchParams))
  if (way.from === 'redirect' || way.from === 'form-post') redirect(303, failureAddress(slug, provider, 'proof-missing'))
  // What stands behind # and what a bridge gives never comes here: the page's script reads it.
  return { way, address: contestantPaths.arrive(slug, provider), failure: failureAddress(slug, provider, '') }
}
