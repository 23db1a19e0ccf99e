/** How much of a contest is personal, and what stays of it: counted across tables, nothing opened. */
import type { ErasureKind } from '#contest/people/retention.ts'
import type { Db } from '../database/database.ts'

export interface PersonalCounts {
  readonly counts: Readonly<Record<ErasureKind, number>>
  readonly kept: { readonly entries: number; readonly publications: number; readonly units: number }
}

type OfContest =
  'contestant' | 'board_member' | 'people_undo' | 'likely_same' | 'upload_link' | 'referral' | 'session' | 'publication' | 'unit'

/** @param winners how many people and entries keep what they have */
export async function countPersonal(
  db: Db,
  contestId: string,
  winners: { readonly people: number; readonly entries: number },
): Promise<PersonalCounts> {
  const count = async (table: OfContest): Promise<number> => {
    const { total } = await db
      .selectFrom(table)
      .select((of) => of.fn.countAll<number>().as('total'))
      .where('contest_id', '=', contestId)
      .executeTakeFirstOrThrow()
    return total
  }
  const people = await count('contestant')
  const { phones } = await db
    .selectFrom('contestant')
    .select((of) => of.fn.count<number>('phone_index').as('phones'))
    .where('contest_id', '=', contestId)
    .executeTakeFirstOrThrow()
  const { entries } = await db
    .selectFrom('entry')
    .innerJoin('round', 'round.id', 'entry.round_id')
    .select((of) => of.fn.countAll<number>().as('entries'))
    .where('round.contest_id', '=', contestId)
    .executeTakeFirstOrThrow()
  const { reasons } = await db
    .selectFrom('extra_attempt')
    .innerJoin('round', 'round.id', 'extra_attempt.round_id')
    .select((of) => of.fn.count<number>('extra_attempt.personal').as('reasons'))
    .where('round.contest_id', '=', contestId)
    .executeTakeFirstOrThrow()
  const { asked } = await db
    .selectFrom('people_request')
    .select((of) => of.fn.countAll<number>().as('asked'))
    .where('contest_id', '=', contestId)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow()
  return {
    counts: {
      names: people - winners.people,
      winnerDetails: winners.people,
      phones,
      boards: await count('board_member'),
      answers: entries - winners.entries,
      reasons,
      links: await count('upload_link'),
      referrals: await count('referral'),
      requests: asked + (await count('people_undo')),
      doubts: await count('likely_same'),
      sessions: await count('session'),
    },
    kept: { entries, publications: await count('publication'), units: await count('unit') },
  }
}
