import type { PublicContest, Rulebook } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const [rulebook, { rounds, zone }] = await Promise.all([
    read<Rulebook>(event, publicPaths.rulebook(slug, event.locals.language)),
    read<PublicContest>(event, publicPaths.contest(slug)),
  ])
  return { slug, rulebook, zone, departed: rounds.filter(({ departures }) => departures.length > 0) }
}
