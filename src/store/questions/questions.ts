/** The question bank and its locked sets. Texts and keys are sealed: a copy of the database shows no answer. */
import { canonicalJson } from '#ledger/canonical.ts'
import { plainContent, type LockedSet, type Question, type QuestionContent } from '#contest/questions/question.ts'
import type { QuestionState } from '#contest/questions/review.ts'
import { textKey } from '#contest/text.ts'
import type { Instant } from '#contest/values.ts'
import { openVersion, tiesOf, versionRow, type Author } from './bank.ts'
import { openJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface QuestionRecord {
  readonly id: string
  readonly question: Question
  readonly state: QuestionState
  /** File and place it came from. */
  readonly origin: string
}

/** Equal for two questions of a contest that are the same. */
export const stemIndex = (codec: Codec, contestId: string, stem: string): Uint8Array =>
  codec.index(`question.stem ${contestId}`, textKey(stem))

/** Every question of the bank in its present version, in ascending order of code. */
export async function questionsOf(db: Db, codec: Codec, contestId: string): Promise<readonly QuestionRecord[]> {
  const rows = await db
    .selectFrom('question as q')
    .innerJoin('question_version as v', (join) => join.onRef('v.question_id', '=', 'q.id').onRef('v.version', '=', 'q.version'))
    .select(['q.id', 'q.code', 'q.version', 'v.sealed', 'q.state', 'q.origin'])
    .where('q.contest_id', '=', contestId)
    .orderBy('q.code')
    .execute()
  const apart = codesApart(await tiesOf(db, contestId), new Map(rows.map(({ id, code }) => [id, code])))
  return rows.map(({ id, code, version, sealed, state, origin }) => ({
    id,
    question: { code, apart: apart.get(id) ?? [], ...openVersion(codec, id, version, sealed) },
    state,
    origin,
  }))
}

/** For each question that is tied, the codes it is never drawn together with, ascending. */
export function codesApart(
  ties: readonly (readonly [string, string])[],
  codes: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const apart = new Map<string, string[]>()
  const add = (id: string, other: string): void => {
    const code = codes.get(other)
    if (code !== undefined) apart.set(id, [...(apart.get(id) ?? []), code].sort())
  }
  for (const [first, second] of ties) {
    add(first, second)
    add(second, first)
  }
  return apart
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

/** Where a stem stands already. */
export interface StemHolder {
  readonly id: string
  readonly code: string
  readonly version: number
}

/** Index (hex) of a stem → the questions of the bank that have it, in ascending order of code. */
export async function stemHolders(db: Db, contestId: string): Promise<ReadonlyMap<string, readonly StemHolder[]>> {
  const rows = await db
    .selectFrom('question')
    .select(['stem_index', 'id', 'code', 'version'])
    .where('contest_id', '=', contestId)
    .orderBy('code')
    .execute()
  return Map.groupBy(rows, (row) => Buffer.from(row.stem_index).toString('hex'))
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

/** Rows a statement: below the parameters SQLite takes. */
const chunk = 400

/** Version 1 of each question, with the beginning of its timeline. */
export async function insertQuestions(db: Db, codec: Codec, questions: readonly NewQuestion[]): Promise<void> {
  for (let from = 0; from < questions.length; from += chunk) {
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
