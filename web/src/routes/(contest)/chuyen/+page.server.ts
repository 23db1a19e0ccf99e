/** A session goes on in another browser: this one gets an address and six digits. */
import { redirect } from '@sveltejs/kit'
import { moveLimits } from '#contest/limits.ts'
import type { Move } from '#contract/identity.ts'
import type { Me } from '#contract/taking-part.ts'
import { contestantPaths } from '#web/api/paths.ts'
import { act, read, refuse } from '#web/server/api.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({ me: await read<Me>(event, contestantPaths.me) })

export const actions: Actions = {
  default: async (event) => {
    const outcome = await act<Move>(event, 'POST', contestantPaths.moves)
    if (!outcome.ok) refuse(event, outcome.problem)
    const { handle, code } = outcome.value
    const path = `/chuyen/${handle}`
    // Shown by this browser alone.
    event.cookies.set('ma-chuyen', code, { path, maxAge: moveLimits.ms / 1000, httpOnly: true, sameSite: 'strict', secure: false })
    redirect(303, path)
  },
}
