import { redirect } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent }) => {
  const { contests } = await parent()
  const [only, second] = contests
  if (only !== undefined && second === undefined) redirect(307, `/hoi-thi/${only.slug}`)
}
