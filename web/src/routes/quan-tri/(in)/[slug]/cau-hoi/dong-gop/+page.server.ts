import type { ContributionList } from '#contract/contributions.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { items } = await read<ContributionList>(event, staffPaths.contributions(event.params.slug))
  return { contributions: items }
}
