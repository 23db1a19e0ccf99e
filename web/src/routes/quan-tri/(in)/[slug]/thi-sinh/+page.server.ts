import type { UnitBoard } from '#contract/contests.ts'
import type { ContestantPage } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const [people, board] = await Promise.all([
    read<ContestantPage>(event, staffPaths.contestants(slug, listQuery(event.url, ['unit']))),
    read<UnitBoard>(event, staffPaths.units(slug)),
  ])
  const units = board.units.toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
  return { people, units, query: event.url.searchParams.get('q') ?? '', unit: event.url.searchParams.get('unit') ?? '' }
}
