import { fail } from '@sveltejs/kit'
import type { ConclusionDraft } from '#contract/results.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  conclusion: await read<ConclusionDraft>(event, staffPaths.conclusion(event.params.slug, listQuery(event.url))),
  query: event.url.searchParams.get('q')?.trim() ?? '',
})

export const actions: Actions = {
  publish: async (event) => {
    const digest = typedText(await event.request.formData(), 'digest')
    const outcome = await act<ConclusionDraft>(event, 'POST', staffPaths.conclusion(event.params.slug, ''), { digest })
    return outcome.ok ? { problem: null } : fail(outcome.problem.status, { problem: outcome.problem })
  },
}
