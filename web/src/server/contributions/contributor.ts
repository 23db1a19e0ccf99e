/** Who came by an upload link. Without a session the link is as good as dead: they open it again, or ask for another. */
import { error } from '@sveltejs/kit'
import type { ContributorMe } from '#contract/contributions.ts'
import { contributorPaths } from '#web/api/paths.ts'
import { tryToRead, type PageEvent } from '../api.ts'

export async function contributorMe(event: PageEvent): Promise<ContributorMe> {
  const me = await tryToRead<ContributorMe>(event, contributorPaths.me)
  if (!me.ok) error(me.problem.status === 401 ? 403 : me.problem.status, me.problem.code, { code: me.problem.code })
  return me.value
}
