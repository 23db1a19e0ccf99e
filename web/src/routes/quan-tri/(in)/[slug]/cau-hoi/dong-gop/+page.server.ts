import type { ContributionList } from '#contract/contributions.ts'
import { read } from '#web/server/api.ts'
import { contestAddress } from '#web/server/questions/bank-address.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const address = `${contestAddress(event.params.slug)}/contributions`
  return { address, contributions: (await read<ContributionList>(event, address)).items }
}
