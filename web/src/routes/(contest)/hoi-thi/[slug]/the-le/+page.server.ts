import type { Rulebook } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  slug: event.params.slug,
  rulebook: await read<Rulebook>(event, publicPaths.rulebook(event.params.slug, event.locals.language)),
})
