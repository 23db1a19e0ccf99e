/** Results that were published by a version before results were sealed. */
import type { Codec } from '../database/codec.ts'
import { inTransaction, type Db } from '../database/database.ts'
import { contestantRanks, insertContestantRanks } from './contestant-ranks.ts'
import { sealPart, type ResultTable } from './sealed-lines.ts'

/** Blocks read at a time. */
const CHUNK = 40

/**
 * Seals what the migration left as plain JSON where the sealed bytes will be, and plain ids where their keyed hashes will be. A
 * round is done whole or not at all, once, whoever starts beside; safe to run again.
 */
export async function sealEarlierResults(database: Db, codec: Codec): Promise<void> {
  const rounds = await database.selectFrom('round').select('id').where('result_plain', '=', 1).execute()
  for (const { id } of rounds) {
    await inTransaction(database, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('round')
        .set({ result_plain: 0 })
        .where('id', '=', id)
        .where('result_plain', '=', 1)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return
      const seal = (table: ResultTable, place: number, plain: Uint8Array): { readonly sealed: Uint8Array } => ({
        sealed: sealPart(codec, table, id, place, JSON.parse(Buffer.from(plain).toString('utf8'))),
      })
      const { sealed } = await db.selectFrom('round_result').select('sealed').where('round_id', '=', id).executeTakeFirstOrThrow()
      await db
        .updateTable('round_result')
        .set(seal('round_result', 0, sealed))
        .where('round_id', '=', id)
        .execute()
      for (const award of await db.selectFrom('award').select(['place', 'sealed']).where('round_id', '=', id).execute())
        await db
          .updateTable('award')
          .set(seal('award', award.place, award.sealed))
          .where('round_id', '=', id)
          .where('place', '=', award.place)
          .execute()
      for (const table of ['set_aside', 'standing'] as const) {
        for (let from = 0; ; from += CHUNK) {
          const rows = await db
            .selectFrom(table)
            .select(['block', 'sealed'])
            .where('round_id', '=', id)
            .where('block', '>=', from)
            .where('block', '<', from + CHUNK)
            .execute()
          for (const { block, sealed: plain } of rows)
            await db
              .updateTable(table)
              .set(seal(table, block, plain))
              .where('round_id', '=', id)
              .where('block', '=', block)
              .execute()
          if (rows.length < CHUNK) break
        }
      }
      await hashContestants(db, codec, id)
    })
  }
}

async function hashContestants(db: Db, codec: Codec, roundId: string): Promise<void> {
  const lines = await db
    .selectFrom('contestant_rank')
    .select(['contestant_index as contestant', 'rank'])
    .where('round_id', '=', roundId)
    .execute()
  const plain = lines.map((line) => ({ contestantId: Buffer.from(line.contestant).toString('utf8'), rank: line.rank }))
  await db.deleteFrom('contestant_rank').where('round_id', '=', roundId).execute()
  for (const rows of contestantRanks(codec, roundId, plain, plain.length)) await insertContestantRanks(db, rows)
}
