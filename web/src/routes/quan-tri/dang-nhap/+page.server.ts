import { fail, redirect } from '@sveltejs/kit'
import type { FirstStart, SignInStep, StaffMe } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, read, returnAddress, tryToRead } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const me = await tryToRead<StaffMe>(event, staffPaths.me)
  if (me.ok) redirect(303, returnAddress(event.url.searchParams.get('ve'), '/quan-tri'))
  return { isNew: (await read<FirstStart>(event, staffPaths.first)).awaited }
}

export const actions: Actions = {
  enter: async (event) => {
    const form = await event.request.formData()
    const login = typedText(form, 'login').trim()
    const password = typedText(form, 'password')
    if (login === '' || password === '')
      return fail(400, { login, loginMissing: login === '', passwordMissing: password === '', problem: null })
    const outcome = await act<SignInStep | null>(event, 'POST', staffPaths.session, { login, password })
    if (!outcome.ok) return fail(outcome.problem.status, { login, loginMissing: false, passwordMissing: false, problem: outcome.problem })
    const back = returnAddress(event.url.searchParams.get('ve'), '/quan-tri')
    redirect(303, outcome.value === null ? back : `/quan-tri/dang-nhap/buoc-hai?ve=${encodeURIComponent(back)}`)
  },
  leave: async (event) => {
    await act(event, 'DELETE', staffPaths.session)
    redirect(303, '/quan-tri/dang-nhap')
  },
}
