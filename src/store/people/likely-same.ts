/** Who on the roster may be one person with a board member, a staff account or another of the roster, and what was decided of it. */
import { isBoard, type BoardKind } from '#contest/roles.ts'
import type { SharedGround } from '#contest/same-person.ts'
import type { Instant } from '#contest/values.ts'
import { inPortions } from '../database/chunks.ts'
import type { Db } from '../database/database.ts'

export interface LikelySame {
  readonly contestantId: string
  readonly otherKind: 'contestant' | 'board' | 'staff'
  readonly otherId: string
  readonly grounds: readonly SharedGround[]
  /** Bars by itself. */
  readonly certain: boolean
}

type Decision = 'same' | 'different'

export interface LikelySameRecord extends LikelySame {
  readonly decision: Decision | null
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
  /** Waits for a second person. */
  readonly proposal: Said | null
}

export interface Said {
  readonly decision: Decision
  /** Null: at the server's command line, which is one person too. */
  readonly by: string | null
  readonly at: Instant
}

type Pair = Pick<LikelySame, 'contestantId' | 'otherKind' | 'otherId'>

const untold = { decision: null, decided_by: null, decided_at: null, proposed: null, proposed_by: null, proposed_at: null } as const

/** Puts what is likely now in place of what was; what was decided stays decided. */
export async function replaceLikely(db: Db, contestId: string, found: readonly LikelySame[]): Promise<void> {
  await db.deleteFrom('likely_same').where('contest_id', '=', contestId).where('decision', 'is', null).execute()
  for (let from = 0; from < found.length; from += 200) {
    const rows = found.slice(from, from + 200).map(({ contestantId, otherKind, otherId, grounds, certain }) => ({
      ...{ contest_id: contestId, contestant_id: contestantId, other_kind: otherKind, other_id: otherId },
      ...{ grounds: grounds.join(' '), certain: certain ? 1 : 0 },
      ...untold,
    }))
    await db
      .insertInto('likely_same')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['contestant_id', 'other_kind', 'other_id']).doUpdateSet((given) => ({
          grounds: given.ref('excluded.grounds'),
          certain: given.ref('excluded.certain'),
        })),
      )
      .execute()
  }
}

/** All that is doubtful, undecided first. */
export async function doubts(db: Db, contestId: string): Promise<readonly LikelySameRecord[]> {
  const rows = await db
    .selectFrom('likely_same')
    .select([
      'contestant_id as contestantId',
      'other_kind as otherKind',
      'other_id as otherId',
      'grounds',
      'decision',
      'decided_by as decidedBy',
      'decided_at as decidedAt',
      'proposed',
      'proposed_by as proposedBy',
      'proposed_at as proposedAt',
    ])
    .where('contest_id', '=', contestId)
    .where('certain', '=', 0)
    .orderBy((one) => one.case().when('decision', 'is', null).then(0).else(1).end())
    .orderBy('contestant_id')
    .orderBy('other_id')
    .execute()
  return rows.map(({ grounds, proposed: decision, proposedBy: by, proposedAt: at, ...row }) => ({
    ...row,
    certain: false,
    grounds: grounds.split(' ') as SharedGround[],
    proposal: decision === null || at === null ? null : { decision, by, at },
  }))
}

const inDoubt = (db: Db, contestId: string, { contestantId, otherKind, otherId }: Pair) =>
  db
    .updateTable('likely_same')
    .where('contest_id', '=', contestId)
    .where('contestant_id', '=', contestantId)
    .where('other_kind', '=', otherKind)
    .where('other_id', '=', otherId)
    .where('certain', '=', 0)

/** False when nothing of the kind is in doubt. */
export async function decideLikely(db: Db, contestId: string, pair: Pair, said: Said): Promise<boolean> {
  const { numUpdatedRows } = await inDoubt(db, contestId, pair).set(decided(said)).executeTakeFirst()
  return numUpdatedRows === 1n
}

/**
 * By two: the first is kept as a proposal, another who says the same decides; who says otherwise proposes that instead.
 * @returns null when nothing of the kind is in doubt
 */
export async function decideLikelyByTwo(db: Db, contestId: string, pair: Pair, said: Said): Promise<'proposed' | 'decided' | null> {
  const { numUpdatedRows: agreed } = await inDoubt(db, contestId, pair)
    .where('proposed', '=', said.decision)
    .where('proposed_by', 'is distinct from', said.by)
    .set(decided(said))
    .executeTakeFirst()
  if (agreed === 1n) return 'decided'
  const { numUpdatedRows } = await inDoubt(db, contestId, pair)
    .set({ proposed: said.decision, proposed_by: said.by, proposed_at: said.at })
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'proposed' : null
}

const decided = ({ decision, by, at }: Said) => ({ ...untold, decision, decided_by: by, decided_at: at })

/** Of these people, those of whom something is still in doubt; either of a pair. */
export async function undecidedOf(db: Db, contestId: string, contestantIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('likely_same')
    .select(['contestant_id as one', 'other_id as other'])
    .where('contest_id', '=', contestId)
    .where('certain', '=', 0)
    .where('decision', 'is', null)
    .execute()
  const named = new Set(rows.flatMap(({ one, other }) => [one, other]))
  return new Set(contestantIds.filter((id) => named.has(id)))
}

/** People of the round of whom something is still in doubt. */
export async function undecidedInRound(db: Db, contestId: string, roundId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('likely_same')
    .select(['contestant_id as one', 'other_id as other'])
    .where('contest_id', '=', contestId)
    .where('certain', '=', 0)
    .where('decision', 'is', null)
    .execute()
  const ids = [...new Set(rows.flatMap(({ one, other }) => [one, other]))]
  const entered = await inPortions(ids, (portion) =>
    db
      .selectFrom('entry')
      .select('contestant_id as id')
      .distinct()
      .where('round_id', '=', roundId)
      .where('contestant_id', 'in', [...portion])
      .execute(),
  )
  return entered.map(({ id }) => id)
}

/** Who is one person, for certain or by decision, with whom; `board`: on which board or in which role that other is. */
export async function knownSame(
  db: Db,
  contestId: string,
  contestantId: string | null = null,
): Promise<readonly { readonly id: string; readonly board: BoardKind | null; readonly twin: boolean }[]> {
  const all = db
    .selectFrom('likely_same')
    .leftJoin('board_member', (on) => on.onRef('board_member.id', '=', 'likely_same.other_id').on('other_kind', '=', 'board'))
    .leftJoin('staff_role', (on) =>
      on
        .onRef('staff_role.staff_id', '=', 'likely_same.other_id')
        .onRef('staff_role.contest_id', '=', 'likely_same.contest_id')
        .on('other_kind', '=', 'staff'),
    )
    .select(['likely_same.contestant_id as id', 'other_kind as kind', 'board_member.board', 'staff_role.role'])
    .where('likely_same.contest_id', '=', contestId)
    .where((either) => either.or([either('certain', '=', 1), either('decision', '=', 'same')]))
  const rows = await (contestantId === null ? all : all.where('likely_same.contestant_id', '=', contestantId)).execute()
  return rows.map(({ id, kind, board, role }) => ({
    id,
    board: board ?? (role !== null && isBoard(role) ? role : null),
    twin: kind === 'contestant',
  }))
}
