import { fail, redirect } from '@sveltejs/kit'
import { linkHolderPaths } from '#web/api/paths.ts'
import { act } from '#web/server/api.ts'
import type { Actions } from './$types'

/** Opening the page spends nothing: messengers fetch a link to picture it before anybody presses it. */
export const actions: Actions = {
  default: async (event) => {
    const outcome = await act(event, 'POST', linkHolderPaths.session, { token: event.params.token })
    if (!outcome.ok) return fail(outcome.problem.status, { problem: outcome.problem })
    redirect(303, '/gui-cau-hoi')
  },
}
