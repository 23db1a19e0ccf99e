import { staffPaths } from '#web/api/paths.ts'
import { editing, peoplePage } from '#web/server/people/editing.ts'
import { seatTyped } from '#web/server/people/forms.ts'
import { unitChoices } from '#web/server/people/lists.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({ units: await unitChoices(event, event.params.slug) })

export const actions = editing({ path: staffPaths.boardsEdit, back: (slug) => `${peoplePage(slug)}/ban` }, (form) => seatTyped(form, null))
