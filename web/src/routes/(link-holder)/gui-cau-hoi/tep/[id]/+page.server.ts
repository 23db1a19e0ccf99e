import type { RequestEvent } from '@sveltejs/kit'
import type { Contribution } from '#contract/contributions.ts'
import { contributionPaths, linkHolderPaths } from '#web/api/paths.ts'
import { reviewOf } from '#web/components/contributions/review.ts'
import { read } from '#web/server/api.ts'
import { knownOf } from '#web/server/questions/known.ts'
import { contributionActions, type Places } from '#web/server/contributions/actions.ts'
import { linkHolderMe } from '#web/server/contributions/link-holder.ts'
import type { Actions, PageServerLoad } from './$types'

function placesOf({ params }: Pick<RequestEvent, 'params'>): Places {
  const id = params['id'] ?? ''
  return {
    address: contributionPaths.one(linkHolderPaths.contributions, id),
    page: `/gui-cau-hoi/tep/${encodeURIComponent(id)}`,
    list: '/gui-cau-hoi',
    thanks: '/gui-cau-hoi',
  }
}

export const load: PageServerLoad = async (event) => {
  const link = await linkHolderMe(event)
  const [contribution, known] = await Promise.all([
    read<Contribution>(event, placesOf(event).address),
    knownOf(event, link.contest.slug, null),
  ])
  return {
    ...{ link, known, demo: link.demo },
    review: reviewOf(contribution, event.url.searchParams),
  }
}

export const actions: Actions = contributionActions(placesOf)
