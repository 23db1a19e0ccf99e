import type { BoardList } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { lastChangeOf } from '#web/server/people/lists.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const { me } = await event.parent()
  const [boards, last] = await Promise.all([read<BoardList>(event, staffPaths.boards(slug)), lastChangeOf(event, slug, me)])
  return { boards, last }
}
