/** A bank read whole. Only what is held in memory may ask for it (memory/banks.ts): every page and every act goes by that. */
import type { Question } from '#contest/questions/question.ts'
import type { QuestionState } from '#contest/questions/review.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { startTurns } from '../database/turns.ts'
import { openContents } from './bank.ts'
import { practiceOf, type PracticeState } from './practice.ts'

export interface QuestionRecord {
  readonly id: string
  readonly version: number
  readonly question: Question
  readonly state: QuestionState
  /** File and place it came from. */
  readonly origin: string
  /** Anybody may practise with it, or could once; null: never. */
  readonly practice: PracticeState | null
}

/** Rows a statement: a few milliseconds of work. */
const chunk = 2000

/**
 * Every question of the bank in its present version, in ascending order of code. Read with turns for others in between:
 * what is done to the bank meanwhile may be seen or not.
 * @param known what was read before, by id: only other versions are opened
 */
export async function questionsOf(
  db: Db,
  codec: Codec,
  contestId: string,
  known: ReadonlyMap<string, QuestionRecord> = new Map(),
): Promise<readonly QuestionRecord[]> {
  const turns = startTurns()
  const rows: {
    readonly id: string
    readonly code: string
    readonly version: number
    readonly state: QuestionState
    readonly origin: string
  }[] = []
  for (;;) {
    const last = rows.at(-1)
    let query = db.selectFrom('question').select(['id', 'code', 'version', 'state', 'origin']).where('contest_id', '=', contestId)
    if (last !== undefined) query = query.where('code', '>', last.code)
    const some = await query.orderBy('code').limit(chunk).execute()
    for (const row of some) rows.push(row)
    if (some.length < chunk) break
    if (turns.due()) await turns.give()
  }
  const contents = await openContents(
    db,
    codec,
    rows.filter(({ id, version }) => known.get(id)?.version !== version),
  )
  const practised = await practiceOf(db, contestId)
  const apart = codesApart(await tiesOf(db, contestId), new Map(rows.map(({ id, code }) => [id, code])))
  const records: QuestionRecord[] = []
  for (const { id, code, version, state, origin } of rows) {
    const content = contents.get(id) ?? known.get(id)?.question
    if (content !== undefined)
      records.push({
        id,
        version,
        question: { ...content, code, apart: apart.get(id) ?? [] },
        state,
        origin,
        practice: practised.get(id) ?? null,
      })
    if (turns.due()) await turns.give()
  }
  return records
}

/** Ids of questions never drawn together, each pair once. */
async function tiesOf(db: Db, contestId: string): Promise<readonly (readonly [string, string])[]> {
  const rows = await db
    .selectFrom('question_tie')
    .select(['first_id as first', 'second_id as second'])
    .where('contest_id', '=', contestId)
    .execute()
  return rows.map(({ first, second }) => [first, second])
}

/** For each question that is tied, the codes it is never drawn together with, ascending. */
function codesApart(
  ties: readonly (readonly [string, string])[],
  codes: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const apart = new Map<string, string[]>()
  const add = (id: string, other: string): void => {
    const code = codes.get(other)
    if (code !== undefined) apart.set(id, [...(apart.get(id) ?? []), code])
  }
  for (const [first, second] of ties) {
    add(first, second)
    add(second, first)
  }
  for (const others of apart.values()) others.sort()
  return apart
}
