/** Questions at the desk: the present row of each, its versions and its timeline. Texts are sealed. */
import { sql } from 'kysely'
import { plainContent, type QuestionContent } from '#contest/questions/question.ts'
import type { ChangeKind, QuestionState } from '#contest/questions/review.ts'
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import type { AuthorKind } from '../database/schema-desk.ts'
import { startTurns } from '../database/turns.ts'

/** Who wrote or did something; `id` is null for the server's command line alone. */
export interface Author {
  readonly kind: AuthorKind
  readonly id: string | null
}

export interface BankRecord {
  readonly id: string
  readonly contestId: string
  readonly code: string
  readonly state: QuestionState
  readonly version: number
  /** Of the present version. */
  readonly author: Author
  /** Of every version since it was last approved, or of the present one: none of them may approve it. */
  readonly writers: readonly Author[]
  readonly origin: string
  readonly unitId: string | null
  readonly contributionId: string | null
  readonly assigneeId: string | null
  readonly changes: number
  readonly comments: number
  readonly changedAt: Instant
  /** Of the present version. */
  readonly writtenAt: Instant
}

/** Rows a statement: below the parameters SQLite takes, and a few milliseconds of work. */
const chunk = 200

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += chunk) yield all.slice(from, from + chunk)
}

/**
 * Begins an act on the bank: whoever comes next waits for the end of this transaction, and readers learn that what they
 * remember is old. The first statement of the transaction, so that all it reads is what the act before left.
 */
export async function advanceBank(db: Db, contestId: string): Promise<void> {
  await db
    .insertInto('bank')
    .values({ contest_id: contestId, revision: 1 })
    .onConflict((conflict) => conflict.column('contest_id').doUpdateSet({ revision: sql`bank.revision + 1` }))
    .execute()
}

/** 0 before the first act. */
export async function bankRevision(db: Db, contestId: string): Promise<number> {
  const row = await db.selectFrom('bank').select('revision').where('contest_id', '=', contestId).executeTakeFirst()
  return row?.revision ?? 0
}

const bankQuery = (db: Db, contestId: string) =>
  db
    .selectFrom('question as q')
    .innerJoin('question_version as v', (join) => join.onRef('v.question_id', '=', 'q.id').onRef('v.version', '=', 'q.version'))
    .where('q.contest_id', '=', contestId)
    .select(['q.id', 'q.contest_id as contestId', 'q.code', 'q.state', 'q.version', 'q.origin', 'q.unit_id as unitId'])
    .select(['q.contribution_id as contributionId', 'q.assignee_id as assigneeId', 'q.changes', 'q.comments'])
    .select(['q.changed_at as changedAt', 'v.at as writtenAt', 'v.by_kind as byKind', 'v.by_id as byId'])

type BankRow = Omit<BankRecord, 'author' | 'writers'> & { readonly byKind: AuthorKind; readonly byId: string | null }

function toRecord({ byKind, byId, ...row }: BankRow, writers: ReadonlyMap<string, readonly Author[]>): BankRecord {
  const author = { kind: byKind, id: byId }
  return { ...row, author, writers: writers.get(row.id) ?? [author] }
}

/** By question id; those whose present version has been approved are not among them. */
async function writersSinceApproval(db: Db, contestId: string, codes: readonly string[]): Promise<ReadonlyMap<string, Author[]>> {
  const rows = await db
    .selectFrom('question as q')
    .innerJoin('question_version as v', 'v.question_id', 'q.id')
    .where('q.code', 'in', [...codes])
    .where('q.contest_id', '=', contestId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('question_change as c')
            .select('c.number')
            .whereRef('c.question_id', '=', 'v.question_id')
            .where('c.kind', '=', 'approved')
            .whereRef('c.version', '>=', 'v.version'),
        ),
      ),
    )
    // Who made the link counts as the author of what comes through it: nobody can tell whether it was given to somebody else.
    .leftJoin('upload_link as l', (join) => join.onRef('l.id', '=', 'v.by_id').on('v.by_kind', '=', 'link'))
    .select(['q.id', 'v.by_kind as kind', 'v.by_id as author', 'l.created_by as linkMaker'])
    .execute()
  const writers = new Map<string, Author[]>()
  for (const { id, kind, author, linkMaker } of rows) {
    const maker: readonly Author[] = linkMaker === null ? [] : [{ kind: 'staff', id: linkMaker }]
    writers.set(id, [...(writers.get(id) ?? []), { kind, id: author }, ...maker])
  }
  return writers
}

export async function bankRecordsByCode(db: Db, contestId: string, codes: readonly string[]): Promise<ReadonlyMap<string, BankRecord>> {
  const found = new Map<string, BankRecord>()
  const turns = startTurns()
  for (const some of chunks(codes)) {
    const writers = await writersSinceApproval(db, contestId, some)
    const rows = await bankQuery(db, contestId)
      .where('q.code', 'in', [...some])
      .execute()
    for (const row of rows) found.set(row.code, toRecord(row, writers))
    if (turns.due()) await turns.give()
  }
  return found
}

/** As sealed by any version of this program. */
type StoredContent = Pick<QuestionContent, 'stem' | 'options' | 'correct'> & Partial<QuestionContent>

const contentOf = (stored: StoredContent): QuestionContent => ({ ...plainContent, ...stored })

/** Version 1 keeps the name it had when questions had one version only. */
const contextOf = (questionId: string, version: number): string =>
  version === 1 ? `question ${questionId}` : `question ${questionId} version ${String(version)}`

const openVersion = (codec: Codec, questionId: string, version: number, sealed: Uint8Array): QuestionContent =>
  contentOf(openJson<StoredContent>(codec, 'questions', contextOf(questionId, version), sealed))

/** Contents by question id. @param wanted present or earlier versions, one a question */
export async function openContents(
  db: Db,
  codec: Codec,
  wanted: readonly { readonly id: string; readonly version: number }[],
): Promise<ReadonlyMap<string, QuestionContent>> {
  const versions = new Map(wanted.map(({ id, version }) => [id, version]))
  const contents = new Map<string, QuestionContent>()
  const turns = startTurns()
  for (const some of chunks(wanted)) {
    const rows = await db
      .selectFrom('question_version')
      .select(['question_id', 'version', 'sealed'])
      .where(
        'question_id',
        'in',
        some.map(({ id }) => id),
      )
      .execute()
    for (const { question_id: id, version, sealed } of rows)
      if (versions.get(id) === version) contents.set(id, openVersion(codec, id, version, sealed))
    if (turns.due()) await turns.give()
  }
  return contents
}

export interface ChangeRecord {
  readonly at: Instant
  readonly by: Author
  readonly kind: ChangeKind
  readonly version: number
  /** Empty when there is none. */
  readonly text: string
}

const changeContext = (questionId: string, number: number): string => `question_change ${questionId} ${String(number)}`

/** The timeline of a question, oldest first, and every version it ever had. */
export async function historyOf(
  db: Db,
  codec: Codec,
  questionId: string,
): Promise<{ readonly changes: readonly ChangeRecord[]; readonly versions: ReadonlyMap<number, QuestionContent> }> {
  const changes = await db
    .selectFrom('question_change')
    .select(['number', 'at', 'by_kind as byKind', 'by_id as byId', 'kind', 'version', 'sealed'])
    .where('question_id', '=', questionId)
    .orderBy('number')
    .execute()
  const versions = await db.selectFrom('question_version').select(['version', 'sealed']).where('question_id', '=', questionId).execute()
  return {
    changes: changes.map(({ number, at, byKind: kind, byId: id, kind: what, version, sealed }) => ({
      at,
      by: { kind, id },
      kind: what,
      version,
      text: sealed === null ? '' : openJson<string>(codec, 'questions', changeContext(questionId, number), sealed),
    })),
    versions: new Map(versions.map(({ version, sealed }) => [version, openVersion(codec, questionId, version, sealed)])),
  }
}

/** One kind of change, made by one person at one instant to any number of questions. */
export interface ChangeWrite {
  readonly kind: ChangeKind
  readonly by: Author
  readonly at: Instant
  readonly set?: { readonly state?: QuestionState; readonly assigneeId?: string | null; readonly stemIndex?: Uint8Array }
}

export interface ChangedQuestion {
  readonly question: Pick<BankRecord, 'id' | 'version' | 'changes'>
  readonly text?: string
  /** Makes a new version. All questions of one call have it, or none. */
  readonly content?: QuestionContent
}

/** Writes timeline and new versions and brings the questions' rows up to date; the caller has begun the act (`advanceBank`). */
export async function changeQuestions(db: Db, codec: Codec, change: ChangeWrite, changed: readonly ChangedQuestion[]): Promise<void> {
  const { kind, by, at, set: { state, assigneeId, stemIndex } = {} } = change
  const set = {
    ...(state !== undefined && { state }),
    ...(assigneeId !== undefined && { assignee_id: assigneeId }),
    ...(stemIndex !== undefined && { stem_index: stemIndex }),
  }
  const author = { by_kind: by.kind, by_id: by.id }
  const turns = startTurns()
  for (const some of chunks(changed)) {
    if (turns.due()) await turns.give()
    const versions = some.flatMap(({ question: { id, version }, content }) =>
      content === undefined ? [] : [versionRow(codec, id, version + 1, content, by, at)],
    )
    if (versions.length > 0) await db.insertInto('question_version').values(versions).execute()
    await db
      .insertInto('question_change')
      .values(
        some.map(({ question: { id, version, changes }, text, content }) => ({
          ...{ question_id: id, number: changes + 1, at, ...author, kind },
          version: content === undefined ? version : version + 1,
          sealed: text === undefined ? null : sealJson(codec, 'questions', changeContext(id, changes + 1), text),
        })),
      )
      .execute()
    await db
      .updateTable('question')
      .set((of) => ({
        changes: of('changes', '+', 1),
        comments: of('comments', '+', kind === 'commented' ? 1 : 0),
        version: of('version', '+', versions.length > 0 ? 1 : 0),
        changed_at: at,
        ...set,
      }))
      .where(
        'id',
        'in',
        some.map(({ question }) => question.id),
      )
      .execute()
  }
}

export const versionRow = (codec: Codec, questionId: string, version: number, content: QuestionContent, by: Author, at: Instant) => ({
  question_id: questionId,
  version,
  sealed: sealJson(codec, 'questions', contextOf(questionId, version), content),
  by_kind: by.kind,
  by_id: by.id,
  at,
})

/** False when it was so already. */
export async function putTie(db: Db, contestId: string, one: string, other: string, apart: boolean): Promise<boolean> {
  const [first, second] = one < other ? [one, other] : [other, one]
  if (apart) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('question_tie')
      .values({ contest_id: contestId, first_id: first, second_id: second })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numDeletedRows } = await db
    .deleteFrom('question_tie')
    .where('first_id', '=', first)
    .where('second_id', '=', second)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
