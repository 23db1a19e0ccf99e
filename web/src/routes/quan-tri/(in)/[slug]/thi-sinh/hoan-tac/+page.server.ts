import { staffPaths } from '#web/api/paths.ts'
import { editing, peoplePage } from '#web/server/people/editing.ts'
import { lastChangeOf } from '#web/server/people/lists.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  return { last: await lastChangeOf(event, event.params.slug, me) }
}

export const actions = editing({ path: staffPaths.undoPeople, back: peoplePage }, () => ({ edit: {} }))
