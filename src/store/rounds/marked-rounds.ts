/** Rounds an earlier version left for this one to bring up to date; a mark in the row says so. */
import { inTransaction, type Db } from '../database/database.ts'

/** Each is done whole or not at all, once, whoever starts beside; safe to run again. */
export async function mendMarkedRounds(
  database: Db,
  mark: 'digests_plain' | 'result_plain' | 'publication_due',
  mend: (db: Db, roundId: string) => Promise<void>,
): Promise<void> {
  const rounds = await database.selectFrom('round').select('id').where(mark, '=', 1).execute()
  for (const { id } of rounds) {
    await inTransaction(database, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('round')
        .set({ [mark]: 0 })
        .where('id', '=', id)
        .where(mark, '=', 1)
        .executeTakeFirst()
      if (numUpdatedRows === 1n) await mend(db, id)
    })
  }
}
