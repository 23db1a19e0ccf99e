import { fail, redirect } from '@sveltejs/kit'
import type { FirstStart } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  if (!(await read<FirstStart>(event, staffPaths.first)).awaited) redirect(303, '/quan-tri')
}

const fields = ['code', 'name', 'login', 'password', 'again'] as const

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const [code = '', name = '', login = '', password = '', again = ''] = fields.map((field) =>
      field === 'password' || field === 'again' ? typedText(form, field) : typedText(form, field).trim(),
    )
    const typed = { code, name, login }
    const missing = fields.filter((_, at) => [code, name, login, password, again][at] === '')
    if (missing.length > 0 || password !== again)
      return fail(400, { ...typed, missing, differs: missing.length === 0 && password !== again, problem: null })
    const made = await act(event, 'POST', staffPaths.first, { code, name, login, password })
    if (!made.ok) return fail(made.problem.status, { ...typed, missing: [], differs: false, problem: made.problem })
    await act(event, 'POST', staffPaths.session, { login, password })
    redirect(303, '/quan-tri')
  },
}
