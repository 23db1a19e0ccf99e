import { fail, redirect } from '@sveltejs/kit'
import type { PeopleRequestDetail } from '#contract/people.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  request: await read<PeopleRequestDetail>(event, staffPaths.peopleRequest(event.params.slug, event.params.id)),
})

const back = (slug: string): string => `/quan-tri/${encodeURIComponent(slug)}/thi-sinh`

export const actions: Actions = {
  approve: async (event) => {
    const { slug, id } = event.params
    const digest = typedText(await event.request.formData(), 'digest')
    const outcome = await act(event, 'POST', staffPaths.peopleRequestAct(slug, id, 'approve'), { digest })
    if (!outcome.ok) return fail(outcome.problem.status, { problem: outcome.problem })
    redirect(303, back(slug))
  },
  refuse: async (event) => {
    const { slug, id } = event.params
    const outcome = await act(event, 'POST', staffPaths.peopleRequestAct(slug, id, 'refuse'))
    if (!outcome.ok) return fail(outcome.problem.status, { problem: outcome.problem })
    redirect(303, back(slug))
  },
}
