import { fail, redirect } from '@sveltejs/kit'
import { typedText } from '#web/server/form.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async ({ request }) => {
    const code = typedText(await request.formData(), 'code')
      .replace(/[\s-]/g, '')
      .toUpperCase()
    if (code === '') return fail(400, { missing: true })
    redirect(303, `/tra-cuu/${encodeURIComponent(code)}`)
  },
}
