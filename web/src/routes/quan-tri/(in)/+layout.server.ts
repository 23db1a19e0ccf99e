import { redirect } from '@sveltejs/kit'
import type { StaffMe } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { LayoutServerLoad } from './$types'

/** The door of the staff area: whoever is not signed in is sent to sign in, and who has a password that somebody else made to another one. */
export const load: LayoutServerLoad = async (event) => {
  const me = await read<StaffMe>(event, staffPaths.me)
  if (me.passwordGiven) redirect(303, '/quan-tri/mat-khau')
  return { me }
}
