/** Members of the three boards. They may not take part; matching is by the same keyed hashes as the roster. */
import type { BoardKind } from '#contest/roles.ts'
import type { Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'
import { phoneIndex, staffCodeIndex } from './roster.ts'

export interface BoardMemberRecord {
  readonly id: string
  readonly board: BoardKind
  readonly fullName: string
  readonly staffCode: string | null
  /** E.164 */
  readonly phone: string | null
  /** Nhiệm vụ: what the person does on the board. */
  readonly role: string
}

interface SealedMember {
  readonly fullName: string
  readonly staffCode: string | null
  readonly phone: string | null
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
  const { fullName, staffCode, phone } = member
  await db
    .insertInto('board_member')
    .values({
      id: member.id,
      contest_id: contestId,
      board: member.board,
      personal: sealJson(codec, 'personal', `board_member ${member.id}`, { fullName, staffCode, phone } satisfies SealedMember),
      role: member.role,
      staff_code_index: staffCode === null ? null : staffCodeIndex(codec, contestId, staffCode),
      phone_index: phone === null ? null : phoneIndex(codec, contestId, phone),
      added_at: at,
    })
    .execute()
}

/** The boards on which the person with this staff code or this phone sits; empty: free to take part. */
export async function boardsOf(
  db: Db,
  codec: Codec,
  contestId: string,
  person: { readonly staffCode: string; readonly phone: string | null },
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
  return rows.map((row) => row.board)
}

/** Ids of everybody on the roster who sits on one of `boards`, matched by staff code or phone. */
export async function barredContestants(db: Db, contestId: string, boards: readonly BoardKind[]): Promise<ReadonlySet<string>> {
  if (boards.length === 0) return new Set()
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
  return new Set(rows.map((row) => row.id))
}
