import { fail, redirect } from '@sveltejs/kit'
import type { OwnSessions, StaffMe } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read, refuse } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { name, login, passwordGiven } = await read<StaffMe>(event, staffPaths.me)
  const asked = event.url.searchParams
  return {
    ...{ name, login, passwordGiven, changed: asked.has('da-doi'), ended: asked.has('da-dang-xuat') },
    sessions: passwordGiven ? [] : (await read<OwnSessions>(event, staffPaths.sessions)).items,
  }
}

const fields = ['current', 'next', 'again'] as const

export const actions: Actions = {
  change: async (event) => {
    const form = await event.request.formData()
    const [current = '', next = '', again = ''] = fields.map((field) => typedText(form, field))
    const missing = fields.filter((_, at) => [current, next, again][at] === '')
    if (missing.length > 0 || next !== again) return fail(400, { missing, differs: missing.length === 0 && next !== again, problem: null })
    const changed = await act(event, 'PUT', staffPaths.password, { current, next })
    if (!changed.ok) return fail(changed.problem.status, { missing: [], differs: false, problem: changed.problem })
    redirect(303, '/quan-tri/mat-khau?da-doi')
  },
  end: async (event) => {
    const id = typedText(await event.request.formData(), 'session')
    const ended = await act(event, 'POST', staffPaths.endSessions, { id: id === '' ? null : id })
    // One that has ended meanwhile is where it was wanted.
    if (!ended.ok && ended.problem.code !== 'not-found') refuse(event, ended.problem)
    redirect(303, '/quan-tri/mat-khau?da-dang-xuat')
  },
}
