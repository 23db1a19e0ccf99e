import { fail, redirect } from '@sveltejs/kit'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async ({ request }) => {
    const code = String((await request.formData()).get('code') ?? '').replace(/[\s-]/g, '').toUpperCase()
    if (code === '') return fail(400, { missing: true })
    redirect(303, `/tra-cuu/${encodeURIComponent(code)}`)
  },
}
