/** The question bank. Texts and keys are sealed: a copy of the database shows no answer. */
import type { QuestionContent } from '#contest/questions/question.ts'
import type { QuestionState } from '#contest/questions/review.ts'
import { textKey } from '#contest/text.ts'
import type { Instant } from '#contest/values.ts'
import { versionRow, type Author } from './bank.ts'
import { inPortions } from '../database/chunks.ts'
import type { Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { startTurns } from '../database/turns.ts'

/** Equal for two questions of a contest that are the same. */
export const stemIndex = (codec: Codec, contestId: string, stem: string): Uint8Array =>
  codec.index(`question.stem ${contestId}`, textKey(stem))

export interface BankSize {
  /** Of any state. */
  readonly questions: number
  readonly approved: number
  /** Waiting for approval. */
  readonly submitted: number
}

export async function bankSize(db: Db, contestId: string): Promise<BankSize> {
  const counted = await db
    .selectFrom('question')
    .select((of) => ['state', of.fn.countAll<number>().as('questions')])
    .where('contest_id', '=', contestId)
    .groupBy('state')
    .execute()
  const inState = (wanted: QuestionState): number => counted.find(({ state }) => state === wanted)?.questions ?? 0
  return {
    questions: counted.reduce((sum, { questions }) => sum + questions, 0),
    ...{ approved: inState('approved'), submitted: inState('submitted') },
  }
}

/** Rows a statement: below the parameters SQLite takes, and a few milliseconds of work. */
const chunk = 200

/** Where a stem stands already. */
export interface StemHolder {
  readonly id: string
  readonly code: string
  readonly version: number
}

/** Index (hex) of a stem → the questions of the bank that have it, in ascending order of code. */
export async function stemHolders(
  db: Db,
  contestId: string,
  indexes: readonly Uint8Array[],
): Promise<ReadonlyMap<string, readonly StemHolder[]>> {
  const rows = await inPortions(
    indexes,
    (portion) =>
      db
        .selectFrom('question')
        .select(['stem_index as stemIndex', 'id', 'code', 'version'])
        .where('contest_id', '=', contestId)
        .where('stem_index', 'in', [...portion])
        .execute(),
    chunk,
  )
  const ordered = rows.toSorted((one, other) => (one.code < other.code ? -1 : 1))
  return Map.groupBy(ordered, (row) => Buffer.from(row.stemIndex).toString('hex'))
}

/** Questions of any state; none is ever deleted, so the next code follows from it. */
export async function countBank(db: Db, contestId: string): Promise<number> {
  const { total } = await db
    .selectFrom('question')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('contest_id', '=', contestId)
    .executeTakeFirstOrThrow()
  return total
}

export interface NewQuestion {
  readonly id: string
  readonly contestId: string
  readonly code: string
  readonly content: QuestionContent
  /** File and place it came from; empty when written at the desk. */
  readonly origin: string
  readonly state: QuestionState
  readonly by: Author
  readonly unitId?: string | null
  readonly contributionId?: string
  readonly at: Instant
}

/** Version 1 of each question, with the beginning of its timeline. */
export async function insertQuestions(db: Db, codec: Codec, questions: readonly NewQuestion[]): Promise<void> {
  const turns = startTurns()
  for (let from = 0; from < questions.length; from += chunk) {
    if (turns.due()) await turns.give()
    const some = questions.slice(from, from + chunk)
    await db
      .insertInto('question')
      .values(
        some.map(({ id, contestId, code, content, origin, state, unitId = null, contributionId = null, at }) => ({
          ...{ id, code, state, origin, version: 1, changes: 1, comments: 0 },
          contest_id: contestId,
          stem_index: stemIndex(codec, contestId, content.stem),
          unit_id: unitId,
          contribution_id: contributionId,
          assignee_id: null,
          created_at: at,
          changed_at: at,
        })),
      )
      .execute()
    await db
      .insertInto('question_version')
      .values(some.map(({ id, content, by, at }) => versionRow(codec, id, 1, content, by, at)))
      .execute()
    await db
      .insertInto('question_change')
      .values(
        some.map(({ id, by, at }) => ({
          ...{ question_id: id, number: 1, at, version: 1, sealed: null, kind: 'created' as const },
          by_kind: by.kind,
          by_id: by.id,
        })),
      )
      .execute()
  }
}
