import type { PublicContest, UnitBoard } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import { chosenContest } from '#web/server/contests/chosen.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const slug = chosenContest(event.url, (await event.parent()).contests)
  const [contest, board] = await Promise.all([
    read<PublicContest>(event, publicPaths.contest(slug)),
    read<UnitBoard>(event, publicPaths.units(slug, listQuery(event.url))),
  ])
  return { slug: contest.slug, title: contest.title, zone: contest.zone, board, query: event.url.searchParams.get('q')?.trim() ?? '' }
}
