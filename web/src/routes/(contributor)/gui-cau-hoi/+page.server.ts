import type { ContributionList } from '#contract/contributions.ts'
import { read } from '#web/server/api.ts'
import { contributorAddress, contributorMe } from '#web/server/contributions/contributor.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const link = await contributorMe(event)
  const address = `${contributorAddress}/contributions`
  return { link, address, contributions: (await read<ContributionList>(event, address)).items, demo: link.demo }
}
