import type { UnitBoard } from '#contract/contests.ts'
import type { ContestantPage, DoubtList, PeopleRequestList } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const { me } = await event.parent()
  const [people, board, requests, doubts] = await Promise.all([
    read<ContestantPage>(event, staffPaths.contestants(slug, listQuery(event.url, ['unit']))),
    read<UnitBoard>(event, staffPaths.units(slug)),
    may(me, 'roster.import') ? read<PeopleRequestList>(event, staffPaths.peopleRequests(slug)) : null,
    may(me, 'doubts.see') ? read<DoubtList>(event, staffPaths.doubts(slug)) : null,
  ])
  const units = board.units.toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
  return {
    requests: requests?.items ?? null,
    doubts,
    people,
    units,
    query: event.url.searchParams.get('q') ?? '',
    unit: event.url.searchParams.get('unit') ?? '',
  }
}
