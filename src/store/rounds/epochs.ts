/** Epochs of the logs: a row for each time the data came back from a backup while the round was not published. */
import type { Instant } from '#contest/values.ts'
import type { Db } from '../database/database.ts'

export interface EpochRecord {
  readonly roundId: string
  /** From 2 on. */
  readonly epoch: number
  /** SHA-256 of the backup's database as hex. */
  readonly backup: string
  readonly backupAt: Instant
  readonly restoredAt: Instant
  /** Size of the log in the backup. */
  readonly logSize: number
}

const columns = [
  'log_epoch.round_id as roundId',
  'epoch',
  'backup',
  'backup_at as backupAt',
  'restored_at as restoredAt',
  'log_size as logSize',
] as const

/** The latest of a round; null while its log is the first. */
export async function epochOf(db: Db, roundId: string): Promise<EpochRecord | null> {
  const row = await db
    .selectFrom('log_epoch')
    .select(columns)
    .where('round_id', '=', roundId)
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** By round id; none for a round whose log is the first. */
export async function latestEpochs(db: Db, roundIds: readonly string[]): Promise<ReadonlyMap<string, EpochRecord>> {
  if (roundIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('log_epoch')
    .select(columns)
    .where('round_id', 'in', [...roundIds])
    .orderBy('epoch')
    .execute()
  return new Map(rows.map((row) => [row.roundId, row]))
}

/** What the logs do not say yet, of those that can take it: made, and not closed. */
export async function epochsToLog(db: Db): Promise<readonly EpochRecord[]> {
  return db
    .selectFrom('log_epoch')
    .innerJoin('log_head', 'log_head.round_id', 'log_epoch.round_id')
    .select(columns)
    .where('logged', '=', 0)
    .where('log_head.closed', '=', 0)
    .orderBy('epoch')
    .execute()
}

export async function epochLogged(db: Db, { roundId, epoch }: EpochRecord): Promise<void> {
  await db.updateTable('log_epoch').set({ logged: 1 }).where('round_id', '=', roundId).where('epoch', '=', epoch).execute()
}
