/** Six digits: shown where they were made, asked for everywhere else. */
import { fail, redirect } from '@sveltejs/kit'
import { textLimits } from '#contest/limits.ts'
import type { MoveState } from '#contract/identity.ts'
import { contestantPaths } from '#web/api/paths.ts'
import { act, tryToRead } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { publicOrigin } from '#web/server/public-origin.ts'
import { qrCode } from '#web/server/qr-code.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { handle } = event.params
  const state = await tryToRead<MoveState>(event, contestantPaths.move(handle))
  const code = event.cookies.get('ma-chuyen') ?? null
  const link = `${publicOrigin(event)}/chuyen/${handle}`
  return state.ok
    ? { ended: null, code, link, qr: code === null ? null : qrCode(link) }
    : { ended: state.problem.title, code: null, link, qr: null }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const outcome = await act(event, 'POST', contestantPaths.finishMove(event.params.handle), {
      code: typedText(form, 'code').slice(0, textLimits.stepCode) || '0',
    })
    if (!outcome.ok) return fail(outcome.problem.status, { problem: outcome.problem.title })
    redirect(303, '/phong-cho')
  },
}
