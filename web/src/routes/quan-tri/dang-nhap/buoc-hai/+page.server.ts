import { fail, redirect } from '@sveltejs/kit'
import { textLimits } from '#contest/limits.ts'
import { staffPaths } from '#web/api/paths.ts'
import { act, returnAddress } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async (event) => {
    const code = typedText(await event.request.formData(), 'code').trim()
    if (code === '') return fail(400, { missing: true, problem: null })
    const entered = await act(event, 'POST', staffPaths.enterSecondStep, { code: code.slice(0, textLimits.stepCode) })
    const back = returnAddress(event.url.searchParams.get('ve'), '/quan-tri')
    // The password was shown too long ago.
    if (!entered.ok && entered.problem.code === 'not-signed-in') redirect(303, `/quan-tri/dang-nhap?ve=${encodeURIComponent(back)}`)
    if (!entered.ok) return fail(entered.problem.status, { missing: false, problem: entered.problem })
    redirect(303, back)
  },
}
