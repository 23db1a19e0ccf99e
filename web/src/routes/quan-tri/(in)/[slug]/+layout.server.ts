import { error, redirect } from '@sveltejs/kit'
import type { StaffContest } from '#contract/contests.ts'
import { staffPaths } from '#web/api/paths.ts'
import { onlyContributes } from '#web/identity/may.ts'
import { read } from '#web/server/api.ts'
import { contestOfContributor } from '#web/server/contributions/own-contest.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  event.depends('hoithi:contest')
  const { slug } = event.params
  const { me } = await event.parent()
  if (!onlyContributes(me)) return { contest: await read<StaffContest>(event, staffPaths.contest(slug)) }
  // Contributors send their questions and see nothing else.
  const contest = contestOfContributor(me, slug)
  if (contest === null) error(404, 'not-found', { code: 'not-found' })
  const own = `/quan-tri/${encodeURIComponent(slug)}/cau-hoi/dong-gop`
  if (!event.url.pathname.startsWith(own)) redirect(303, own)
  return { contest }
}
