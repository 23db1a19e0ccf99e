/** The question bank and its locked sets. Texts and keys are sealed: a copy of the database shows no answer. */
import { canonicalJson } from '#ledger/canonical.ts'
import { plainContent, type LockedSet, type Question, type QuestionContent } from '#contest/question.ts'
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from './codec.ts'
import type { Db } from './database.ts'
import type { QuestionState } from './schema.ts'

export interface QuestionRecord {
  readonly id: string
  readonly question: Question
  readonly state: QuestionState
  /** File and place it came from. */
  readonly origin: string
}

/** Two questions are the same when their stems agree after NFC, case and spacing. */
export function stemIndex(codec: Codec, contestId: string, stem: string): Uint8Array {
  return codec.index(
    `question.stem ${contestId}`,
    stem
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\s\p{P}]+/gu, ' ')
      .trim(),
  )
}

export async function questionsOf(db: Db, codec: Codec, contestId: string): Promise<readonly QuestionRecord[]> {
  const rows = await db
    .selectFrom('question')
    .select(['id', 'code', 'sealed', 'state', 'origin'])
    .where('contest_id', '=', contestId)
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    question: {
      ...plainContent,
      apart: [],
      code: row.code,
      ...openJson<Omit<StoredQuestion, 'code' | 'apart'>>(codec, 'questions', `question ${row.id}`, row.sealed),
    },
    state: row.state,
    origin: row.origin,
  }))
}

export async function countQuestions(db: Db, contestId: string): Promise<number> {
  const { total } = await db
    .selectFrom('question')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('contest_id', '=', contestId)
    .where('state', '=', 'approved')
    .executeTakeFirstOrThrow()
  return total
}

/** Index (hex) → code of every question of the bank, to recognise what is imported twice. */
export async function stemIndexes(db: Db, contestId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('question').select(['stem_index', 'code']).where('contest_id', '=', contestId).execute()
  return new Map(rows.map((row) => [Buffer.from(row.stem_index).toString('hex'), row.code]))
}

export async function insertQuestion(
  db: Db,
  codec: Codec,
  question: {
    readonly id: string
    readonly contestId: string
    readonly code: string
    readonly content: QuestionContent
    readonly origin: string
    readonly at: Instant
  },
): Promise<void> {
  await db
    .insertInto('question')
    .values({
      id: question.id,
      contest_id: question.contestId,
      code: question.code,
      sealed: sealJson(codec, 'questions', `question ${question.id}`, question.content),
      stem_index: stemIndex(codec, question.contestId, question.content.stem),
      state: 'approved',
      origin: question.origin,
      created_at: question.at,
    })
    .execute()
}

/** As sealed by any version of this program. */
type StoredQuestion = Pick<Question, 'code' | 'stem' | 'options' | 'correct'> & Partial<Question>

export interface LockedSetRecord {
  readonly id: string
  readonly digest: string
  readonly questions: number
  readonly lockedAt: Instant
}

const lockedColumns = ['id', 'digest', 'questions', 'locked_at as lockedAt'] as const

export async function latestLockedSet(db: Db, contestId: string): Promise<LockedSetRecord | null> {
  const row = await db
    .selectFrom('locked_set')
    .select(lockedColumns)
    .where('contest_id', '=', contestId)
    .orderBy('locked_at', 'desc')
    .executeTakeFirst()
  return row ?? null
}

export async function lockedSetByDigest(db: Db, contestId: string, digest: string): Promise<LockedSetRecord | null> {
  const row = await db
    .selectFrom('locked_set')
    .select(lockedColumns)
    .where('contest_id', '=', contestId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row ?? null
}

export async function insertLockedSet(
  db: Db,
  codec: Codec,
  locked: { readonly id: string; readonly contestId: string; readonly set: LockedSet; readonly at: Instant; readonly by: string },
): Promise<void> {
  await db
    .insertInto('locked_set')
    .values({
      id: locked.id,
      contest_id: locked.contestId,
      digest: locked.set.digest,
      sealed: codec.seal('questions', `locked_set ${locked.id}`, Buffer.from(canonicalJson(locked.set.questions))),
      questions: locked.set.questions.length,
      locked_at: locked.at,
      locked_by: locked.by,
    })
    .execute()
}

export async function openLockedSet(db: Db, codec: Codec, id: string): Promise<LockedSet> {
  const row = await db.selectFrom('locked_set').select(['digest', 'sealed']).where('id', '=', id).executeTakeFirstOrThrow()
  // Sets locked before questions had all these parts keep their digest, which is of the stored bytes.
  const questions = openJson<readonly StoredQuestion[]>(codec, 'questions', `locked_set ${id}`, row.sealed)
  return { digest: row.digest, questions: questions.map((question) => ({ ...plainContent, apart: [], ...question })) }
}
