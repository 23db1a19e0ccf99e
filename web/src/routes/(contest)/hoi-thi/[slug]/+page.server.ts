import type { PublicContest } from '#contract/contests.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  contest: await read<PublicContest>(event, `/api/contests/${encodeURIComponent(event.params.slug)}`),
})
