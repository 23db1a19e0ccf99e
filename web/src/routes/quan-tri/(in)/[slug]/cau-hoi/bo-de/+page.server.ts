import type { RoundBlueprints } from '#contract/rounds.ts'
import { staffPaths } from '#web/api/paths.ts'
import { may } from '#web/identity/may.ts'
import { read } from '#web/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent()
  if (!may(me, 'blueprint.see')) return { rounds: null }
  return { rounds: (await read<RoundBlueprints>(event, staffPaths.blueprints(event.params.slug))).items }
}
