import type { RequestEvent } from '@sveltejs/kit'
import type { Contribution } from '#contract/contributions.ts'
import { contributionPaths, staffPaths } from '#web/api/paths.ts'
import { reviewOf } from '#web/components/contributions/review.ts'
import { may } from '#web/identity/may.ts'
import { read } from '#web/server/api.ts'
import { knownOf } from '#web/server/questions/known.ts'
import { contributionActions, type Places } from '#web/server/contributions/actions.ts'
import type { Actions, PageServerLoad } from './$types'

function placesOf({ params }: Pick<RequestEvent, 'params'>): Places {
  const [slug, id] = [params['slug'] ?? '', params['id'] ?? '']
  const list = `/quan-tri/${encodeURIComponent(slug)}/cau-hoi/dong-gop`
  return {
    address: contributionPaths.one(staffPaths.contributions(slug), id),
    page: `${list}/${encodeURIComponent(id)}`,
    list,
    thanks: null,
  }
}

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const { me } = await event.parent()
  const [contribution, known] = await Promise.all([
    read<Contribution>(event, placesOf(event).address),
    knownOf(event, slug, may(me, 'questions.see') ? undefined : null),
  ])
  return { review: reviewOf(contribution, event.url.searchParams), known }
}

export const actions: Actions = contributionActions(placesOf)
