import type { AuditPage } from '#contract/contests.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { auditFilter } from '#web/server/contests/audit-filter.ts'
import { listQuery } from '#web/server/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...auditFilter(event.url),
  audit: await read<AuditPage>(event, staffPaths.audit(event.params.slug, listQuery(event.url, ['kind', 'person']))),
})
