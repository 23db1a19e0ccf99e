/** That a proxy stands in front which nobody named is kept in the audit, for `hoithi doctor` to say. */
import { writeAudit } from '#store/audit/lines.ts'
import type { App } from '../app.ts'

/** @param peer its address, or `elsewhere` */
export const noteUnnamedProxy = (app: App, peer: string): Promise<void> =>
  writeAudit(app.database.db, {
    at: app.clock.now(),
    actor: { kind: 'system' },
    event: 'server.proxy-unnamed',
    contestId: null,
    data: { peer },
  })
