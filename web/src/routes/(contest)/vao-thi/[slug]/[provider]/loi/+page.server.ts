import { errorCatalogue, type ErrorCode } from '#contest/errors.ts'
import { wayIn } from '#web/server/identity/arrival.ts'
import type { PageServerLoad } from './$types'

/** Why somebody was not signed in: a code of the catalogue, and nothing else that stands in an address. */
export const load: PageServerLoad = async (event) => {
  const code = event.url.searchParams.get('ma') ?? ''
  const known = Object.hasOwn(errorCatalogue, code) ? (code as ErrorCode) : ('proof-missing' as const)
  return { ...(await wayIn(event, event.params)), slug: event.params.slug, code: known, words: { ...errorCatalogue[known] } }
}
