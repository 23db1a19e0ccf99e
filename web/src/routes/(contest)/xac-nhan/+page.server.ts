import { fail, redirect } from '@sveltejs/kit'
import type { Me } from '#contract/taking-part.ts'
import { contestantPaths } from '#web/api/paths.ts'
import { act, read, refuse, returnAddress } from '#web/server/api.ts'
import type { Actions, PageServerLoad } from './$types'

/** Asked once: whoever has consented goes on. */
export const load: PageServerLoad = async (event) => {
  const me = await read<Me>(event, contestantPaths.me)
  if (me.consented) redirect(303, returnAddress(event.url.searchParams.get('ve'), '/phong-cho'))
  return { me }
}

export const actions: Actions = {
  agree: async (event) => {
    const form = await event.request.formData()
    if (form.get('consent') !== 'yes') return fail(400, { missing: true })
    const outcome = await act(event, 'POST', contestantPaths.consent)
    if (!outcome.ok) refuse(event, outcome.problem)
    redirect(303, returnAddress(event.url.searchParams.get('ve'), '/phong-cho'))
  },
  leave: async (event) => {
    await act(event, 'DELETE', contestantPaths.session)
    redirect(303, '/vao-thi')
  },
}
