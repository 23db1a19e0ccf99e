import { error, redirect } from '@sveltejs/kit'
import type { StaffContest } from '#contract/contests.ts'
import type { ClockState } from '#contract/operations.ts'
import { staffPaths } from '#web/api/paths.ts'
import { onlyContributes, type Member } from '#web/identity/may.ts'
import { read } from '#web/server/api.ts'
import { contestOfContributor } from '#web/server/contributions/own-contest.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  event.depends('hoithi:contest')
  const { slug } = event.params
  const { me: account } = await event.parent()
  const own = account.contests.find((one) => one.slug === slug)
  if (own === undefined) error(404, 'not-found', { code: 'not-found' })
  const me: Member = { login: account.login, name: account.name, role: own.role, may: own.may }
  if (!onlyContributes(me)) {
    const [contest, clock] = await Promise.all([
      read<StaffContest>(event, staffPaths.contest(slug)),
      read<ClockState>(event, staffPaths.clock(slug)),
    ])
    return { me, contest, clock }
  }
  // Contributors send their questions and see nothing else.
  const desk = `/quan-tri/${encodeURIComponent(slug)}/cau-hoi/dong-gop`
  if (!event.url.pathname.startsWith(desk)) redirect(303, desk)
  return { me, contest: contestOfContributor(account, own), clock: null }
}
