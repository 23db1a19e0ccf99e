import { fail, redirect } from '@sveltejs/kit'
import type { StaffMe } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { name, login, passwordGiven } = await read<StaffMe>(event, staffPaths.me)
  return { name, login, passwordGiven, changed: event.url.searchParams.has('da-doi') }
}

const fields = ['current', 'next', 'again'] as const

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const [current = '', next = '', again = ''] = fields.map((field) => typedText(form, field))
    const missing = fields.filter((_, at) => [current, next, again][at] === '')
    if (missing.length > 0 || next !== again) return fail(400, { missing, differs: missing.length === 0 && next !== again, problem: null })
    const changed = await act(event, 'PUT', staffPaths.password, { current, next })
    if (!changed.ok) return fail(changed.problem.status, { missing: [], differs: false, problem: changed.problem })
    redirect(303, '/quan-tri/mat-khau?da-doi')
  },
}
