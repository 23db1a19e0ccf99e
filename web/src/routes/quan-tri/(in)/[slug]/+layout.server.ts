import type { StaffContest } from '#contract/staff.ts'
import { read } from '#web/server/api.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  event.depends('hoithi:contest')
  return { contest: await read<StaffContest>(event, `/api/staff/contests/${encodeURIComponent(event.params.slug)}`) }
}
