/** `/moi/<contest>/<personal link>`: keeps by whose link somebody came until they sign in, and shows them the contest. */
import { redirect } from '@sveltejs/kit'
import { openInvitation } from '#web/server/taking-part/invitation.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  await openInvitation(event)
  redirect(303, `/hoi-thi/${encodeURIComponent(event.params.slug)}`)
}
