import { error } from '@sveltejs/kit'
import { isPublished } from '#contest/round-life.ts'
import type { AcceptedEntry, Me, OwnResult } from '#contract/taking-part.ts'
import { contestantPaths } from '#web/api/paths.ts'
import { read, refuse, tryToRead } from '#web/server/api.ts'
import { publicOrigin } from '#web/server/public-origin.ts'
import { invitationLink } from '#web/server/taking-part/invitation.ts'
import { qrCode } from '#web/server/qr-code.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const attemptId = event.params.attempt
  const me = await read<Me>(event, contestantPaths.me)
  const round = me.rounds.find(({ attempts }) => attempts.some(({ id }) => id === attemptId))
  const attempt = round?.attempts.find(({ id }) => id === attemptId)
  if (round === undefined || attempt === undefined) error(404, 'not-found', { code: 'not-found' })
  if (attempt.entry === null) return { me, round, attemptId, accepted: null }
  const [receipt, result] = await Promise.all([
    read<AcceptedEntry>(event, contestantPaths.receipt(attemptId)),
    isPublished(round.status) ? tryToRead<OwnResult>(event, contestantPaths.result(attemptId)) : null,
  ])
  if (result !== null && !result.ok && result.problem.code !== 'not-published') refuse(event, result.problem)
  const link = `${publicOrigin(event)}/tra-cuu/${receipt.code}`
  const invitation = invitationLink(event, me)
  const accepted = { receipt, result: result?.ok === true ? result.value : null, qr: qrCode(link), link, invitation }
  return { me, round, attemptId, accepted }
}
