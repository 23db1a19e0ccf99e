import type { StaffMe } from '#contract/identity.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import type { LayoutServerLoad } from './$types'

/** The door of the staff area: whoever is not signed in is sent to sign in. */
export const load: LayoutServerLoad = async (event) => ({ me: await read<StaffMe>(event, staffPaths.me) })
