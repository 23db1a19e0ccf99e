import type { AuditPage } from '#contract/contests.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { auditFilter } from '#web/server/contests/audit-filter.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

/** What concerns no one contest, for whoever runs the server. */
export const load: PageServerLoad = async (event) => ({
  ...auditFilter(event.url),
  audit: await read<AuditPage>(event, staffPaths.serverAudit(listQuery(event.url, ['kind', 'person']))),
})
