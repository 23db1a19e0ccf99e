import type { ContestList } from '#contract/contests.ts'
import { publicPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  const contests = await read<ContestList>(event, publicPaths.contests)
  return {
    language: event.locals.language,
    contests,
    demo: contests.some(({ demo }) => demo),
    rehearsal: contests.some(({ rehearsal }) => rehearsal),
  }
}
