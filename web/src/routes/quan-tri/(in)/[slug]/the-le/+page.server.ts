import { fail } from '@sveltejs/kit'
import type { RulesDesk } from '#contract/contests.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({ desk: await read<RulesDesk>(event, staffPaths.rules(event.params.slug)) })

export const actions: Actions = {
  announce: async (event) => {
    const rulesDigest = typedText(await event.request.formData(), 'rulesDigest')
    const outcome = await act(event, 'POST', staffPaths.announcement(event.params.slug), { rulesDigest })
    return outcome.ok ? { announced: true, problem: null } : fail(outcome.problem.status, { announced: false, problem: outcome.problem })
  },
}
