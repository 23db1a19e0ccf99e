import { redirect } from '@sveltejs/kit'
import type { FirstStart } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { contests } = await event.parent()
  const [only, second] = contests
  if (only !== undefined && second === undefined) redirect(307, `/hoi-thi/${only.slug}`)
  return { isNew: only === undefined && (await read<FirstStart>(event, staffPaths.first)).awaited }
}
