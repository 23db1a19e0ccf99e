/** Results that were published by a version before results were sealed. */
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { contestantRanks, insertContestantRanks } from './contestant-ranks.ts'
import { sealPart, type ResultTable } from './sealed-lines.ts'

/** Blocks read at a time. */
const CHUNK = 40

/** Seals what the migration left as plain JSON where the sealed bytes will be, and plain ids where their keyed hashes will be. */
export async function sealEarlierResult(db: Db, codec: Codec, roundId: string): Promise<void> {
  const seal = (table: ResultTable, place: number, plain: Uint8Array): { readonly sealed: Uint8Array } => ({
    sealed: sealPart(codec, table, roundId, place, JSON.parse(Buffer.from(plain).toString('utf8'))),
  })
  const { sealed } = await db.selectFrom('round_result').select('sealed').where('round_id', '=', roundId).executeTakeFirstOrThrow()
  await db
    .updateTable('round_result')
    .set(seal('round_result', 0, sealed))
    .where('round_id', '=', roundId)
    .execute()
  for (const award of await db.selectFrom('award').select(['place', 'sealed']).where('round_id', '=', roundId).execute())
    await db
      .updateTable('award')
      .set(seal('award', award.place, award.sealed))
      .where('round_id', '=', roundId)
      .where('place', '=', award.place)
      .execute()
  for (const table of ['set_aside', 'standing'] as const) {
    for (let from = 0; ; from += CHUNK) {
      const rows = await db
        .selectFrom(table)
        .select(['block', 'sealed'])
        .where('round_id', '=', roundId)
        .where('block', '>=', from)
        .where('block', '<', from + CHUNK)
        .execute()
      for (const { block, sealed: plain } of rows)
        await db
          .updateTable(table)
          .set(seal(table, block, plain))
          .where('round_id', '=', roundId)
          .where('block', '=', block)
          .execute()
      if (rows.length < CHUNK) break
    }
  }
  await hashContestants(db, codec, roundId)
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
