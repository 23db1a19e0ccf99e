import type { ContributionList } from '#contract/contributions.ts'
import { linkHolderPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { linkHolderMe } from '#web/server/contributions/link-holder.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const link = await linkHolderMe(event)
  const { items } = await read<ContributionList>(event, linkHolderPaths.contributions)
  return { link, contributions: items, demo: link.demo }
}
