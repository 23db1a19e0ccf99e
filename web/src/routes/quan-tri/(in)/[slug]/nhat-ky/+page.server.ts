import type { AuditPage } from '#contract/contests.ts'
import { read } from '#web/server/api.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  audit: await read<AuditPage>(event, `/api/staff/contests/${encodeURIComponent(event.params.slug)}/audit?${listQuery(event.url)}`),
})
