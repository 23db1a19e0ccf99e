/** Members of the three boards. They may not take part; matching is by the same keyed hashes as the roster. */
import type { Recognised } from '#contest/person.ts'
import type { BoardKind } from '#contest/roles.ts'
import type { Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { knownSame } from './likely-same.ts'
import { phoneIndex, staffCodeIndex } from './roster.ts'

export interface BoardMemberRecord extends SealedMember {
  readonly id: string
  readonly board: BoardKind
  /** Nhiệm vụ: what the person does on the board. */
  readonly role: string
}

interface SealedMember extends Recognised {
  readonly fullName: string
  /** Missing when the list named none that is known, and in members added before it was kept. */
  readonly unitCode?: string | null
}

export async function boardMembers(db: Db, codec: Codec, contestId: string): Promise<readonly BoardMemberRecord[]> {
  const rows = await db
    .selectFrom('board_member')
    .select(['id', 'board', 'role', 'personal'])
    .where('contest_id', '=', contestId)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    board: row.board,
    role: row.role,
    ...openJson<SealedMember>(codec, 'personal', `board_member ${row.id}`, row.personal),
  }))
}

export async function insertBoardMember(db: Db, codec: Codec, contestId: string, member: BoardMemberRecord, at: Instant): Promise<void> {
  const { fullName, staffCode, phone, unitCode } = member
  const sealed: SealedMember = { fullName, staffCode, phone, ...(unitCode === undefined ? {} : { unitCode }) }
  await db
    .insertInto('board_member')
    .values({
      id: member.id,
      contest_id: contestId,
      board: member.board,
      personal: sealJson(codec, 'personal', `board_member ${member.id}`, sealed),
      role: member.role,
      staff_code_index: staffCode === null ? null : staffCodeIndex(codec, contestId, staffCode),
      phone_index: phone === null ? null : phoneIndex(codec, contestId, phone),
      added_at: at,
    })
    .execute()
}

/** In place of what stood under this id. */
export async function updateBoardMember(db: Db, codec: Codec, contestId: string, member: BoardMemberRecord, at: Instant): Promise<void> {
  const { added_at: addedAt } = await db.selectFrom('board_member').select('added_at').where('id', '=', member.id).executeTakeFirstOrThrow()
  await db.deleteFrom('board_member').where('id', '=', member.id).execute()
  await insertBoardMember(db, codec, contestId, member, Math.min(addedAt, at))
}

/** In a transaction: whom they were likely to be goes with them. */
export async function removeBoardMembers(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.deleteFrom('likely_same').where('other_kind', '=', 'board').where('other_id', 'in', ids).execute()
  await db.deleteFrom('board_member').where('id', 'in', ids).execute()
}

/** The boards on which the person sits, by staff code, by phone, or known to be one of it; empty: free to take part. */
export async function boardsOf(
  db: Db,
  codec: Codec,
  contestId: string,
  person: { readonly id: string; readonly staffCode: string; readonly phone: string | null },
): Promise<readonly BoardKind[]> {
  const { staffCode, phone } = person
  const rows = await db
    .selectFrom('board_member')
    .select('board')
    .distinct()
    .where('contest_id', '=', contestId)
    .where((matches) =>
      matches.or([
        matches('staff_code_index', '=', staffCodeIndex(codec, contestId, staffCode)),
        ...(phone === null ? [] : [matches('phone_index', '=', phoneIndex(codec, contestId, phone))]),
      ]),
    )
    .execute()
  const same = (await knownSame(db, contestId, person.id)).flatMap(({ board }) => board ?? [])
  return [...new Set([...rows.map((row) => row.board), ...same])]
}

/**
 * Ids of everybody on the roster who may not take part: on one of `boards`, by staff code, by phone, or known to be one of it; and
 * who stands on the roster a second time.
 */
export async function barredContestants(db: Db, contestId: string, boards: readonly BoardKind[]): Promise<ReadonlySet<string>> {
  const same = (await knownSame(db, contestId)).filter(({ board, twin }) => twin || (board !== null && boards.includes(board)))
  const known = same.map(({ id }) => id)
  if (boards.length === 0) return new Set(known)
  const members = await db
    .selectFrom('board_member')
    .select(['staff_code_index', 'phone_index'])
    .where('contest_id', '=', contestId)
    .where('board', 'in', [...boards])
    .execute()
  const people = (column: 'staff_code_index' | 'phone_index') =>
    inPortions(
      members.flatMap((member) => member[column] ?? []),
      (portion) =>
        db
          .selectFrom('contestant')
          .select('id')
          .where('contest_id', '=', contestId)
          .where(column, 'in', [...portion])
          .execute(),
      1000,
    )
  const rows = [...(await people('staff_code_index')), ...(await people('phone_index'))]
  return new Set([...rows.map((row) => row.id), ...known])
}
