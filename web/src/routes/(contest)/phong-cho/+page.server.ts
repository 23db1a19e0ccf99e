import { redirect } from '@sveltejs/kit'
import type { Me, StartedAttempt } from '#contract/taking-part.ts'
import { contestantPaths } from '#web/api/paths.ts'
import { chooseRound } from '#web/components/taking-part/lobby-choice.ts'
import { act, read, refuse } from '#web/server/api.ts'
import { typedText } from '#web/server/form.ts'
import { invitationLink } from '#web/server/taking-part/invitation.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const me = await read<Me>(event, contestantPaths.me)
  if (!me.consented) redirect(303, '/xac-nhan')
  return { me, round: chooseRound(me.rounds, me.now), invitation: invitationLink(event, me) }
}

export const actions: Actions = {
  start: async (event) => {
    const form = await event.request.formData()
    const outcome = await act<StartedAttempt>(event, 'POST', contestantPaths.start(typedText(form, 'round'), typedText(form, 'set')))
    if (!outcome.ok) refuse(event, outcome.problem)
    // Only a browser without script posts this form (contestant/lobby.ts).
    redirect(303, `/bai-thi/mot-trang?luot=${outcome.value.id}`)
  },
  leave: async (event) => {
    await act(event, 'DELETE', contestantPaths.session)
    redirect(303, '/')
  },
}
