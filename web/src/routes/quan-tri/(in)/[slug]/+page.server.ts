import { redirect, fail } from '@sveltejs/kit'
import type { ClockConfirmation, ClockState } from '#contract/operations.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  clock: async (event) => {
    const form = await event.request.formData()
    const body = { source: typedText(form, 'source') as ClockConfirmation['source'], value: Number(typedText(form, 'value')) }
    const outcome = await act<ClockState>(event, 'POST', staffPaths.clock(event.params.slug), body)
    // What is confirmed is gone from the page; what was not is said there anew.
    if (outcome.ok || outcome.problem.code === 'conflict') redirect(303, `/quan-tri/${encodeURIComponent(event.params.slug)}`)
    return fail(outcome.problem.status, { problem: outcome.problem })
  },
}
