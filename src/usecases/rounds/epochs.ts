/**
 * After a restoration the logs that were not at their end go on in another epoch: under another origin, and with a leaf that
 * names the backup. Heads of before and after then never pass for one another, and whoever reads the log is told.
 */
import { leafBytes } from '#ledger/leaves.ts'
import { writeAudit } from '#store/audit/lines.ts'
import { inTransaction } from '#store/database/database.ts'
import { epochLogged, epochsToLog } from '#store/rounds/epochs.ts'
import type { App } from '../app.ts'

/** Writes what the logs do not say yet; again after a crash it changes nothing. */
export async function logEpochs(app: App): Promise<void> {
  for (const restored of await epochsToLog(app.database.db)) {
    const { round } = await app.runtimes.get(restored.roundId)
    const { epoch, backup, backupAt, restoredAt } = restored
    const leaf = leafBytes({ schema: 'contest-restored/v1', round: round.key, epoch, backup, backupAt, restoredAt })
    await app.queue.appendMarker(round.id, 'restored', leaf)
    await inTransaction(app.database.db, async (db) => {
      await epochLogged(db, restored)
      const data = { round: round.key, epoch, backup, backupAt, logSize: restored.logSize }
      await writeAudit(db, { at: app.clock.now(), actor: { kind: 'system' }, event: 'log.restored', contestId: round.contestId, data })
    })
  }
}
