import type { PublicContest, UnitBoard } from '#contract/contests.ts'
import { read } from '#web/server/api.ts'
import { chosenContest } from '#web/server/contests/contest-choice.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const slug = encodeURIComponent(chosenContest(event.url, (await event.parent()).contests))
  const [contest, board] = await Promise.all([
    read<PublicContest>(event, `/api/contests/${slug}`),
    read<UnitBoard>(event, `/api/contests/${slug}/units`),
  ])
  const units = board.units.toSorted((a, b) => b.participants - a.participants || a.name.localeCompare(b.name, 'vi'))
  return { slug: contest.slug, title: contest.title, zone: contest.zone, now: board.now, units }
}
