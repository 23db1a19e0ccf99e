import type { PublicContest, UnitBoard } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { chosenContest } from '#web/server/contests/chosen.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const slug = chosenContest(event.url, (await event.parent()).contests)
  const [contest, board] = await Promise.all([
    read<PublicContest>(event, publicPaths.contest(slug)),
    read<UnitBoard>(event, publicPaths.units(slug)),
  ])
  const units = board.units.toSorted((a, b) => b.participants - a.participants || a.name.localeCompare(b.name, 'vi'))
  return { slug: contest.slug, title: contest.title, zone: contest.zone, now: board.now, units }
}
