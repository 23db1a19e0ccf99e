/** Files of questions on their way into the bank, as they were understood. What they say is sealed. */
import type { ContributionState } from '#contest/questions/contributed.ts'
import type { QuestionContent } from '#contest/questions/question.ts'
import type { Finding, Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

export interface StagedItem {
  readonly place: string
  readonly content: QuestionContent
  readonly findings: readonly Finding[]
  readonly leftOut: boolean
  readonly mended: boolean
}

/** What is sealed of a contribution. */
export interface Staged {
  readonly fileName: string
  readonly format: string | null
  readonly findings: readonly Finding[]
  readonly items: readonly StagedItem[]
}

export interface ContributionCounts {
  readonly questions: number
  readonly broken: number
  readonly doubtful: number
  readonly leftOut: number
}

export interface ContributionRecord extends ContributionCounts {
  readonly id: string
  readonly contestId: string
  readonly unitId: string | null
  readonly owner: { readonly kind: 'staff' | 'link'; readonly id: string }
  readonly state: ContributionState
  readonly version: number
  readonly staged: Staged
  readonly createdAt: Instant
  readonly submittedAt: Instant | null
}

const contextOf = (id: string): string => `contribution ${id}`

const columns = [
  'id', 'contest_id as contestId', 'unit_id as unitId', 'by_kind', 'by_id', 'state', 'version', 'sealed',
  'questions', 'broken', 'doubtful', 'left_out as leftOut', 'created_at as createdAt', 'submitted_at as submittedAt',
] as const // prettier-ignore

interface Row extends Omit<ContributionRecord, 'owner' | 'staged'> {
  readonly by_kind: 'staff' | 'link'
  readonly by_id: string
  readonly sealed: Uint8Array
}

const toRecord = (codec: Codec, { by_kind: kind, by_id: id, sealed, ...row }: Row): ContributionRecord => ({
  ...row,
  owner: { kind, id },
  staged: openJson<Staged>(codec, 'questions', contextOf(row.id), sealed),
})

/** Newest first. @param ownerId null: of everybody */
export async function contributionsOf(
  db: Db,
  codec: Codec,
  contestId: string,
  ownerId: string | null,
): Promise<readonly ContributionRecord[]> {
  const rows = await db
    .selectFrom('contribution')
    .select(columns)
    .where('contest_id', '=', contestId)
    .$if(ownerId !== null, (query) => query.where('by_id', '=', ownerId ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => toRecord(codec, row))
}

export async function contributionById(db: Db, codec: Codec, contestId: string, id: string): Promise<ContributionRecord | null> {
  const row = await db
    .selectFrom('contribution')
    .select(columns)
    .where('contest_id', '=', contestId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : toRecord(codec, row)
}

export async function countStaged(db: Db, contestId: string, ownerId: string): Promise<number> {
  const { total } = await db
    .selectFrom('contribution')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('contest_id', '=', contestId)
    .where('by_id', '=', ownerId)
    .where('state', '=', 'staged')
    .executeTakeFirstOrThrow()
  return total
}

export async function insertContribution(db: Db, codec: Codec, contribution: ContributionRecord): Promise<void> {
  const { id, contestId, unitId, owner, state, version, staged, createdAt, submittedAt } = contribution
  await db
    .insertInto('contribution')
    .values({
      ...{ id, state, version },
      contest_id: contestId,
      unit_id: unitId,
      by_kind: owner.kind,
      by_id: owner.id,
      ...contentColumns(codec, id, staged, contribution),
      created_at: createdAt,
      submitted_at: submittedAt,
    })
    .execute()
}

/** Replaces what is staged when it is still at this version; false when somebody was quicker, or it was submitted. */
export async function updateContribution(
  db: Db,
  codec: Codec,
  { id, version }: Pick<ContributionRecord, 'id' | 'version'>,
  staged: Staged,
  counts: ContributionCounts,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('contribution')
    .set({ version: version + 1, ...contentColumns(codec, id, staged, counts) })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'staged')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when it is at another version, or was submitted already. */
export async function markSubmitted(db: Db, { id, version }: Pick<ContributionRecord, 'id' | 'version'>, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('contribution')
    .set({ state: 'submitted', version: version + 1, submitted_at: at })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'staged')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False when it was submitted meanwhile; its pictures were released before (pictures.ts). */
export async function deleteStaged(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('contribution').where('id', '=', id).where('state', '=', 'staged').executeTakeFirst()
  return numDeletedRows === 1n
}

const contentColumns = (codec: Codec, id: string, staged: Staged, { questions, broken, doubtful, leftOut }: ContributionCounts) => ({
  sealed: sealJson(codec, 'questions', contextOf(id), staged),
  questions,
  broken,
  doubtful,
  left_out: leftOut,
})
