import type { Rulebook } from '#contract/contests.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  slug: event.params.slug,
  rulebook: await read<Rulebook>(event, `/api/contests/${encodeURIComponent(event.params.slug)}/rulebook?lang=${event.locals.language}`),
})
