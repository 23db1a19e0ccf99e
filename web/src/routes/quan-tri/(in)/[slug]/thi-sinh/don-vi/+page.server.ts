import type { UnitList } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { pageOf } from '#web/server/paging.ts'
import { lastChangeOf } from '#web/server/people/lists.ts'
import type { PageServerLoad } from './$types'

const states = ['in-force', 'ended', 'all'] as const

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const { me } = await event.parent()
  const given = event.url.searchParams
  const query = given.get('q')?.trim() ?? ''
  const state = states.find((one) => one === given.get('state')) ?? 'in-force'
  const asked = new URLSearchParams({ state, ...(query === '' ? {} : { q: query }) }).toString()
  const [units, last] = await Promise.all([
    read<UnitList>(event, staffPaths.unitList(slug, `${asked}&page=${String(pageOf(event.url))}`)),
    lastChangeOf(event, slug, me),
  ])
  return { units, last, query, state, asked }
}
