/**
 * By whose personal link contestants came: the first link each used, sealed with when that was, so that who reads the database does not
 * learn who came by whom. Read by the tally alone.
 */
import type { Arrival } from '#contest/tally/referral.ts'
import type { Instant } from '#contest/values.ts'
import { openJson, sealJson, type Codec } from '../database/codec.ts'
import type { Db } from '../database/database.ts'

/** Of one contestant of a contest. */
interface Came {
  readonly contestId: string
  readonly contestantId: string
}

const context = ({ contestId, contestantId }: Came): string => `referral ${contestId} ${contestantId}`

/** The first stands: another is not kept. */
export async function insertReferral(
  db: Db,
  codec: Codec,
  of: Came & { readonly referrerId: string; readonly usedAt: Instant },
): Promise<void> {
  const sealed = sealJson(codec, 'results', context(of), [of.referrerId, of.usedAt])
  await db
    .insertInto('referral')
    .values({ contest_id: of.contestId, contestant_id: of.contestantId, sealed })
    .onConflict((conflict) => conflict.column('contestant_id').doNothing())
    .execute()
}

/** People read at a time. */
const portion = 500

/**
 * Who came by a link and has begun an attempt, as the tally of a round takes them.
 * @throws when what is stored was changed, or moved from another contestant
 */
export async function arrivalsOf(db: Db, codec: Codec, contestId: string, roundId: string): Promise<readonly Arrival[]> {
  const rounds = (await db.selectFrom('round').select('id').where('contest_id', '=', contestId).execute()).map(({ id }) => id)
  const arrivals: Arrival[] = []
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('referral')
      .select(['contestant_id as contestantId', 'sealed'])
      .where('contest_id', '=', contestId)
      .where('contestant_id', '>', after)
      .orderBy('contestant_id')
      .limit(portion)
      .execute()
    const begun = await begunBy(
      db,
      rounds,
      rows.map(({ contestantId }) => contestantId),
    )
    for (const { contestantId, sealed } of rows) {
      const attempts = begun.get(contestantId) ?? []
      if (attempts.length === 0) continue
      const [referrerId, usedAt] = openJson<readonly [string, Instant]>(codec, 'results', context({ contestId, contestantId }), sealed)
      const entered = attempts.filter(({ submittedAt }) => submittedAt !== null)
      const first = entered.reduce<(typeof entered)[number] | null>(
        (best, one) => (best === null || Number(one.submittedAt) < Number(best.submittedAt) ? one : best),
        null,
      )
      const firstStartedAt = Math.min(...attempts.map(({ startedAt }) => startedAt))
      arrivals.push({ contestantId, referrerId, usedAt, firstStartedAt, isFirstRound: first?.roundId === roundId })
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < portion) return arrivals
    after = last.contestantId
  }
}

interface Begun {
  readonly contestantId: string
  readonly roundId: string
  /** Of the first attempt in the round, and of the first entry; null: none was submitted. */
  readonly startedAt: Instant
  readonly submittedAt: Instant | null
}

/** What these people did in each round; found through their attempts, which are indexed so. */
async function begunBy(
  db: Db,
  roundIds: readonly string[],
  contestantIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Begun[]>> {
  if (roundIds.length === 0 || contestantIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('entry', 'entry.attempt_id', 'attempt.id')
    .select((of) => [
      'attempt.contestant_id as contestantId',
      'attempt.round_id as roundId',
      of.fn.min<number>('attempt.started_at').as('startedAt'),
      of.fn.min<number | null>('entry.submitted_at').as('submittedAt'),
    ])
    .where('attempt.round_id', 'in', [...roundIds])
    .where('attempt.contestant_id', 'in', [...contestantIds])
    .groupBy(['attempt.contestant_id', 'attempt.round_id'])
    .execute()
  return Map.groupBy(rows, ({ contestantId }) => contestantId)
}
