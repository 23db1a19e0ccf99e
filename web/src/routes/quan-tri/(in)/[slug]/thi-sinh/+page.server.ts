import { redirect } from '@sveltejs/kit'
import type { ContestantPage, DoubtList, PeopleRequestList } from '#contract/people.ts'
import type { WaitingExtraAttempts } from '#contract/taking-part.ts'
import { codeOf } from '#contest/person.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import { peoplePage } from '#web/server/people/editing.ts'
import { lastChangeOf, unitChoices } from '#web/server/people/lists.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { slug } = event.params
  const { me } = await event.parent()
  const [people, units, requests, doubts, last, extra] = await Promise.all([
    read<ContestantPage>(event, staffPaths.contestants(slug, listQuery(event.url, ['unit']))),
    unitChoices(event, slug, event.url.searchParams.get('unit') ?? ''),
    may(me, 'roster.import') ? read<PeopleRequestList>(event, staffPaths.peopleRequests(slug)) : null,
    may(me, 'doubts.see') ? read<DoubtList>(event, staffPaths.doubts(slug)) : null,
    lastChangeOf(event, slug, me),
    may(me, 'attempt.ask') ? read<WaitingExtraAttempts>(event, staffPaths.extraAttempts(slug)) : null,
  ])
  const query = event.url.searchParams.get('q') ?? ''
  // Whoever typed the code of one person meant that person.
  const [only, ...others] = people.items
  if (only !== undefined && others.length === 0 && only.staffCode === codeOf(query))
    redirect(303, `${peoplePage(slug)}/nguoi/${encodeURIComponent(only.staffCode)}`)
  return {
    requests: requests?.items ?? null,
    extra: extra?.items ?? [],
    ...{ doubts, people, units, last },
    query,
    unit: event.url.searchParams.get('unit') ?? '',
  }
}
