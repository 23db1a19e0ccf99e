import type { AuditPage } from '#contract/audit.ts'
import { staffPaths } from '#web/api/paths.ts'
import { read } from '#web/server/api.ts'
import { auditFilter } from '#web/server/audit/filter.ts'
import type { PageServerLoad } from './$types'

/** What concerns no one contest, for whoever runs the server. */
export const load: PageServerLoad = async (event) => {
  const asked = auditFilter(event.url)
  return { ...asked, audit: await read<AuditPage>(event, staffPaths.serverAudit(asked.query)) }
}
