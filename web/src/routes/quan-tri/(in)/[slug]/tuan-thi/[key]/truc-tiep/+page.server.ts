import { error } from '@sveltejs/kit'
import { liveOrders, type LiveOrder, type LiveRound, type LiveUnits } from '#contract/rounds.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

/** A word of the address nobody means is none. */
const orderOf = (url: URL): LiveOrder => liveOrders.find((one) => one === url.searchParams.get('order')) ?? 'most'

export const load: PageServerLoad = async (event) => {
  const { contest } = await event.parent()
  const round = contest.rounds.find(({ key }) => key === event.params.key)
  if (round === undefined) error(404, 'not-found', { code: 'not-found' })
  event.depends('hoithi:live-units')
  const order = orderOf(event.url)
  const query = new URLSearchParams(listQuery(event.url))
  query.set('order', order)
  const [live, units] = await Promise.all([
    read<LiveRound>(event, staffPaths.live(contest.slug, round.key)),
    read<LiveUnits>(event, staffPaths.liveUnits(contest.slug, round.key, query.toString())),
  ])
  return {
    round: { key: round.key, name: round.name },
    live,
    units,
    order,
    query: event.url.searchParams.get('q') ?? '',
    readAt: contest.now,
  }
}
