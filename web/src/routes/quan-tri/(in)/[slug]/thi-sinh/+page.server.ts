import type { UnitBoard } from '#contract/contests.ts'
import type { ContestantPage } from '#contract/people.ts'
import { read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const address = `/api/staff/contests/${encodeURIComponent(event.params.slug)}`
  const [people, board] = await Promise.all([
    read<ContestantPage>(event, `${address}/contestants?${listQuery(event.url, ['unit'])}`),
    read<UnitBoard>(event, `${address}/units`),
  ])
  const units = board.units.toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
  return { people, units, query: event.url.searchParams.get('q') ?? '', unit: event.url.searchParams.get('unit') ?? '', address }
}
