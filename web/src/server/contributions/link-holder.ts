/** Who came by an upload link. Without a session the link is as good as dead: they open it again, or ask for another. */
import { error } from '@sveltejs/kit'
import type { LinkHolderMe } from '#contract/contributions.ts'
import { linkHolderPaths } from '#web/api/paths.ts'
import { tryToRead, type PageEvent } from '../api.ts'

export async function linkHolderMe(event: PageEvent): Promise<LinkHolderMe> {
  const me = await tryToRead<LinkHolderMe>(event, linkHolderPaths.me)
  if (!me.ok) error(me.problem.status === 401 ? 403 : me.problem.status, me.problem.code, { code: me.problem.code })
  return me.value
}
