import type { ContributionList } from '#contract/contributions.ts'
import { contributorPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { contributorMe } from '#web/server/contributions/contributor.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const link = await contributorMe(event)
  const { items } = await read<ContributionList>(event, contributorPaths.contributions)
  return { link, contributions: items, demo: link.demo }
}
