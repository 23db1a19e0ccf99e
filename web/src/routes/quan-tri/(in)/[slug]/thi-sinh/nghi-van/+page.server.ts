import { fail } from '@sveltejs/kit'
import type { DoubtList } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { listQuery } from '#web/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  if (!may(me, 'doubts.see')) return { doubts: null }
  return { doubts: await read<DoubtList>(event, staffPaths.doubts(event.params.slug, listQuery(event.url, ['state']))) }
}

export const actions: Actions = {
  decide: async (event) => {
    const form = await event.request.formData()
    const [person, otherKind, other] = ['person', 'otherKind', 'other'].map((name) => typedText(form, name))
    const same = typedText(form, 'same') === 'true'
    const outcome = await act(event, 'POST', staffPaths.doubts(event.params.slug), { person, otherKind, other, same })
    return outcome.ok ? { problem: null } : fail(outcome.problem.status, { problem: outcome.problem })
  },
}
