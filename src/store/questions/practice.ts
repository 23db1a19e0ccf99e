/** Questions anybody may practise with. One that was released is in no set from then on, also once it is withdrawn. */
import type { QuestionContent } from '#contest/questions/question.ts'
import type { Instant } from '#contest/values.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { openContents } from './bank.ts'

export type PracticeState = 'released' | 'withdrawn'

/** By question id; those that never were released are left out. */
export async function practiceOf(db: Db, contestId: string): Promise<ReadonlyMap<string, PracticeState>> {
  const rows = await db
    .selectFrom('practice_question')
    .select(['question_id as id', 'withdrawn_at as withdrawnAt'])
    .where('contest_id', '=', contestId)
    .execute()
  return new Map(rows.map(({ id, withdrawnAt }) => [id, withdrawnAt === null ? 'released' : 'withdrawn']))
}

/** Those that are released and approved as they stand, in ascending order of code. */
export async function practiceQuestions(db: Db, codec: Codec, contestId: string): Promise<readonly QuestionContent[]> {
  const rows = await db
    .selectFrom('practice_question')
    .innerJoin('question', 'question.id', 'practice_question.question_id')
    .select(['question.id as id', 'question.version as version', 'question.code as code'])
    .where('practice_question.contest_id', '=', contestId)
    .where('withdrawn_at', 'is', null)
    .where('question.state', '=', 'approved')
    .orderBy('question.code')
    .execute()
  const contents = await openContents(db, codec, rows)
  return rows.flatMap(({ id }) => contents.get(id) ?? [])
}

/** In the transaction of an act on the bank (`advanceBank`). */
export async function putPractice(
  db: Db,
  contestId: string,
  { ids, to, at }: { readonly ids: readonly string[]; readonly to: PracticeState; readonly at: Instant },
): Promise<void> {
  for (const id of ids) {
    if (to === 'released')
      await db
        .insertInto('practice_question')
        .values({ question_id: id, contest_id: contestId, released_at: at, withdrawn_at: null })
        .onConflict((conflict) => conflict.column('question_id').doUpdateSet({ released_at: at, withdrawn_at: null }))
        .execute()
    else await db.updateTable('practice_question').set({ withdrawn_at: at }).where('question_id', '=', id).execute()
  }
}
