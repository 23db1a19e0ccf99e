import { awaitsOpening, isOpen } from '#contest/round-life.ts'
import type { PublicContest } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read, refuse, tryToRead } from '#web/server/api.ts'
import { pageOf } from '#web/server/paging.ts'
import { unitsOnPage } from '#web/server/units-on-page.ts'
import { chosenContest } from '#web/server/contests/chosen.ts'
import type { PageServerLoad } from './$types'
import type { RoundResults } from '#contract/results.ts'

export const load: PageServerLoad = async (event) => {
  const slug = chosenContest(event.url, (await event.parent()).contests)
  const asked = Number(event.url.searchParams.get('ban') ?? '')
  const version = Number.isInteger(asked) && asked > 0 ? asked : null
  const contest = await read<PublicContest>(event, publicPaths.contest(slug))
  const results = await tryToRead<RoundResults>(event, publicPaths.results(slug, event.params.round, version))
  if (!results.ok && results.problem.code !== 'not-published') refuse(event, results.problem)
  const query = event.url.searchParams.get('q')?.trim() ?? ''
  const units = results.ok ? results.value.units : []
  const round = contest.rounds.find(({ key }) => key === event.params.round)
  return {
    ...{ slug: contest.slug, title: contest.title, zone: contest.zone, name: round?.name ?? event.params.round },
    isOver: round !== undefined && !awaitsOpening(round.status) && !isOpen(round.status),
    concluded: contest.concludedAt !== null,
    // Of ten thousand units a page shows some.
    results: results.ok ? { ...results.value, units: undefined } : null,
    ...{ query, units: unitsOnPage(units, query, pageOf(event.url)) },
  }
}
