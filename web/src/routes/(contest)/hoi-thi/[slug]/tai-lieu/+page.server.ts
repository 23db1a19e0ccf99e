import type { PublicContest } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  contest: await read<PublicContest>(event, publicPaths.contest(event.params.slug)),
})
